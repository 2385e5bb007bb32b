// The figure of a node: its ring fills as it observes, closes when it decides, is barred when it stops.

import type { Phase } from "./trace";

interface Props {
  radius: number;
  phase: Phase;
  /** Observations made, and how many the decision takes. */
  observed: number;
  needed: number;
  /** Whether a number stands in the disc, so that the bar makes room for it. */
  named?: boolean;
}

/** The marks of deciding and stopping on the ruler of rounds. */
export const decideSign = "M-5 22L0 13L5 22Z";
export const stopSign = "M-4.5 13.5h9v9h-9Z";
/** The mark of a window that is over: two jaws. */
export const windowSign = "M-2 13h-4v9.5h4v-2h-2v-5.5h2ZM2 13h4v9.5h-4v-2h2v-5.5h-2Z";

const maxNotches = 40;

export function Ring({ radius, phase, observed, needed, named = false }: Props) {
  const weight = Math.max(2, radius * 0.2);
  const bar = named ? radius * 0.52 : 0;
  return (
    <g class={`ring ${phase}`}>
      <circle class="disc" r={radius} />
      {phase === "observing" && needed > 0 && observed > 0 && (
        <circle
          class="fill"
          r={radius}
          stroke-width={weight}
          pathLength={needed}
          stroke-dasharray={notches(observed, needed)}
          transform="rotate(-90)"
        />
      )}
      {phase !== "observing" && <circle class="closed" r={radius} stroke-width={weight} />}
      {phase === "stopped" && <path class="bar" stroke-width={weight * 0.8} d={`M${-radius * 0.55} ${bar}H${radius * 0.55}`} />}
    </g>
  );
}

function notches(observed: number, needed: number): string {
  if (needed > maxNotches) return `${observed} ${needed}`;
  const gap = Math.min(0.3, 0.045 * needed);
  return `${`${1 - gap} ${gap} `.repeat(observed)}0 ${needed}`;
}
