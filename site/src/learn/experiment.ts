// An experiment as the page edits it. What it does not edit it leaves as it was written; the engine alone reads it.

import { find, type Way, wayOf, ways } from "./report";

export interface MethodSpec {
  method: string;
  mode?: string;
  name?: string;
  constant?: (number | null)[];
  [other: string]: unknown;
}

export interface Experiment {
  digraph: { nodes: number };
  problem: { kind?: string; curvatures?: string[]; minimisers?: string[] };
  methods: MethodSpec[];
  [other: string]: unknown;
}

/** Private losses that can be drawn: a/2 (x−b)², one per node. */
export interface Parabola {
  curvature: number;
  minimiser: number;
}

export function parabolas({ problem }: Experiment): Parabola[] | null {
  const [a, b] = [problem.curvatures, problem.minimisers];
  if (problem.kind !== "quadratic" || !a || !b) return null;
  return a.map((text, j) => ({ curvature: numberOf(text), minimiser: numberOf(b[j] ?? "0") }));
}

/** What a decimal or a fraction is, near enough to draw it. */
function numberOf(text: string): number {
  const [over, under] = String(text).split("/").map(Number);
  return over! / (under ?? 1);
}

/** Whether nodes propose step sizes by a method. */
const adjustable = (m: MethodSpec | undefined) => m !== undefined && !["other", "certified"].includes(wayOf(m));

/** The given method if nodes propose steps by it, or else the first by which they do; -1 when there is none. */
export const proposing = (e: Experiment, method: number): number =>
  adjustable(e.methods[method]) ? method : e.methods.findIndex(adjustable);

/** What a node always proposes, or null when it follows its rule. */
export function constantOf(e: Experiment, method: number, node: number): number | null {
  return e.methods[proposing(e, method)]?.constant?.[node] || null;
}

/** The experiment in which a node always proposes this, by every method that has proposals. */
export function withConstant(e: Experiment, node: number, value: number | null): Experiment {
  const methods = e.methods.map((m) => {
    if (!adjustable(m)) return m;
    const constant = Array.from({ length: e.digraph.nodes }, (_, j) => (j === node ? value : (m.constant?.[j] ?? null)));
    const { constant: _old, ...rest } = m;
    return constant.some((c) => c !== null) ? { ...rest, constant } : rest;
  });
  return { ...e, methods };
}

/** The experiment with a method that goes this way: the one that is there, or one like the given method at the end. */
export function withWay(e: Experiment, way: Way, like: number): { next: Experiment; method: number } {
  const known = find(e.methods, way);
  if (known >= 0) return { next: e, method: known };
  const { mode: _mode, name: _name, ...rest } = e.methods[proposing(e, like)] ?? {};
  const added: MethodSpec =
    way === "certified" ? { method: way } : way === "own" ? { ...rest, method: way } : { ...rest, method: "coordinated", mode: way };
  return { next: { ...e, methods: [...e.methods, added] }, method: e.methods.length };
}

/** The experiment with every way, so that they can be compared; every node by itself comes first, unless certified steps do. */
export function complete(e: Experiment): Experiment {
  if (proposing(e, -1) < 0) return e;
  const all = ways.reduce((so, way) => withWay(so, way, 0).next, e);
  return wayOf(all.methods[0]!) === "certified" ? all : led(all, find(all.methods, "own"));
}

/** The experiment whose first method is the given one, which is what a link shows first. */
export function led(e: Experiment, method: number): Experiment {
  const first = e.methods[method];
  return first && method > 0 ? { ...e, methods: [first, ...e.methods.toSpliced(method, 1)] } : e;
}

/** The experiment as a person would write it: a line for each field, and for each method. */
export function written(e: Experiment): string {
  // Line breaks are never inside of a text, so that nothing but white space is touched.
  const line = (value: unknown) =>
    JSON.stringify(value, null, 1).replace(/([[{])\n\s*/g, "$1").replace(/\n\s*([\]}])/g, "$1").replace(/\n\s*/g, " ");
  const lines = Object.entries(e).map(([name, value]) => {
    const text = name === "methods" ? `[\n${e.methods.map((m) => `    ${line(m)}`).join(",\n")}\n  ]` : line(value);
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${lines.join(",\n")}\n}`;
}

/** The node that a reader should look at: one that does not follow its rule, or else the one with the steepest loss. */
export function oddNode(e: Experiment): number {
  for (const m of e.methods) {
    const odd = m.constant?.findIndex((c) => c !== null && c > 0) ?? -1;
    if (odd >= 0) return odd;
  }
  const steep = parabolas(e)?.map((p) => p.curvature) ?? [];
  return Math.max(0, steep.indexOf(Math.max(...steep)));
}

// The slider is logarithmic: 40 places in a decade.
const perDecade = 40;
const [lowest, highest] = [-3, 2];
export const places = (highest - lowest) * perDecade;

/** The step size of a place of the slider, with three digits. */
export const stepAt = (place: number): number => Number((10 ** (lowest + place / perDecade)).toPrecision(3));

export function placeOf(step: number): number {
  if (!(step > 0)) return 0;
  return Math.max(0, Math.min(places, Math.round((Math.log10(step) - lowest) * perDecade)));
}
