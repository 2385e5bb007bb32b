// Keys on the drawn nodes: arrows walk over them and choose as they go; enter and space are a click.

import type { Signal } from "@preact/signals";

export function walk(e: KeyboardEvent, n: number, chosen: Signal<number>): void {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: n - 1, ArrowUp: n - 1 }[e.key];
  const to = by !== undefined ? (chosen.value + by) % n : e.key === "Home" ? 0 : e.key === "End" ? n - 1 : null;
  if (to === null && e.key !== "Enter" && e.key !== " ") return;
  e.preventDefault();
  e.stopPropagation();
  chosen.value = to ?? Number((e.currentTarget as SVGElement).dataset.node);
  const next = (e.currentTarget as SVGElement).ownerSVGElement?.querySelector<SVGElement>(`[data-node="${chosen.value}"]`);
  next?.focus();
}
