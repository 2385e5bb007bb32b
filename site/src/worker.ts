// The classic worker around the Go program: one JSON request in, one JSON answer out, in order.

import { execURL, wasmBytes, wasmURL } from "kizami:engine";

declare const Go: new () => { importObject: WebAssembly.Imports; run(instance: WebAssembly.Instance): Promise<void> };
declare function importScripts(url: string): void;
declare const self: {
  kizami(request: string): string;
  kizamiReady(): void;
  onmessage: (message: MessageEvent<string>) => void;
  postMessage(data: string | { dead: string } | { come: number }): void;
};

const early: string[] = [];
self.onmessage = (message) => void early.push(message.data);

self.kizamiReady = () => {
  const answer = (request: string) => self.postMessage(self.kizami(request));
  early.forEach(answer);
  self.onmessage = (message) => answer(message.data);
};

const dead = (why: unknown) => self.postMessage({ dead: String(why) });

/** Tells how much of the engine has come. It reads a copy, so that the browser may keep what it compiles of the original. */
async function tell(copy: Response): Promise<void> {
  let come = 0;
  for (const reader = copy.body!.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    self.postMessage({ come: (come += value.byteLength) / wasmBytes });
  }
}

async function bring(): Promise<Response> {
  const answer = await fetch(wasmURL);
  if (answer.ok) tell(answer.clone()).catch(() => {}); // the original says what is wrong
  return answer;
}

importScripts(execURL);
const go = new Go();
WebAssembly.instantiateStreaming(bring(), go.importObject)
  .then(({ instance }) => go.run(instance))
  .then(() => dead("the Go program ended"), dead);
