// Starts the page.

import { render } from "preact";
import "uplot/dist/uPlot.min.css";
import "../style/page.css";
import { App } from "./app";
import { speak } from "./i18n";
import { player, run } from "./playback";
import { follow, start } from "./session";
import { listen } from "./shortcuts";
import { loadTold } from "./told";

const root = document.getElementById("app")!;

function show(): void {
  root.replaceChildren();
  render(<App />, root);
  listen(player, () => run.value !== null);
  addEventListener("hashchange", () => void follow());
}

void start();
Promise.all([speak(), loadTold()]).then(show, () => (root.textContent = "kizami: a part of this page could not be loaded. Reload it."));
