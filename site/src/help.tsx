// Help: what the figures mean, and the keys, which can be switched off.

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "./i18n";
import { recall, remember } from "./memory";
import { decideSign, Ring, stopSign } from "./ring";
import type { Phase } from "./trace";

export const helpOpen = signal(false);
export const keysOn = signal(recall("keys") !== "off");

const keys = [
  ["Space", "help.play"],
  ["← →", "help.step"],
  ["Home End", "help.ends"],
  ["?", "help.help"],
] as const;

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (helpOpen.value) dialog.current?.showModal();
    else dialog.current?.close();
  }, [helpOpen.value]);
  return (
    <dialog id="help-dialog" ref={dialog} aria-labelledby="help-title" onClose={() => (helpOpen.value = false)}>
      <h2 id="help-title">{t("help.title")}</h2>
      <p>{t("help.what")}</p>
      <Legend />
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

const signs: Record<Phase, string> = { observing: "", decided: decideSign, stopped: stopSign };
const phases: [Phase, number][] = [["observing", 3], ["decided", 5], ["stopped", 5]];

export function Legend() {
  return (
    <ul class="legend">
      {phases.map(([phase, observed]) => (
        <li key={phase}>
          <svg width="24" height="24" viewBox="-12 -12 24 24" aria-hidden="true"><Ring radius={9} phase={phase} observed={observed} needed={5} /></svg>
          {signs[phase] && <svg width="12" height="12" viewBox="-6 12 12 12" aria-hidden="true"><path d={signs[phase]} /></svg>}
          {t(`legend.${phase}`)}
        </li>
      ))}
    </ul>
  );
}
