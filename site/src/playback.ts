// The run on the page, and where in it we look.

import { batch, computed, signal } from "@preact/signals";
import { makePlayer } from "./player";
import type { Run } from "./trace";

export const run = signal<Run | null>(null);
export const player = makePlayer(computed(() => (run.value ? run.value.trace.events.length - 1 : 0)));
export const { cursor, interval, seek } = player;

export const event = computed(() => run.value?.trace.events[cursor.value] ?? null);
export const round = computed(() => event.value?.round ?? 0);

/** Shows another run: played once from its start when asked and welcome, otherwise at its end. */
export function show(next: Run, play: boolean): void {
  batch(() => {
    run.value = next;
    player.begin(play);
  });
}

export function seekRound(k: number): void {
  const ends = run.value?.lastEvent ?? [];
  seek(ends[Math.max(0, Math.min(ends.length - 1, k))] ?? 0);
}
