// The experiment as text: read it, change it, paste your own, take it away.

import { t } from "../i18n";
import { Sentence } from "../sentence";
import { fault, method, runText, shown, typed } from "./session";
import { led, written } from "./experiment";

export function Text() {
  const text = written(led(shown.value!, method.value));
  const wrong = fault.value?.origin === "text" ? fault.value.fault : null;
  return (
    <div class="exchange experiment">
      <label for="experiment">{t("learn.text.label")}</label>
      <textarea
        id="experiment"
        rows={18}
        spellcheck={false}
        value={typed.value ?? text}
        aria-invalid={wrong !== null}
        {...(wrong ? { "aria-describedby": "experiment-error" } : {})}
        onInput={(e) => (typed.value = e.currentTarget.value)}
      />
      <p class="actions">
        <button type="button" id="apply" onClick={() => void runText(typed.value ?? text, "text")}>{t("exchange.apply")}</button>
        <button type="button" id="export" onClick={() => download(text)}>{t("exchange.export")}</button>
      </p>
      {wrong && <div id="experiment-error"><Sentence fault={wrong} />{wrong.path && <p class="gloss"><code>{wrong.path}</code></p>}</div>}
      <p class="gloss">{t("learn.text.gloss")}</p>
    </div>
  );
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text, "\n"], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "experiment.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
