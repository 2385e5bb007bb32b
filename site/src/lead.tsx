// The one sentence that says what is on screen.

import { Inline } from "./fraction";
import { count, rich, t } from "./i18n";
import { run } from "./playback";
import { Offer } from "./tale";

export function Lead() {
  const { trace } = run.value!;
  const { average, rounds, messages, bytes, ending } = trace.outcome;
  const text = average.length === 1 ? average[0]! : `(${average.slice(0, 3).join(", ")}${average.length > 3 ? ", …" : ""})`;
  return (
    <div class="lead">
      <p id="lead" tabIndex={-1}>
        {rich(ending?.by === "bracket" ? "lead.bracket" : "lead", {
          n: trace.scenario.digraph.nodes,
          diameter: ending?.diameter,
          rounds: <span class="num">{rounds}</span>,
          average: <strong id="result" data-average={average.join(" ")} data-rounds={rounds}><Inline text={text} /></strong>,
        })}
      </p>
      <p class="cost">
        {t("cost", { messages: count(messages), bytes: count(bytes) })}
        {ending?.rule === "race" && <span id="by" data-by={ending.by}>{t(`race.${ending.by}`)}</span>}
        <Offer />
      </p>
    </div>
  );
}
