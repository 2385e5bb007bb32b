// Scenarios in and out: pasted text, an arc list, files.

import { useSignal } from "@preact/signals";
import { FaultOf } from "./faults";
import { t } from "./i18n";
import { maxInflated } from "./link";
import { saveJSON } from "./save";
import { ArcLineError, fromOne, onDigraph, parseArcs } from "./scenario";
import { draft, fault, runText, shown } from "./session";

function refuse(code: string, args: Record<string, string | number> = {}): void {
  fault.value = { origin: "text", fault: { code, msg: code, args } };
}

/** Runs what was pasted: a scenario when it looks like JSON, an arc list otherwise. True when it ran. */
async function apply(text: string): Promise<boolean> {
  const trimmed = text.trim();
  if (trimmed === "") refuse("text-empty");
  else if (text.length > maxInflated) refuse("text-too-large", { max: maxInflated });
  else if (/^[{["]/.test(trimmed)) return runText(trimmed, "text");
  else return applyArcs(trimmed);
  return false;
}

async function applyArcs(text: string): Promise<boolean> {
  try {
    const arcs = parseArcs(text);
    if (fromOne(arcs)) refuse("arcs-from-one", { most: Math.max(...arcs.flat()), last: Math.max(...arcs.flat()) - 1 });
    else if (arcs.length > 0 && draft.value) return await runText(JSON.stringify(onDigraph(draft.value, arcs)), "text");
    else refuse("text-empty");
  } catch (error) {
    if (!(error instanceof ArcLineError)) throw error;
    refuse("arc-line", { line: error.line, text: error.text });
  }
  return false;
}

async function read(file: File): Promise<string | null> {
  if (file.size > maxInflated) {
    refuse("text-too-large", { max: maxInflated });
    return null;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    refuse("text-not-utf8");
    return null;
  }
}

export function Exchange() {
  const text = useSignal("");
  const wrong = fault.value?.origin === "text";
  const submit = async () => void ((await apply(text.value)) && (text.value = ""));
  const take = async (file: File | undefined) => {
    const content = file && (await read(file));
    if (content != null && !(await apply(content))) text.value = content;
  };
  return (
    <div class="exchange">
      <label for="paste">{t("exchange.paste")}</label>
      <textarea
        id="paste"
        rows={4}
        spellcheck={false}
        placeholder={"0>1\n1>2\n2>0"}
        value={text.value}
        aria-invalid={wrong}
        {...(wrong ? { "aria-describedby": "paste-error" } : {})}
        onInput={(e) => (text.value = e.currentTarget.value)}
      />
      <FaultOf origin="text" id="paste-error" />
      <p class="actions">
        <button type="button" id="apply" onClick={submit}>{t("exchange.apply")}</button>
        <button type="button" id="export" onClick={() => saveJSON("scenario.json", shown.value)}>{t("exchange.export")}</button>
        <label class="file">
          <span>{t("exchange.import")}</span>
          <input
            id="import"
            type="file"
            accept=".json,.txt,application/json,text/plain"
            onChange={(e) => {
              void take(e.currentTarget.files?.[0]);
              e.currentTarget.value = "";
            }}
          />
        </label>
      </p>
    </div>
  );
}
