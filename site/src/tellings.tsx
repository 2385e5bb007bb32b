// Five tellings of one event: the rule in words, TLA+, Go, the check that holds them together, and this very trace.

import { Formula } from "./formula";
import { type Key, t } from "./i18n";
import { cursor, event, run } from "./playback";
import { actionKey, type Told, toldAs } from "./telling";
import { type FormulaName, told } from "./told";
import { ruleOf } from "./trace";

const algebra: Record<Told, FormulaName> = { Init: "start", Advance: "advance", Window: "advance", Decide: "average", Bound: "average", Stop: "window" };
const mixing: Record<Told, FormulaName> = { ...algebra, Init: "quotient", Advance: "whole", Window: "shut", Decide: "one" };

export function Tellings() {
  const now = event.value;
  if (!now) return null;
  const { trace } = run.value!;
  const ending = ruleOf(trace);
  const name = toldAs(trace, now);
  const [first, ...others] = told.by[ending][name]!;
  const rule = told.rules[first!]!;
  const shown = now.action === "Stop" && ending === "bound" ? "bound" : (trace.outcome.ending ? mixing : algebra)[name];
  return (
    <section class="tellings" aria-labelledby="tellings" data-action={now.action} data-rule={first}>
      <h2 id="tellings">{t("tellings.title")}</h2>
      <p class="event"><b>{now.action}</b> {t("tellings.event", { k: now.round })} <span class="gloss">{t(actionKey(trace, now))}</span></p>
      <dl>
        <Telling name="tellings.words">
          <RuleLink id={first!} /> <Formula name={shown} />
          {others.length > 0 && <span class="also">{t("tellings.with")} {others.map((id) => <RuleLink key={id} id={id} short />)}</span>}
        </Telling>
        <Telling name="tellings.tla"><code>{rule.tla}</code></Telling>
        <Telling name="tellings.go"><code>{rule.go}</code></Telling>
        <Telling name="tellings.check"><code>{rule.check}</code></Telling>
        <Telling name="tellings.trace">
          <code>events[{cursor.value}]</code> {t("tellings.changed", { n: now.nodes.length })}
        </Telling>
      </dl>
    </section>
  );
}

function Telling({ name, children }: { name: Key; children: preact.ComponentChildren }) {
  return <div><dt>{t(name)}</dt><dd>{children}</dd></div>;
}

function RuleLink({ id, short = false }: { id: string; short?: boolean }) {
  const title = told.rules[id]?.title ?? "";
  return <a class="rule" href={`rules.html#${id}`} title={title}>{id}{!short && ` ${title}`}</a>;
}
