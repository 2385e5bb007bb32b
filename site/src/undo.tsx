// One step back and forth in what was on screen.

import { t } from "./i18n";
import { Icon } from "./icons";
import type { Keeper } from "./kept";

export function Undo({ of: { undo, redo, canUndo, canRedo } }: { of: Keeper }) {
  return (
    <div class="undo" role="group" aria-label={t("undo.label")}>
      <Button id="undo" off={!canUndo.value} act={undo} />
      <Button id="redo" off={!canRedo.value} act={redo} />
    </div>
  );
}

function Button({ id, off, act }: { id: "undo" | "redo"; off: boolean; act: () => Promise<void> }) {
  const label = t(`undo.${id}`);
  return (
    <button class="key" type="button" id={id} aria-label={label} title={label} aria-disabled={off} onClick={() => void act()}>
      <Icon name={id} />
    </button>
  );
}
