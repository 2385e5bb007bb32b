// The forces that lay a digraph out: springs along its arcs, charges that push nodes apart, discs that do not overlap, and
// a pull to the middle. They act on velocities and cool down, as in d3-force, but with the sum over all pairs of nodes in
// the place of a tree: up to a few hundred nodes that is as fast, and a small part of the code.

export interface Point {
  x: number;
  y: number;
}

interface Body extends Point {
  vx: number;
  vy: number;
}

export interface Forces {
  links: readonly (readonly [number, number])[];
  /** The length of a spring, the strength of a charge, the radius of a disc, and the pull to the middle. */
  length: number;
  charge: number;
  radius: number;
  pull: number;
}

const cooling = 1 - 0.001 ** (1 / 300);
const friction = 0.6;

/** Where the points come to after a number of steps. The same points and forces come to the same place. */
export function settle(points: readonly Point[], forces: Forces, steps: number): Point[] {
  const bodies = points.map(({ x, y }): Body => ({ x, y, vx: 0, vy: 0 }));
  const degree = bodies.map((_, j) => forces.links.filter((link) => link.includes(j)).length);
  for (let heat = 1 - cooling, k = 0; k < steps; k++, heat -= heat * cooling) {
    for (const [a, b] of forces.links) spring(bodies[a]!, bodies[b]!, degree[a]!, degree[b]!, forces.length, heat);
    pairs(bodies, (a, b) => push(a, b, forces.charge * heat));
    pairs(bodies, (a, b) => part(a, b, 2 * forces.radius));
    for (const body of bodies) {
      body.vx = (body.vx - body.x * forces.pull * heat) * friction;
      body.vy = (body.vy - body.y * forces.pull * heat) * friction;
      body.x += body.vx;
      body.y += body.vy;
    }
  }
  return bodies;
}

function pairs(bodies: readonly Body[], act: (a: Body, b: Body) => void): void {
  for (let i = 0; i < bodies.length; i++) for (let j = i + 1; j < bodies.length; j++) act(bodies[i]!, bodies[j]!);
}

/** Of two ends the one with more springs moves less. */
function spring(a: Body, b: Body, ofA: number, ofB: number, length: number, heat: number): void {
  const [x, y] = [b.x + b.vx - a.x - a.vx, b.y + b.vy - a.y - a.vy];
  const far = Math.sqrt(x * x + y * y) || 1;
  const by = (((far - length) / far) * heat) / Math.min(ofA, ofB);
  move(b, -x * by, -y * by, ofA / (ofA + ofB));
  move(a, x * by, y * by, ofB / (ofA + ofB));
}

function push(a: Body, b: Body, strength: number): void {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const square = x * x + y * y;
  const by = strength / (square < 1 ? Math.sqrt(square) || 1 : square);
  move(a, x, y, by);
  move(b, -x, -y, by);
}

function part(a: Body, b: Body, least: number): void {
  const [x, y] = [a.x + a.vx - b.x - b.vx, a.y + a.vy - b.y - b.vy];
  const far = Math.sqrt(x * x + y * y) || 1;
  if (far >= least) return;
  const by = (least - far) / far / 2;
  move(a, x, y, by);
  move(b, -x, -y, by);
}

function move(body: Body, x: number, y: number, by: number): void {
  body.vx += x * by;
  body.vy += y * by;
}
