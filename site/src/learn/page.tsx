// The learning view.

import { wasmSHA256 } from "kizami:assets";
import { embedded, Out } from "../embed";
import { Help } from "../help";
import { isKey, t } from "../i18n";
import { Reading, Views } from "../reading";
import { Notice } from "../sentence";
import { Below } from "./below";
import { Costs, Epochs } from "./epochs";
import { Landscape } from "./landscape";
import { Lead } from "./lead";
import { Undo } from "../undo";
import { example, examples, fault, learning, made, report, runExample, share, version, way } from "./session";
import { Side } from "./side";
import { Legend, Stage } from "./stage";

export function Page() {
  const now = fault.value;
  const broken = now && (now.origin === "link" || now.origin === "start") ? now : null;
  return (
    <>
      {!embedded && <Header />}
      <main data-way={way.value} data-learning={learning.value}>
        <Notice fault={broken?.fault ?? null} link={broken?.origin === "link"} />
        {report.value ? <Learning /> : !now && <p class="lead" role="status">{t("loading")}</p>}
      </main>
      {embedded ? <Out share={share} /> : <Footer />}
      <Help what={t("learn.help")}><Legend /></Help>
    </>
  );
}

function Header() {
  return (
    <header class="top">
      <h1 class="name" translate={false}>kizami <span lang="ja">刻み</span></h1>
      <Views here="learn" />
      <div class="choose"><Examples /><Undo of={made} /></div>
      <Reading share={share} />
    </header>
  );
}

function Footer() {
  return (
    <footer class="bottom">
      <p>{t("footer.local")}</p>
      <p class="num">
        kizami <span id="version">{version.value}</span> · wasm <span id="wasm-hash">{wasmSHA256.slice(0, 12)}</span>
        {" · "}<a href="rules.html#FTC-30">{t("footer.rules")}</a>
      </p>
    </footer>
  );
}

function Examples() {
  const name = (id: string) => {
    const key = `example.${id}`;
    return isKey(key) ? t(key) : id;
  };
  return (
    <label class="presets">
      <span class="spoken">{t("preset.label")}</span>
      <select id="preset" value={example.value} onChange={(e) => void runExample(e.currentTarget.value)}>
        {examples.value.map(({ id }) => <option key={id} value={id}>{name(id)}</option>)}
        {example.value === "" && <option value="">{t("preset.own")}</option>}
      </select>
    </label>
  );
}

function Learning() {
  return (
    <>
      <Lead />
      <div class="bench">
        <figure class="scene" aria-label={t("learn.stage")}>
          <Stage />
          <Landscape />
          <figcaption><Legend /></figcaption>
        </figure>
        <Side />
      </div>
      <section class="time" aria-label={t("learn.time")}>
        <Epochs />
        <Costs />
      </section>
      {!embedded && <Below />}
    </>
  );
}
