// Runs before the first paint, so that neither the theme nor the language flickers. Everything else waits for the page.

import { recall } from "./memory";

const root = document.documentElement;
root.dataset.theme = recall("theme") ?? "auto";
const wanted = /[#&]lang=([a-z]+)/.exec(location.hash)?.[1] ?? recall("lang") ?? navigator.language.slice(0, 2);
root.lang = wanted === "ja" ? "ja" : "en";
if (new URLSearchParams(location.search).has("embed")) root.dataset.embed = "";

// A browser under the POSIX locale calls its language "en-US@posix", which Intl refuses; the curves' library asks Intl for it.
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: root.lang, configurable: true });
}
