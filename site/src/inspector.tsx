// The inspector: one node, from what it observed to what it knows.

import { Formula } from "./formula";
import { Fraction, Inline } from "./fraction";
import { t } from "./i18n";
import { cursor, round, run } from "./playback";
import { Published } from "./published";
import { chosen, coordinate } from "./session";
import { valueText } from "./scenario";
import { type Bracket, type Change, lastObserved, type NodeRecord, phaseAt, ruleOf, windowAt } from "./trace";
import { Words } from "./words";

export function Inspector() {
  const { nodes, trace, windows } = run.value!;
  const node = nodes[chosen.value]!;
  const held = windows[windowAt(run.value!, cursor.value)]?.bracket[coordinate.value];
  const phase = phaseAt(node, cursor.value);
  const knows = phase !== "observing" ? node.decision!.change : null;
  const sendsTo = trace.scenario.digraph.arcs.filter(([from]) => from === node.id).length;
  const k = lastObserved(node, round.value);
  return (
    <section class="inspector" aria-labelledby="inspected" data-inspected={node.id} data-phase={phase}>
      <header>
        <h2 id="inspected" class="spoken">{t("inspector.title", { id: node.id })}</h2>
        <Chooser />
        <p class="given">
          {t("inspector.value")} <Inline text={valueText(trace.scenario.values[node.id])} />, {t("inspector.degree", { d: sendsTo })}
        </p>
      </header>
      <Knows node={node} change={knows} k={k} />
      <Published />
      <Words node={node} upTo={k} />
      {held && <Common held={held} />}
      {knows?.recurrence && <Derivation change={knows} probe={ruleOf(trace) === "probe"} />}
    </section>
  );
}

function Chooser() {
  const { nodes, trace } = run.value!;
  const size = trace.outcome.average.length;
  return (
    <div class="choosers">
      <label>
        <span class="spoken">{t("inspector.choose")}</span>
        <select id="node" value={String(chosen.value)} onChange={(e) => (chosen.value = Number(e.currentTarget.value))}>
          {nodes.map(({ id }) => <option key={id} value={String(id)}>{t("inspector.title", { id })}</option>)}
        </select>
      </label>
      {size > 1 && (
        <label>
          <span class="spoken">{t("inspector.coordinate")}</span>
          <select id="coordinate" value={String(coordinate.value)} onChange={(e) => (coordinate.value = Number(e.currentTarget.value))}>
            {Array.from({ length: size }, (_, c) => <option key={c} value={String(c)}>{t("inspector.coordinate.n", { c })}</option>)}
          </select>
        </label>
      )}
    </div>
  );
}

function Knows({ node, change, k }: { node: NodeRecord; change: Change | null; k: number }) {
  const needed = node.decision?.change.decided ?? 0;
  if (!change) {
    return (
      <div class="knows">
        <p class="known waiting">
          <span class="num">{k}</span>
          <span class="decimal">{run.value!.windows.length > 0 ? t("inspector.mixing") : t("inspector.observing", { needed })}</span>
        </p>
      </div>
    );
  }
  const decimal = decimalText(change);
  const stop = node.stop && node.stop.event <= cursor.value ? node.stop.round : null;
  return (
    <div class="knows">
      <p class="known" data-average={change.average?.[coordinate.value]}>
        <Fraction text={change.average?.[coordinate.value] ?? "–"} />
        {decimal && <span class="decimal"><span class="num">{decimal}</span> {t("inspector.float64")}</span>}
      </p>
      <dl class="times">
        {change.order !== undefined && <div><dt>{t("inspector.order")} <Formula name="order" /></dt><dd class="num">{change.order}</dd></div>}
        <div><dt>{t("inspector.decided")} <Formula name="decided" /></dt><dd class="num">{change.decided}</dd></div>
        <div><dt>{t("inspector.stopped")}</dt><dd class="num">{stop ?? "–"}</dd></div>
      </dl>
    </div>
  );
}

function decimalText(change: Change): string {
  const exact = change.average?.[coordinate.value] ?? "";
  const decimal = String(change.decimal?.[coordinate.value] ?? "").replace("-", "−");
  return exact.includes("/") ? decimal : "";
}

/** What the node holds in common with all others, since the last window was over. */
function Common({ held }: { held: Bracket }) {
  return (
    <div class="derivation common">
      <h3>{t("inspector.bracket")} <Formula name="shut" /></h3>
      <dl class="phi">
        {(["lower", "upper", "centre", "scale"] as const).map((name) => (
          <div key={name}><dt>{t(`inspector.${name}`)}</dt><dd class="num" data-common={name}>{held[name]}</dd></div>
        ))}
      </dl>
    </div>
  );
}

/** How the node got there: the recurrence it found, the projections, their quotient. */
function Derivation({ change, probe }: { change: Change; probe: boolean }) {
  const c = coordinate.value;
  const found = change.recurrence ?? [];
  const last = (change.projection?.length ?? 1) - 1;
  const named = probe ? [["r", found[0]]] : [["x", found[c]], ["y", found[found.length - 1]]];
  return (
    <div class="derivation">
      <h3>{t("inspector.recurrence")} <Formula name="recurrence" /></h3>
      {named.map(([word, beta]) => (
        <div class="beta" key={String(word)}>
          <span class="word">{word}</span>
          <div class="scroll" tabIndex={0} role="region" aria-label={`${t("inspector.recurrence")} ${word}`}>
            <ol start={0}>{(beta as string[] | undefined)?.map((b, i) => <li key={i} class="num">{b}</li>)}</ol>
          </div>
        </div>
      ))}
      <h3>{t("inspector.projection")} <Formula name="projection" /></h3>
      <dl class="phi">
        <div><dt><Formula name="phix" /></dt><dd class="num">{change.projection?.[c]}</dd></div>
        <div><dt><Formula name="phiy" /></dt><dd class="num">{change.projection?.[last]}</dd></div>
      </dl>
      <h3>{t("inspector.average")} <Formula name="average" /></h3>
      <p class="quotient">{t("inspector.reconstructed")} <Inline text={change.average?.[c] ?? "–"} /></p>
    </div>
  );
}
