// The page.

import { wasmSHA256 } from "kizami:assets";
import { Shutting } from "./bracket";
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
import { alone, step, steps, tell } from "./scenes";
import { fault, generation, made, version } from "./session";
import { Stage } from "./stage";
import { Tabs } from "./tabs";
import { Tale } from "./tale";
import { Tellings } from "./tellings";
import { Undo } from "./undo";

export function App() {
  return (
    <>
      <Header />
      <main>
        <Notices />
        {run.value ? <Playground /> : !fault.value && <p class="lead" role="status">{t("loading")}</p>}
      </main>
      <Footer />
      <Help what={t("help.what")} retell={() => void tell()}><Legend /></Help>
    </>
  );
}

/** While the tale is told, the stage stands alone; the ruler comes with the answer, all else with the last step. */
function Playground() {
  const ruled = !alone.value || steps[step.value!] === "know";
  return (
    <>
      {step.value === null ? <Lead /> : <Tale />}
      <div class={alone.value ? "bench alone" : "bench"}>
        <figure class="scene" aria-label={t("stage.title")}>
          <Stage />
          {run.value!.windows.length > 0 && <Shutting />}
          {ruled && <figcaption><Legend /></figcaption>}
        </figure>
        {!alone.value && <Side />}
      </div>
      {ruled && (
        <section class="time" aria-label={t("ruler.title")}>
          <Ruler />
          {!alone.value && <Progress />}
        </section>
      )}
      {!alone.value && (
        <div class="below">
          <Curves />
          <Tellings />
        </div>
      )}
    </>
  );
}

/** The column beside the stage: what one node knows, or the scenario to edit. */
function Side() {
  return (
    <Tabs
      tabs={[
        { id: "node", title: t("tabs.node"), panel: () => <Inspector /> },
        { id: "scenario", title: t("tabs.scenario"), panel: () => <><Editor key={generation.value} /><Undo of={made} /></> },
      ]}
    />
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
