// The stage: the digraph, what each node knows, and the shares on their way.

import { useComputed, useSignalEffect } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { labelAt, labelSide, type Shape, shapes, type Side } from "./arcs";
import { fly } from "./flight";
import type { Point } from "./forces";
import { ratio, t } from "./i18n";
import { layout, place } from "./layout";
import { cursor, event, interval, round, run } from "./playback";
import { reducedMotion } from "./player";
import { Ring } from "./ring";
import { valueText } from "./scenario";
import { alone } from "./scenes";
import { chosen, coordinate } from "./session";
import { screenHeight, useWidth } from "./size";
import { lastObserved, type NodeRecord, phaseAt } from "./trace";
import { walk } from "./walking";

export function Stage() {
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const digraph = useComputed(() => run.value!.trace.scenario.digraph).value;
  const n = digraph.nodes;
  const mixing = run.value!.windows.length > 0;
  const tight = innerWidth > 960 && screenHeight.value <= 992; // as in bracket.css
  const room = width < 560 ? Infinity : screenHeight.value - (alone.value ? 420 : !mixing ? 440 : tight ? 572 : 665); // what the sentence above and the rulers below leave
  const height = Math.round(Math.max(mixing ? 240 : 280, Math.min(540, width * 0.78, room)));
  const radius = n <= 12 ? (width < 420 || height < 280 ? 18 : 22) : n <= 24 ? 15 : n <= 60 ? 10 : 5;
  const unit = useMemo(() => layout(n, digraph.arcs), [digraph]);
  const drawn = useMemo(() => {
    const at = place(unit, width, height, radius * 2 + 16);
    const arcs = shapes(digraph.arcs, at, radius);
    const around = (j: number) => arcs.flatMap(({ arc, way }) => (arc[0] === j ? [way[2]!] : arc[1] === j ? [way[10]!] : []));
    return { at, arcs, sides: at.map((p, j) => labelSide(p, around(j), radius, width)) };
  }, [unit, width, height, radius]);

  const layer = useRef<SVGGElement>(null);
  const arcs = useMemo(() => <Arcs shapes={drawn.arcs} from={chosen.value} />, [drawn, chosen.value]);
  const shares = useMemo(() => <g class="shares" aria-hidden="true" ref={layer}>{n <= 60 && drawn.arcs.map((s) => share(s, radius))}</g>, [drawn]);
  const before = useRef(cursor.value);
  useSignalEffect(() => {
    const now = cursor.value;
    const stepped = now === before.current + 1 && event.value?.action === "Advance";
    before.current = now;
    if (stepped && !reducedMotion.value) fly(layer.current, now, Math.min(190, interval.peek() * 0.8));
  });

  return (
    <div class="stage" ref={ref}>
      <svg id="stage" role="group" aria-label={t("stage.label", { n, m: digraph.arcs.length })} width={width} height={height}>
        {arcs}
        {shares}
        {run.value!.nodes.map((node) => <Node key={node.id} node={node} at={drawn.at[node.id] ?? nowhere} radius={radius} />)}
        <g class="values" aria-hidden="true">
          {radius >= 15 && run.value!.nodes.map((node) => (
            <Value key={node.id} node={node} at={drawn.at[node.id] ?? nowhere} side={drawn.sides[node.id] ?? "below"} radius={radius} />
          ))}
        </g>
      </svg>
    </div>
  );
}

export function Arcs({ shapes, from }: { shapes: readonly Shape[]; from: number }) {
  return (
    <g class="arcs" aria-hidden="true">
      {shapes.map(({ arc, line, head }) => (
        <g key={arc.join()} class={arc[0] === from ? "arc own" : "arc"}>
          <path class="line" d={line} />
          <path class="head" d={head} />
        </g>
      ))}
    </g>
  );
}

/** A share waits unseen; flight.ts moves it along its way. */
function share({ arc, way }: Shape, radius: number) {
  const text = way.map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join(" ");
  return <circle key={arc.join()} data-way={text} data-from={arc[0]} r={Math.max(2.5, radius * 0.17)} />;
}

/** Where a node stands for the moment between a run and the layout of its digraph. */
const nowhere: Point = { x: 0, y: 0 };
const translate = (p: Point) => `translate(${p.x.toFixed(1)} ${p.y.toFixed(1)})`;

interface NodeProps {
  node: NodeRecord;
  at: Point;
  radius: number;
}

function Node({ node, at, radius }: NodeProps) {
  const phase = phaseAt(node, cursor.value);
  const k = lastObserved(node, round.value);
  const mine = chosen.value === node.id;
  return (
    <g
      class={`node ${phase}${mine ? " chosen" : ""}`}
      role="button"
      tabindex={mine ? 0 : -1}
      data-node={node.id}
      data-phase={phase}
      aria-pressed={mine}
      aria-label={label(node, k, valueAt(node, cursor.value, k).text)}
      transform={translate(at)}
      onClick={() => (chosen.value = node.id)}
      onKeyDown={(e) => walk(e, run.value!.nodes.length, chosen)}
    >
      <circle class="target" r={Math.max(radius + 7, 13)} />
      <Ring radius={radius} phase={phase} observed={k} needed={node.decision?.change.decided ?? k} named={radius >= 10} />
      {radius >= 10 && <text class="id" dy={phase === "stopped" ? "0.22em" : "0.35em"} font-size={Math.round(radius * 0.78)}>{node.id}</text>}
    </g>
  );
}

/** What the node holds, beside it: exact once it has decided, an approximation before. */
function Value({ node, at, side, radius }: NodeProps & { side: Side }) {
  const { text, exact } = valueAt(node, cursor.value, lastObserved(node, round.value));
  return <text class={exact ? "value exact" : "value rough"} transform={translate(at)} {...labelAt(side, radius)}>{text}</text>;
}

function valueAt(node: NodeRecord, at: number, k: number): { text: string; exact: boolean } {
  const c = coordinate.value;
  if (node.decision && node.decision.event <= at) {
    const exact = node.decision.change.average?.[c] ?? "–";
    return { text: exact.replace("-", "−"), exact: true };
  }
  if (k === 0) return { text: valueText(run.value!.trace.scenario.values[node.id], c).replace("-", "−"), exact: false };
  const rough = node.observed[k]?.ratio?.[c];
  return { text: rough == null ? "–" : `≈ ${ratio(rough).replace("-", "−")}`, exact: false };
}

function label(node: NodeRecord, k: number, shown: string): string {
  const phase = phaseAt(node, cursor.value);
  const args = {
    id: node.id,
    k,
    shown,
    round: phase === "stopped" ? node.stop!.round : (node.decision?.change.decided ?? 0),
  };
  return t(`node.label.${phase}`, args);
}
