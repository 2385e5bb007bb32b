// Where the run stands, in words, and the rounds predicted beside the rounds measured.

import { t } from "./i18n";
import { cursor, event, player, round, run } from "./playback";
import { phaseAt } from "./trace";
import { Transport } from "./transport";

export const Progress = () => <Transport player={player} status={status()}><Rounds /></Transport>;

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
