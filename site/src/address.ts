// What the two pages do alike: the link in the address, and faults that are shown, not thrown.

import type { Signal } from "@preact/signals";
import { EngineError, type Fault } from "./engine";
import { decode, encode, LinkError } from "./link";

/** What was refused, and which part of the page gave it to the engine; the sentence is shown there. */
export type Refused<Origin> = { origin: Origin; fault: Fault } | null;

/** Returns what shows an error as a fault; one that is a bug of ours is thrown on. */
export function blamer<Origin>(fault: Signal<Refused<Origin>>) {
  return (origin: Origin, error: unknown): void => {
    if (error instanceof EngineError) fault.value = { origin, fault: error.fault };
    else if (error instanceof LinkError) fault.value = { origin, fault: { code: error.code, msg: error.code } };
    else throw error;
  };
}

/** Takes a link out of the address, because it names another run than the one on screen. */
export function dropLink(): void {
  if (location.hash.startsWith("#v")) history.replaceState(null, "", location.pathname + location.search);
}

/** Puts what is on screen into the address, if there is anything, and returns the address. */
export async function shareInAddress(shown: unknown): Promise<string> {
  if (shown) history.replaceState(null, "", await encode(JSON.stringify(shown)));
  return location.href;
}

/** A page that follows links: how it runs a text and its first example, and whether it shows a run. */
export interface Page {
  fault: Signal<Refused<unknown>>;
  running: () => boolean;
  runText: (text: string) => Promise<boolean>;
  /** Runs what is shown without a link; null when there is nothing to run. */
  runFirst: (() => Promise<boolean>) | null;
}

/** Shows the run of the link in the address; without a link, or when there is nothing to show yet, the first one. */
export async function follow({ fault, running, runText, runFirst }: Page): Promise<void> {
  if (await followLink(fault, runText)) return;
  if (!runFirst || (running() && location.hash)) return;
  const broken = running() ? null : fault.value;
  if ((await runFirst()) && broken) fault.value = broken;
}

/** Follows the link; false when there is none. Throws nothing: a broken one becomes the fault. */
async function followLink(fault: Page["fault"], runText: Page["runText"]): Promise<boolean> {
  try {
    const text = await decode(location.hash);
    return text !== null && (await runText(text));
  } catch (error) {
    blamer(fault)("link", error);
    return false;
  }
}
