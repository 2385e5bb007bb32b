// How an event is told: the bracket has words and rules of its own, and the end of a window is told apart from a round.

import type { Key } from "./i18n";
import type { Action, Event, Trace } from "./trace";

export type Told = Action | "Window" | "Bound";

/** An Advance that ends a window is told as Window, a Decide of the race that the bound ending brought as Bound. */
export function toldAs({ outcome }: Trace, { action, bracket }: Event): Told {
  if (action === "Advance" && bracket) return "Window";
  return action === "Decide" && outcome.ending?.by === "bound" ? "Bound" : action;
}

/** The sentence that says what an event does. */
export function actionKey(trace: Trace, event: Event): Key {
  const told = toldAs(trace, event);
  if (trace.outcome.ending && told !== "Stop") return `mixing.${told}`;
  return `action.${event.action}`;
}
