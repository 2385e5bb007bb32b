// The switch: every node for itself, or all together by one of three rules; and how each of these ends.

import { count, t } from "../i18n";
import { endedIn } from "./reason";
import type { End, Run, Way } from "./report";
import { ends, fault, go, method, report, show, way } from "./session";

const modes = ["harmonic", "mean", "min", "certified"] as const;

export function Ways() {
  const now = way.value;
  if (now === "other" || others().length > 0) return <><Choose />{now !== "other" && <Switch />}</>;
  return <Switch />;
}

function Switch() {
  fault.value; // a refusal puts the controls back to what is on screen
  const now = way.value;
  const on = now !== "own";
  return (
    <fieldset class="ways">
      <legend class="spoken">{t("learn.ways.title")}</legend>
      <div class="way-row">
        <button type="button" id="coordinate" role="switch" aria-checked={on} onClick={() => go(on ? "own" : "harmonic")}>
          <span class="track" aria-hidden="true"><span /></span>{t("learn.ways.coordinate")}
        </button>
      </div>
      <div class="modes" role="radiogroup" aria-label={t("learn.ways.mode")}>
        {modes.map((mode) => (
          <div class="way-row" key={mode}>
            <label class="choice">
              <input
                type="radio"
                name="mode"
                id={`mode-${mode}`}
                checked={now === mode}
                aria-describedby={`ends-${mode}`}
                onChange={() => go(mode)}
              />
              <span>{t(`learn.ways.${mode}`)}</span>
            </label>
            <Outcome to={mode} />
          </div>
        ))}
      </div>
      <div class={`way-row${on ? " aside" : ""}`}><span>{t("learn.ways.own")}</span><Outcome to="own" /></div>
    </fieldset>
  );
}

function Outcome({ to }: { to: Way }) {
  const run = ends.value[to];
  return (
    <span class="outcome" id={`ends-${to}`} data-way={to} data-end={run?.end}>
      {run ? <><Sign end={run.end} />{ending(run)}</> : "–"}
    </span>
  );
}

const ending = (run: Run) => t(`learn.outcome.${run.end}`, { epochs: endedIn(run), rounds: count(run.rounds) });

export const signs: Record<End, string> = { converged: "M-5 0L-1.5 4L5 -4", diverged: "M-4 -4L4 4M4 -4L-4 4", unfinished: "M-5 0H5" };

export const Sign = ({ end }: { end: End }) => (
  <svg class="sign-of" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true"><path d={signs[end]} /></svg>
);

const others = () => report.value!.methods.filter((m) => !["own", "coordinated", "certified"].includes(m.method));

/** For experiments with other methods besides. */
function Choose() {
  return (
    <label class="methods">
      <span>{t("learn.ways.method")}</span>
      <select id="method" value={String(method.value)} onChange={(e) => show(Number(e.currentTarget.value))}>
        {report.value!.methods.map((m, i) => <option key={m.name} value={String(i)}>{m.name}</option>)}
      </select>
    </label>
  );
}
