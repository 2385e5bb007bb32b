// Why a run ended early. The engine says it in one English sentence; its parts are the same in every language.

import type { Run } from "./report";

const place = /^epoch (\d+), node (\d+): (coordinate (\d+)( of the gradient)?|the step size|the inverse of the step size|the curvature) is (\S+), /;
const wholly = /^epoch (\d+): (.*)$/;

/** What certified steps end with, and how the engine says it; the number, if there is one, is the value. */
const stalls = {
  trial: /^the trial point has a coordinate of (\S+)$/,
  enough: /^the mean gradient is at most (\S+) in size, which is small enough$/,
  short: /^no step can be certified: what is left of it changes no coordinate of the iterate$/,
  wide: /^no step can be certified: the bracket of the mean gradient no longer narrows in these quanta$/,
  faint: /^no step can be certified: the mean gradient is hardly told from 0 any more in these quanta$/,
};

export type Reason =
  | { kind: "coordinate" | "step" | "inverse" | "gradient" | "curvature"; small: boolean; epoch: number; node: number; coordinate: number; value: number }
  | { kind: keyof typeof stalls; epoch: number; value: number }
  | { kind: "error" };

export function reasonOf(text: string): Reason | null {
  if (text === "the error is above 1e12") return { kind: "error" };
  const found = place.exec(text);
  if (!found) return stallOf(text);
  const [, epoch, node, what, coordinate, gradient, value] = found;
  const named = { "the step size": "step", "the inverse of the step size": "inverse", "the curvature": "curvature" } as const;
  const kind = coordinate === undefined ? named[what as keyof typeof named] : gradient ? "gradient" : "coordinate";
  return { kind, small: text.includes("which rounds to 0"), epoch: number(epoch), node: number(node), coordinate: number(coordinate), value: number(value) };
}

const number = (digits = "0") => Number(digits.replace("Inf", "Infinity"));

function stallOf(text: string): Reason | null {
  const [, epoch, what = ""] = wholly.exec(text) ?? [];
  for (const [kind, form] of Object.entries(stalls)) {
    const found = form.exec(what);
    if (found) return { kind: kind as keyof typeof stalls, epoch: number(epoch), value: number(found[1]) };
  }
  return null;
}

/** What kept a run from going on that is no fault of its step sizes, if something did: a start that the grid does not hold or that is too far off, or later the grid. */
export function limitOf(run: Run): "grid" | "far" | "reach" | "fine" | null {
  const reason = run.reason ? reasonOf(run.reason) : null;
  if (reason?.kind === "error") return run.epochs > 0 ? null : "far";
  if (!reason || run.end !== "unfinished" || !("small" in reason)) return null;
  if (reason.small) return "fine";
  return reason.epoch > 0 ? "reach" : "grid";
}

/** The epoch in which a run ended: of one that failed it is not among those it finished. */
export function endedIn(run: Run): number {
  const reason = run.reason ? reasonOf(run.reason) : null;
  return reason && reason.kind !== "error" ? reason.epoch : run.epochs;
}
