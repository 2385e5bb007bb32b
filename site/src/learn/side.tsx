// The column beside the stage: the step size of one node and the switch, or the experiment as text.

import { t } from "../i18n";
import { Sentence } from "../sentence";
import { Tabs } from "../tabs";
import { fault } from "./session";
import { Text } from "./text";
import { Ways } from "./ways";
import { Numbers } from "./numbers";
import { Step } from "./step";

export function Side() {
  return (
    <Tabs
      tabs={[
        { id: "step", title: t("learn.tabs.step"), panel: () => <div class="learner"><Step /><Ways /><Refused /><Numbers /></div> },
        { id: "text", title: t("learn.tabs.text"), panel: () => <Text /> },
      ]}
    />
  );
}

/** What the engine refused, beside the control that asked for it. */
function Refused() {
  const now = fault.value;
  return now?.origin === "control" ? <div id="refused"><Sentence fault={now.fault} /></div> : null;
}
