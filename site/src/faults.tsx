// Errors of the session, said in the reader's language beside the thing that caused them.

import type { Fault } from "./engine";
import { fault, type Origin } from "./session";
import { Notice, Sentence } from "./sentence";

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

export function Notices() {
  const now = fault.value;
  const broken = now && (now.origin === "link" || now.origin === "start") ? now : null;
  return <Notice fault={broken?.fault ?? null} link={broken?.origin === "link"} />;
}
