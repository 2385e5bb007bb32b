// A scenario as the page edits it. Values stay the strings that a person wrote; the engine alone reads them.

import { plain } from "./habits";

export type Arc = [from: number, to: number];
export type Value = string | string[];
/** Without a bound or a diameter the bracket takes the digraph's own. */
export type Mixing = { rule: "bracket" | "race"; bound?: number; diameter?: number };
export type Ending = { rule: "bound"; bound: number } | { rule: "probe"; seed?: number } | Mixing;

export interface Scenario {
  kizami: 1;
  digraph: { nodes: number; arcs: Arc[] };
  values: Value[];
  ending?: Ending;
  quantum?: string;
  capacity?: number;
}

/** How the run ends; a scenario that does not say ends with the race. */
export const endingOf = (s: Scenario): Ending => s.ending ?? { rule: "race" };

/** The scenario without what the engine adds by itself, so that an edit is not held to the grid of the old values. */
export function withoutDefaults(s: Scenario): Scenario {
  const { quantum: _quantum, capacity: _capacity, ...rest } = s;
  return rest;
}

export function withValue(s: Scenario, node: number, coordinate: number, text: string): Scenario {
  const values = s.values.slice();
  const old = values[node];
  values[node] = Array.isArray(old) ? old.with(coordinate, text) : text;
  return { ...s, values };
}

export function coordinates(s: Scenario): number {
  const first = s.values[0];
  return Array.isArray(first) ? first.length : 1;
}

/** The value as it is written: one coordinate of it, or all of them. */
export function valueText(value: Value | undefined, coordinate?: number): string {
  if (!Array.isArray(value)) return value ?? "";
  return coordinate === undefined ? value.join(", ") : (value[coordinate] ?? "");
}

/** Adds a node that exchanges messages with node 0, so that the digraph stays strongly connected. */
export function withNode(s: Scenario): Scenario {
  const n = s.digraph.nodes;
  const size = coordinates(s);
  const value: Value = Array.isArray(s.values[0]) ? Array.from({ length: size }, () => "0") : "0";
  const arcs: Arc[] = [...s.digraph.arcs, [0, n], [n, 0]];
  const values = [...s.values, value];
  return raised({ ...s, digraph: { nodes: n + 1, arcs }, values });
}

/** Removes a node with its arcs; the nodes after it move up by one. */
export function withoutNode(s: Scenario, node: number): Scenario {
  const moved = (j: number) => (j > node ? j - 1 : j);
  const arcs = s.digraph.arcs
    .filter(([from, to]) => from !== node && to !== node)
    .map(([from, to]): Arc => [moved(from), moved(to)]);
  return { ...s, digraph: { nodes: s.digraph.nodes - 1, arcs }, values: s.values.toSpliced(node, 1) };
}

export const targets = (s: Scenario, node: number): number[] =>
  s.digraph.arcs.filter(([from]) => from === node).map(([, to]) => to);

/** The scenario in which a node sends to the given nodes; arcs are kept in order of their senders. */
export function withTargets(s: Scenario, node: number, to: readonly number[]): Scenario {
  const arcs = Array.from({ length: s.digraph.nodes }, (_, j) => (j === node ? to : targets(s, j)).map((i): Arc => [j, i]));
  return { ...s, digraph: { ...s.digraph, arcs: arcs.flat() } };
}

function raised(s: Scenario): Scenario {
  const { ending, digraph } = s;
  if (!ending || ending.rule === "probe" || ending.bound === undefined || ending.bound >= digraph.nodes) return s;
  return { ...s, ending: { ...ending, bound: digraph.nodes } };
}

/** A line that is not an arc. */
export class ArcLineError extends Error {
  constructor(
    readonly line: number,
    readonly text: string,
  ) {
    super(`line ${line}`);
  }
}

const arcLine = /^[([]?\s*(\d{1,5})\s*(?:->|→|>|,|;|\s)\s*(\d{1,5})\s*[)\]]?[,;]?$/;

/** Reads an arc list, one `0 1` or `0>1` per line; empty lines and lines that begin with # are passed over. */
export function parseArcs(text: string): Arc[] {
  const arcs: Arc[] = [];
  text.split("\n").forEach((raw, i) => {
    const line = plain(raw).trim();
    if (line === "" || line.startsWith("#")) return;
    const match = arcLine.exec(line);
    if (!match) throw new ArcLineError(i + 1, line.slice(0, 40));
    arcs.push([Number(match[1]), Number(match[2])]);
  });
  return arcs;
}

/** Whether arcs count their nodes from 1: then every number from 1 to the greatest is there, and 0 is not. */
export function fromOne(arcs: readonly Arc[]): boolean {
  const named = new Set(arcs.flat());
  return named.size > 1 && !named.has(0) && Math.max(...named) === named.size;
}

/** The scenario on another digraph: values of nodes that stay are kept, new ones start at 0, the bound grows when it must. */
export function onDigraph(s: Scenario, arcs: Arc[]): Scenario {
  const nodes = arcs.reduce((most, [from, to]) => Math.max(most, from, to), 0) + 1;
  const blank: Value = Array.isArray(s.values[0]) ? s.values[0].map(() => "0") : "0";
  const values = Array.from({ length: nodes }, (_, j) => s.values[j] ?? blank);
  return raised({ ...s, digraph: { nodes, arcs }, values });
}
