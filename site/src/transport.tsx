// Play, pause and step; beside it what has just happened, in words, and whatever the page counts.

import type { ComponentChildren } from "preact";
import { t } from "./i18n";
import { Icon } from "./icons";
import type { Player } from "./player";

const speeds = [0.25, 0.5, 1, 2, 4];

export function Transport({ player, status, children }: { player: Player; status: string; children: ComponentChildren }) {
  const { cursor, playing, speed, last, seek, step, toggle } = player;
  return (
    <div class="transport">
      <div class="buttons" role="group" aria-label={t("transport.label")}>
        <Button id="first" icon="first" label={t("transport.first")} off={cursor.value === 0} act={() => seek(0)} />
        <Button id="back" icon="back" label={t("transport.back")} off={cursor.value === 0} act={() => step(-1)} />
        <Button id="play" icon={playing.value ? "pause" : "play"} label={t(playing.value ? "transport.pause" : "transport.play")} act={toggle} />
        <Button id="step" icon="forward" label={t("transport.step")} off={cursor.value >= last.value} act={() => step(1)} />
        <Button id="last" icon="last" label={t("transport.last")} off={cursor.value >= last.value} act={() => seek(last.value)} />
        <label class="speed">
          <span class="spoken">{t("transport.speed")}</span>
          <select id="speed" value={String(speed.value)} onChange={(e) => (speed.value = Number(e.currentTarget.value))}>
            {speeds.map((s) => <option key={s} value={String(s)}>{s}×</option>)}
          </select>
        </label>
      </div>
      <p id="status" class="status" role="status" aria-live={playing.value ? "off" : "polite"}>{status}</p>
      {children}
    </div>
  );
}

interface ButtonProps {
  id: string;
  icon: Parameters<typeof Icon>[0]["name"];
  label: string;
  off?: boolean;
  act: () => void;
}

/** At an end a button does nothing but stays focusable, so that the focus is not lost under the reader's finger. */
function Button({ id, icon, label, off = false, act }: ButtonProps) {
  return (
    <button id={id} class="key" type="button" aria-label={label} title={label} aria-disabled={off} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}
