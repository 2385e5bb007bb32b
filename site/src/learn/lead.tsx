// What came of it, in one sentence, and what to try next.

import { brief, count, type Key, rich, t } from "../i18n";
import { endedIn, reasonOf } from "./reason";
import type { Run, Way } from "./report";
import { chosen, ends, method, report, run, shown, way } from "./session";
import { rise, storyOf } from "./story";

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
      {to !== "other" && <Story to={to} />}
    </div>
  );
}

function Result({ run }: { run: Run }) {
  const { end } = run;
  return <strong id="result" data-end={end} data-epochs={endedIn(run)}>{t(`learn.end.${end}`)}</strong>;
}

function nameOf(to: Way | "other"): string {
  if (to === "other") return report.value!.methods[method.value]!.name;
  return to === "own" || to === "certified" ? "" : t(`learn.lead.way.${to}`);
}

const who = (to: Way | "other"): Key => (to === "own" || to === "other" || to === "certified" ? `learn.lead.${to}` : "learn.lead.coordinated");

function why(now: Run) {
  const at = way.value === "mean" && now.end === "diverged" ? rise(now) : 0;
  if (at > 0) {
    const [{ loss: before }, { proposals = [], applied = [], loss: after }] = [now.trace[at - 1]!, now.trace[at]!];
    const [low, high, step] = [Math.min(...proposals), Math.max(...proposals), applied[0] ?? 0].map(brief);
    return <span data-epoch={at}>{t("learn.reason.mean", { epoch: at, low, high, step, before: brief(before), after: brief(after) })}</span>;
  }
  const reason = now.reason === undefined ? null : reasonOf(now.reason);
  if (reason?.kind === "error") return t("learn.reason.error");
  if (reason) return t("small" in reason && reason.small ? "learn.reason.small" : `learn.reason.${reason.kind}`, { ...reason, value: brief(reason.value) });
  if (now.reason) return <span lang="en">{now.reason}</span>;
  return t("learn.error", { error: brief(now.error), tolerance: brief(report.value!.tolerance) });
}

function Story({ to }: { to: Way }) {
  const { key, next } = storyOf(shown.value!, ends.value, to, method.value, chosen.value);
  const args = { id: chosen.value, fewer: count(ends.value.certified?.rounds ?? 0), rounds: count(run.value!.rounds) };
  return (
    <p class="next" id="story" data-story={key} data-next={next ?? ""}>
      {t(key, args)}{next && <> <span id="try">{t(next, args)}</span></>}
    </p>
  );
}
