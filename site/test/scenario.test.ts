import assert from "node:assert/strict";
import { test } from "node:test";
import { ArcLineError, onDigraph, parseArcs, type Scenario, targets, valueText, withNode, withoutDefaults, withoutNode, withTargets, withValue } from "../src/scenario";

const triangle: Scenario = {
  kizami: 1,
  digraph: { nodes: 3, arcs: [[0, 1], [1, 2], [2, 0]] },
  values: ["1", "1/3", "-0.50"],
  ending: { rule: "bound", bound: 3 },
};

test("arc lists are read in every notation", () => {
  assert.deepEqual(parseArcs("# a ring\n0 1\n1>2\r\n2 -> 0\n\n 0,2 \n1→0"), [[0, 1], [1, 2], [2, 0], [0, 2], [1, 0]]);
});

test("a line that is no arc is named by its number", () => {
  for (const line of ["0", "0 1 2", "a b", "-1 2", "0 123456", "0>"]) {
    assert.throws(() => parseArcs(`0 1\n${line}`), (e) => e instanceof ArcLineError && e.line === 2 && e.text === line);
  }
});

test("a new digraph keeps the values of its nodes and raises the bound", () => {
  const next = onDigraph(triangle, [[0, 4], [4, 0]]);
  assert.equal(next.digraph.nodes, 5);
  assert.deepEqual(next.values, ["1", "1/3", "-0.50", "0", "0"]);
  assert.deepEqual(next.ending, { rule: "bound", bound: 5 });
});

test("removing a node moves the later ones up and takes its arcs along", () => {
  const next = withoutNode(withNode(triangle), 1);
  assert.deepEqual(next.digraph, { nodes: 3, arcs: [[1, 0], [0, 2], [2, 0]] });
  assert.deepEqual(next.values, ["1", "-0.50", "0"]);
});

test("an edit touches nothing else, and values stay as they were written", () => {
  const before = structuredClone(triangle);
  assert.deepEqual(withValue(triangle, 2, 0, "007").values, ["1", "1/3", "007"]);
  assert.deepEqual(targets(withTargets(triangle, 0, [1, 2]), 0), [1, 2]);
  assert.deepEqual(withTargets(triangle, 0, []).digraph.arcs, [[1, 2], [2, 0]]);
  assert.deepEqual(triangle, before);
});

test("vectors keep their other coordinates", () => {
  const vectors: Scenario = { ...triangle, values: [["1", "2"], ["3", "4"], ["5", "6"]] };
  assert.deepEqual(withValue(vectors, 1, 0, "9").values[1], ["9", "4"]);
  assert.deepEqual(withNode(vectors).values[3], ["0", "0"]);
  assert.equal(valueText(vectors.values[0]), "1, 2");
  assert.equal(valueText(vectors.values[0], 1), "2");
});

test("what the engine added by itself is left out again", () => {
  assert.deepEqual(withoutDefaults({ ...triangle, quantum: "1/6", capacity: 3 }), triangle);
});
