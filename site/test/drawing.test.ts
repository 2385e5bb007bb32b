import assert from "node:assert/strict";
import { test } from "node:test";
import { labelSide, shapes } from "../src/arcs";
import { bar, notch, type Ruler, scribes, stride, xOf } from "../src/carving";
import { layout, place, type Point } from "../src/layout";
import type { Arc } from "../src/scenario";

const ring = (n: number): Arc[] => Array.from({ length: n }, (_, j): Arc => [j, (j + 1) % n]);
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

test("the same digraph is always drawn the same way", () => {
  assert.deepEqual(layout(9, ring(9)), layout(9, ring(9)));
});

test("every node has its own place inside the box", () => {
  for (const n of [1, 2, 3, 8, 40, 251]) {
    const at = place(layout(n, ring(n)), 600, 400, 40);
    assert.equal(at.length, n);
    for (const p of at) assert.ok(p.x >= 39.9 && p.x <= 560.1 && p.y >= 39.9 && p.y <= 360.1, `${n}: ${p.x} ${p.y}`);
    for (const [i, p] of at.entries()) for (const q of at.slice(i + 1)) assert.ok(distance(p, q) > 2, `${n} nodes`);
  }
});

test("a digraph without arcs between some nodes is still drawn", () => {
  assert.equal(layout(5, []).length, 5);
});

test("arcs run from rim to rim", () => {
  const at = [{ x: 0, y: 0 }, { x: 100, y: 0 }];
  for (const arcs of [[[0, 1]], [[0, 1], [1, 0]]] as Arc[][]) {
    const { way } = shapes(arcs, at, 10)[0]!;
    assert.ok(Math.abs(distance(way[0]!, at[0]!) - 12) < 0.1);
    assert.ok(Math.abs(distance(way.at(-1)!, at[1]!) - 14) < 0.1);
  }
});

test("arcs of opposite directions do not lie on each other", () => {
  const [there, back] = shapes([[0, 1], [1, 0]], [{ x: 0, y: 0 }, { x: 100, y: 0 }], 10);
  assert.ok(there!.way[6]!.y * back!.way[6]!.y < 0);
});

test("an arc bends around a node that stands in between", () => {
  const [arc] = shapes([[0, 2]], [{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 200, y: 0 }], 10);
  assert.ok(distance(arc!.way[6]!, { x: 100, y: 0 }) > 10);
});

test("a label keeps away from arcs and edges", () => {
  const at = { x: 300, y: 100 };
  assert.equal(labelSide(at, [], 20, 600), "below");
  assert.equal(labelSide(at, [{ x: 300, y: 200 }], 20, 600), "above");
  assert.equal(labelSide(at, [{ x: 300, y: 200 }, { x: 300, y: 0 }], 20, 600), "right");
  assert.equal(labelSide(at, [{ x: 300, y: 200 }, { x: 300, y: 0 }], 20, 350), "left");
});

const ruler: Ruler = { left: 10, right: 110, scale: 10, measured: 8 };
const count = (text: string, letter: string) => text.split(letter).length - 1;

test("every round that has passed is a notch, every one to come a scribed line", () => {
  for (const carved of [0, 3, 8]) {
    assert.equal(count(bar(ruler, carved, () => 9, 5), "L"), 2 * (carved + 1));
    assert.equal(count(scribes(ruler, carved), "M"), 8 - carved);
  }
});

test("rounds stand at even distances, and a run without rounds has one", () => {
  assert.equal(xOf(ruler, 0), 10);
  assert.equal(xOf(ruler, 5), 60);
  const none: Ruler = { left: 10, right: 110, scale: 0, measured: 0 };
  assert.equal(xOf(none, 0), 10);
  assert.ok(!/NaN|Infinity/.test(bar(none, 0, () => 9, 5) + scribes(none, 0) + notch(none, 0, 9)));
});

test("notches that would run into each other are thinned out", () => {
  assert.equal(stride(ruler, 5), 1);
  assert.equal(stride({ ...ruler, scale: 1000, measured: 1000 }, 5), 50);
  assert.ok(count(bar({ ...ruler, scale: 1000, measured: 1000 }, 1000, () => 9, 5), "L") < 100);
});
