// The page inside an article or a slide, with ?embed in its address: the sentence, the stage and the time, in large type. Nothing
// is kept there, and one link leads to the whole page.

import { t } from "./i18n";

export const embedded = "embed" in document.documentElement.dataset;

/** What stands in the place of the foot. share puts what is on screen into the address. */
export function Out({ share }: { share: () => Promise<string> }) {
  const open = async (e: Event) => {
    e.preventDefault();
    await share();
    window.open(location.pathname + location.hash, "_blank", "noopener");
  };
  return <p class="out"><a id="embed-open" href={location.pathname} target="_blank" rel="noopener" onClick={(e) => void open(e)}>{t("embed.open")}</a></p>;
}
