// Tabs, of which one is open; the arrow keys turn to the next.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { t } from "./i18n";

interface Props {
  tabs: readonly { id: string; title: string; panel: () => ComponentChildren }[];
}

/** The column beside the stage. The first tab is open at first. */
export function Tabs({ tabs }: Props) {
  const open = useSignal(0);
  const turn = (e: KeyboardEvent) => {
    const by = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? tabs.length - 1 : 0;
    if (by === 0) return;
    open.value = (open.value + by) % tabs.length;
    document.getElementById(`tab-${tabs[open.value]!.id}`)?.focus();
  };
  const { id, panel } = tabs[open.value]!;
  return (
    <div class="side">
      <div class="tabs" role="tablist" aria-label={t("tabs.label")} onKeyDown={turn}>
        {tabs.map((tab, i) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`tab-${tab.id}`}
            aria-controls="panel"
            aria-selected={open.value === i}
            tabIndex={open.value === i ? 0 : -1}
            onClick={() => (open.value = i)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby={`tab-${id}`}>{panel()}</div>
    </div>
  );
}
