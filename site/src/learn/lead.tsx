// What came of it, in one sentence, and what to try next.

import { brief, type Key, rich, t } from "../i18n";
import { endedIn, limitOf, reasonOf } from "./reason";
import type { Run, Way } from "./report";
import { chosen, method, report, run, way } from "./session";

export function Lead() {
  const now = run.value;
  if (!now) return null;
  const n = report.value!.nodes;
  const to = way.value;
  return (
    <div class="lead">
      <p>
        {rich(who(to), { n, way: nameOf(to) })}
        {rich(`learn.lead.${now.end}`, { epochs: <span class="num">{endedIn(now)}</span>, end: <Result run={now} /> })}
      </p>
      <p class="cost" id="reason">{why(now)}</p>
      {to !== "other" && <p class="next" id="story">{t(story(to, now), { id: chosen.value })}</p>}
    </div>
  );
}

function Result({ run }: { run: Run }) {
  const { end } = run;
  return <strong id="result" data-end={end} data-epochs={endedIn(run)}>{t(`learn.end.${end}`)}</strong>;
}

function nameOf(to: Way | "other"): string {
  if (to === "other") return report.value!.methods[method.value]!.name;
  return to === "own" ? "" : t(`learn.lead.way.${to}`);
}

const who = (to: Way | "other"): Key => (to === "own" ? "learn.lead.own" : to === "other" ? "learn.lead.other" : "learn.lead.coordinated");

function why(now: Run) {
  const reason = now.reason === undefined ? null : reasonOf(now.reason);
  if (reason?.kind === "error") return t("learn.reason.error");
  if (reason) return t(reason.small ? "learn.reason.small" : `learn.reason.${reason.kind}`, { ...reason, value: brief(reason.value) });
  if (now.reason) return <span lang="en">{now.reason}</span>;
  return t("learn.error", { error: brief(now.error), tolerance: brief(report.value!.tolerance) });
}

function story(to: Way, now: Run): Key {
  const { end } = now;
  const limit = limitOf(now);
  if (limit) return `learn.story.${limit}`;
  if (to === "own" || to === "mean") return `learn.story.${to}-${end}`;
  return end === "converged" ? `learn.story.${to}` : "learn.story.other";
}
