// What the published recipe would say, beside the run: the engine computes it, from the same values.

import { effect, signal } from "@preact/signals";
import { type Answer, ask, EngineError } from "./engine";
import { foretold } from "./foretold";
import { run } from "./playback";
import type { Trace } from "./trace";

export interface RecipeAnswer {
  id: number;
  /** The first round after which it stops looking; 0 if it never does. */
  sure: number;
  /** By coordinate; empty where it has no answer that can be told. */
  average: string[];
}

/** By node; null while it is not known, and where it would take too long. */
export const recipe = signal<RecipeAnswer[] | null>(null);

/** The engine's answer; for the run that was foretold this was, too, so that nothing on the page moves when the engine comes. */
async function answerFor(trace: Trace): Promise<Answer> {
  const told = await foretold();
  if (told && (told.run.trace as Trace).events === trace.events) return told.recipe;
  return ask("recipe", `"scenario":${JSON.stringify(trace.scenario)}`);
}

effect(() => {
  const shown = run.value;
  recipe.value = null;
  if (!shown) return;
  answerFor(shown.trace).then(
    (answer) => {
      if (run.peek() === shown) recipe.value = answer.recipe as RecipeAnswer[];
    },
    (error) => {
      if (!(error instanceof EngineError)) throw error; // a refusal: then it does not stand there
    },
  );
});
