// What an implementation in float64 would see: the ratio x/y at every node by round, against the exact average.

import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { count, lang, ratio, t } from "./i18n";
import { round, run, seekRound } from "./playback";
import { chosen, coordinate } from "./session";
import { useWidth } from "./size";
import { painted } from "./theme";
import type { Run } from "./trace";

const maxCurves = 120;

function series({ trace, nodes }: Run, c: number): (number | null)[][] {
  const rounds = Array.from({ length: trace.outcome.rounds + 1 }, (_, k) => k);
  const exact = rounds.map(() => trace.outcome.decimal[c] ?? null);
  return [rounds, exact, ...nodes.slice(0, maxCurves).map((node) => rounds.map((k) => node.observed[k]?.ratio?.[c] ?? null))];
}

export function Curves() {
  const { ref, width } = useWidth<HTMLDivElement>(600);
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data = useComputed(() => series(run.value!, coordinate.value));
  const look = `${painted()} ${lang.value} ${chosen.value}`;
  useLayoutEffect(() => {
    const made = new uPlot(options(box.current!, width, data.value.length - 2), data.value as uPlot.AlignedData, box.current!);
    plot.current = made;
    return () => made.destroy();
  }, [data.value, width, look]);
  useSignalEffect(() => stand(plot.current, round.value));
  return (
    <section class="curves" aria-labelledby="curves">
      <h2 id="curves">{t("curves.title")}</h2>
      <p class="gloss">{t("curves.gloss")}</p>
      <div ref={ref}>
        <div class="plot" ref={box} role="img" aria-label={t("curves.label", { n: run.value!.nodes.length, average: run.value!.trace.outcome.average[coordinate.value] })} />
      </div>
      <p class="curve-key" aria-hidden="true">
        <span class="line mine" />{t("curves.mine", { id: chosen.value })}
        <span class="line other" />{t("curves.others")}
        <span class="line exact" />{t("curves.exact")}
      </p>
      <Table data={data.value} />
    </section>
  );
}

function options(box: HTMLElement, width: number, nodes: number): uPlot.Options {
  const colour = (name: string) => getComputedStyle(box).getPropertyValue(name);
  const paint = (name: string) => {
    box.style.color = `var(${name})`;
    const resolved = getComputedStyle(box).color;
    box.style.color = "";
    return resolved;
  };
  const [ink, faint, hair, accent] = ["--ink", "--ink-2", "--hair", "--accent"].map(paint) as [string, string, string, string];
  const font = `12px ${colour("--sans")}`;
  const axis: uPlot.Axis = { stroke: faint, font, grid: { stroke: hair, width: 1 }, ticks: { show: false } };
  const mine = chosen.peek();
  return {
    width,
    height: Math.round(Math.max(200, Math.min(280, width * 0.42))),
    legend: { show: false },
    cursor: { show: false },
    padding: [10, 14, 0, 0],
    scales: { x: { time: false, range: (_, from, to) => [from, Math.max(to, 1)] } },
    axes: [
      { ...axis, grid: { show: false }, size: 30, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], values: (_, ticks) => ticks.map(count) },
      { ...axis, size: 54, values: (_, ticks) => ticks.map((v) => count(v).replace("-", "−")) },
    ],
    series: [
      {},
      { stroke: ink, width: 1.5, dash: [6, 5], points: { show: false } },
      ...Array.from({ length: nodes }, (_, j): uPlot.Series => ({
        stroke: j === mine ? accent : faint,
        width: j === mine ? 2.5 : 1,
        points: { show: j === mine, size: 6, fill: accent, stroke: accent },
      })),
    ],
    hooks: { ready: [ready] },
  };
}

function ready(u: uPlot): void {
  u.over.append(Object.assign(document.createElement("div"), { className: "standing" }));
  u.over.addEventListener("click", (e) => seekRound(Math.round(u.posToVal(e.offsetX, "x"))));
  stand(u, round.peek());
}

/** Moves the line of the present round, which lies over the plot so that the curves need not be drawn again. */
function stand(u: uPlot | null, k: number): void {
  const line = u?.over.querySelector<HTMLElement>(".standing");
  if (u && line) line.style.transform = `translateX(${u.valToPos(k, "x")}px)`;
}

function Table({ data }: { data: (number | null)[][] }) {
  const open = useSignal(false);
  return (
    <details class="data" onToggle={(e) => (open.value = e.currentTarget.open)}>
      <summary>{t("curves.table")}</summary>
      {open.value && <Rows data={data} />}
    </details>
  );
}

function Rows({ data }: { data: (number | null)[][] }) {
  const [rounds, exact, ...nodes] = data;
  const text = (x: number | null | undefined) => (x == null ? "" : ratio(x).replace("-", "−"));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("curves.table")}>
      <table>
        <thead>
          <tr>
            <th scope="col">k</th>
            {nodes.map((_, j) => <th key={j} scope="col">{t("inspector.title", { id: j })}</th>)}
            <th scope="col">{t("curves.exact")}</th>
          </tr>
        </thead>
        <tbody>
          {rounds!.map((k, row) => (
            <tr key={k}>
              <th scope="row">{k}</th>
              {nodes.map((values, j) => <td key={j}>{text(values[row])}</td>)}
              <td>{text(exact![row])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
