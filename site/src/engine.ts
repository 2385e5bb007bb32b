// The engine is Go in a Web Worker behind one JSON function. A worker that dies is replaced, and what it was asked is
// asked once more; a run that takes too long for its reader is cancelled the same way.

import { signal } from "@preact/signals";
import { workerURL } from "kizami:assets";

export interface Fault {
  code: string;
  path?: string;
  msg: string;
  args?: Record<string, string | number>;
}

/** An answer that is an error: from the scenario, from the engine, or from its absence. */
export class EngineError extends Error {
  constructor(readonly fault: Fault) {
    super(fault.msg);
  }
}

interface Pending {
  request: string;
  resolve: (answer: Answer) => void;
  reject: (error: EngineError) => void;
  retried: boolean;
}

export type Answer = { v: 1; id: number; ok: boolean; error?: Fault } & Record<string, unknown>;

const pending = new Map<number, Pending>();
let worker: Worker | null = null;
let nextID = 1;

/** How much of the engine has come, from 0 to 1; null once it has answered. */
export const arriving = signal<number | null>(0);

/** Whether the engine has been busy for long enough that a reader may want to cancel. */
export const slow = signal(false);
let slowTimer = 0;
const patience = 1500;

/** Asks for an operation. fields is JSON text put into the request as it stands, so that the engine sees every byte. */
export function ask(op: string, fields = ""): Promise<Answer> {
  const id = nextID++;
  const request = `{"v":1,"id":${id},"op":"${op}"${fields && "," + fields}}`;
  return new Promise((resolve, reject) => {
    pending.set(id, { request, resolve, reject, retried: false });
    watch();
    (worker ??= start()).postMessage(request);
  });
}

/** Ends whatever runs. Everything asked so far is refused with the code "cancelled". */
export function cancel(): void {
  worker?.terminate();
  worker = null;
  refuseAll({ code: "cancelled", msg: "the run was cancelled" });
}

function start(): Worker {
  const fresh = new Worker(workerURL);
  fresh.onmessage = ({ data }: MessageEvent<string | { dead: string } | { come: number }>) => {
    if (typeof data === "string") settle(data);
    else if ("dead" in data) died(fresh);
    else if (arriving.peek() !== null) arriving.value = data.come;
  };
  fresh.onerror = (error) => {
    error.preventDefault();
    died(fresh);
  };
  return fresh;
}

function settle(text: string): void {
  arriving.value = null;
  const answer = JSON.parse(text) as Answer;
  const waiting = pending.get(answer.id) ?? oldest();
  if (!waiting) return;
  for (const [id, entry] of pending) if (entry === waiting) pending.delete(id);
  watch();
  if (answer.ok) waiting.resolve(answer);
  else waiting.reject(new EngineError(answer.error ?? { code: "internal", msg: "an answer without an error" }));
}

/** The engine answers in order, so an answer whose id it could not read belongs to the oldest request. */
const oldest = () => pending.values().next().value;

function died(which: Worker): void {
  if (which !== worker) return;
  which.terminate();
  worker = null;
  const again = [...pending.entries()].filter(([, entry]) => !entry.retried);
  for (const [id] of again) pending.get(id)!.retried = true;
  for (const [id, entry] of pending) {
    if (again.some(([kept]) => kept === id)) continue;
    pending.delete(id);
    entry.reject(new EngineError({ code: "engine-died", msg: "the engine stopped twice; reload the page" }));
  }
  if (again.length > 0) {
    worker = start();
    for (const [, entry] of again) worker.postMessage(entry.request);
  }
  watch();
}

function refuseAll(fault: Fault): void {
  for (const entry of pending.values()) entry.reject(new EngineError(fault));
  pending.clear();
  watch();
}

function watch(): void {
  if (pending.size === 0) {
    clearTimeout(slowTimer);
    slowTimer = 0;
    slow.value = false;
  } else if (slowTimer === 0) {
    slowTimer = setTimeout(() => (slow.value = true), patience);
  }
}
