// The tale of the first visit: a sentence, the steps as notches, and the way on, back and out.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Inline } from "./fraction";
import { rich, t } from "./i18n";
import { cursor, round, run } from "./playback";
import { valueText } from "./scenario";
import { guess, guessed, guesses, leave, named, pace, shareOnce, step, steps, tell, unfinished } from "./scenes";
import { chosen } from "./session";
import { phaseAt } from "./trace";

export function Tale() {
  const at = step.value!;
  const last = at === steps.length - 1;
  const next = useRef<HTMLButtonElement>(null);
  return (
    <section class="tale" aria-label={t("tale.title")} data-step={steps[at]}>
      <Said />
      {steps[at] === "guess" && <Guesses then={() => next.current?.focus({ preventScroll: true })} />}
      <div class="pace">
        <Notches at={at} />
        <div class="ways-on">
          {at > 0 && <button type="button" id="tale-back" onClick={() => pace(-1)}>{t("tale.back")}</button>}
          <button type="button" id="tale-next" class="on" ref={next} onClick={() => (last ? finish() : pace(1))}>{t(last ? "tale.end" : "tale.next")}</button>
        </div>
        {!last && <button type="button" id="tale-skip" class="quiet" onClick={finish}>{t("tale.skip")}</button>}
      </div>
    </section>
  );
}

/** After the last step the sentence of the run stands where the tale stood; the focus goes to it. */
function finish(): void {
  leave();
  setTimeout(() => document.getElementById("lead")?.focus({ preventScroll: true }));
}

function Said() {
  const { trace, nodes } = run.value!;
  const [a, b] = named;
  const who = { n: nodes.length, a: <Name id={a} />, b: <Name id={b} /> };
  const value = (id: number) => <Inline text={valueText(trace.scenario.values[id])} />;
  const parts = (id: number) => trace.scenario.digraph.arcs.filter(([from]) => from === id).length + 1;
  switch (steps[step.value!]!) {
    case "own":
      return <Say>{rich("tale.own", { ...who, x: value(a), y: value(b) })}</Say>;
    case "share":
      return <Say note={rich("tale.share.note", { ...who, x: parts(a), y: parts(b) })}>{rich("tale.share", { share: <Share /> })}</Say>;
    case "guess":
      return <Say>{rich("tale.guess", who)}</Say>;
    case "know":
      return <Known />;
    case "how":
      return <Say note={rich("tale.how.note", { edit: <Edit />, learn: <a href="learn.html">{t("tale.how.learn")}</a> })}>{t("tale.how")}</Say>;
  }
}

/** A sentence, and what may be said in smaller letters. */
function Say({ children, note, quiet = false }: { children: ComponentChildren; note?: ComponentChildren; quiet?: boolean }) {
  return (
    <div class="said" aria-live={quiet ? "off" : "polite"}>
      <p class="say">{children}</p>
      {note && <p class="note">{note}</p>}
    </div>
  );
}

/** The answer, as soon as all nodes know it. */
function Known() {
  const { trace, nodes } = run.value!;
  const n = nodes.length;
  const know = nodes.filter((node) => phaseAt(node, cursor.value) !== "observing").length;
  if (know < n) return <Say quiet>{rich("tale.wait", { n, k: <span class="num">{round.value}</span>, know: <span class="num">{know}</span> })}</Say>;
  const last = Math.max(...nodes.map((node) => node.decision?.change.decided ?? 0));
  const average = <strong><Inline text={trace.outcome.average[0]!} /></strong>;
  const verdict = guess.value && <span data-guess={guess.value}>{t(`tale.verdict.${guess.value}`)}</span>;
  return <Say note={verdict}>{rich("tale.know", { n, last, average })}</Say>;
}

const Share = () => <button type="button" id="tale-share" class="in" onClick={shareOnce}>{t("tale.share.do")}</button>;

/** A name in a sentence is a control: it chooses its node on the stage. */
function Name({ id }: { id: number }) {
  return (
    <button type="button" class="in" aria-pressed={chosen.value === id} onClick={() => (chosen.value = id)}>{t("inspector.title", { id })}</button>
  );
}

function Edit() {
  const open = () => {
    const tab = document.getElementById("tab-scenario");
    tab?.click();
    tab?.focus();
  };
  return <button type="button" id="tale-edit" class="in" onClick={open}>{t("tale.how.edit")}</button>;
}

/** then keeps the focus in the tale when the guesses go. */
function Guesses({ then }: { then: () => void }) {
  return (
    <div class="guesses" role="group" aria-label={t("tale.guess.label")}>
      {guesses.map((id) => (
        <button key={id} type="button" id={`guess-${id}`} aria-pressed={guess.value === id} onClick={() => (guessed(id), then())}>{t(`tale.guess.${id}`)}</button>
      ))}
    </div>
  );
}

/** The steps as notches of a ruler. */
function Notches({ at }: { at: number }) {
  return (
    <p class="notches">
      <span class="spoken">{t("tale.step", { k: at + 1, last: steps.length })}</span>
      <svg width={steps.length * 14} height="22" viewBox={`0 0 ${steps.length * 14} 22`} aria-hidden="true">
        <rect class="bar" x="0" y="0" width={steps.length * 14} height="4" />
        {steps.map((_, i) => <rect key={i} class={i === at ? "notch now" : i < at ? "notch past" : "notch"} x={i * 14 + 6} y="4" width="2" height={i <= at ? 16 : 8} />)}
      </svg>
    </p>
  );
}

/** The way into the tale from elsewhere, as long as it is not over. */
export function Offer() {
  return unfinished.value ? <button type="button" id="tale-tell" class="in" onClick={() => void tell()}>{t("tale.offer")}</button> : null;
}
