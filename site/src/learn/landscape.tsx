// The number line that all nodes share: their losses above it, the way of the mean iterate, and the optimum.

import { useMemo } from "preact/hooks";
import { brief, t } from "../i18n";
import { useWidth } from "../size";
import { across, heightOf, type Span, spanOf, ticks } from "./drawing";
import { type Parabola, parabolas } from "./experiment";
import type { Run } from "./report";
import { chosen, player, report, run, shown } from "./session";

const [top, axis] = [8, 24];

interface Frame {
  span: Span;
  width: number;
  high: number;
  x: (at: number) => number;
  y: (loss: number) => number;
}

export function Landscape() {
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const [e, now] = [shown.value!, run.value];
  const span = useMemo(() => spanOf(e, report.value!), [e, report.value]);
  const best = report.value!.optima[0];
  if (now?.trace.length === 0) return <div class="landscape" ref={ref} />;
  if (!span || !now || !best) return <p class="gloss">{t("learn.line.none", { d: report.value!.dimension })}</p>;
  const tall = heightOf(now, best.loss);
  const high = report.value!.nodes > 12 ? 120 : 150; // many nodes need the room above
  const frame: Frame = { span, width, high, x: (at) => across(span, at) * width, y: (loss) => top + (high - top) * (1 - loss / tall) };
  const losses = parabolas(e);
  const last = now.trace[player.cursor.value];
  const x = meanIterate(now, player.cursor.value);
  const label = t("learn.line.label", { x: brief(x), best: brief(best.point[0]!), loss: brief(last?.loss ?? 0) });
  return (
    <div class="landscape" ref={ref}>
      <svg id="line" role="img" aria-label={label} width={width} height={high + axis}>
        <svg width={width} height={high} aria-hidden="true">
          {losses?.map((p, j) => j !== chosen.value && <path key={j} class="loss" d={curve(frame, [p])} />)}
          {losses?.[chosen.value] && <path class="loss mine" d={curve(frame, [losses[chosen.value]!])} />}
          {losses && <path class="loss mean" d={curve(frame, losses)} />}
          <Way run={now} upTo={player.cursor.value} frame={frame} />
        </svg>
        <g class="axis" aria-hidden="true">
          <path d={`M0 ${high + 0.5}H${width}`} />
          {ticks(span).map((at) => <Tick key={at} frame={frame} at={at} />)}
          <path class="best" d={`M${frame.x(best.point[0]!).toFixed(1)} ${high + 1}l5.5 8h-11Z`} />
        </g>
        <Now frame={frame} x={x} loss={last?.loss ?? 0} />
      </svg>
    </div>
  );
}

/** A number under the line, unless it would be cut off at the edge. */
function Tick({ frame: { x, width, high }, at }: { frame: Frame; at: number }) {
  const text = Math.abs(at) < 1e7 ? String(at).replace("-", "−") : brief(at);
  const half = text.length * 4;
  return x(at) < half || x(at) > width - half ? null : <text x={x(at)} y={high + 22}>{text}</text>;
}

/** Where the nodes stand: at one point by every coordinated method, else in the middle of them. */
function meanIterate(run: Run, epoch: number): number {
  const xs = run.trace[epoch]?.iterates.map((x) => x[0]!) ?? [];
  const same = xs.every((x) => x === xs[0]);
  return same ? (xs[0] ?? 0) : xs.reduce((sum, x) => sum + x / xs.length, 0);
}

function curve({ span, width, high, x, y }: Frame, of: readonly Parabola[]): string {
  const steps = Math.max(40, Math.round(width / 6));
  let path = "";
  for (let i = 0; i <= steps; i++) {
    const at = span[0] + ((span[1] - span[0]) * i) / steps;
    const loss = of.reduce((sum, p) => sum + ((p.curvature / 2) * (at - p.minimiser) ** 2) / of.length, 0);
    path += `${i ? "L" : "M"}${x(at).toFixed(1)} ${Math.max(-4 * high, y(loss)).toFixed(1)}`;
  }
  return path;
}

/** The way so far, as steps from point to point of the mean loss. */
function Way({ run, upTo, frame: { x, y, width, high } }: { run: Run; upTo: number; frame: Frame }) {
  const from = Math.max(0, upTo - 60);
  const points = run.trace.slice(from, upTo + 1).map((v, i) => {
    const near = (value: number, far: number) => Math.max(-far, Math.min(2 * far, value));
    return [near(x(meanIterate(run, from + i)), width * 2), near(y(v.loss), high * 4)] as const;
  });
  return (
    <g class="way">
      <path d={points.map(([px, py], i) => `${i ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}`).join("")} />
      {points.slice(0, -1).map(([px, py], i) => <circle key={from + i} cx={px.toFixed(1)} cy={py.toFixed(1)} r={2.5} />)}
    </g>
  );
}

/** The present point; an arrow at the edge when it has left what is drawn. */
function Now({ frame: { x, y, width }, x: at, loss }: { frame: Frame; x: number; loss: number }) {
  const [px, py] = [x(at), y(loss)];
  const aside = px < 0 || px > width;
  const above = py < 4;
  const label = `x = ${brief(at)}`;
  if (!aside && !above) return <g class="here" aria-hidden="true"><circle cx={px.toFixed(1)} cy={py.toFixed(1)} r={6} /></g>;
  const left = px < width / 2;
  const edge = aside ? (left ? 2 : width - 2) : px;
  const sign = aside ? (left ? "M0 20l12 -7v14Z" : "M0 20l-12 -7v14Z") : "M0 4l7 12h-14Z";
  return (
    <g class="here" aria-hidden="true" transform={`translate(${edge.toFixed(1)} 0)`}>
      <path d={sign} />
      <text x={left ? 18 : -18} y={25} text-anchor={left ? "start" : "end"}>{label}</text>
    </g>
  );
}
