// The ruler: time, carved. It is the scrubber, and it shows the rounds predicted beside the rounds measured.

import { useComputed } from "@preact/signals";
import { bar, barHeight, barTop, notch, type Ruler as Scale, scribes, stride, xOf } from "./carving";
import { t } from "./i18n";
import { cursor, event, round, run, seekRound } from "./playback";
import { decideSign, stopSign } from "./ring";
import { useWidth } from "./size";
import type { Run } from "./trace";

const inset = 14;
const overhang = 14;

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
  const scale: Scale = { left: inset, right: width - inset, scale: Math.max(measured, trace.predicted.rounds), measured };
  const passed = (mark: Mark, k: number) => (mark.get(k)?.at ?? Infinity) <= cursor.value;
  const depth = (k: number) => (passed(marks.stop, k) ? 21 : passed(marks.decide, k) ? 15 : 9);
  const now = round.value;
  return (
    <div class="ruler" ref={ref}>
      <svg width={width} height={barTop + barHeight + 22} aria-hidden="true">
        {scale.scale > measured && (
          <path class="unused" d={`M${xOf(scale, measured) + overhang} ${barTop + 0.5}H${xOf(scale, scale.scale) + overhang}v${barHeight - 1}H${xOf(scale, measured) + overhang}`} />
        )}
        <path class="bar" d={bar(scale, now, depth, overhang)} />
        <path class="scribes" d={scribes(scale, now)} />
        <path class="knife" d={notch(scale, now, depth(now))} />
        <Numbers scale={scale} now={now} />
        <Signs scale={scale} marks={marks} />
      </svg>
      <input
        id="round-slider"
        type="range"
        min={0}
        max={measured}
        step={1}
        value={now}
        disabled={measured === 0}
        aria-label={t("ruler.label")}
        aria-valuetext={t("ruler.value", { k: now, last: measured, action: event.value?.action ?? "" })}
        style={{ left: `${inset - 12}px`, width: `${xOf(scale, measured) - inset + 24}px` }}
        onInput={(e) => seekRound(Number(e.currentTarget.value))}
      />
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

function Numbers({ scale, now }: { scale: Scale; now: number }) {
  const every = stride(scale, 26);
  const apart = (k: number) => Math.abs(xOf(scale, k) - xOf(scale, now)) >= 10 + 8 * String(scale.scale).length;
  const rounds = [now];
  for (let k = 0; k <= scale.scale; k += every) if (apart(k)) rounds.push(k);
  return (
    <g class="numbers">
      {rounds.map((k) => (
        <text key={k} class={k === now ? "now" : k > scale.measured ? "spare" : ""} x={xOf(scale, k)} y={barTop + barHeight + 16}>{k}</text>
      ))}
    </g>
  );
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
