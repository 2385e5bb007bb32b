// Where in a run we look, and how that moves by itself.

import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";

export interface Player {
  cursor: Signal<number>;
  playing: Signal<boolean>;
  speed: Signal<number>;
  last: ReadonlySignal<number>;
  /** Milliseconds between two steps. */
  interval: ReadonlySignal<number>;
  seek(to: number): void;
  step(by: number): void;
  toggle(): void;
  /** Stands at the start and plays once when asked and welcome, otherwise at the end. */
  begin(play: boolean): void;
}

const stillness = matchMedia("(prefers-reduced-motion: reduce)");
export const reducedMotion = signal(stillness.matches);
stillness.addEventListener("change", () => (reducedMotion.value = stillness.matches));

/** Plays the steps 0 to last. At speed 1 it is unhurried, but no run takes longer than about a dozen seconds. */
export function makePlayer(last: ReadonlySignal<number>): Player {
  const [cursor, playing, speed] = [signal(0), signal(false), signal(1)];
  const interval = computed(() => Math.max(40, Math.min(520, 12000 / Math.max(1, last.value))) / speed.value);
  const seek = (to: number) =>
    batch(() => {
      playing.value = false;
      cursor.value = Math.max(0, Math.min(last.value, to));
    });
  const toggle = () =>
    batch(() => {
      if (!playing.value && cursor.value >= last.value) cursor.value = 0;
      playing.value = !playing.value;
    });
  const begin = (play: boolean) =>
    batch(() => {
      playing.value = play && !reducedMotion.value;
      cursor.value = playing.value ? 0 : last.value;
    });
  effect(() => {
    if (!playing.value) return;
    if (cursor.value >= last.value) {
      playing.value = false;
      return;
    }
    const timer = setTimeout(() => cursor.value++, interval.value);
    return () => clearTimeout(timer);
  });
  return { cursor, playing, speed, last, interval, seek, step: (by) => seek(cursor.value + by), toggle, begin };
}
