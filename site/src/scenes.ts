// The first visit is a tale, told on the stage in a few steps: where the reader is in it, and what the stage shows there.

import { batch, computed, effect, signal } from "@preact/signals";
import { embedded } from "./embed";
import { isLink } from "./link";
import { recall, remember } from "./memory";
import { player, run, seek } from "./playback";
import { reducedMotion } from "./player";
import { chosen, presets, runPreset, source } from "./session";

export const steps = ["own", "share", "guess", "know", "how"] as const;
export const guesses = ["near", "exact", "weighted"] as const;
export type Guess = (typeof guesses)[number];

/** The two nodes that the sentences name: the one with the most arrows, and one with a single arrow. */
export const named = [2, 1] as const;

interface Kept {
  v: 1;
  /** Where to go on; null once the tale is over. */
  step: number | null;
  guess: Guess | null;
}

const start: Kept = { v: 1, step: 0, guess: null };

/** What was kept; the start when there is nothing, or nothing that this version reads. */
function recalled(): Kept {
  try {
    const { v, step, guess } = JSON.parse(recall("tale") ?? "null") as Kept;
    const known = v === 1 && (step === null || steps[step] !== undefined);
    return known ? { v, step, guess: guesses.includes(guess!) ? guess : null } : start;
  } catch {
    return start;
  }
}

const kept = signal(recalled());
effect(() => remember("tale", JSON.stringify(kept.value)));

const open = signal(false);
/** The step that is told now; null when something else is on screen. */
export const step = computed(() => (open.value ? kept.value.step : null));
export const guess = computed(() => kept.value.guess);
/** Whether there is something left to tell. */
export const unfinished = computed(() => kept.value.step !== null);
/** Whether the stage stands alone: the playground comes with the last step. */
export const alone = computed(() => step.value !== null && step.value < steps.length - 1);

let timer = 0;
/** Shows the round that the second step speaks of, on the way where motion is welcome. */
export function shareOnce(): void {
  clearTimeout(timer);
  seek(reducedMotion.value ? 1 : 0);
  if (!reducedMotion.value) timer = setTimeout(() => seek(1), 600);
}

const scenes: Record<(typeof steps)[number], () => void> = {
  own: () => seek(0),
  share: shareOnce,
  guess: () => seek(1),
  know: () => (reducedMotion.value ? seek(player.last.value) : (seek(1), player.toggle())),
  how: () => seek(player.last.value),
};

function show(to: number): void {
  clearTimeout(timer);
  batch(() => {
    kept.value = { ...kept.value, step: to };
    scenes[steps[to]!]();
  });
}

/** Goes on or back; after the last step the tale is over. */
export function pace(by: number): void {
  const to = (step.value ?? 0) + by;
  if (to >= steps.length) leave();
  else if (to >= 0) show(to);
}

export function guessed(what: Guess): void {
  kept.value = { ...kept.value, guess: what };
  pace(1);
}

/** Ends the tale; what is on screen stays. */
export function leave(): void {
  clearTimeout(timer);
  batch(() => {
    kept.value = { ...kept.value, step: null };
    open.value = false;
    seek(player.last.value);
  });
}

/** Tells the tale from where the reader left it, or once more from its start. False when its scenario does not run. */
export async function tell(): Promise<boolean> {
  const first = presets.value[0];
  if (!first || !(await runPreset(first.id, "first"))) return false;
  batch(() => {
    chosen.value = named[0];
    open.value = true;
    if (kept.value.step === null) kept.value = start;
    show(kept.value.step ?? 0);
  });
  return true;
}

/** Tells the tale to who comes for the first time, and not by a link. */
export const opening = async () => unfinished.value && !embedded && !isLink(location.hash) && (await tell());

/** The run of another scenario puts the tale aside. */
effect(() => {
  const from = source.value;
  if (run.value && !(from.kind === "preset" && from.id === presets.peek()[0]?.id)) open.value = false;
});
