// Starts the page.

import { render } from "preact";
import "uplot/dist/uPlot.min.css";
import "../style/page.css";
import { App } from "./app";
import { speak } from "./i18n";
import { player, run } from "./playback";
import { alone, opening, pace } from "./scenes";
import { follow, start } from "./session";
import { listen } from "./shortcuts";
import { loadTold } from "./told";

const root = document.getElementById("app")!;

function show(): void {
  root.replaceChildren();
  render(<App />, root);
  const step = (by: number) => (alone.value ? pace(by) : player.step(by)); // the arrow keys turn the steps of the tale, too
  const toggle = () => (alone.value ? pace(1) : player.toggle());
  listen({ ...player, step, toggle }, () => run.value !== null);
  addEventListener("hashchange", () => void follow(opening));
}

void start(opening);
Promise.all([speak(), loadTold()]).then(show, () => (root.textContent = "kizami: a part of this page could not be loaded. Reload it."));
