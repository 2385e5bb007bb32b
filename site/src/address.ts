// What the two pages do alike: the link in the address, and faults that are shown, not thrown.

import type { Signal } from "@preact/signals";
import { EngineError, type Fault } from "./engine";
import { chooseLang, lang } from "./i18n";
import { decode, encode, isLink, LinkError, type Moment, momentOf, presetOf } from "./link";

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
  if (isLink(location.hash)) history.replaceState(null, "", location.pathname + location.search);
}

/** Puts what is on screen into the address, if there is anything, and returns the address. */
export async function shareInAddress(shown: unknown, moment: Moment): Promise<string> {
  if (shown) history.replaceState(null, "", await encode(JSON.stringify(shown), { ...moment, lang: lang.value }));
  return location.href;
}

/** A page that follows links: how it runs a text and its first example, and whether it shows a run. */
export interface Page {
  fault: Signal<Refused<unknown>>;
  running: () => boolean;
  runText: (text: string) => Promise<boolean>;
  /** Runs the preset of this id; false when there is none. */
  runPreset: (id: string) => Promise<boolean>;
  /** Looks at a moment of the run, as far as it has it. */
  look: (moment: Moment) => void;
  /** Runs what is shown without a link; null when there is nothing to run. */
  runFirst: (() => Promise<boolean>) | null;
}

/** Shows the run of the link in the address; without a link, or when there is nothing to show yet, the first one. */
export async function follow(page: Page): Promise<void> {
  const { fault, running, runFirst } = page;
  if (await followLink(page)) return;
  if (!runFirst || (running() && location.hash)) return;
  const broken = running() ? null : fault.value;
  if ((await runFirst()) && broken) fault.value = broken;
}

/** Follows the link; false when there is none. Throws nothing: a broken one becomes the fault. */
async function followLink({ fault, runText, runPreset, look }: Page): Promise<boolean> {
  const { hash } = location;
  try {
    const moment = momentOf(hash);
    if (moment.lang && moment.lang !== lang.peek()) void chooseLang(moment.lang).catch(() => {}); // then it is told as before
    const id = presetOf(hash);
    const text = id === null ? await decode(hash) : null;
    if (id === null && text === null) return false;
    if (!(id === null ? await runText(text!) : await runPreset(id))) {
      if (id !== null) throw new LinkError("link-malformed");
      return false;
    }
    look(moment);
    return true;
  } catch (error) {
    blamer(fault)("link", error);
    return false;
  }
}
