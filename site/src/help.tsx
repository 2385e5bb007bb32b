// Help: what the page shows, and the keys, which can be switched off.

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "./i18n";
import { recall, remember } from "./memory";

export const helpOpen = signal(false);
export const keysOn = signal(recall("keys") !== "off");

const keys = [
  ["Space", "help.play"],
  ["← →", "help.step"],
  ["Home End", "help.ends"],
  ["?", "help.help"],
] as const;

/** retell is what tells the page from its start once more, where there is such a thing. */
export function Help({ what, retell, children }: { what: string; retell?: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (helpOpen.value) dialog.current?.showModal();
    else dialog.current?.close();
  }, [helpOpen.value]);
  return (
    <dialog id="help-dialog" ref={dialog} aria-labelledby="help-title" onClose={() => (helpOpen.value = false)}>
      <h2 id="help-title">{t("help.title")}</h2>
      <p>{what}</p>
      {retell && <p><button type="button" id="help-tale" onClick={() => ((helpOpen.value = false), retell())}>{t("help.tale")}</button></p>}
      {children}
      <h3>{t("help.keys")}</h3>
      <dl class="keys">
        {keys.map(([key, word]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{t(word)}</dd></div>)}
      </dl>
      <label class="choice">
        <input
          type="checkbox"
          id="keys"
          checked={keysOn.value}
          onChange={(e) => {
            keysOn.value = e.currentTarget.checked;
            remember("keys", keysOn.value ? "on" : "off");
          }}
        />
        <span>{t("help.keysOn")}</span>
      </label>
      <p class="actions"><button type="button" id="help-close" onClick={() => (helpOpen.value = false)}>{t("help.close")}</button></p>
    </dialog>
  );
}
