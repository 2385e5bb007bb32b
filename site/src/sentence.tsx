// An error as a sentence in the reader's language, and the sentence for a run that takes long.

import { arriving, cancel, type Fault, slow } from "./engine";
import { isKey, t } from "./i18n";

export function sentence({ code, msg, args }: Fault): string {
  const key = `error.${code}`;
  return isKey(key) ? t(key, args) : msg;
}

export function Sentence({ fault: f, id }: { fault: Fault; id?: string }) {
  return <p class="error" role="alert" id={id} data-code={f.code}>{sentence(f)}</p>;
}

/** What belongs to no field: a broken link, an engine that does not start, a run that takes long. */
export function Notice({ fault: f, link }: { fault: Fault | null; link: boolean }) {
  if (!f && !slow.value) return null;
  return (
    <div class="notices" id="notice">
      {f && (
        <p class="error" role="alert" data-code={f.code}>
          {link && <b>{t("notice.link")} </b>}
          {sentence(f)}
          {f.path && <code> {f.path}</code>}
        </p>
      )}
      {slow.value && arriving.value !== null && (
        <p role="status" id="arriving"><label>{t("notice.arriving")} <progress value={arriving.value} /></label></p>
      )}
      {slow.value && arriving.value === null && (
        <p role="status">{t("notice.slow")} <button type="button" id="cancel" onClick={cancel}>{t("notice.cancel")}</button></p>
      )}
    </div>
  );
}
