// Where the nodes of a digraph stand: a force layout run to its end before the first paint, so that the same digraph
// is always drawn the same way.

import { type Point, settle } from "./forces";
import type { Arc } from "./scenario";

/** Beyond this the forces take too long for what they show; the nodes stand on a circle. */
const maxForced = 250;
const span = 100;

/** Points in a box from -1 to 1, the longer way across when there is one. */
export function layout(n: number, arcs: readonly Arc[]): Point[] {
  const start = circle(n);
  if (n < 3) return n === 1 ? [{ x: 0, y: 0 }] : [{ x: -0.6, y: 0 }, { x: 0.6, y: 0 }];
  if (n > maxForced) return start;
  const pairs = [...new Set(arcs.map(([a, b]) => (a < b ? `${a} ${b}` : `${b} ${a}`)))];
  const links = pairs.map((pair) => pair.split(" ").map(Number) as [number, number]);
  const forces = { links, length: span * 0.8, charge: -span * 7, radius: span * 0.3, pull: 0.06 };
  return fit(laid(settle(start.map(({ x, y }) => ({ x: x * span, y: y * span })), forces, n > 80 ? 120 : 320)));
}

function circle(n: number): Point[] {
  return Array.from({ length: n }, (_, i) => {
    const angle = (2 * Math.PI * i) / n - Math.PI / 2;
    return { x: Math.cos(angle), y: Math.sin(angle) };
  });
}

/** Turns a long digraph so that its longest direction lies across; a round one stays as it is. */
function laid(points: readonly Point[]): Point[] {
  const n = points.length;
  const cx = points.reduce((sum, p) => sum + p.x, 0) / n;
  const cy = points.reduce((sum, p) => sum + p.y, 0) / n;
  let xx = 0, yy = 0, xy = 0;
  for (const p of points) {
    xx += (p.x - cx) ** 2;
    yy += (p.y - cy) ** 2;
    xy += (p.x - cx) * (p.y - cy);
  }
  const spread = Math.hypot((xx - yy) / 2, xy);
  const long = (xx + yy) / 2 + spread > 1.5 * ((xx + yy) / 2 - spread);
  const angle = long ? -Math.atan2(2 * xy, xx - yy) / 2 : 0;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return points.map((p) => ({ x: (p.x - cx) * cos - (p.y - cy) * sin, y: (p.x - cx) * sin + (p.y - cy) * cos }));
}

function fit(points: readonly Point[]): Point[] {
  const [left, right] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
  const [top, bottom] = [Math.min(...points.map((p) => p.y)), Math.max(...points.map((p) => p.y))];
  const half = Math.max(right - left, bottom - top, 1) / 2;
  return points.map((p) => ({ x: (p.x - (left + right) / 2) / half, y: (p.y - (top + bottom) / 2) / half }));
}

/** Scales the points into a box of pixels; the two directions may differ by a third to use the room. */
export function place(points: readonly Point[], width: number, height: number, margin: number): Point[] {
  const reach = (pick: (p: Point) => number) => Math.max(0.01, ...points.map((p) => Math.abs(pick(p))));
  const sx = (width / 2 - margin) / reach((p) => p.x);
  const sy = (height / 2 - margin) / reach((p) => p.y);
  const scale = Math.min(sx, sy);
  const [across, down] = [Math.min(sx, scale * 1.35), Math.min(sy, scale * 1.35)];
  return points.map((p) => ({ x: width / 2 + p.x * across, y: height / 2 + p.y * down }));
}
