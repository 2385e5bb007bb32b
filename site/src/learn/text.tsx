// The experiment as text: read it, change it, paste your own, take it away.

import { t } from "../i18n";
import { save } from "../save";
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
        <button type="button" id="export" onClick={() => save("experiment.json", "application/json", `${text}\n`)}>{t("exchange.export")}</button>
      </p>
      {wrong && <div id="experiment-error"><Sentence fault={wrong} />{wrong.path && <p class="gloss"><code>{wrong.path}</code></p>}</div>}
      <p class="gloss">{t("learn.text.gloss")}</p>
    </div>
  );
}
