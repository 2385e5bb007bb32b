// Losses and step sizes by epoch, as curves and as a table.

import { useComputed, useSignal } from "@preact/signals";
import { brief, t } from "../i18n";
import { type Column, Key, Plot, type Stroke } from "../plot";
import { Saves } from "../saves";
import { type Run } from "./report";
import { chosen, player, run, way } from "./session";

/** Beyond this many curves nothing can be told apart. */
const maxCurves = 60;

export function Below() {
  if (!run.value?.trace.length) return null;
  return (
    <div class="below halves">
      <Losses />
      <Steps />
      <Saves name="kizami-learning" trace={() => run.value} table={table} />
    </div>
  );
}

/** Every epoch of the run on screen, for a spreadsheet. */
function table(): [string[], (number | null | undefined)[][]] {
  const of = run.value!;
  const each = (what: Parameters<typeof t>[0]) => of.trace[0]!.losses.map((_, j) => `${t("inspector.title", { id: j })}: ${t(what)}`);
  const heads = [t("learn.epoch"), t("learn.losses.mean"), t("learn.cost.rounds"), ...each("learn.numbers.loss"), ...each("learn.numbers.proposal"), ...each("learn.numbers.applied")];
  const wide = (values: number[] | undefined) => of.trace[0]!.losses.map((_, j) => values?.[j]);
  return [heads, of.trace.map((v) => [v.epoch, v.loss, v.rounds, ...v.losses, ...wide(v.proposals), ...wide(v.applied)])];
}

const nodesOf = (of: Run) => Math.min(maxCurves, of.trace[0]?.losses.length ?? 0);
const epochsOf = (of: Run) => of.trace.map((v) => v.epoch);
const column = (of: Run, pick: (j: number) => (v: Run["trace"][number]) => number | undefined) =>
  Array.from({ length: nodesOf(of) }, (_, j) => of.trace.map((v) => pick(j)(v) ?? null));

/** A logarithmic scale has no place for what is not positive, nor the curves' library for what rounding leaves of 0. */
const positive = (column: Column): Column => column.map((x) => (x !== null && x > 1e-24 ? x : null));

const nodeKeys = (): [Stroke, string][] => [["mine", t("curves.mine", { id: chosen.value })], ["other", t("curves.others")]];

function strokes(of: Run): Stroke[] {
  return [...Array.from({ length: nodesOf(of) }, (_, j): Stroke => (j === chosen.value ? "mine" : "other"))];
}

const here = { at: player.cursor, onSeek: player.seek };

function Losses() {
  const log = useSignal(true);
  const data = useComputed((): Column[] => {
    const of = run.value!;
    const all = [...column(of, (j) => (v) => v.losses[j]), of.trace.map((v) => v.loss)];
    return [epochsOf(of), ...(log.value ? all.map(positive) : all)];
  }).value;
  const of = run.value!;
  return (
    <section class="curves" aria-labelledby="losses">
      <h2 id="losses">{t("learn.losses.title")}</h2>
      <p class="gloss">{t("learn.losses.gloss")}</p>
      <Plot label={t("learn.losses.label", { n: nodesOf(of) })} data={data} strokes={[...strokes(of), "all"]} log={log.value} {...here} />
      <Key of={[...nodeKeys(), ["all", t("learn.losses.mean")]]} />
      <label class="choice">
        <input id="log" type="checkbox" checked={log.value} onChange={(e) => (log.value = e.currentTarget.checked)} />
        <span>{t("learn.losses.log")}</span>
      </label>
      <Table names={[t("learn.losses.mean")]} data={data} />
    </section>
  );
}

/** Whether all nodes apply the same step size, bit by bit. */
const together = () => way.value !== "own";

function Steps() {
  const data = useComputed((): Column[] => {
    const of = run.value!;
    const proposals = column(of, (j) => (v) => v.proposals?.[j]);
    const common = together() ? [of.trace.map((v) => v.applied?.[0] ?? null)] : [];
    return [epochsOf(of), ...proposals.map(positive), ...common];
  }).value;
  const of = run.value!;
  const drawn = [...strokes(of), ...(together() ? ["all" as const] : [])];
  const names = together() ? [t("learn.steps.applied")] : [];
  const proposed = of.trace.some((v) => v.proposals);
  return (
    <section class="curves" aria-labelledby="steps">
      <h2 id="steps">{t("learn.steps.title")}</h2>
      <p class="gloss">{t(proposed ? "learn.steps.gloss" : of.trace.length > 1 ? "learn.step.fixed" : "learn.none")}</p>
      {proposed && (
        <>
          <Plot label={t("learn.steps.label", { n: nodesOf(of) })} data={data} strokes={drawn} log {...here} />
          <Key of={[...nodeKeys(), ...names.map((name): [Stroke, string] => ["all", name])]} />
          <Table names={names} data={data} />
        </>
      )}
    </section>
  );
}

function Table({ data, names }: { data: Column[]; names: string[] }) {
  const open = useSignal(false);
  const [epochs, ...columns] = data;
  const heads = [...Array.from({ length: columns.length - names.length }, (_, j) => t("inspector.title", { id: j })), ...names];
  return (
    <details class="data" onToggle={(e) => (open.value = e.currentTarget.open)}>
      <summary>{t("curves.table")}</summary>
      {open.value && (
        <div class="scroll" tabIndex={0} role="region" aria-label={t("curves.table")}>
          <table>
            <thead><tr><th scope="col">{t("learn.epoch")}</th>{heads.map((head, j) => <th key={j} scope="col">{head}</th>)}</tr></thead>
            <tbody>
              {epochs!.map((epoch, row) => (
                <tr key={row}>
                  <th scope="row">{epoch}</th>
                  {columns.map((values, j) => <td key={j}>{values[row] == null ? "" : brief(values[row]!)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
