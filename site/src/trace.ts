// The trace that core/scenario writes, and the same indexed by node. Nothing here computes the protocol: every number
// that the page shows about a run is looked up.

import type { Scenario } from "./scenario";

export type Action = "Init" | "Advance" | "Decide" | "Stop";

export interface Change {
  id: number;
  numerator?: string[];
  denominator?: string;
  probe?: string;
  horizon?: number;
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

export interface Event {
  action: Action;
  round: number;
  nodes: Change[];
}

export interface Outcome {
  average: string[];
  decimal: number[];
  rounds: number;
  messages: number;
  bytes: number;
  nodes: { id: number; average: string[]; order: number; decided: number; stopped: number }[];
}

export interface Trace {
  kizami: 1;
  scenario: Scenario;
  prime: string;
  quantum: string;
  predicted: { rounds: number; rule: "2N-2" | "3n" };
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

export interface Run {
  trace: Trace;
  nodes: NodeRecord[];
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
  trace.events.forEach((event, at) => {
    lastEvent[event.round] = at;
    for (const change of event.nodes) note(nodes[change.id]!, event, change, at);
  });
  return { trace, nodes, lastEvent };
}

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
