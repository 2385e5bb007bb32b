// Errors, said in the reader's language beside the thing that caused them.

import { cancel, type Fault, slow } from "./engine";
import { isKey, t } from "./i18n";
import { fault, type Origin } from "./session";

export function sentence({ code, msg, args }: Fault): string {
  const key = `error.${code}`;
  return isKey(key) ? t(key, args) : msg;
}

export function Sentence({ fault: f, id }: { fault: Fault; id?: string }) {
  return <p class="error" role="alert" id={id} data-code={f.code}>{sentence(f)}</p>;
}

/** The fault of an edit at one place of the scenario, such as values[3]. */
export function faultAt(place: (path: string) => boolean): Fault | null {
  const now = fault.value;
  return now?.origin === "edit" && place(now.fault.path ?? "") ? now.fault : null;
}

export function FaultOf({ origin, id }: { origin: Origin; id: string }) {
  const now = fault.value;
  if (now?.origin !== origin) return null;
  return (
    <div id={id}>
      <Sentence fault={now.fault} />
      {now.fault.path && <p class="gloss"><code>{now.fault.path}</code></p>}
    </div>
  );
}

/** What belongs to no field: a broken link, an engine that does not start, a run that takes long. */
export function Notices() {
  const now = fault.value;
  const broken = now && (now.origin === "link" || now.origin === "start") ? now : null;
  if (!broken && !slow.value) return null;
  return (
    <div class="notices" id="notice">
      {broken && (
        <p class="error" role="alert" data-code={broken.fault.code}>
          {broken.origin === "link" && <b>{t("notice.link")} </b>}
          {sentence(broken.fault)}
          {broken.fault.path && <code> {broken.fault.path}</code>}
        </p>
      )}
      {slow.value && (
        <p role="status">{t("notice.slow")} <button type="button" id="cancel" onClick={cancel}>{t("notice.cancel")}</button></p>
      )}
    </div>
  );
}
