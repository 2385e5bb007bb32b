// Curves over rounds or epochs, with a line where we look. A click looks elsewhere.

import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { count, lang } from "./i18n";
import { useWidth } from "./size";
import { painted } from "./theme";

export type Column = (number | null)[];
/** Other nodes are thin, the chosen one wears the accent, what belongs to all is bold or goes in steps, what is only known from outside dashed. */
export type Stroke = "other" | "mine" | "all" | "exact" | "bound";

/** What the strokes mean. */
export const Key = ({ of }: { of: [Stroke, string][] }) => (
  <p class="curve-key" aria-hidden="true">
    {of.map(([stroke, text]) => <span key={stroke}><span class={`line ${stroke}`} />{text}</span>)}
  </p>
);

interface Props {
  label: string;
  /** The steps, then a column for each stroke. */
  data: Column[];
  strokes: Stroke[];
  log?: boolean;
  at: ReadonlySignal<number>;
  onSeek: (k: number) => void;
}

export function Plot({ label, data, strokes, log = false, at, onSeek }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>(600);
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const look = `${painted()} ${lang.value} ${strokes.join()} ${log}`;
  useLayoutEffect(() => {
    const ready = (u: uPlot) => {
      u.over.append(Object.assign(document.createElement("div"), { className: "standing" }));
      u.over.addEventListener("click", (e) => onSeek(Math.round(u.posToVal(e.offsetX, "x"))));
      stand(u, at.peek());
    };
    const looks = options(box.current!, width, strokes, log, data[0]!.length);
    const made = new uPlot({ ...looks, hooks: { ready: [ready] } }, data as uPlot.AlignedData, box.current!);
    plot.current = made;
    return () => made.destroy();
  }, [data, width, look]);
  useSignalEffect(() => stand(plot.current, at.value));
  return (
    <div ref={ref}>
      <div class="plot" ref={box} role="img" aria-label={label} />
    </div>
  );
}

function options(box: HTMLElement, width: number, strokes: Stroke[], log: boolean, steps: number): uPlot.Options {
  const paint = (name: string) => {
    box.style.color = `var(${name})`;
    const resolved = getComputedStyle(box).color;
    box.style.color = "";
    return resolved;
  };
  const [ink, faint, hair, accent] = ["--ink", "--ink-2", "--hair", "--accent"].map(paint) as [string, string, string, string];
  const drawn: Record<Stroke, uPlot.Series> = {
    other: { stroke: faint, width: 1, points: { show: false } },
    mine: { stroke: accent, width: 2.5, points: { show: steps <= 40, size: 6, fill: accent, stroke: accent } },
    all: { stroke: ink, width: 3, points: { show: false } },
    bound: { stroke: ink, width: 2, points: { show: false }, paths: uPlot.paths.stepped!({ align: 1 }) },
    exact: { stroke: ink, width: 1.5, dash: [6, 5], points: { show: false } },
  };
  const font = `12px ${getComputedStyle(box).getPropertyValue("--sans")}`;
  const axis: uPlot.Axis = { stroke: faint, font, grid: { stroke: hair, width: 1 }, ticks: { show: false } };
  return {
    width,
    height: Math.round(Math.max(200, Math.min(280, width * 0.42))),
    legend: { show: false },
    cursor: { show: false },
    padding: [10, 14, 0, 0],
    scales: { x: { time: false, range: (_, from, to) => [from, Math.max(to, 1)] }, ...(log ? { y: { distr: 3 } } : {}) },
    axes: [
      { ...axis, grid: { show: false }, size: 30, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], values: (_, ticks) => ticks.map(count) },
      log
        ? { ...axis, size: 54, grid: { ...axis.grid, filter: powers }, filter: powers, values: (_, ticks) => ticks.map(power) }
        : { ...axis, size: 54, values: (_, ticks) => ticks.map((v) => count(v).replace("-", "−")) },
    ],
    series: [{}, ...strokes.map((stroke) => drawn[stroke])],
  };
}

/** Of a logarithmic scale only powers of ten are drawn and named, and not more than fit. */
const powers: uPlot.Axis.Filter = (_, ticks) => {
  const exponents = ticks.map((v) => Math.log10(v));
  const every = Math.ceil((Math.max(...exponents) - Math.min(...exponents)) / 8) || 1;
  return ticks.map((v, i) => {
    const whole = Math.round(exponents[i]!);
    return Math.abs(exponents[i]! - whole) < 1e-6 && whole % every === 0 ? v : null;
  });
};

function power(v: number | null): string {
  if (!v) return "";
  const exponent = Math.round(Math.log10(v));
  return Math.abs(exponent) < 4 ? count(v) : `1e${exponent}`.replace("-", "−");
}

/** Moves the line of the present step, which lies over the plot so that the curves need not be drawn again. */
function stand(u: uPlot | null, k: number): void {
  const line = u?.over.querySelector<HTMLElement>(".standing");
  if (u && line) line.style.transform = `translateX(${u.valToPos(k, "x")}px)`;
}
