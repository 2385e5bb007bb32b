// Where things stand on the common number line.

import { type Experiment, type Parabola, parabolas } from "./experiment";
import type { Report, Run } from "./report";

export type Span = [from: number, to: number];

/** The part of the number line that is drawn: it holds the start, every private minimiser and the optimum. */
export function spanOf(e: Experiment, report: Report): Span | null {
  if (report.dimension !== 1) return null;
  const points = [
    ...(parabolas(e)?.map((p) => p.minimiser) ?? []),
    ...report.optima.slice(0, 1).map((o) => o.point[0]!),
    ...report.methods.flatMap((m) => m.runs[0]?.trace?.[0]?.iterates.map((x) => x[0]!) ?? []),
  ];
  const [low, high] = [Math.min(...points), Math.max(...points)];
  const margin = (high - low || 1) * 0.25;
  return Number.isFinite(margin) ? [low - margin, high + margin] : null;
}

/** The height that is drawn: a little more than the mean loss at the start. */
export function heightOf(run: Run, best: number): number {
  return Math.max(best * 1.6, (run.trace[0]?.loss ?? 1) * 1.3, 1e-9);
}

export const across = ([from, to]: Span, x: number) => (x - from) / (to - from);

interface Dot {
  x: number;
  y: number;
  inside: boolean;
}

/** A parabola in a disc, its vertex low; the dot where a node stands, at the rim when it stands outside. */
export function sketch({ curvature, minimiser }: Parabola, span: Span, radius: number, x?: number): { line: string; dot: Dot | null } {
  const [half, floor, tall] = [radius * 0.8, radius * 0.55, radius * 1.1];
  const unit = (span[1] - span[0]) / 2;
  const left = (at: number) => (across(span, at) * 2 - 1) * half;
  // One unit of the span on a slope of curvature 1 rises by the height of the sketch.
  const up = (at: number) => floor - tall * Math.min(4, (curvature / 2) * ((at - minimiser) / unit) ** 2 * 2);
  const fits = (px: number, py: number) => Math.hypot(px, py) <= radius * 0.92;
  const points: string[] = [];
  for (let i = 0; i <= 60; i++) {
    const at = span[0] + ((span[1] - span[0]) * i) / 60;
    const [px, py] = [left(at), up(at)];
    if (fits(px, py)) points.push(`${px.toFixed(1)} ${py.toFixed(1)}`);
  }
  const line = points.length > 1 ? `M${points.join("L")}` : "";
  if (x === undefined) return { line, dot: null };
  const [px, py] = [left(x), up(x)];
  if (fits(px, py)) return { line, dot: { x: px, y: py, inside: true } };
  const side = px < left(minimiser) ? -1 : 1;
  return { line, dot: { x: side * radius * 0.78, y: -radius * 0.2, inside: false } };
}

/** Round numbers along the line, about six. */
export function ticks([from, to]: Span): number[] {
  const raw = (to - from) / 6;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((f) => f * power >= raw) ?? 10);
  const all: number[] = [];
  for (let k = Math.ceil(from / step); k * step <= to + step * 1e-9; k++) all.push(Number((k * step).toPrecision(12)));
  return all;
}
