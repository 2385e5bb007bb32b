// Shares that travel along their arcs for one round. Only nodes that had not stopped send.

import { run } from "./playback";

export function fly(layer: SVGGElement | null, event: number, duration: number): void {
  if (!layer || typeof layer.animate !== "function") return;
  const nodes = run.peek()?.nodes ?? [];
  for (const share of layer.querySelectorAll<SVGCircleElement>("circle")) {
    const stop = nodes[Number(share.dataset.from)]?.stop;
    if (stop && stop.event < event) continue;
    const way = (share.dataset.way ?? "").split(" ").map((pair) => pair.split(","));
    const frames = way.map(([x, y]) => ({ transform: `translate(${x}px, ${y}px)`, opacity: 1 }));
    share.animate(frames, { duration, easing: "ease-in-out" });
  }
}
