// The page.

import { useSignal } from "@preact/signals";
import { wasmSHA256 } from "kizami:assets";
import { Curves } from "./curves";
import { Editor } from "./editor";
import { Notices } from "./faults";
import { Header } from "./header";
import { Help } from "./help";
import { t } from "./i18n";
import { Inspector } from "./inspector";
import { Lead } from "./lead";
import { Legend } from "./legend";
import { run } from "./playback";
import { Progress } from "./progress";
import { Ruler } from "./ruler";
import { generation, version } from "./session";
import { Stage } from "./stage";
import { Tellings } from "./tellings";

export function App() {
  return (
    <>
      <Header />
      <main>
        <Notices />
        {run.value ? <Playground /> : <p class="lead" role="status">{t("loading")}</p>}
      </main>
      <Footer />
      <Help what={t("help.what")}><Legend /></Help>
    </>
  );
}

function Playground() {
  return (
    <>
      <Lead />
      <div class="bench">
        <figure class="scene" aria-label={t("stage.title")}>
          <Stage />
          <figcaption><Legend /></figcaption>
        </figure>
        <Side />
      </div>
      <section class="time" aria-label={t("ruler.title")}>
        <Ruler />
        <Progress />
      </section>
      <div class="below">
        <Curves />
        <Tellings />
      </div>
    </>
  );
}

const tabs = ["node", "scenario"] as const;

/** The column beside the stage: what one node knows, or the scenario to edit. */
function Side() {
  const open = useSignal<(typeof tabs)[number]>("node");
  const turn = (e: KeyboardEvent) => {
    if (e.key !== "ArrowRight" && e.key !== "ArrowLeft") return;
    open.value = open.value === "node" ? "scenario" : "node";
    document.getElementById(`tab-${open.value}`)?.focus();
  };
  return (
    <div class="side">
      <div class="tabs" role="tablist" aria-label={t("tabs.label")} onKeyDown={turn}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-controls="panel"
            aria-selected={open.value === name}
            tabIndex={open.value === name ? 0 : -1}
            onClick={() => (open.value = name)}
          >
            {t(`tabs.${name}`)}
          </button>
        ))}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby={`tab-${open.value}`}>
        {open.value === "node" ? <Inspector /> : <Editor key={generation.value} />}
      </div>
    </div>
  );
}

function Footer() {
  return (
    <footer class="bottom">
      <p>{t("footer.local")}</p>
      <p class="num">
        kizami <span id="version">{version.value}</span> · GF(2<sup>61</sup>−1) · wasm <span id="wasm-hash">{wasmSHA256.slice(0, 12)}</span> · <a href="rules.html">{t("footer.rules")}</a>
      </p>
    </footer>
  );
}
