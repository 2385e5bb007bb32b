// Where the run stands, in words, and the rounds predicted beside the rounds measured.

import { t } from "./i18n";
import { cursor, event, player, round, run } from "./playback";
import { actionKey } from "./telling";
import { phaseAt, type Trace } from "./trace";
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
    what: event.value ? t(actionKey(trace, event.value)) : "",
    n: nodes.length,
    decided: phases.filter((p) => p !== "observing").length,
    stopped: phases.filter((p) => p === "stopped").length,
  });
}

const known: Record<Trace["predicted"]["rule"], string> = { "2N-2": "2N−2", "3n": "≤ 3n", D: "≥ D", "D..2N-2": "≤ 2N−2" };

function Rounds() {
  const { predicted, outcome } = run.value!.trace;
  return (
    <dl class="rounds" id="rounds" data-predicted={predicted.rounds} data-measured={outcome.rounds}>
      <div>
        <dt>{t("rounds.predicted")}</dt>
        <dd class="num">{known[predicted.rule]} = {predicted.rounds}</dd>
      </div>
      <div>
        <dt>{t("rounds.measured")}</dt>
        <dd class="num">{outcome.rounds}</dd>
      </div>
    </dl>
  );
}
