// The ruler of rounds: where nodes decide and stop, and the rounds predicted beside the rounds measured.

import { useComputed } from "@preact/signals";
import { Carved, scaleOf } from "./carved";
import { type Ruler as Scale, xOf } from "./carving";
import { t } from "./i18n";
import { cursor, event, round, run, seekRound } from "./playback";
import { decideSign, stopSign } from "./ring";
import { useWidth } from "./size";
import type { Run } from "./trace";

/** At which event, by round, and how many nodes. */
type Mark = Map<number, { at: number; nodes: number }>;
interface Marks {
  decide: Mark;
  stop: Mark;
}

export function Ruler() {
  const { ref, width } = useWidth<HTMLDivElement>(960);
  const marks = useComputed(() => marksOf(run.value!)).value;
  const { trace } = run.value!;
  const measured = trace.outcome.rounds;
  const scale = scaleOf(width, Math.max(measured, trace.predicted.rounds), measured);
  const passed = (mark: Mark, k: number) => (mark.get(k)?.at ?? Infinity) <= cursor.value;
  const depth = (k: number) => (passed(marks.stop, k) ? 21 : passed(marks.decide, k) ? 15 : 9);
  const now = round.value;
  const said = t("ruler.value", { k: now, last: measured, action: event.value?.action ?? "" });
  return (
    <div class="ruler" ref={ref}>
      <Carved scale={scale} now={now} depth={depth} label={t("ruler.label")} said={said} onSeek={seekRound}>
        <Signs scale={scale} marks={marks} />
      </Carved>
    </div>
  );
}

function marksOf({ trace }: Run): Marks {
  const marks: Marks = { decide: new Map(), stop: new Map() };
  trace.events.forEach(({ action, round, nodes }, at) => {
    if (action === "Decide") marks.decide.set(round, { at, nodes: nodes.length });
    if (action === "Stop") marks.stop.set(round, { at, nodes: nodes.length });
  });
  return marks;
}

/** A triangle where nodes decide, a square where they stop, each with how many. */
function Signs({ scale, marks }: { scale: Scale; marks: Marks }) {
  const rounds = [...new Set([...marks.decide.keys(), ...marks.stop.keys()])].sort((a, b) => a - b);
  const counted = apart(scale, rounds);
  return (
    <g class="signs">
      {rounds.map((k) => {
        const [decide, stop] = [marks.decide.get(k), marks.stop.get(k)];
        const both = decide !== undefined && stop !== undefined;
        const x = both ? Math.max(scale.left + 10, Math.min(xOf(scale, k), scale.right - 10)) : xOf(scale, k);
        const count = (nodes: number) => (counted.has(k) ? nodes : 0);
        return (
          <g key={k} transform={`translate(${x.toFixed(1)} 0)`}>
            {decide && <Sign path={decideSign} x={both ? -19 : 0} count={count(decide.nodes)} beside={both} past={decide.at <= cursor.value} />}
            {stop && <Sign path={stopSign} x={both ? 3 : 0} count={count(stop.nodes)} beside={both} past={stop.at <= cursor.value} />}
          </g>
        );
      })}
    </g>
  );
}

/** The rounds whose counts can stand side by side. */
function apart(scale: Scale, rounds: readonly number[]): Set<number> {
  const kept = new Set<number>();
  let last = -Infinity;
  for (const k of rounds) {
    if (xOf(scale, k) - last < 24) continue;
    kept.add(k);
    last = xOf(scale, k);
  }
  return kept;
}

interface SignProps {
  path: string;
  x: number;
  count: number;
  beside: boolean;
  past: boolean;
}

function Sign({ path, x, count, beside, past }: SignProps) {
  return (
    <g class={past ? "sign past" : "sign"} transform={`translate(${x} 0)`}>
      <path d={path} />
      {count > 0 && (beside ? <text class="beside" x={7} y={22}>{count}</text> : <text x={0} y={9}>{count}</text>)}
    </g>
  );
}
