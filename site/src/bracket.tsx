// The bracket: what every node has heard in this window, and the common bracket that shuts until one number is left in it.

import { rich, rounded } from "./i18n";
import { cursor, event, round, run } from "./playback";
import { chosen, coordinate } from "./session";
import { type Choice, choices, cuts, digits, named, type Scale, scaleAt, xOn } from "./shutting";
import { useWidth } from "./size";
import { lastObserved, type Change, windowAt } from "./trace";
import { Inline } from "./fraction";

const rowsTop = 6;
const rowsHeight = 91;
const barTop = rowsTop + rowsHeight + 8;
const barHeight = 24;
const height = barTop + barHeight + 22;
const inset = 26;

export function Shutting() {
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const shown = run.value!;
  const at = windowAt(shown, cursor.value);
  if (at < 0) return null;
  const c = coordinate.value;
  const held = shown.windows[at]!.bracket[c]!;
  const scale = scaleAt(shown, at, cursor.value, c, inset, width - inset);
  const heard = shown.nodes.map((node) => node.observed[lastObserved(node, round.value)]!);
  const [lower, upper] = held.decimal.map((bound) => xOn(scale, bound)) as [number, number];
  const all = choices(scale, held.left ?? []);
  return (
    <section class="shutting" aria-labelledby="bracket-said">
      <p id="bracket-said" data-left={held.left?.length ?? ""} role="status" aria-live="off">{said()}</p>
      <div ref={ref}>
        <svg width={width} height={height} aria-hidden="true" data-from={scale.from} data-to={scale.to} data-window={at}>
          <Heard heard={heard} scale={scale} c={c} />
          <path class="unused" d={`M${scale.left} ${barTop + 0.5}H${scale.right}v${barHeight - 1}H${scale.left}Z`} />
          <path class="bar" d={`M${lower} ${barTop}H${Math.max(upper, lower + 1)}v${barHeight}H${lower}Z`} />
          <path class="cuts" d={cuts(all, barTop, deep)} />
          {all.length === 1 && <path class="knife" d={cuts(all, barTop, deep)} />}
          <Jaw x={lower} side={-1} />
          <Jaw x={upper} side={1} />
          <Names all={all} scale={scale} />
        </svg>
      </div>
    </section>
  );
}

/** A whole number cuts deepest. */
const deep = ({ under }: Choice) => 5 + 14 / under;

/** For every node a line from the least to the greatest quotient that it has heard of in this window, and its own as a mark. */
function Heard({ heard, scale, c }: { heard: Change[]; scale: Scale; c: number }) {
  const step = Math.min(13, rowsHeight / heard.length);
  const top = rowsTop + (rowsHeight - step * heard.length) / 2;
  const tick = Math.max(2, step * 0.32);
  return (
    <g class="heard">
      {heard.map((node) => {
        const y = top + step * (node.id + 0.5);
        const [from, to] = node.heard![c]!.map((bound) => xOn(scale, bound)) as [number, number];
        const x = xOn(scale, node.ratio?.[c] ?? 0);
        return (
          <g key={node.id} class={node.id === chosen.value ? "mine" : ""} data-heard={node.id} onClick={() => (chosen.value = node.id)}>
            <path class="span" d={`M${from.toFixed(1)} ${y}H${to.toFixed(1)}`} />
            {step >= 5 && <path class="end" d={`M${from.toFixed(1)} ${y - tick / 1.6}v${tick * 1.25}M${to.toFixed(1)} ${y - tick / 1.6}v${tick * 1.25}`} />}
            <path class="own" d={`M${x.toFixed(1)} ${y - tick}l${tick} ${tick}l${-tick} ${tick}l${-tick} ${-tick}Z`} />
            {step >= 11 && <text x={0} y={y + 4}>{node.id}</text>}
          </g>
        );
      })}
    </g>
  );
}

function Jaw({ x, side }: { x: number; side: 1 | -1 }) {
  const [top, bottom] = [rowsTop - 4, barTop + barHeight + 3];
  const out = (x + side * 4).toFixed(1);
  return <path class="jaw" data-jaw={side} d={`M${(x - side * 4).toFixed(1)} ${top}H${out}V${bottom}H${(x - side * 4).toFixed(1)}`} />;
}

function Names({ all, scale }: { all: Choice[]; scale: Scale }) {
  return (
    <g class="names">
      {named(all, scale.left - inset, scale.right + inset).map(({ text, x }) => (
        <text key={text} class={all.length === 1 ? "one" : ""} x={x} y={barTop + barHeight + 17}>{text}</text>
      ))}
    </g>
  );
}

/** What the bracket says now. */
function said() {
  const { trace, windows } = run.value!;
  const held = windows[windowAt(run.value!, cursor.value)]!.bracket[coordinate.value]!;
  const [lower, upper] = held.decimal.map((x) => <span class="num">{rounded(x, digits(held.decimal))}</span>);
  const average = <strong><Inline text={trace.outcome.average[coordinate.value]!} /></strong>;
  if (event.value?.action === "Decide" && trace.outcome.ending!.by === "bound") return rich("bracket.bound", { average });
  if (!held.left) return rich("bracket.many", { lower, upper });
  if (held.left.length === 1) return rich("bracket.one", { average: <strong><Inline text={held.left[0]!} /></strong> });
  return rich("bracket.left", { lower, upper, left: <b class="num">{held.left.length}</b> });
}
