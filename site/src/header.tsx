// The header: the name, what to run, and how the page is read.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { FaultOf } from "./faults";
import { Integer } from "./fields";
import { chooseLang, isKey, lang, t } from "./i18n";
import { helpOpen } from "./help";
import { shown, presets, runPreset, runRandom, share, source } from "./session";
import { nextTheme, theme } from "./theme";

export function Header() {
  return (
    <header class="top">
      <h1 class="name" translate={false}>kizami <span lang="ja">刻み</span></h1>
      <div class="choose">
        <Presets />
        <Random />
      </div>
      <div class="reading">
        <Language />
        <button type="button" id="theme" data-theme-choice={theme.value} onClick={nextTheme}>
          <span aria-hidden="true">◐ </span><span class="spoken">{t("theme.label")} </span>{t(`theme.${theme.value}`)}
        </button>
        <Share />
        <button type="button" id="help" aria-label={t("help.open")} title={t("help.open")} onClick={() => (helpOpen.value = true)}>?</button>
      </div>
    </header>
  );
}

function Language() {
  const failed = useSignal(false);
  const other = lang.value === "en" ? "ja" : "en";
  const act = async () => {
    failed.value = await chooseLang(other).then(() => false, () => true);
  };
  return (
    <span class="language">
      <button type="button" id="lang" lang={other} onClick={act}>{other === "ja" ? "日本語" : "English"}</button>
      <span role="status">{failed.value && t("lang.unavailable")}</span>
    </span>
  );
}

function Presets() {
  const from = source.value;
  const name = (id: string) => {
    const key = `preset.${id}`;
    return isKey(key) ? t(key) : id;
  };
  return (
    <label class="presets">
      <span class="spoken">{t("preset.label")}</span>
      <select id="preset" value={from.kind === "preset" ? from.id : from.kind} onChange={(e) => void runPreset(e.currentTarget.value)}>
        {presets.value.map(({ id }) => <option key={id} value={id}>{name(id)}</option>)}
        {from.kind !== "preset" && <option value={from.kind}>{t(`preset.${from.kind}`)}</option>}
      </select>
    </label>
  );
}

/** The button takes the next seed, so that pressing it again always shows something else; the fields take what they say. */
function Random() {
  const nodes = useSignal(6);
  const seed = useSignal(41);
  const timer = useRef(0);
  const draw = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void runRandom(nodes.value, seed.value, shown.value?.ending.rule ?? "probe"), 200);
  };
  return (
    <div class="random" role="group" aria-label={t("preset.random")}>
      <button type="button" id="random" onClick={() => (seed.value++, draw())}>{t("random.draw")}</button>
      <Integer id="random-nodes" label={t("random.nodes")} value={nodes.value} onValue={(n) => ((nodes.value = n), draw())} />
      <Integer id="random-seed" label={t("random.seed")} value={seed.value} onValue={(s) => ((seed.value = s), draw())} />
      <FaultOf origin="random" id="random-error" />
    </div>
  );
}

function Share() {
  const said = useSignal<"" | "share.copied" | "share.address">("");
  const act = async () => {
    const address = await share();
    said.value = await navigator.clipboard.writeText(address).then(() => "share.copied" as const, () => "share.address" as const);
    setTimeout(() => (said.value = ""), 4000);
  };
  return (
    <span class="share">
      <button type="button" id="share" onClick={act}>{t("share.link")}</button>
      <span id="shared" role="status">{said.value && t(said.value)}</span>
    </span>
  );
}
