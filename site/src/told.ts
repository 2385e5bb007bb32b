// What the page says of an event in every language: formulas, and the rules of spec/protocol.md and spec/bracket.md.

import { toldURL } from "kizami:assets";
import type { Told } from "./telling";
import type { Ending } from "./scenario";

export interface Rule {
  title: string;
  tla: string;
  go: string;
  check: string;
}

interface All {
  /** MathML of formulas.json, by name. */
  formulas: Record<FormulaName, string>;
  /** By id. */
  rules: Record<string, Rule>;
  /** The rules that an event carries out, the first one foremost. */
  by: Record<Ending["rule"], Partial<Record<Told, string[]>>>;
}

export type FormulaName = keyof typeof import("./formulas.json");

/** It is there before anything is shown. */
export let told: All;

export async function loadTold(): Promise<void> {
  const answer = await fetch(toldURL);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  told = (await answer.json()) as All;
}
