// What is being learnt and from where it came: an example, a link, or what the reader made of it.

import { batch, computed, signal } from "@preact/signals";
import { blamer, dropLink, follow as followAddress, type Refused, shareInAddress } from "../address";
import { ask } from "../engine";
import { keeper } from "../kept";
import type { Moment } from "../link";
import { makePlayer } from "../player";
import type { Arc } from "../scenario";
import { complete, constantOf, type Experiment, led, oddNode, withConstant, withWay } from "./experiment";
import { find, type Report, type Run, runOf, type Way, wayOf, ways } from "./report";

export type Origin = "first" | "start" | "link" | "control" | "text" | "undo";

export const examples = signal<{ id: string; experiment: Experiment }[]>([]);
/** The example on screen; "" when it is the reader's own. */
export const example = signal("");
/** The experiment that was accepted last, and its report. */
export const shown = signal<Experiment | null>(null);
export const report = signal<Report | null>(null);
/** The arcs of the digraph, which a family of digraphs in the experiment does not list. */
export const arcs = signal<Arc[]>([]);
export const method = signal(0);
export const chosen = signal(0);
export const fault = signal<Refused<Origin>>(null);
const blame = blamer(fault);
/** The experiment as text, as far as the reader has changed it and not run it; null when it is the one on screen. */
export const typed = signal<string | null>(null);
export const version = signal("…");
/** Whether the engine has not answered yet. */
export const learning = signal(false);

export const run = computed(() => (report.value ? (runOf(report.value, method.value) ?? null) : null));
export const player = makePlayer(computed(() => Math.max(0, (run.value?.trace.length ?? 1) - 1)));
export const view = computed(() => run.value?.trace[player.cursor.value] ?? null);
export const way = computed(() => (report.value ? wayOf(report.value.methods[method.value] ?? { method: "" }) : "other"));

const moment = (): Moment => ({ at: player.cursor.peek(), node: chosen.peek() });
function look({ at, node }: Moment): void {
  if (at !== undefined) player.seek(at);
  if (node !== undefined && node < (report.peek()?.nodes ?? 0)) chosen.value = node;
}
/** What the reader made, for this visit and the next. */
export const made = keeper("learn", moment, (text) => runText(text, "undo"));

interface Wish {
  text: string;
  origin: Origin;
  /** What changes together with the report. */
  then: (accepted: Experiment) => void;
  play: boolean;
}

let next: Wish | null = null;
let asking: Promise<boolean> | null = null;
/** The experiment as the controls have it, while the engine has not answered yet. */
let wanted: Experiment | null = null;
const current = () => wanted ?? shown.peek()!;

/** Learns, and shows it. While the engine is busy only the newest wish waits, so that a slider can be dragged. */
function learn(wish: Wish): Promise<boolean> {
  next = wish;
  learning.value = true;
  return (asking ??= pump().finally(() => ((asking = wanted = null), void (learning.value = false))));
}

async function pump(): Promise<boolean> {
  let good = false;
  while (next) {
    const wish = next;
    next = null;
    good = await perform(wish);
  }
  return good;
}

async function perform({ text, origin, then, play }: Wish): Promise<boolean> {
  try {
    const answer = await ask("learn", `"experiment":${JSON.stringify(text)}`);
    const accepted = JSON.parse(text.trim()) as Experiment; // trimmed of a byte order mark, which the engine passes over
    batch(() => {
      fault.value = typed.value = null;
      shown.value = accepted;
      report.value = answer.report as Report;
      arcs.value = (answer.digraph as { arcs: Arc[] }).arcs;
      then(accepted);
      player.begin(play);
    });
    made.note(onScreen(), origin !== "link" && origin !== "first");
    if (origin !== "link") dropLink();
    return true;
  } catch (error) {
    blame(origin, error);
    return false;
  }
}

/** Looks at the first method and at the node that is unlike the others. */
function anew(e: Experiment): void {
  method.value = 0;
  chosen.value = oddNode(e);
}

/** The experiment on screen; the method that is looked at comes first. */
const onScreen = () => JSON.stringify(led(shown.peek()!, method.peek()));

/** The example that an experiment is, whichever way comes first in it; "" when it is none. */
function exampleOf(e: Experiment): string {
  const sorted = (of: Experiment) => JSON.stringify({ ...of, methods: of.methods.map((m) => JSON.stringify(m)).sort() });
  return examples.peek().find((known) => sorted(complete(known.experiment)) === sorted(e))?.id ?? "";
}

export async function runExample(id: string, origin: Origin = "start"): Promise<boolean> {
  const known = examples.value.find((e) => e.id === id);
  if (!known) return false;
  const then = (e: Experiment) => (anew(e), void (example.value = id));
  return learn({ text: JSON.stringify(complete(known.experiment)), origin, then, play: true });
}

/** Runs what was pasted or linked, byte for byte as it came. */
export function runText(text: string, origin: Origin): Promise<boolean> {
  const then = (e: Experiment) => (anew(e), void (example.value = exampleOf(e)));
  return learn({ text, origin, then, play: origin !== "undo" });
}

function control(e: Experiment, then: () => void): void {
  wanted = e;
  void learn({ text: JSON.stringify(e), origin: "control", then: () => (then(), void (example.value = "")), play: true });
}

/** How the experiment ends each way, as far as it was gone. */
export const ends = computed(() => {
  const found = ways.flatMap((to) => {
    const at = find(report.value?.methods ?? [], to);
    const its = at < 0 ? undefined : runOf(report.value!, at);
    return its ? [[to, its] as const] : [];
  });
  return Object.fromEntries(found) as Partial<Record<Way, Run>>;
});

/** Sets what a node always proposes; null lets it follow its rule. */
export function propose(node: number, value: number | null): void {
  if (constantOf(current(), method.peek(), node) !== value) control(withConstant(current(), node, value), () => {});
}

/** Goes another way to the step size, which needs the engine only when the experiment did not go there. */
export function go(to: Way): void {
  const known = find(report.peek()?.methods ?? [], to);
  if (known >= 0) return show(known);
  const { next: e, method: added } = withWay(current(), to, method.peek());
  control(e, () => (method.value = added));
}

export function show(which: number): void {
  batch(() => {
    method.value = which;
    player.begin(true);
  });
  made.note(onScreen(), true);
}

/** Puts what is on screen into the address and returns the address. */
export const share = () => shareInAddress(shown.value && led(shown.value, method.value), moment());

export async function start(): Promise<void> {
  try {
    examples.value = (await ask("examples")).examples as typeof examples.value;
    version.value = String((await ask("version")).version);
  } catch (error) {
    blame("start", error);
  }
  await follow();
}

/** Shows the run of the link in the address, or else what the reader made last, or else the first example. */
export function follow(): Promise<void> {
  made.write();
  const first = examples.value[0];
  return followAddress({
    fault,
    running: () => report.value !== null,
    runText: (text) => runText(text, "link"),
    runPreset: (id) => runExample(id, "link"),
    look,
    runFirst: first ? async () => (await made.resume(look)) || runExample(first.id, "first") : null,
  });
}
