// The step size that one node proposes: by its rule, or what the reader wants it to be.

import { brief, t } from "../i18n";
import { constantOf, parabolas, placeOf, places, proposing, stepAt } from "./experiment";
import { chosen, ends, fault, method, player, propose, report, shown, view, way } from "./session";

export function Step() {
  const e = shown.value!;
  const j = chosen.value;
  const nodes = Array.from({ length: report.value!.nodes }, (_, id) => id);
  const loss = parabolas(e) !== null;
  const { curvatures = [], minimisers = [] } = e.problem;
  return (
    <section class="step" aria-labelledby="stepped">
      <header>
        <h2 id="stepped" class="spoken">{t("learn.step.title", { id: j })}</h2>
        <label>
          <span class="spoken">{t("inspector.choose")}</span>
          <select id="node" value={String(j)} onChange={(event) => (chosen.value = Number(event.currentTarget.value))}>
            {nodes.map((id) => <option key={id} value={String(id)}>{t("inspector.title", { id })}</option>)}
          </select>
        </label>
        {loss && <p class="given">{t("learn.step.loss", { a: curvatures[j], b: minimisers[j]?.replace("-", "−") })}</p>}
      </header>
      {proposing(e, method.value) < 0 || way.value === "other" ? <p class="gloss">{t("learn.step.fixed")}</p> : <Slider j={j} />}
    </section>
  );
}

const marks = ["0.001", "0.01", "0.1", "1", "10", "100"];

function Slider({ j }: { j: number }) {
  fault.value; // a refusal puts the controls back to what is on screen
  const constant = constantOf(shown.value!, method.value, j);
  // By certified steps nobody proposes any: the slider stays where it is, for the other ways.
  const proposal = (way.value === "certified" ? ends.value.own?.trace[Math.max(1, player.cursor.value)] : view.value)?.proposals?.[j];
  const step = constant ?? proposal ?? null;
  return (
    <>
      <p class="known step-size">
        <output id="step-size" for="stepper automatic">{step === null ? "–" : brief(step)}</output>
        <span class="decimal">{t(constant === null ? "learn.step.rule" : "learn.step.held")}</span>
      </p>
      <div class="stepper">
        <input
          id="stepper"
          class={constant === null ? "idle" : ""}
          type="range"
          min={0}
          max={places}
          step={1}
          value={placeOf(step ?? 0)}
          aria-label={t("learn.step.title", { id: j })}
          aria-valuetext={`${step === null ? "–" : brief(step)}, ${t(constant === null ? "learn.step.automatic" : "learn.step.held")}`}
          onInput={(e) => propose(j, stepAt(Number(e.currentTarget.value)))}
        />
        <p class="scale" aria-hidden="true">{marks.map((mark) => <span key={mark} class="num">{mark}</span>)}</p>
      </div>
      <label class="choice">
        <input
          id="automatic"
          type="checkbox"
          checked={constant === null}
          onChange={(e) => propose(j, e.currentTarget.checked ? null : stepAt(placeOf(proposal ?? 1)))}
        />
        <span>{t("learn.step.automatic")}</span>
      </label>
    </>
  );
}
