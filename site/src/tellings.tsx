// Five tellings of one event: the rule in words, TLA+, Go, the check that holds them together, and this very trace.

import rules from "kizami:rules";
import told from "./told.json";
import { Formula } from "./formula";
import { type Key, t } from "./i18n";
import { cursor, event, run } from "./playback";
import type { Action } from "./trace";

const formula: Record<Action, Parameters<typeof Formula>[0]["name"]> = {
  Init: "start",
  Advance: "advance",
  Decide: "average",
  Stop: "window",
};

/** The rules that an action carries out, the first one foremost; spec/protocol.md argues each. */
function rulesOf(action: Action, ending: "bound" | "probe"): string[] {
  return told[ending][action];
}

export function Tellings() {
  const now = event.value;
  if (!now) return null;
  const ending = run.value!.trace.scenario.ending.rule;
  const [first, ...others] = rulesOf(now.action, ending);
  const rule = rules[first!]!;
  const shown = now.action === "Stop" && ending === "bound" ? "bound" : formula[now.action];
  return (
    <section class="tellings" aria-labelledby="tellings" data-action={now.action} data-rule={first}>
      <h2 id="tellings">{t("tellings.title")}</h2>
      <p class="event"><b>{now.action}</b> {t("tellings.event", { k: now.round })} <span class="gloss">{t(`action.${now.action}`)}</span></p>
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
  const title = rules[id]?.title ?? "";
  return <a class="rule" href={`rules.html#${id}`} title={title}>{id}{!short && ` ${title}`}</a>;
}
