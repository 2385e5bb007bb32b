// The ruler as a path: a bar of ink in which every round that has passed is a notch.

export interface Ruler {
  /** Pixels of round 0 and of the last round of the scale. */
  left: number;
  right: number;
  /** Rounds on the whole scale, and rounds that the run took. */
  scale: number;
  measured: number;
}

export const barTop = 30;
export const barHeight = 30;

export const xOf = (r: Ruler, round: number) => (r.scale === 0 ? r.left : r.left + ((r.right - r.left) * round) / r.scale);

/** How many rounds lie between two notches that can be drawn apart. */
export function stride(r: Ruler, least: number): number {
  const gap = r.scale === 0 ? r.right - r.left : (r.right - r.left) / r.scale;
  for (const factor of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]) if (gap * factor >= least) return factor;
  return 20000;
}

export type Depth = (round: number) => number;

/** The bar from its left end to a little beyond the last measured round, with a notch at every round up to `carved`. */
export function bar(r: Ruler, carved: number, depth: Depth, overhang: number): string {
  const [start, end] = [xOf(r, 0) - overhang, xOf(r, r.measured) + overhang];
  const bottom = barTop + barHeight;
  const every = stride(r, 5);
  const half = notchHalf(r);
  let path = `M${start} ${bottom}V${barTop}`;
  for (let k = 0; k <= carved; k += every) {
    const x = xOf(r, k);
    path += `H${(x - half).toFixed(1)}L${x.toFixed(1)} ${barTop + depth(k)}L${(x + half).toFixed(1)} ${barTop}`;
  }
  return `${path}H${end}V${bottom}Z`;
}

/** Half the width of a notch. */
export function notchHalf(r: Ruler): number {
  const gap = (r.right - r.left) / Math.max(1, r.scale);
  return Math.max(1.5, Math.min(6, gap * stride(r, 5) * 0.36));
}

/** The notch alone, for the knife that stands in it. */
export function notch(r: Ruler, round: number, depth: number): string {
  const [x, half] = [xOf(r, round), notchHalf(r)];
  return `M${(x - half).toFixed(1)} ${barTop}L${x.toFixed(1)} ${barTop + depth}L${(x + half).toFixed(1)} ${barTop}Z`;
}

/** Scribed lines where notches will come. */
export function scribes(r: Ruler, carved: number): string {
  const every = stride(r, 5);
  let path = "";
  for (let k = Math.ceil((carved + 1) / every) * every; k <= r.measured; k += every) {
    path += `M${xOf(r, k).toFixed(1)} ${barTop}v7`;
  }
  return path;
}
