// Play, pause and step; what has just happened, in words; the rounds predicted beside the rounds measured.

import { t } from "./i18n";
import { Icon } from "./icons";
import { cursor, event, last, playing, round, run, seek, speed, step, toggle } from "./playback";
import { phaseAt } from "./trace";

const speeds = [0.25, 0.5, 1, 2, 4];

export function Transport() {
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
      <p id="status" class="status" role="status" aria-live={playing.value ? "off" : "polite"}>{status()}</p>
      <Rounds />
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

function status(): string {
  const { trace, nodes } = run.value!;
  const at = cursor.value;
  const phases = nodes.map((node) => phaseAt(node, at));
  return t("status", {
    k: round.value,
    last: trace.outcome.rounds,
    action: event.value?.action ?? "",
    what: t(`action.${event.value?.action ?? "Init"}`),
    n: nodes.length,
    decided: phases.filter((p) => p !== "observing").length,
    stopped: phases.filter((p) => p === "stopped").length,
  });
}

function Rounds() {
  const { predicted, outcome } = run.value!.trace;
  const exactly = predicted.rule === "2N-2";
  return (
    <dl class="rounds" id="rounds" data-predicted={predicted.rounds} data-measured={outcome.rounds}>
      <div>
        <dt>{t("rounds.predicted")}</dt>
        <dd class="num">{exactly ? `2N−2 = ${predicted.rounds}` : `≤ 3n = ${predicted.rounds}`}</dd>
      </div>
      <div>
        <dt>{t("rounds.measured")}</dt>
        <dd class="num">{outcome.rounds}</dd>
      </div>
    </dl>
  );
}
