// The trace that core/scenario writes, and the same indexed by node. Nothing here computes the protocol: every number
// that the page shows about a run is looked up.

import { type Ending, endingOf, type Scenario } from "./scenario";

export type Action = "Init" | "Advance" | "Decide" | "Stop";

export interface Change {
  id: number;
  numerator?: string[];
  denominator?: string;
  probe?: string;
  horizon?: number;
  least?: string[];
  greatest?: string[];
  heard?: [least: number, greatest: number][];
  ratio?: (number | null)[];
  settled?: boolean;
  order?: number;
  decided?: number;
  recurrence?: string[][];
  projection?: string[];
  average?: string[];
  decimal?: number[];
  stopped?: number;
}

/** What all nodes hold of one coordinate from the start of a window on. */
export interface Bracket {
  lower: string;
  upper: string;
  centre: string;
  scale: number;
  between: [string, string];
  decimal: [number, number];
  /** What the average can still be; absent when that is much. */
  left?: string[];
}

export interface Event {
  action: Action;
  round: number;
  bracket?: Bracket[];
  nodes: Change[];
}

export interface Outcome {
  average: string[];
  decimal: number[];
  rounds: number;
  messages: number;
  bytes: number;
  ending?: { rule: "bracket" | "race"; bound: number; diameter: number; by: "bracket" | "bound" };
  nodes: { id: number; average: string[]; order: number | null; decided: number; stopped: number }[];
}

export interface Trace {
  kizami: 1;
  scenario: Scenario;
  prime?: string;
  quantum: string;
  predicted: { rounds: number; rule: "2N-2" | "3n" | "D" | "D..2N-2" };
  eccentricity: number[];
  events: Event[];
  outcome: Outcome;
}

/** What the trace says about one node: its observations by round, and when it decided and stopped. */
export interface NodeRecord {
  id: number;
  observed: Change[];
  decision: { event: number; change: Change } | null;
  stop: { event: number; round: number } | null;
}

/** A window of the bracket: from which event on it runs, and what all nodes hold since. */
export interface Window {
  event: number;
  round: number;
  bracket: Bracket[];
}

export interface Run {
  trace: Trace;
  nodes: NodeRecord[];
  /** Of the bracket and the race; none of other endings. */
  windows: Window[];
  /** The last event of each round. */
  lastEvent: number[];
}

export function index(trace: Trace): Run {
  const nodes: NodeRecord[] = Array.from({ length: trace.scenario.digraph.nodes }, (_, id) => ({
    id,
    observed: [],
    decision: null,
    stop: null,
  }));
  const lastEvent: number[] = [];
  const windows: Window[] = [];
  trace.events.forEach((event, at) => {
    lastEvent[event.round] = at;
    if (event.bracket) windows.push({ event: at, round: event.round, bracket: event.bracket });
    for (const change of event.nodes) note(nodes[change.id]!, event, change, at);
  });
  if (windows.length > 0) for (const node of nodes) node.stop = stopOf(node);
  return { trace, nodes, windows, lastEvent };
}

/** With the bracket and the race, to decide is to stop. */
const stopOf = ({ decision }: NodeRecord): NodeRecord["stop"] => decision && { event: decision.event, round: decision.change.decided! };

/** The rule by which nodes know that they are done; without an ending it is the race, and the outcome says so. */
export const ruleOf = ({ outcome, scenario }: Trace): Ending["rule"] => outcome.ending?.rule ?? endingOf(scenario).rule;

/** The window that an event belongs to, as a place in the list of windows; the event that ends one begins the next. */
export const windowAt = ({ windows }: Run, event: number): number => windows.findLastIndex((w) => w.event <= event);

function note(node: NodeRecord, event: Event, change: Change, at: number): void {
  if (event.action === "Decide") node.decision = { event: at, change };
  else if (event.action === "Stop") node.stop = { event: at, round: event.round };
  else node.observed.push(change);
}

export type Phase = "observing" | "decided" | "stopped";

/** Where a node stands after an event. */
export function phaseAt(node: NodeRecord, event: number): Phase {
  if (node.stop && node.stop.event <= event) return "stopped";
  if (node.decision && node.decision.event <= event) return "decided";
  return "observing";
}

/** The last round in which the node observed something, at an event of the given round. */
export function lastObserved(node: NodeRecord, round: number): number {
  return Math.min(round, node.observed.length - 1);
}
