// Files for the reader: data as text, and pictures that need nothing of this page.

export function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export const saveJSON = (name: string, value: unknown) => save(name, "application/json", `${JSON.stringify(value, null, 1)}\n`);

/** Rows of a table as RFC 4180 has them; every number has all its digits. */
export function csv(heads: readonly string[], rows: readonly (readonly (number | string | null | undefined)[])[]): string {
  const cell = (x: unknown) => (x == null ? "" : /[",\r\n]/.test(String(x)) ? `"${String(x).replaceAll('"', '""')}"` : String(x));
  return [heads, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

const kept = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order"];

/** A drawing of the page as a file: what style sheets say of it is written into its elements. */
export function drawing(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg, copy].map((root) => [root, ...root.querySelectorAll<SVGElement>("*")]) as [SVGElement[], SVGElement[]];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of kept) to[i]!.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex", "role"]) to[i]!.removeAttribute(name);
  });
  const paper = document.createElementNS(svg.namespaceURI, "rect") as SVGRectElement;
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor })) paper.setAttribute(name, value);
  copy.prepend(paper);
  copy.setAttribute("xmlns", svg.namespaceURI!);
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}
