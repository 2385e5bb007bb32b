// The column beside the stage: the step size of one node and the switch, or the experiment as text.

import { useSignal } from "@preact/signals";
import { t } from "../i18n";
import { Sentence } from "../sentence";
import { fault } from "./session";
import { Text } from "./text";
import { Ways } from "./ways";
import { Numbers } from "./numbers";
import { Step } from "./step";

const tabs = ["step", "text"] as const;

export function Side() {
  const open = useSignal<(typeof tabs)[number]>("step");
  const turn = (e: KeyboardEvent) => {
    if (e.key !== "ArrowRight" && e.key !== "ArrowLeft") return;
    open.value = open.value === "step" ? "text" : "step";
    document.getElementById(`tab-${open.value}`)?.focus();
  };
  return (
    <div class="side">
      <div class="tabs" role="tablist" aria-label={t("tabs.label")} onKeyDown={turn}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-controls="panel"
            aria-selected={open.value === name}
            tabIndex={open.value === name ? 0 : -1}
            onClick={() => (open.value = name)}
          >
            {t(`learn.tabs.${name}`)}
          </button>
        ))}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby={`tab-${open.value}`}>
        {open.value === "step" ? <div class="learner"><Step /><Ways /><Refused /><Numbers /></div> : <Text />}
      </div>
    </div>
  );
}

/** What the engine refused, beside the control that asked for it. */
function Refused() {
  const now = fault.value;
  return now?.origin === "control" ? <div id="refused"><Sentence fault={now.fault} /></div> : null;
}
