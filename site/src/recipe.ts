// What the published recipe would say, beside the run: the engine computes it, from the same values.

import { effect, signal } from "@preact/signals";
import { ask, EngineError } from "./engine";
import { run } from "./playback";

export interface RecipeAnswer {
  id: number;
  /** The first round after which it stops looking; 0 if it never does. */
  sure: number;
  /** By coordinate; empty where it has no answer that can be told. */
  average: string[];
}

/** By node; null while it is not known, and where it would take too long. */
export const recipe = signal<RecipeAnswer[] | null>(null);

effect(() => {
  const shown = run.value;
  recipe.value = null;
  if (!shown) return;
  ask("recipe", `"scenario":${JSON.stringify(shown.trace.scenario)}`).then(
    (answer) => {
      if (run.peek() === shown) recipe.value = answer.recipe as RecipeAnswer[];
    },
    (error) => {
      if (!(error instanceof EngineError)) throw error; // a refusal: then it does not stand there
    },
  );
});
