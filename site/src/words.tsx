// What the node observed, round by round: its own words, as numbers of the field.

import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Formula } from "./formula";
import { brief, t } from "./i18n";
import { run } from "./playback";
import { coordinate } from "./session";
import { type Change, type NodeRecord, ruleOf } from "./trace";

/** Folded until asked for; then it stays as the reader left it. */
const unfolded = signal(false);

export function Words({ node, upTo }: { node: NodeRecord; upTo: number }) {
  const box = useRef<HTMLDivElement>(null);
  const probe = ruleOf(run.value!.trace) === "probe";
  const mixing = run.value!.windows.length > 0;
  const c = coordinate.value;
  const rows = useMemo(() => node.observed.map((seen, k) => row(seen, k, c, probe)), [node, c, probe]);
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [rows, upTo, unfolded.value]);
  return (
    <details class="words" open={unfolded.value} onToggle={(e) => (unfolded.value = e.currentTarget.open)}>
      <summary>{t("words.title")} <span class="aside">{t(mixing ? "words.whole" : "words.modulo")} <Formula name={mixing ? "units" : "field"} /></span></summary>
      <div class="scroll" ref={box} tabIndex={0} role="region" aria-label={t("words.title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">k</th>
              <th scope="col">{t("words.numerator")} <i>x</i></th>
              <th scope="col">{t("words.denominator")} <i>y</i></th>
              {mixing && <th scope="col">{t("words.least")}</th>}
              {mixing && <th scope="col">{t("words.greatest")}</th>}
              {probe && <th scope="col">{t("words.probe")} <i>r</i></th>}
              {probe && <th scope="col"><span class="spoken">{t("words.horizon")}</span> <Formula name="horizon" /></th>}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, upTo + 1)}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Rows are made once for a node; what a step leaves alone is not rendered again. */
function row(seen: Change, k: number, c: number, probe: boolean) {
  return (
    <tr key={k}>
      <th scope="row">{k}</th>
      <td>{seen.numerator?.[c]}</td>
      <td>{seen.denominator}</td>
      {seen.heard?.[c]?.map((bound, i) => <td key={i}>{brief(bound)}</td>)}
      {probe && <td>{seen.probe}</td>}
      {probe && <td>{seen.horizon ?? 0}</td>}
    </tr>
  );
}
