// Starts the learning view.

import { render } from "preact";
import "uplot/dist/uPlot.min.css";
import "../style/learn.css";
import { speak, title } from "./i18n";
import { Page } from "./learn/page";
import { follow, player, report, start } from "./learn/session";
import { listen } from "./shortcuts";

const root = document.getElementById("app")!;

function show(): void {
  root.replaceChildren();
  render(<Page />, root);
  listen(player, () => report.value !== null);
  addEventListener("hashchange", () => void follow());
}

title.value = "learn.title";
void start();
speak().then(show, () => (root.textContent = "kizami: a part of this page could not be loaded. Reload it."));
