import assert from "node:assert/strict";
import { test } from "node:test";
import { cells, grouped, plain } from "../src/habits";
import { fromOne, parseArcs } from "../src/scenario";

test("numbers are read as people write them", () => {
  const written = { "１２": "12", "−3": "-3", "－３／４": "-3/4", "–0.5": "-0.5", "ー７": "-7", "1、3": "1,3", "1，3": "1,3", "　5 ": " 5 ", "１．５ｅ３": "1.5e3" };
  for (const [text, want] of Object.entries(written)) assert.equal(plain(text), want, text);
  assert.equal(plain("ノード"), "ノード");
});

test("separators of thousands are seen", () => {
  for (const text of ["1,000", "1 000", "-12,345,678", "1'000.5", "1’000"]) assert.ok(grouped(text), text);
  for (const text of ["1000", "1,5", "1/3", "0.001", "1,0000", "-3"]) assert.ok(!grouped(text), text);
});

test("a pasted column or row is cut into its cells", () => {
  assert.deepEqual(cells("1\r\n−2\r\n1/3\r\n"), ["1", "-2", "1/3"]);
  assert.deepEqual(cells("１\t2\t3"), ["1", "2", "3"]);
  for (const text of ["12", "12\n", "a\nb", ""]) assert.equal(cells(text), null, text);
});

test("arcs are read in the ways that people write them", () => {
  assert.deepEqual(parseArcs("(0,1),\n[1, 2]\n２　０\n2;1"), [[0, 1], [1, 2], [2, 0], [2, 1]]);
  assert.ok(fromOne(parseArcs("1 2\n2 3\n3 1")));
  for (const text of ["0 1\n1 0", "1 3\n3 1", "5 6"]) assert.ok(!fromOne(parseArcs(text)), text);
});
