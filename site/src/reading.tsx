// What both views have in their header: the way to the other one, and how the page is read.

import { useSignal } from "@preact/signals";
import { helpOpen } from "./help";
import { chooseLang, lang, t } from "./i18n";
import { nextTheme, theme } from "./theme";

const views = [["average", "./"], ["learn", "learn.html"]] as const;

export function Views({ here }: { here: "average" | "learn" }) {
  return (
    <nav class="views" aria-label={t("views.label")}>
      {views.map(([name, url]) => <a key={name} href={url} {...(name === here ? { "aria-current": "page" } : {})}>{t(`views.${name}`)}</a>)}
    </nav>
  );
}

/** share puts what is on screen into the address and returns the address. */
export function Reading({ share }: { share: () => Promise<string> }) {
  return (
    <div class="reading">
      <Language />
      <button type="button" id="theme" data-theme-choice={theme.value} onClick={nextTheme}>
        <span aria-hidden="true">◐ </span><span class="spoken">{t("theme.label")} </span>{t(`theme.${theme.value}`)}
      </button>
      <Share share={share} />
      <button type="button" id="help" aria-label={t("help.open")} title={t("help.open")} onClick={() => (helpOpen.value = true)}>?</button>
    </div>
  );
}

function Language() {
  const failed = useSignal(false);
  const other = lang.value === "en" ? "ja" : "en";
  const act = async () => {
    failed.value = await chooseLang(other).then(() => false, () => true);
  };
  return (
    <span class="language">
      <button type="button" id="lang" lang={other} onClick={act}>{other === "ja" ? "日本語" : "English"}</button>
      <span role="status">{failed.value && t("lang.unavailable")}</span>
    </span>
  );
}

function Share({ share }: { share: () => Promise<string> }) {
  const said = useSignal<"" | "share.copied" | "share.address">("");
  const act = async () => {
    const address = await share();
    said.value = await navigator.clipboard.writeText(address).then(() => "share.copied" as const, () => "share.address" as const);
    setTimeout(() => (said.value = ""), 4000);
  };
  return (
    <span class="share">
      <button type="button" id="share" onClick={act}>{t("share.link")}</button>
      <span id="shared" role="status">{said.value && t(said.value)}</span>
    </span>
  );
}
