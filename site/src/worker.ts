// The classic worker around the Go program: one JSON request in, one JSON answer out, in order.

import { execURL, wasmURL } from "kizami:engine";

declare const Go: new () => { importObject: WebAssembly.Imports; run(instance: WebAssembly.Instance): Promise<void> };
declare function importScripts(url: string): void;
declare const self: {
  kizami(request: string): string;
  kizamiReady(): void;
  onmessage: (message: MessageEvent<string>) => void;
  postMessage(data: string | { dead: string }): void;
};

const early: string[] = [];
self.onmessage = (message) => void early.push(message.data);

self.kizamiReady = () => {
  const answer = (request: string) => self.postMessage(self.kizami(request));
  early.forEach(answer);
  self.onmessage = (message) => answer(message.data);
};

const dead = (why: unknown) => self.postMessage({ dead: String(why) });

importScripts(execURL);
const go = new Go();
WebAssembly.instantiateStreaming(fetch(wasmURL), go.importObject)
  .then(({ instance }) => go.run(instance))
  .then(() => dead("the Go program ended"), dead);
