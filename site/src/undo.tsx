// One step back and forth in what was on screen.

import { t } from "./i18n";
import type { Keeper } from "./kept";

export function Undo({ of: { undo, redo, canUndo, canRedo } }: { of: Keeper }) {
  return (
    <div class="undo" role="group" aria-label={t("undo.label")}>
      <button type="button" id="undo" aria-disabled={!canUndo.value} onClick={() => void undo()}>{t("undo.undo")}</button>
      <button type="button" id="redo" aria-disabled={!canRedo.value} onClick={() => void redo()}>{t("undo.redo")}</button>
    </div>
  );
}
