// What to try next. Whatever is promised here happened in the report already, except that a run flies apart at the end of
// the slider, which is said of parabolas only.

import type { Key } from "../i18n";
import { parabolas, places, placeOf, constantOf, type Experiment, stepAt } from "./experiment";
import { limitOf } from "./reason";
import type { Run, Way } from "./report";

export interface Story {
  key: Key;
  /** What the reader is asked to do. */
  next: Key | null;
}

export type Ends = Partial<Record<Way, Run>>;

/** What is said of a way: where its run led, and what to do then. */
export function storyOf(e: Experiment, ends: Ends, to: Way, method: number, node: number): Story {
  const { end } = ends[to]!;
  const limit = limitOf(ends[to]!);
  if (limit) return { key: `learn.story.${limit}`, next: null };
  if (to === "certified") return end === "converged" ? { key: "learn.story.certified", next: "learn.try.any" } : lost("learn.story.stalled");
  const held = constantOf(e, method, node) !== null;
  if (end === "diverged") return rescued(ends, to, to === "mean" ? (held ? "learn.story.mean-held" : "learn.story.mean-good") : `learn.story.${to === "own" ? "own" : "even"}-diverged`);
  if (to === "own" || to === "mean") {
    const key: Key = to === "mean" ? "learn.story.mean" : `learn.story.own-${end}`;
    return reaches(e, node, method) ? { key, next: "learn.try.drag" } : rescued(ends, to, key);
  }
  if (end === "unfinished") return rescued(ends, to, "learn.story.slow");
  const next = ends.mean?.end === "diverged" ? "learn.try.mean" : cheaper(ends, to) ? "learn.try.fewer" : null;
  return { key: `learn.story.${to}`, next };
}

/** The first way that this very run converged by. */
function rescued(ends: Ends, from: Way, key: Key): Story {
  const by = (["harmonic", "min", "certified"] as const).find((way) => way !== from && ends[way]?.end === "converged");
  if (!by) return lost(key);
  return { key, next: from === "own" && by === "harmonic" ? "learn.try.coordinate" : `learn.try.${by}` };
}

const lost = (key: Key): Story => ({ key, next: null });

/** Whether certified steps took fewer rounds. */
const cheaper = ({ certified, ...ends }: Ends, to: Exclude<Way, "certified">) => certified?.end === "converged" && certified.rounds < ends[to]!.rounds;

/**
 * Whether the run flies apart for sure at the right end of the slider: there the node alone makes steps by its own and by the
 * mean four times as long as its slope allows.
 */
function reaches(e: Experiment, node: number, method: number): boolean {
  const curvature = parabolas(e)?.[node]?.curvature ?? 0;
  return (curvature * stepAt(places)) / e.digraph.nodes ** 2 >= 4 && placeOf(constantOf(e, method, node) ?? 0) < places;
}

/** The first epoch in which a step that all took raised the mean loss; 0 when none did. */
export function rise({ trace }: Run): number {
  return Math.max(0, trace.findIndex(({ applied, loss }, k) => applied && loss > trace[k - 1]!.loss));
}
