// Where in the run we look, and how that moves by itself.

import { batch, computed, effect, signal } from "@preact/signals";
import type { Run } from "./trace";

export const run = signal<Run | null>(null);
export const cursor = signal(0);
export const playing = signal(false);
export const speed = signal(1);

export const last = computed(() => (run.value ? run.value.trace.events.length - 1 : 0));
export const event = computed(() => run.value?.trace.events[cursor.value] ?? null);
export const round = computed(() => event.value?.round ?? 0);

/** Milliseconds between two events at speed 1: unhurried, but no run takes longer than about a dozen seconds. */
const pace = computed(() => Math.max(40, Math.min(520, 12000 / Math.max(1, last.value))));
export const interval = computed(() => pace.value / speed.value);

const stillness = matchMedia("(prefers-reduced-motion: reduce)");
export const reducedMotion = signal(stillness.matches);
stillness.addEventListener("change", () => (reducedMotion.value = stillness.matches));

/** Shows another run: played once from its start when asked and welcome, otherwise at its end. */
export function show(next: Run, play: boolean): void {
  batch(() => {
    const still = !play || reducedMotion.value;
    run.value = next;
    cursor.value = still ? next.trace.events.length - 1 : 0;
    playing.value = !still;
  });
}

export function seek(to: number): void {
  batch(() => {
    playing.value = false;
    cursor.value = Math.max(0, Math.min(last.value, to));
  });
}

export function seekRound(k: number): void {
  const ends = run.value?.lastEvent ?? [];
  seek(ends[Math.max(0, Math.min(ends.length - 1, k))] ?? 0);
}

export const step = (by: number) => seek(cursor.value + by);

export function toggle(): void {
  batch(() => {
    if (!playing.value && cursor.value >= last.value) cursor.value = 0;
    playing.value = !playing.value;
  });
}

effect(() => {
  if (!playing.value) return;
  if (cursor.value >= last.value) {
    playing.value = false;
    return;
  }
  const timer = setTimeout(() => cursor.value++, interval.value);
  return () => clearTimeout(timer);
});
