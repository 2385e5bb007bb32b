// What the figures of the nodes mean.

import { t } from "./i18n";
import { run } from "./playback";
import { decideSign, Ring, stopSign, windowSign } from "./ring";
import type { Phase } from "./trace";

const signs: Record<Phase, string> = { observing: "", decided: decideSign, stopped: stopSign };
const phases: [Phase, number][] = [["observing", 3], ["decided", 5], ["stopped", 5]];

export function Legend() {
  return (
    <ul class="legend">
      {phases.map(([phase, observed]) => (
        <li key={phase}>
          <svg width="24" height="24" viewBox="-12 -12 24 24" aria-hidden="true"><Ring radius={9} phase={phase} observed={observed} needed={5} /></svg>
          {signs[phase] && <svg width="12" height="12" viewBox="-6 12 12 12" aria-hidden="true"><path d={signs[phase]} /></svg>}
          {t(`legend.${phase}`)}
        </li>
      ))}
      {(run.value?.windows.length ?? 0) > 0 && (
        <li>
          <svg width="14" height="12" viewBox="-7 12 14 12" aria-hidden="true"><path d={windowSign} /></svg>
          {t("legend.window")}
        </li>
      )}
    </ul>
  );
}
