// The report that learn writes, as far as the page shows it: one run per method, with every epoch. Nothing here
// computes the protocol.

export interface EpochView {
  epoch: number;
  proposals?: number[];
  applied?: number[];
  iterates: number[][];
  losses: number[];
  loss: number;
  error: number;
  rounds: number;
  messages: number;
  bytes: number;
  gradients: number;
}

export type End = "converged" | "diverged" | "unfinished";

export interface Run {
  seed: number;
  end: End;
  reason?: string;
  step?: number;
  epochs: number;
  rounds: number;
  messages: number;
  bytes: number;
  gradients: number;
  error: number;
  trace: EpochView[];
}

/** A run as it is written: one that has nothing finite to show leaves no trace. */
export type WrittenRun = Omit<Run, "trace"> & Partial<Pick<Run, "trace">>;

export interface Method {
  name: string;
  method: string;
  mode?: string;
  runs: WrittenRun[];
}

export interface Report {
  title?: string;
  tolerance: number;
  nodes: number;
  dimension: number;
  epochs: number;
  methods: Method[];
  optima: { point: number[]; loss: number }[];
}

/** The first run of a method, which the page shows. */
export function runOf(report: Report, method: number): Run | undefined {
  const run = report.methods[method]?.runs[0];
  return run && { ...run, trace: run.trace ?? [] };
}

/** The ways to a step size that the page can switch between; "other" methods are only shown. */
export const ways = ["own", "harmonic", "mean", "min", "certified"] as const;
export type Way = (typeof ways)[number];

export function wayOf({ method, mode }: { method: string; mode?: string }): Way | "other" {
  if (method === "own" || method === "certified") return method;
  return method === "coordinated" ? (ways.find((way) => way === (mode ?? "mean")) ?? "other") : "other";
}

/** Where a method goes that way, or -1. */
export const find = (methods: readonly { method: string; mode?: string }[], way: Way) => methods.findIndex((m) => wayOf(m) === way);

/** What became of the trial step of an epoch. The first epoch tries nothing: it measures. */
export type Trial = "start" | "measured" | "accepted" | "refused";

/** Read from the trace of certified steps: nodes stand where they stood exactly when all refused the step. */
export function trialAt({ trace }: Run, at: number): Trial {
  if (at < 2) return at < 1 ? "start" : "measured";
  const point = (k: number) => trace[k]!.iterates[0]!;
  return point(at).every((x, c) => x === point(at - 1)[c]) ? "refused" : "accepted";
}
