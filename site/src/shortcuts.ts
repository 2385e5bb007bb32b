// Single keys, where no control wants them and as long as the reader has not switched them off.

import { helpOpen, keysOn } from "./help";
import type { Player } from "./player";

const takesKeys = "input, select, textarea, dialog, summary, [role=tab], [data-node], .scroll";

export function listen({ toggle, step, seek, last }: Player, ready: () => boolean): void {
  const acts: Record<string, () => void> = {
    " ": toggle,
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    Home: () => seek(0),
    End: () => seek(last.value),
    "?": () => (helpOpen.value = true),
  };
  document.addEventListener("keydown", (e) => {
    if (!keysOn.value || !ready() || e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey) return;
    const focus = e.target instanceof Element ? e.target : null;
    if (focus?.closest(takesKeys) || (e.key === " " && focus?.closest("button, a"))) return;
    const act = acts[e.key];
    if (!act) return;
    e.preventDefault();
    act();
  });
}
