// Time, carved, as a scrubber: a notch for every step that has passed, a knife in the one that is now.

import type { ComponentChildren } from "preact";
import { bar, barHeight, barTop, type Depth, notch, type Ruler as Scale, scribes, stride, xOf } from "./carving";

const inset = 14;
const overhang = 14;

export const scaleOf = (width: number, scale: number, measured: number): Scale => ({ left: inset, right: width - inset, scale, measured });

interface Props {
  scale: Scale;
  now: number;
  depth: Depth;
  label: string;
  /** The present step in words. */
  said: string;
  onSeek: (k: number) => void;
  children?: ComponentChildren;
}

export function Carved({ scale, now, depth, label, said, onSeek, children }: Props) {
  const { measured } = scale;
  const end = (k: number) => xOf(scale, k) + overhang;
  const [width, height] = [scale.right + inset, barTop + barHeight + 22];
  return (
    <>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {scale.scale > measured && (
          <path class="unused" d={`M${end(measured)} ${barTop + 0.5}H${end(scale.scale)}v${barHeight - 1}H${end(measured)}`} />
        )}
        <path class="bar" d={bar(scale, now, depth, overhang)} />
        <path class="scribes" d={scribes(scale, now)} />
        <path class="knife" d={notch(scale, now, depth(now))} />
        <Numbers scale={scale} now={now} />
        {children}
      </svg>
      <input
        id="round-slider"
        type="range"
        min={0}
        max={measured}
        step={1}
        value={now}
        disabled={measured === 0}
        aria-label={label}
        aria-valuetext={said}
        style={{ left: `${inset - 12}px`, width: `${xOf(scale, measured) - inset + 24}px` }}
        onInput={(e) => onSeek(Number(e.currentTarget.value))}
      />
    </>
  );
}

function Numbers({ scale, now }: { scale: Scale; now: number }) {
  const every = stride(scale, 26);
  const apart = (k: number) => Math.abs(xOf(scale, k) - xOf(scale, now)) >= 10 + 8 * String(scale.scale).length;
  const rounds = [now];
  for (let k = 0; k <= scale.scale; k += every) if (apart(k)) rounds.push(k);
  return (
    <g class="numbers">
      {rounds.map((k) => (
        <text key={k} class={k === now ? "now" : k > scale.measured ? "spare" : ""} x={xOf(scale, k)} y={barTop + barHeight + 16}>{k}</text>
      ))}
    </g>
  );
}
