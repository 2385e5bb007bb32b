// Why a run ended early. The engine says it in one English sentence; its parts are the same in every language.

import type { Run } from "./report";

const place = /^epoch (\d+), node (\d+): (coordinate (\d+)|the step size|the inverse of the step size) is (\S+), /;

export type Reason =
  | { kind: "coordinate" | "step" | "inverse"; small: boolean; epoch: number; node: number; coordinate: number; value: number }
  | { kind: "error" };

export function reasonOf(text: string): Reason | null {
  if (text === "the error is above 1e12") return { kind: "error" };
  const found = place.exec(text);
  if (!found) return null;
  const [, epoch, node, what, coordinate, value] = found;
  const kind = coordinate !== undefined ? "coordinate" : what === "the step size" ? "step" : "inverse";
  const small = text.includes("which rounds to 0");
  const number = (digits = "0") => Number(digits.replace("Inf", "Infinity"));
  return { kind, small, epoch: number(epoch), node: number(node), coordinate: number(coordinate), value: number(value) };
}

/** What kept a run from going on that is no fault of its step sizes, if something did: a start that the grid does not hold or that is too far off, or later the grid. */
export function limitOf(run: Run): "grid" | "far" | "reach" | "fine" | null {
  const reason = run.reason ? reasonOf(run.reason) : null;
  if (reason?.kind === "error") return run.epochs > 0 ? null : "far";
  if (!reason || run.end !== "unfinished") return null;
  if (reason.small) return "fine";
  return reason.epoch > 0 ? "reach" : "grid";
}

/** The epoch in which a run ended: of one that failed it is not among those it finished. */
export function endedIn(run: Run): number {
  const reason = run.reason ? reasonOf(run.reason) : null;
  return reason && reason.kind !== "error" ? reason.epoch : run.epochs;
}
