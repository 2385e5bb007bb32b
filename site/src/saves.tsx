// What can be taken away: the trace, the table, the picture.

import { t } from "./i18n";
import { csv, drawing, save, saveJSON } from "./save";

interface Props {
  /** What files are called. */
  name: string;
  trace: () => unknown;
  table: () => Parameters<typeof csv>;
}

export function Saves({ name, trace, table }: Props) {
  const picture = () => {
    const stage = document.querySelector<SVGSVGElement>("#stage");
    if (stage) save(`${name}.svg`, "image/svg+xml", drawing(stage));
  };
  return (
    <div class="saves" role="group" aria-label={t("saves.label")}>
      <span aria-hidden="true">{t("saves.label")}</span>
      <button type="button" id="save-trace" onClick={() => saveJSON(`${name}-trace.json`, trace())}>{t("saves.trace")}</button>
      <button type="button" id="save-table" onClick={() => save(`${name}.csv`, "text/csv", csv(...table()))}>{t("saves.table")}</button>
      <button type="button" id="save-picture" onClick={picture}>{t("saves.picture")}</button>
    </div>
  );
}
