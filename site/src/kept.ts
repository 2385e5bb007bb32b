// What the reader made is kept in the browser, so that it survives a change of the view, the way back and a reload; and what
// was on screen before can be had again.

import { computed, signal } from "@preact/signals";
import { embedded } from "./embed";
import type { Moment } from "./link";
import { recall, remember } from "./memory";

interface Kept extends Moment {
  v: 1;
  text: string;
}

const maxSteps = 100;

/** Keeps what one view shows. look says where in it the reader looks, run shows a text again. */
export function keeper(view: string, look: () => Moment, run: (text: string) => Promise<boolean>) {
  const name = `kept.${view}`;
  /** Every text that was on screen, and which of them is now. */
  const steps = signal<string[]>([]);
  const now = signal(-1);
  /** Whether what is on screen is the reader's, and not that of a link. */
  let mine = false;
  const write = () => {
    const text = steps.peek()[now.peek()];
    if (mine && text !== undefined && !embedded) remember(name, JSON.stringify({ v: 1, text, ...look() } satisfies Kept));
  };
  addEventListener("pagehide", write);

  /** Notes what is on screen now. What a link or the first visit brought is not the reader's own. */
  function note(text: string, own: boolean): void {
    mine = own;
    if (steps.value[now.value] !== text) {
      steps.value = [...steps.value.slice(0, now.value + 1), text].slice(-maxSteps);
      now.value = steps.value.length - 1;
    }
    write();
  }

  async function go(by: number): Promise<void> {
    const [to, text] = [now.value + by, steps.value[now.value + by]];
    if (text === undefined) return;
    now.value = to; // before the run is noted, so that it is known to be the one here
    if (!(await run(text))) now.value = to - by;
  }

  /** What was kept; null when there is nothing, or nothing that this version reads. */
  function recalled(): Kept | null {
    if (embedded) return null;
    try {
      const kept = JSON.parse(recall(name) ?? "null") as Kept | null;
      return kept?.v === 1 && typeof kept.text === "string" ? kept : null;
    } catch {
      return null;
    }
  }

  /** Shows again what was kept, and the moment of it; false when there is nothing that runs. */
  async function resume(show: (kept: Kept) => void): Promise<boolean> {
    const kept = recalled();
    if (!kept || !(await run(kept.text))) return false;
    show(kept);
    return true;
  }

  return {
    note,
    /** Keeps the moment too, before something else comes on screen. */
    write,
    resume,
    undo: () => go(-1),
    redo: () => go(1),
    canUndo: computed(() => now.value > 0),
    canRedo: computed(() => now.value < steps.value.length - 1),
  };
}

export type Keeper = ReturnType<typeof keeper>;
