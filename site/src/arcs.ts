// The drawn shape of an arc: from rim to rim, bent when another arc runs the other way or a node stands in between.

import type { Point } from "./forces";
import type { Arc } from "./scenario";

export interface Shape {
  arc: Arc;
  /** Path of the line, which ends in the head. */
  line: string;
  head: string;
  /** Points along the line, for a share that travels on it. */
  way: Point[];
}

export function shapes(arcs: readonly Arc[], at: readonly Point[], radius: number): Shape[] {
  const known = new Set(arcs.map(([from, to]) => `${from} ${to}`));
  return arcs.flatMap((arc) => {
    const [from, to] = [at[arc[0]], at[arc[1]]];
    if (!from || !to) return [];
    const bent = known.has(`${arc[1]} ${arc[0]}`) || blocked(arc, at, radius);
    return [shape(arc, from, to, radius, bent)];
  });
}

function blocked([j, i]: Arc, at: readonly Point[], radius: number): boolean {
  return at.length <= 60 && at.some((p, k) => k !== j && k !== i && distanceToSegment(p, at[j]!, at[i]!) < radius + 6);
}

function shape(arc: Arc, from: Point, to: Point, radius: number, bent: boolean): Shape {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const bend = bent ? Math.min(0.2 * length, 34) : 0;
  const middle = { x: (from.x + to.x) / 2 - (dy / length) * bend * 2, y: (from.y + to.y) / 2 + (dx / length) * bend * 2 };
  const on = (t: number): Point => ({
    x: (1 - t) ** 2 * from.x + 2 * t * (1 - t) * middle.x + t * t * to.x,
    y: (1 - t) ** 2 * from.y + 2 * t * (1 - t) * middle.y + t * t * to.y,
  });
  const size = Math.max(5, Math.min(9, radius * 0.42));
  const leave = rim(on, from, radius + 2, 0, 1);
  const touch = rim(on, to, radius + 4, 1, 0);
  const base = rim(on, to, radius + 4 + size, 1, 0);
  const way = Array.from({ length: 13 }, (_, s) => on(leave + ((touch - leave) * s) / 12));
  const steps = Array.from({ length: 17 }, (_, s) => on(leave + ((base - leave) * s) / 16));
  return { arc, line: `M${steps.map(show).join("L")}`, head: arrow(on(base), on(touch), size), way };
}

/** The parameter at which the curve crosses the rim around a centre, looking from one end. */
function rim(on: (t: number) => Point, centre: Point, radius: number, near: number, far: number): number {
  let [inside, outside] = [near, far];
  for (let i = 0; i < 18; i++) {
    const t = (inside + outside) / 2;
    const p = on(t);
    if (Math.hypot(p.x - centre.x, p.y - centre.y) < radius) inside = t;
    else outside = t;
  }
  return outside;
}

function arrow(base: Point, tip: Point, size: number): string {
  const angle = Math.atan2(tip.y - base.y, tip.x - base.x);
  const side = { x: -Math.sin(angle) * size * 0.46, y: Math.cos(angle) * size * 0.46 };
  const left = { x: base.x + side.x, y: base.y + side.y };
  const right = { x: base.x - side.x, y: base.y - side.y };
  return `M${show(tip)}L${show(left)}L${show(right)}Z`;
}

export type Side = "below" | "above" | "right" | "left";

const directions: [Side, number][] = [["below", 90], ["above", -90], ["right", 0], ["left", 180]];

const labelWidth = 84;

/** The side of a node on which its label meets no arc and no edge of the stage, as far as there is one. */
export function labelSide(at: Point, beside: readonly Point[], radius: number, width: number): Side {
  const angles = beside.map((p) => (Math.atan2(p.y - at.y, p.x - at.x) * 180) / Math.PI);
  const room = (direction: number) => Math.min(70, ...angles.map((a) => Math.abs(((a - direction + 540) % 360) - 180)));
  const reach = radius + 12 + labelWidth;
  const fits = (side: Side) => (side === "right" ? at.x + reach <= width : side === "left" ? at.x >= reach : true);
  return directions.filter(([side]) => fits(side)).reduce((best, next) => (room(next[1]) > room(best[1]) + 5 ? next : best))[0];
}

export function labelAt(side: Side, radius: number): { x: number; y: number; "text-anchor": "start" | "middle" | "end" } {
  if (side === "below") return { x: 0, y: radius + 22, "text-anchor": "middle" };
  if (side === "above") return { x: 0, y: -radius - 15, "text-anchor": "middle" };
  return side === "right" ? { x: radius + 12, y: 5, "text-anchor": "start" } : { x: -radius - 12, y: 5, "text-anchor": "end" };
}

const show = (p: Point) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`;

function distanceToSegment(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const t = Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}
