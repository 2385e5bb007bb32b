// What every node proposes, what it applies, and its loss: at the epoch under the cursor, to the last digit.

import { t } from "../i18n";
import { chosen, view } from "./session";

const exact = (x: number | undefined) => (x === undefined ? "–" : String(x).replace("-", "−"));

export function Numbers() {
  const now = view.value;
  if (!now) return null;
  return (
    <div class="words numbers">
      <h3>{t("learn.numbers.title", { epoch: now.epoch })}</h3>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("learn.numbers.title", { epoch: now.epoch })}>
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="spoken">{t("editor.node")}</span></th>
              <th scope="col">{t("learn.numbers.proposal")}</th>
              <th scope="col">{t("learn.numbers.applied")}</th>
              <th scope="col">{t("learn.numbers.loss")}</th>
            </tr>
          </thead>
          <tbody>
            {now.losses.map((loss, j) => (
              <tr key={j} class={j === chosen.value ? "mine" : ""}>
                <th scope="row">{j}</th>
                <td>{exact(now.proposals?.[j])}</td>
                <td>{exact(now.applied?.[j])}</td>
                <td>{exact(loss)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
