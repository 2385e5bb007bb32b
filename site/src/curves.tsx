// What an implementation in float64 would see: the ratio x/y at every node by round, against the exact average.

import { useComputed, useSignal } from "@preact/signals";
import { ratio, t } from "./i18n";
import { round, run, seekRound } from "./playback";
import { type Column, Key, Plot, type Stroke } from "./plot";
import { chosen, coordinate } from "./session";
import { Saves } from "./saves";
import type { Run } from "./trace";

/** Curves of the nodes after rounds and the exact average, and of the bracket, if there is one. */
interface Of {
  data: Column[];
  shut: Column[];
}

const maxCurves = 120;

function series({ trace, nodes }: Run, c: number): Column[] {
  const rounds = Array.from({ length: trace.outcome.rounds + 1 }, (_, k) => k);
  const exact = rounds.map(() => trace.outcome.decimal[c] ?? null);
  return [rounds, exact, ...nodes.slice(0, maxCurves).map((node) => rounds.map((k) => node.observed[k]?.ratio?.[c] ?? null))];
}

/** The common bracket by round, from the first that a window brought. */
function bounds({ trace, windows }: Run, c: number): Column[] {
  const at = (k: number, side: 0 | 1) => windows.slice(1).findLast((w) => w.round <= k)?.bracket[c]?.decimal[side] ?? null;
  return windows.length > 0 ? ([0, 1] as const).map((side) => Array.from({ length: trace.outcome.rounds + 1 }, (_, k) => at(k, side))) : [];
}

export function Curves() {
  const data = useComputed(() => series(run.value!, coordinate.value)).value;
  const strokes = data.slice(2).map((_, j): Stroke => (j === chosen.value ? "mine" : "other"));
  const shut = useComputed(() => bounds(run.value!, coordinate.value)).value;
  const mixing = shut.length > 0;
  const label = t("curves.label", { n: run.value!.nodes.length, average: run.value!.trace.outcome.average[coordinate.value] });
  return (
    <section class="curves" aria-labelledby="curves">
      <h2 id="curves">{t(mixing ? "curves.quotient" : "curves.title")}</h2>
      <p class="gloss">{t(mixing ? "curves.mixing" : "curves.gloss")}</p>
      <Plot label={label} data={[...data, ...shut]} strokes={["exact", ...strokes, ...shut.map((): Stroke => "bound")]} at={round} onSeek={seekRound} />
      <Key of={[["mine", t("curves.mine", { id: chosen.value })], ["other", t("curves.others")], ["exact", t("curves.exact")], ...(mixing ? [["bound", t("curves.bound")] as [Stroke, string]] : [])]} />
      <Table data={data} shut={shut} />
      <Saves name="kizami-average" trace={() => run.value!.trace} table={() => table(data, shut)} />
    </section>
  );
}

/** Heads and rows of everything drawn, by round. */
function table([rounds, exact, ...nodes]: Column[], shut: Column[]): [string[], (number | null)[][]] {
  const heads = ["k", ...nodes.map((_, j) => t("inspector.title", { id: j })), t("curves.exact"), ...shut.map((_, side) => t(side ? "curves.upper" : "curves.lower"))];
  return [heads, rounds!.map((k, row) => [k, ...[...nodes, exact!, ...shut].map((column) => column[row] ?? null)])];
}

function Table({ data, shut }: Of) {
  const open = useSignal(false);
  return (
    <details class="data" onToggle={(e) => (open.value = e.currentTarget.open)}>
      <summary>{t("curves.table")}</summary>
      {open.value && <Rows data={data} shut={shut} />}
    </details>
  );
}

function Rows({ data, shut }: Of) {
  const [heads, rows] = table(data, shut);
  const text = (x: number | null | undefined) => (x == null ? "" : ratio(x).replace("-", "−"));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("curves.table")}>
      <table>
        <thead>
          <tr>
            {heads.map((head, i) => <th key={i} scope="col">{head}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(([k, ...values]) => (
            <tr key={k}>
              <th scope="row">{k}</th>
              {values.map((value, i) => <td key={i}>{text(value)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
