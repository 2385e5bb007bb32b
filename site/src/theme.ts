// Auto, light or dark. early.ts has set the remembered choice before the first paint.

import { effect, signal } from "@preact/signals";
import { recall, remember } from "./memory";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const remembered = recall("theme");
export const theme = signal<Theme>(themes.find((known) => known === remembered) ?? "auto");

const night = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(night.matches);
night.addEventListener("change", () => (systemDark.value = night.matches));

/** What is on screen; canvases read their colours anew when it changes. */
export const painted = () => (theme.value === "auto" ? (systemDark.value ? "dark" : "light") : theme.value);

export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
  remember("theme", theme.value);
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
