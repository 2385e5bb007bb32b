// What is being run and from where it came: a preset, a random digraph, a link or the reader's own edits.

import { batch, signal } from "@preact/signals";
import { blamer, dropLink, follow as followAddress, type Refused, shareInAddress } from "./address";
import { type Answer, ask } from "./engine";
import { foretold } from "./foretold";
import { keeper } from "./kept";
import type { Moment } from "./link";
import { cursor, player, run, show } from "./playback";
import { type Ending, type Scenario, withoutDefaults } from "./scenario";
import { index, type Trace } from "./trace";

export type Source = { kind: "preset"; id: string } | { kind: "random" } | { kind: "own" };
/** Which part of the page gave the engine what it refused; the sentence is shown there. */
export type Origin = "first" | "start" | "link" | "random" | "edit" | "text" | "undo";

export const presets = signal<{ id: string; scenario: Scenario }[]>([]);
export const source = signal<Source>({ kind: "own" });
/** The scenario as edited; the run on screen is that of `shown`, the last one that was accepted. */
export const draft = signal<Scenario | null>(null);
export const shown = signal<Scenario | null>(null);
export const fault = signal<Refused<Origin>>(null);
const blame = blamer(fault);
export const version = signal("…");
export const chosen = signal(0);
export const coordinate = signal(0);

/** Counts the scenarios that came from elsewhere than the editor; its fields start anew with each. */
export const generation = signal(0);

const moment = (): Moment => ({ at: cursor.peek(), node: chosen.peek() });
function look({ at, node }: Moment): void {
  if (at !== undefined) player.seek(at);
  if (node !== undefined && node < (run.peek()?.nodes.length ?? 0)) chosen.value = node;
}
/** What the reader made, for this visit and the next. */
export const made = keeper("average", moment, (text) => runText(text, "undo"));

let newest = 0;
let settling = 0;
/** Counts edits: a run that was asked for before the newest one leaves the draft as the reader has it now. */
let edits = 0;

/**
 * Runs a scenario's text and shows the run; an older run that answers later is dropped. The engine gets the text itself,
 * so that it sees every byte and can say in which line a fault is.
 */
async function perform(text: string, scenario: () => Scenario, origin: Origin, from: Source, play: boolean, known?: Answer): Promise<boolean> {
  const mine = ++newest;
  const drafted = edits;
  clearTimeout(settling);
  try {
    const answer = known ?? (await ask("run", `"scenario":${JSON.stringify(text)}`));
    if (mine !== newest) return false;
    const { nodes, arcs } = (answer.digraph ?? {}) as Partial<Scenario["digraph"]>;
    const listed = <S extends Scenario>(s: S): S => (nodes && arcs ? { ...s, digraph: { nodes, arcs } } : s); // a family lists none
    const trace = answer.trace as Trace;
    const next = index({ ...trace, scenario: listed(trace.scenario) });
    const accepted = listed(scenario());
    batch(() => {
      fault.value = null;
      if (origin !== "edit") generation.value++;
      source.value = from;
      shown.value = accepted;
      if (drafted === edits) draft.value = accepted;
      if (chosen.value >= next.nodes.length) chosen.value = 0;
      if (coordinate.value >= next.trace.outcome.average.length) coordinate.value = 0;
      show(next, play);
    });
    made.note(text, origin !== "link" && origin !== "first");
    if (origin !== "link") dropLink();
    return true;
  } catch (error) {
    if (mine === newest) blame(origin, error);
    return false;
  }
}

const runObject = (s: Scenario, origin: Origin, from: Source, play: boolean, known?: Answer) =>
  perform(JSON.stringify(s), () => s, origin, from, play, known);

export async function runPreset(id: string, origin: Origin = "start"): Promise<boolean> {
  const preset = presets.value.find((known) => known.id === id);
  if (!preset) return false;
  const known = origin === "first" ? (await foretold())?.run : undefined;
  return runObject(withoutDefaults(preset.scenario), origin, { kind: "preset", id }, true, known);
}

/** The preset that a text is, which keeps its name wherever it comes from. */
function sourceOf(text: string): Source {
  const known = presets.peek().find((preset) => JSON.stringify(withoutDefaults(preset.scenario)) === text);
  return known ? { kind: "preset", id: known.id } : { kind: "own" };
}

export async function runRandom(nodes: number, seed: number, ending: Ending["rule"]): Promise<void> {
  try {
    const answer = await ask("random", `"nodes":${nodes},"seed":${seed},"ending":"${ending}"`);
    await runObject(withoutDefaults(answer.scenario as Scenario), "random", { kind: "random" }, true);
  } catch (error) {
    blame("random", error);
  }
}

/** Takes an edit and runs it as soon as the reader pauses. */
export function edit(next: Scenario): void {
  edits++;
  draft.value = next;
  source.value = { kind: "own" };
  clearTimeout(settling);
  settling = setTimeout(() => void runObject(next, "edit", { kind: "own" }, false), 180);
}

/** Runs a scenario that was pasted, imported or linked, byte for byte as it came. */
export function runText(text: string, origin: Origin): Promise<boolean> {
  return perform(text, () => JSON.parse(text) as Scenario, origin, sourceOf(text), origin !== "undo");
}

/** Puts the run on screen into the address and returns the address. */
export const share = () => shareInAddress(shown.value, moment());

/**
 * Starts the engine at once, and shows what was foretold until it is there. opening may run what a first visit begins
 * with; false when this is none.
 */
export async function start(opening: () => Promise<boolean>): Promise<void> {
  const engine = ask("presets");
  engine.catch((error) => blame("start", error));
  try {
    const told = await foretold();
    presets.value = (told?.presets ?? (await engine)).presets as typeof presets.value;
    version.value = String((told?.version ?? (await ask("version"))).version);
  } catch (error) {
    blame("start", error);
  }
  await follow(opening);
}

/** Shows the run of the link in the address, or else what the reader made last, or else what a first visit begins with. */
export function follow(opening: () => Promise<boolean>): Promise<void> {
  made.write();
  const first = presets.value[0];
  return followAddress({
    fault,
    running: () => run.value !== null,
    runText: (text) => runText(text, "link"),
    runPreset: (id) => runPreset(id, "link"),
    look,
    runFirst: first ? async () => (await made.resume(look)) || (await opening()) || runPreset(first.id, "first") : null,
  });
}
