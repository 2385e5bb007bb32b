// The bracket as a ruler: a number line on which everything that the average can be is a notch, and two jaws that shut.

import type { Run } from "./trace";

export interface Scale {
  /** Pixels of the two numbers. */
  left: number;
  right: number;
  from: number;
  to: number;
}

/**
 * The scale at an event. It is that of the window before while a window ends, so that the jaws are seen to shut; the next
 * round brings it to the new bracket, unless that has only one number left.
 */
export function scaleAt({ windows }: Run, at: number, event: number, c: number, left: number, right: number): Scale {
  const shutting = windows[at]!.event === event || windows[at]!.bracket[c]!.left?.length === 1;
  const [from, to] = windows[at > 0 && shutting ? at - 1 : at]!.bracket[c]!.decimal;
  if (to > from) return { left, right, from, to };
  const half = Math.abs(from) / 1e6 || 1;
  return { left, right, from: from - half, to: to + half };
}

/** A little beyond the jaws nothing is told apart any more. */
export function xOn(s: Scale, value: number): number {
  const x = s.left + ((value - s.from) / (s.to - s.from)) * (s.right - s.left);
  return Math.max(s.left - 12, Math.min(s.right + 12, x));
}

export interface Choice {
  text: string;
  x: number;
  /** 1 for a whole number; the greater the denominator, the shallower its notch. */
  under: number;
}

export function choices(s: Scale, left: readonly string[]): Choice[] {
  return left.map((text) => {
    const [over, under] = text.split("/").map(Number);
    return { text: text.replace("-", "−"), x: xOn(s, over! / (under ?? 1)), under: under ?? 1 };
  });
}

/** Notches that stand apart are cut as wide as those of time; where they crowd they become lines. */
export function cuts(all: readonly Choice[], top: number, depth: (c: Choice) => number): string {
  let gap = 20;
  for (let i = 1; i < all.length; i++) gap = Math.min(gap, all[i]!.x - all[i - 1]!.x);
  const half = Math.max(0.6, Math.min(6, gap * 0.4));
  return all.map((c) => `M${(c.x - half).toFixed(1)} ${top}L${c.x.toFixed(1)} ${(top + depth(c)).toFixed(1)}L${(c.x + half).toFixed(1)} ${top}Z`).join("");
}

/** The choices whose names fit beside one another; the simplest come first. */
export function named(all: readonly Choice[], left: number, right: number): Choice[] {
  const kept: Choice[] = [];
  const half = (c: Choice) => c.text.length * 4 + 5;
  for (const c of all.toSorted((a, b) => a.under - b.under)) {
    if (c.x - half(c) < left || c.x + half(c) > right) continue;
    if (kept.every((k) => Math.abs(k.x - c.x) > half(k) + half(c))) kept.push(c);
  }
  return kept;
}

/** Enough digits to tell two bounds apart. */
export function digits([lower, upper]: readonly [number, number]): number {
  const apart = Math.max(Math.abs(lower), Math.abs(upper)) / (upper - lower);
  return Math.max(4, Math.min(15, Number.isFinite(apart) && apart > 0 ? Math.ceil(Math.log10(apart)) + 2 : 6));
}
