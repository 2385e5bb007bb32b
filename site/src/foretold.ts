// The engine's answers to what is asked first. The build asked beforehand, so that a run is on screen before the engine is here.

import { foretoldURL } from "kizami:assets";
import type { Answer } from "./engine";

export interface Foretold {
  version: Answer;
  presets: Answer;
  /** Of the first preset, and what the recipe would say of it. */
  run: Answer;
  recipe: Answer;
}

let answers: Promise<Foretold | null> | null = null;

/** Null if they cannot be had: then the engine is asked, as for everything else. */
export function foretold(): Promise<Foretold | null> {
  return (answers ??= fetch(foretoldURL).then((answer) => (answer.ok ? (answer.json() as Promise<Foretold>) : null)).catch(() => null));
}
