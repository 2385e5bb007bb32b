import assert from "node:assert/strict";
import { test } from "node:test";
import { index, lastObserved, phaseAt, type Trace } from "../src/trace";

const word = (id: number) => ({ id, numerator: ["1"], denominator: "1", ratio: [1] });
const trace: Trace = {
  kizami: 1,
  scenario: { kizami: 1, digraph: { nodes: 2, arcs: [[0, 1], [1, 0]] }, values: ["1", "1"], ending: { rule: "probe", seed: 1 } },
  prime: "2305843009213693951",
  quantum: "1",
  predicted: { rounds: 6, rule: "3n" },
  eccentricity: [1, 1],
  events: [
    { action: "Init", round: 0, nodes: [word(0), word(1)] },
    { action: "Advance", round: 1, nodes: [word(0), word(1)] },
    { action: "Decide", round: 1, nodes: [{ id: 0, order: 0, decided: 1, average: ["1"], decimal: [1] }] },
    { action: "Advance", round: 2, nodes: [word(0), word(1)] },
    { action: "Stop", round: 2, nodes: [{ id: 0, stopped: 2 }] },
    { action: "Advance", round: 3, nodes: [word(1)] },
  ],
  outcome: { kizami: 1, average: ["1"], decimal: [1], rounds: 3, messages: 5, bytes: 1, nodes: [] } as Trace["outcome"],
};

test("a trace is indexed by node and by round", () => {
  const run = index(trace);
  assert.deepEqual(run.lastEvent, [0, 2, 4, 5]);
  assert.deepEqual(run.nodes.map((node) => node.observed.length), [3, 4]);
  assert.deepEqual(run.nodes[0]!.stop, { event: 4, round: 2 });
  assert.equal(run.nodes[1]!.decision, null);
});

test("a node's phase follows its events, forwards and backwards", () => {
  const [first, second] = index(trace).nodes;
  assert.deepEqual([0, 1, 2, 3, 4, 5].map((at) => phaseAt(first!, at)), ["observing", "observing", "decided", "decided", "stopped", "stopped"]);
  assert.equal(phaseAt(second!, 5), "observing");
});

test("a stopped node observes nothing more", () => {
  const [first, second] = index(trace).nodes;
  assert.equal(lastObserved(first!, 3), 2);
  assert.equal(lastObserved(second!, 3), 3);
});
