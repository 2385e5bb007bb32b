// The recipe's column: what the published recipe would say at the chosen node, and at every node, beside the exact value.

import { Inline } from "./fraction";
import { rich, t } from "./i18n";
import { round, run } from "./playback";
import { recipe } from "./recipe";
import { chosen, coordinate } from "./session";

export function Published() {
  const { trace, nodes } = run.value!;
  const here = recipe.value?.[chosen.value];
  if (!here || round.value < Math.min(here.sure || Infinity, trace.outcome.rounds)) return null;
  const c = coordinate.value;
  const exact = trace.outcome.average[c]!;
  const verdict = (said: string | undefined) => (said ? (said === exact ? "right" : "wrong") : "none");
  const said = here.average[c];
  return (
    <details class="published" data-recipe={said} data-sure={here.sure}>
      <summary>{rich(`recipe.${verdict(said)}`, { average: <Inline text={said || "–"} />, sure: here.sure })}</summary>
      <p class="gloss">{t("recipe.gloss")}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("recipe.title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("editor.node")}</th>
              <th scope="col">{t("recipe.sure")}</th>
              <th scope="col">{t("recipe.answer")}</th>
              <th scope="col"><span class="spoken">{t("recipe.verdict")}</span></th>
              <th scope="col">{t("recipe.exact")}</th>
              <th scope="col">{t("recipe.decided")}</th>
            </tr>
          </thead>
          <tbody>
            {recipe.value!.map(({ id, sure, average }) => (
              <tr key={id} class={verdict(average[c])}>
                <th scope="row">{id}</th>
                <td>{sure || "–"}</td>
                <td><Inline text={average[c] || "–"} /></td>
                <td><span class="spoken">{t(`recipe.is.${verdict(average[c])}`)}</span><span aria-hidden="true">{average[c] === exact ? "=" : "≠"}</span></td>
                <td><Inline text={exact} /></td>
                <td>{nodes[id]!.decision?.change.decided}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
