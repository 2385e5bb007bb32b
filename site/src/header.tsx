// The header: the name, what to run, and how the page is read.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { FaultOf } from "./faults";
import { Integer } from "./fields";
import { isKey, t } from "./i18n";
import { Reading, Views } from "./reading";
import { endingOf } from "./scenario";
import { alone } from "./scenes";
import { shown, presets, runPreset, runRandom, share, source } from "./session";

export function Header() {
  return (
    <header class="top">
      <h1 class="name" translate={false}>kizami <span lang="ja">刻み</span></h1>
      <Views here="average" />
      {!alone.value && (
        <div class="choose">
          <Presets />
          <Random />
        </div>
      )}
      <Reading share={share} />
    </header>
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
    timer.current = setTimeout(() => void runRandom(nodes.value, seed.value, shown.value ? endingOf(shown.value).rule : "probe"), 200);
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
