import assert from "node:assert/strict";
import { test } from "node:test";
import { labelSide, shapes } from "../src/arcs";
import { bar, notch, type Ruler, scribes, stride, xOf } from "../src/carving";
import { settle } from "../src/forces";
import type { Point } from "../src/forces";
import { layout, place } from "../src/layout";
import type { Arc } from "../src/scenario";
import { choices, digits, named, scaleAt, xOn } from "../src/shutting";
import type { Run } from "../src/trace";

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

test("discs do not overlap, and linked nodes stand nearer than others", () => {
  const at = settle([{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 0, y: 1 }], { links: [[0, 1]], length: 80, charge: -700, radius: 30, pull: 0.06 }, 320);
  const [near, far, also] = [distance(at[0]!, at[1]!), distance(at[0]!, at[2]!), distance(at[1]!, at[2]!)];
  assert.ok(near >= 60 && near < far && near < also, `${near} ${far} ${also}`);
});

const window = (event: number, decimal: [number, number], left?: string[]) => ({
  event, round: event, bracket: [{ lower: "", upper: "", centre: "", scale: 0, between: ["", ""] as [string, string], decimal, ...(left ? { left } : {}) }],
});
const shut = { windows: [window(0, [-8, 8]), window(2, [0, 4], ["1", "2"]), window(4, [1, 1], ["1"])] } as unknown as Run;

test("the jaws shut on the old scale, which then follows, and the last one stays", () => {
  const scale = (at: number, event: number) => scaleAt(shut, at, event, 0, 0, 100);
  assert.deepEqual([scale(0, 1).from, scale(1, 2).from, scale(1, 3).from, scale(2, 4).from, scale(2, 5).from], [-8, -8, 0, 0, 0]);
  assert.equal(xOn(scale(1, 2), 4), 75);
  assert.equal(xOn(scale(1, 3), 40), 112);
});

test("a bracket of no width still has a scale", () => {
  const s = scaleAt({ windows: [window(0, [3, 3])] } as unknown as Run, 0, 0, 0, 0, 100);
  assert.equal(xOn(s, 3), 50);
});

test("names of choices never overlap, and whole numbers come first", () => {
  const all = choices({ left: 0, right: 100, from: 0, to: 1 }, ["0", "1/4", "1/3", "1/2", "2/3", "1"]);
  assert.deepEqual(all.map(({ x }) => Math.round(x)), [0, 25, 33, 50, 67, 100]);
  assert.deepEqual(named(all, -20, 120).map(({ text }) => text).sort(), ["0", "1", "1/2"]);
});

test("bounds are shown with as many digits as tell them apart", () => {
  assert.equal(digits([1.25, 1.75]), 4);
  assert.equal(digits([1000.0001, 1000.0002]), 10);
  assert.equal(digits([2, 2]), 6);
});
