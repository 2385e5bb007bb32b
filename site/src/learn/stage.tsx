// The stage: the digraph, in every node its private loss with a dot where it stands.

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { labelAt, labelSide, shapes } from "../arcs";
import { brief, t } from "../i18n";
import type { Point } from "../forces";
import { layout, place } from "../layout";
import { Arcs } from "../stage";
import { screenHeight, useWidth } from "../size";
import { walk } from "../walking";
import { type Parabola, parabolas } from "./experiment";
import { sketch, spanOf } from "./drawing";
import type { End, EpochView } from "./report";
import { arcs, chosen, player, report, run, shown, view } from "./session";

export function Stage() {
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const e = shown.value!;
  const n = report.value!.nodes;
  const key = arcs.value.join(" ");
  const losses = n <= 12 ? parabolas(e) : null;
  const room = innerWidth < 600 ? 250 : screenHeight.value - 580; // what the sentence above, the number line and the ruler leave
  const height = Math.max(n > 12 ? 298 : 206, Math.min(330, room));
  const radius = losses ? (height < 280 ? 24 : 30) : n <= 12 ? 22 : n <= 24 ? 15 : n <= 60 ? 10 : 5;
  const unit = useMemo(() => layout(n, arcs.value), [key, n]);
  const drawn = useMemo(() => {
    const at = place(unit, width, height, radius + 32);
    const lines = shapes(arcs.value, at, radius);
    const around = (j: number) => lines.flatMap(({ arc, way }) => (arc[0] === j ? [way[2]!] : arc[1] === j ? [way[10]!] : []));
    return { at, lines, sides: at.map((p, j) => labelSide(p, around(j), radius, width)) };
  }, [unit, width, height, radius]);
  const span = spanOf(e, report.value!);
  const now = view.value;
  if (!now) return <div class="stage" ref={ref}><p class="gloss">{t("learn.none")}</p></div>;
  const state = player.cursor.value >= player.last.value ? run.value!.end : "unfinished";
  return (
    <div class="stage" ref={ref}>
      <svg id="stage" role="group" aria-label={t("stage.label", { n, m: arcs.value.length })} width={width} height={height}>
        <Arcs shapes={drawn.lines} from={chosen.value} />
        {drawn.at.map((at, j) => (
          <Node key={j} j={j} at={at} radius={radius} now={now} state={state} loss={losses?.[j] ?? null} span={span} />
        ))}
        <g class="values" aria-hidden="true">
          {radius >= 15 && drawn.at.map((at, j) => (
            <text key={j} class="value rough" transform={translate(at)} {...labelAt(drawn.sides[j] ?? "below", radius + 5)}>
              {stepOf(now, j)}
            </text>
          ))}
        </g>
      </svg>
    </div>
  );
}

const translate = (p: Point) => `translate(${p.x.toFixed(1)} ${p.y.toFixed(1)})`;

/** The step that a node takes; nothing at the start. */
function stepOf(now: EpochView, j: number): string {
  const step = now.applied?.[j] ?? now.proposals?.[j];
  return step === undefined ? "" : brief(step);
}

interface NodeProps {
  j: number;
  at: Point;
  radius: number;
  now: EpochView;
  state: End;
  loss: Parabola | null;
  span: [number, number] | null;
}

const states = { converged: "closed", diverged: "lost", unfinished: "" };

function Node({ j, at, radius, now, state, loss, span }: NodeProps) {
  const mine = chosen.value === j;
  return (
    <g
      class={`node ${states[state]}${mine ? " chosen" : ""}`}
      role="button"
      tabindex={mine ? 0 : -1}
      data-node={j}
      data-state={state}
      aria-pressed={mine}
      aria-label={label(now, j, state)}
      transform={translate(at)}
      onClick={() => (chosen.value = j)}
      onKeyDown={(e) => walk(e, report.value!.nodes, chosen)}
    >
      <circle class="target" r={radius + 7} />
      <circle class="disc" r={radius} />
      {state === "diverged" && <path class="cross" d={cross(loss ? radius * 0.27 : radius * 0.7, loss ? radius * 0.36 : 0)} />}
      {state !== "diverged" && loss && span && <Sketch loss={loss} span={span} radius={radius} x={now.iterates[j]?.[0]} />}
      {radius >= 10 && <text class="id" dy={loss ? -radius * 0.36 : "0.35em"} font-size={loss ? 15 : Math.round(radius * 0.78)}>{j}</text>}
    </g>
  );
}

function label(now: EpochView, j: number, state: End): string {
  const proposal = now.proposals?.[j];
  return t("learn.node", {
    id: j,
    loss: brief(now.losses[j] ?? 0),
    proposal: proposal === undefined ? "–" : brief(proposal),
    applied: stepOf(now, j) || "–",
    end: t(`learn.state.${state}`),
  });
}

const cross = (half: number, down: number) =>
  `M${-half} ${down - half}L${half} ${down + half}M${half} ${down - half}L${-half} ${down + half}`;

function Sketch({ loss, span, radius, x }: { loss: Parabola; span: [number, number]; radius: number; x: number | undefined }) {
  const { line, dot } = sketch(loss, span, radius, x);
  return (
    <g class="sketch" aria-hidden="true">
      <path class="loss" d={line} />
      {dot && (dot.inside ? <circle class="dot" cx={dot.x} cy={dot.y} r={3.5} /> : <path class="dot" d={arrow(dot.x, dot.y)} />)}
    </g>
  );
}

/** An arrowhead that points outwards, where the dot has left the sketch. */
const arrow = (x: number, y: number) => (x < 0 ? `M${x - 4} ${y}l7 -4v8Z` : `M${x + 4} ${y}l-7 -4v8Z`);

/** What the signs mean that are on screen. */
export function Legend() {
  const e = shown.value;
  return (
    <ul class="legend learning">
      {e && parabolas(e) && (
        <li>
          <Sample size={26}><path class="loss" d="M-10 -8Q0 20 10 -8" /><circle class="dot" cx="5" cy="2.5" r="3" /></Sample>
          {t("learn.legend.loss")}
        </li>
      )}
      <li><span class="num">0.5</span>{t("learn.legend.step")}</li>
      {report.value?.dimension === 1 && <li><Sample size={14}><path d="M0 -5L5 5H-5Z" /></Sample>{t("learn.legend.best")}</li>}
      <li><Sample size={22}><circle class="closed" r="8" /></Sample>{t("learn.state.converged")}</li>
      <li><Sample size={22}><circle class="disc" r="8" /><path class="cross" d={cross(3.5, 0)} /></Sample>{t("learn.state.diverged")}</li>
    </ul>
  );
}

const Sample = ({ size, children }: { size: number; children: ComponentChildren }) => (
  <svg width={size} height={size} viewBox={`${-size / 2} ${-size / 2} ${size} ${size}`} aria-hidden="true">{children}</svg>
);
