// The ruler of rounds: where nodes decide and stop, and the rounds predicted beside the rounds measured.

import { useComputed } from "@preact/signals";
import { Carved, scaleOf } from "./carved";
import { type Ruler as Scale, xOf } from "./carving";
import { t } from "./i18n";
import { cursor, event, round, run, seekRound } from "./playback";
import { decideSign, stopSign, windowSign } from "./ring";
import { coordinate } from "./session";
import { useWidth } from "./size";
import type { Run } from "./trace";

/** At which event, by round, and how many nodes, or what else is counted. */
type Mark = Map<number, { at: number; nodes: number }>;
interface Marks {
  decide: Mark;
  stop: Mark;
  /** Where a window is over, with how many numbers are left. */
  window: Mark;
}

export function Ruler() {
  const { ref, width } = useWidth<HTMLDivElement>(960);
  const marks = useComputed(() => marksOf(run.value!)).value;
  const { trace } = run.value!;
  const measured = trace.outcome.rounds;
  const scale = scaleOf(width, Math.max(measured, trace.predicted.rounds), measured);
  const passed = (mark: Mark, k: number) => (mark.get(k)?.at ?? Infinity) <= cursor.value;
  const depth = (k: number) => (passed(marks.stop, k) ? 21 : passed(marks.decide, k) || passed(marks.window, k) ? 15 : 9);
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

function marksOf({ trace, windows }: Run): Marks {
  const marks: Marks = { decide: new Map(), stop: new Map(), window: new Map() };
  for (const { event, round, bracket } of windows.slice(1)) {
    marks.window.set(round, { at: event, nodes: bracket[coordinate.value]?.left?.length ?? 0 });
  }
  trace.events.forEach(({ action, round, nodes }, at) => {
    if (action === "Decide") marks.decide.set(round, { at, nodes: nodes.length });
    if (action === "Stop") marks.stop.set(round, { at, nodes: nodes.length });
  });
  return marks;
}

/** A triangle where nodes decide, a square where they stop, each with how many, a bracket where a window is over. */
function Signs({ scale, marks }: { scale: Scale; marks: Marks }) {
  const rounds = [...new Set([...marks.decide.keys(), ...marks.stop.keys(), ...marks.window.keys()])].sort((a, b) => a - b);
  const counted = apart(scale, rounds);
  return (
    <g class="signs">
      {rounds.map((k) => {
        const at = ([[windowSign, marks.window], [decideSign, marks.decide], [stopSign, marks.stop]] as const).flatMap(([path, mark]) => {
          const found = mark.get(k);
          return found ? [{ path, ...found }] : [];
        });
        const both = at.length > 1;
        const room = at.map(({ nodes }) => 16 + 8 * String(nodes).length);
        const from = room.map((_, i) => room.slice(0, i).reduce((sum, width) => sum + width, 0));
        const half = room.reduce((sum, width) => sum + width, 0) / 2;
        const x = both ? Math.max(scale.left + half - 12, Math.min(xOf(scale, k), scale.right - half + 12)) : xOf(scale, k);
        return (
          <g key={k} transform={`translate(${x.toFixed(1)} 0)`} data-signs={k}>
            {at.map((sign, i) => (
              <Sign key={i} path={sign.path} x={both ? from[i]! - half + 7 : 0} count={counted.has(k) ? sign.nodes : 0} beside={both} past={sign.at <= cursor.value} />
            ))}
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
