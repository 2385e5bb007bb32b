// Words in two languages. The order of preference: the link, what was chosen here before, the browser.

import { computed, effect, signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { wordsURL } from "kizami:assets";
import { recall, remember } from "./memory";

export type Lang = "en" | "ja";
type Words = typeof import("../i18n/en.json");
export type Key = keyof Words;
export type Args = Record<string, ComponentChildren>;

const asLang = (text: string | null | undefined): Lang | null => (text === "en" || text === "ja" ? text : null);

export function linkLang(hash: string): Lang | null {
  return asLang(/[#&]lang=([a-z]+)/.exec(hash)?.[1]);
}

const preferred = linkLang(location.hash) ?? asLang(recall("lang")) ?? asLang(navigator.language.slice(0, 2)) ?? "en";

const dictionary = signal<{ lang: Lang; words: Words } | null>(null);
export const lang = computed<Lang>(() => dictionary.value?.lang ?? preferred);

/** Loads a language and switches to it. Fails, changing nothing, when its dictionary cannot be had. */
export async function speak(next: Lang = preferred): Promise<void> {
  const answer = await fetch(wordsURL[next]);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  dictionary.value = { lang: next, words: (await answer.json()) as Words };
}

export async function chooseLang(next: Lang): Promise<void> {
  await speak(next);
  remember("lang", next);
}

/** The title of the page. */
export const title = signal<Key>("title");

effect(() => {
  if (!dictionary.value) return;
  document.documentElement.lang = dictionary.value.lang;
  document.title = dictionary.value.words[title.value];
});

const words = (key: Key): string => dictionary.value?.words[key] ?? "";
export const isKey = (key: string): key is Key => Object.hasOwn(dictionary.value?.words ?? {}, key);

const placeholder = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

/** The sentence of a key; `{name}` is filled from args, `{n|node|nodes}` picks by whether n is 1. */
export function t(key: Key, args: Args = {}): string {
  return words(key).replace(placeholder, (_, name: string, one?: string, many?: string) =>
    String(one === undefined ? (args[name] ?? `{${name}}`) : args[name] === 1 ? one : many),
  );
}

/** The same with elements for arguments. */
export function rich(key: Key, args: Args): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  const text = words(key);
  let from = 0;
  for (const match of text.matchAll(placeholder)) {
    const [whole, name, one, many] = match;
    parts.push(text.slice(from, match.index));
    parts.push(one === undefined ? args[name!] : args[name!] === 1 ? one : many);
    from = match.index + whole.length;
  }
  return [...parts, text.slice(from)];
}

const formats = computed(() => ({
  count: new Intl.NumberFormat(lang.value),
  ratio: new Intl.NumberFormat(lang.value, { maximumSignificantDigits: 6, useGrouping: false }),
}));

export const count = (n: number) => formats.value.count.format(n);
export const ratio = (x: number) => formats.value.ratio.format(x);

/** A number with as many digits as asked for, and with the minus sign of mathematics. */
export const rounded = (x: number, digits: number) =>
  new Intl.NumberFormat(lang.value, { maximumSignificantDigits: digits, useGrouping: false }).format(x).replace("-", "−");

/** Six digits of any size of number, with a power of ten where zeros would have to be counted. */
export function brief(x: number): string {
  const plain = x === 0 || (Math.abs(x) >= 1e-4 && Math.abs(x) < 1e7);
  return (plain ? ratio(x) : x.toExponential(3).replace(/\.?0*e\+?/, "e")).replaceAll("-", "−");
}
