// How the run ends, and the two things that nodes may agree on beforehand.

import { faultAt } from "./faults";
import { Field, hint, Integer, optional, readInteger } from "./fields";
import { t } from "./i18n";
import { edit } from "./session";
import type { Scenario } from "./scenario";

export function EndingFields({ s }: { s: Scenario }) {
  const { ending } = s;
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
        {ending.rule === "bound" ? (
          <Integer
            key="bound"
            id="bound"
            label={t("ending.bound.value")}
            value={ending.bound}
            onValue={(bound) => edit({ ...s, ending: { rule: "bound", bound } })}
            fault={faultAt((path) => path.startsWith("ending"))}
          />
        ) : (
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

function without<K extends "quantum" | "capacity">(s: Scenario, key: K, value: Scenario[K]): Scenario {
  const { [key]: _old, ...rest } = s;
  return (value === undefined ? rest : { ...rest, [key]: value }) as Scenario;
}
