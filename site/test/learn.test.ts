import assert from "node:assert/strict";
import { test } from "node:test";
import { complete, constantOf, type Experiment, led, oddNode, parabolas, placeOf, places, stepAt, withConstant, withWay, written } from "../src/learn/experiment";
import { across, sketch, spanOf, ticks } from "../src/learn/drawing";
import { endedIn, reasonOf, limitOf } from "../src/learn/reason";
import { find, type Report, type Run, runOf, wayOf } from "../src/learn/report";

const three: Experiment = {
  kizami: 1,
  digraph: { nodes: 3 },
  problem: { kind: "quadratic", curvatures: ["1", "5/2", "0.5"], minimisers: ["0", "-1/2", "3"] },
  methods: [{ method: "coordinated", mode: "min", start: 0.01, name: "careful" }, { method: "dgd", step: 0.1 }],
};

test("a step that is held belongs to every method that has proposals, and to nothing else", () => {
  const before = structuredClone(three);
  const held = withConstant(three, 1, 0.5);
  assert.deepEqual(held.methods[0], { method: "coordinated", mode: "min", start: 0.01, name: "careful", constant: [null, 0.5, null] });
  assert.deepEqual(held.methods[1], three.methods[1]);
  assert.equal(constantOf(held, 0, 1), 0.5);
  assert.equal(constantOf(held, 0, 0), null);
  assert.deepEqual(withConstant(held, 1, null), three);
  assert.deepEqual(three, before);
});

test("a way is taken where it is, or added with the same parameters", () => {
  assert.deepEqual(withWay(three, "min", 0), { next: three, method: 0 });
  const { next, method } = withWay(withConstant(three, 2, 7), "own", 0);
  assert.equal(method, 2);
  assert.deepEqual(next.methods[2], { method: "own", start: 0.01, constant: [null, null, 7] });
  assert.equal(wayOf(withWay(next, "harmonic", 2).next.methods[3]!), "harmonic");
});

test("an example is shown with every way, each node by itself first", () => {
  const all = complete(three);
  assert.deepEqual(all.methods.map(wayOf), ["own", "min", "other", "harmonic", "mean", "certified"]);
  assert.equal(find(all.methods, "mean"), 4);
  assert.deepEqual(all.methods[5], { method: "certified" });
  assert.deepEqual(withWay({ ...three, methods: [{ method: "certified" }, three.methods[0]!] }, "mean", 0).next.methods[2], { method: "coordinated", mode: "mean", start: 0.01 });
  assert.equal(constantOf(withConstant(all, 2, 7), 5, 2), 7); // the slider stays where it is while certified steps are shown
  const fixed = { ...three, methods: [{ method: "dgd" }] };
  assert.equal(complete(fixed), fixed);
  assert.equal(led(three, 1).methods[0]!.method, "dgd");
  assert.equal(led(three, 0), three);
});

test("an experiment is written in few lines, and means the same", () => {
  const odd = { ...three, title: 'a [ "b\n  ] }' };
  assert.deepEqual(JSON.parse(written(odd)), odd);
  assert.equal(written(odd).split("\n").length, 10);
});

test("the node to look at is the one that insists, or else the steepest", () => {
  assert.equal(oddNode(three), 1);
  assert.equal(oddNode(withConstant(three, 2, 9)), 2);
});

test("the slider's places are step sizes of three digits, there and back", () => {
  for (let place = 0; place <= places; place++) {
    assert.equal(placeOf(stepAt(place)), place);
    assert.ok(String(stepAt(place)).replace(/^0\.0*|\D/g, "").length <= 3, String(stepAt(place)));
  }
  assert.deepEqual([placeOf(1e-9), placeOf(0), placeOf(1e9), placeOf(NaN)], [0, 0, places, 0]);
});

const report = (runs: Partial<Run>[]): Report => ({
  tolerance: 1e-6,
  nodes: 3,
  dimension: 1,
  epochs: 9,
  methods: runs.map((run, i) => ({ name: `m${i}`, method: "own", runs: [run as Run] })),
  optima: [{ point: [1], loss: 0.5 }],
});

test("the line holds the start, the minimisers and the optimum", () => {
  const [from, to] = spanOf(three, report([{ trace: [{ iterates: [[5], [5], [5]] }] as never }]))!;
  assert.ok(from < -0.5 && to > 5);
  assert.equal(across([from, to], from), 0);
  assert.equal(spanOf(three, { ...report([]), dimension: 2 }), null);
  assert.deepEqual(ticks([-1, 5]), [-1, 0, 1, 2, 3, 4, 5]);
  assert.deepEqual(ticks([0, 0.3]), [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]);
});

test("a dot that leaves its disc waits at the rim on its side", () => {
  const [loss] = parabolas(three)!;
  assert.deepEqual(parabolas(three)!.map((p) => p.curvature), [1, 2.5, 0.5]);
  const at = (x: number) => sketch(loss!, [-4, 4], 30, x).dot!;
  assert.ok(at(0).inside && Math.abs(at(0).x) < 1e-9);
  assert.ok(!at(1e9).inside && at(1e9).x > 0);
  assert.ok(!at(-1e9).inside && at(-1e9).x < 0);
  assert.ok(!/NaN|Infinity/.test(sketch(loss!, [-4, 4], 30, 1e300).line));
});

test("why a run ended is read in all its forms", () => {
  const range = ", beyond the range of ±1.073741824e+07";
  assert.deepEqual(reasonOf(`epoch 7, node 3: coordinate 2 is -1.2e+07${range}`), { kind: "coordinate", small: false, epoch: 7, node: 3, coordinate: 2, value: -1.2e7 });
  assert.equal(reasonOf(`epoch 7, node 3: coordinate 0 is +Inf${range}`)?.kind, "coordinate");
  assert.deepEqual(reasonOf(`epoch 1, node 0: the step size is 5e+10${range}`), { kind: "step", small: false, epoch: 1, node: 0, coordinate: 0, value: 5e10 });
  assert.equal(reasonOf(`epoch 1, node 0: the inverse of the step size is 5e+10${range}`)?.kind, "inverse");
  const small = reasonOf("epoch 2, node 4: the step size is 1e-12, which rounds to 0 quanta of 2^-32");
  assert.ok(small && small.kind === "step" && small.small);
  assert.deepEqual(reasonOf("the error is above 1e12"), { kind: "error" });
  assert.deepEqual(reasonOf(`epoch 4, node 1: coordinate 5 of the gradient is +Inf${range}`), { kind: "gradient", small: false, epoch: 4, node: 1, coordinate: 5, value: Infinity });
  assert.deepEqual(reasonOf("epoch 9: the mean gradient is at most 1.5e-09 in size, which is small enough"), { kind: "enough", epoch: 9, value: 1.5e-9 });
  assert.equal(reasonOf("something else"), null);
  assert.equal(reasonOf("epoch 9: something else"), null);
  assert.equal(endedIn({ epochs: 6, reason: `epoch 7, node 3: coordinate 0 is 1e9${range}` } as Run), 7);
  assert.equal(endedIn({ epochs: 6, reason: "the error is above 1e12" } as Run), 6);
});

test("every sentence that the engine has for it is read", () => {
  const sentences: Record<string, string> = JSON.parse(process.env.KIZAMI_REASONS ?? "{}");
  assert.ok(Object.keys(sentences).length > 0, "KIZAMI_REASONS, which the Go test sets, is empty");
  for (const [sentence, kind] of Object.entries(sentences)) assert.equal(reasonOf(sentence)?.kind, kind, sentence);
});

test("what ends a run is not always the step sizes", () => {
  const ended = (run: Partial<Run>) => limitOf({ end: "unfinished", epochs: 0, ...run } as Run);
  const off = (epoch: number) => `epoch ${epoch}, node 0: coordinate 0 is 1e+15, beyond the range of ±1.6777216e+07`;
  assert.equal(ended({ reason: off(0) }), "grid");
  assert.equal(ended({ end: "diverged", reason: "the error is above 1e12" }), "far");
  assert.equal(ended({ reason: off(1) }), "reach");
  assert.equal(ended({ end: "diverged", reason: off(1) }), null);
  assert.equal(ended({ reason: "epoch 1, node 0: the step size is 1e-12, which rounds to 0 quanta of 2^-32" }), "fine");
  assert.equal(ended({ reason: "the error is above 1e12", epochs: 1 }), null);
  assert.equal(ended({ end: "converged" }), null);
});

test("a run without a trace has an empty one", () => {
  assert.ok(spanOf(three, report([{ epochs: 0 }, { trace: [{ iterates: [[5]] }] as never }]))![1] > 5);
  assert.deepEqual(runOf(report([{ epochs: 0 }]), 0)!.trace, []);
  assert.equal(runOf(report([]), 3), undefined);
});
