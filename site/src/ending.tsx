// How the run ends, and the two things that nodes may agree on beforehand.

import { faultAt } from "./faults";
import { Field, hint, Integer, optional, readInteger } from "./fields";
import { t } from "./i18n";
import { edit } from "./session";
import { endingOf, type Mixing, type Scenario } from "./scenario";

export function EndingFields({ s }: { s: Scenario }) {
  const ending = endingOf(s);
  return (
    <>
      <fieldset class="ending">
        <legend>{t("ending.title")}</legend>
        <label class="choice">
          <input
            type="radio"
            name="ending"
            id="ending-bound"
            checked={ending.rule === "bound"}
            onChange={() => edit({ ...s, ending: { rule: "bound", bound: s.digraph.nodes } })}
          />
          <span>{t("ending.bound")}</span>
        </label>
        <label class="choice">
          <input
            type="radio"
            name="ending"
            id="ending-probe"
            checked={ending.rule === "probe"}
            onChange={() => edit({ ...s, ending: { rule: "probe", seed: 1 } })}
          />
          <span>{t("ending.probe")}</span>
        </label>
        {(["bracket", "race"] as const).map((rule) => (
          <label class="choice" key={rule}>
            <input
              type="radio"
              name="ending"
              id={`ending-${rule}`}
              checked={ending.rule === rule}
              onChange={() => edit({ ...s, ending: { rule } })}
            />
            <span>{t(`ending.${rule}`)}</span>
          </label>
        ))}
        {ending.rule === "bound" ? (
          <Integer
            key="bound"
            id="bound"
            label={t("ending.bound.value")}
            value={ending.bound}
            onValue={(bound) => edit({ ...s, ending: { rule: "bound", bound } })}
            fault={faultAt((path) => path.startsWith("ending"))}
          />
        ) : ending.rule === "probe" ? (
          <Field
            key="seed"
            id="probe-seed"
            label={t("ending.probe.value")}
            numeric
            value={ending.seed}
            show={(seed) => (seed === undefined ? "" : String(seed))}
            read={optional(readInteger)}
            onValue={(seed) => edit({ ...s, ending: seed === undefined ? { rule: "probe" } : { rule: "probe", seed } })}
            fault={faultAt((path) => path.startsWith("ending"))}
          />
        ) : (
          <Known key={ending.rule} s={s} ending={ending} />
        )}
        {ending.rule === "probe" && ending.seed === undefined && hint("ending.unseeded")}
      </fieldset>
      <details class="agreed">
        <summary>{t("agreed.title")}</summary>
        <Field
          id="quantum"
          label={t("agreed.quantum")}
          value={s.quantum}
          show={(quantum) => quantum ?? ""}
          read={optional((text: string) => ({ value: text.trim() }))}
          onValue={(quantum) => edit(without(s, "quantum", quantum))}
          fault={faultAt((path) => path === "quantum")}
        />
        <Field
          id="capacity"
          label={t("agreed.capacity")}
          numeric
          value={s.capacity}
          show={(capacity) => (capacity === undefined ? "" : String(capacity))}
          read={optional(readInteger)}
          onValue={(capacity) => edit(without(s, "capacity", capacity))}
          fault={faultAt((path) => path === "capacity")}
        />
      </details>
    </>
  );
}

/** What all nodes know with the bracket; left empty it is the digraph's own. */
function Known({ s, ending }: { s: Scenario; ending: Mixing }) {
  return (
    <>
      {(["bound", "diameter"] as const).map((name) => (
        <Field
          key={name}
          id={`mixing-${name}`}
          label={t(`ending.mixing.${name}`)}
          numeric
          value={ending[name]}
          show={(n) => (n === undefined ? "" : String(n))}
          read={optional(readInteger)}
          onValue={(n) => {
            const { [name]: _old, ...rest } = ending;
            edit({ ...s, ending: n === undefined ? rest : { ...rest, [name]: n } });
          }}
          fault={faultAt((path) => path === `ending.${name}` || (name === "bound" && /^ending(\.rule|\.prime)?$/.test(path)))}
        />
      ))}
      {hint("ending.mixing.own")}
    </>
  );
}

function without<K extends "quantum" | "capacity">(s: Scenario, key: K, value: Scenario[K]): Scenario {
  const { [key]: _old, ...rest } = s;
  return (value === undefined ? rest : { ...rest, [key]: value }) as Scenario;
}
