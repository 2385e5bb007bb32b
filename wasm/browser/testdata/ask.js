// Runs the program as a classic Web Worker does: node ask.js wasm_exec.js kizami.wasm < requests, one JSON line each.
// The answers come out one a line; then the program is asked with wrong arguments and must still be alive.
"use strict";
const fs = require("node:fs");

const [execPath, wasmPath] = process.argv.slice(2);
require(execPath);

async function main() {
  let ready = 0;
  globalThis.kizamiReady = () => { ready++; };
  const go = new Go();
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(wasmPath), go.importObject);
  let ended = false;
  go.run(instance).then(() => { ended = true; });
  if (ready !== 1) throw new Error(`kizamiReady was called ${ready} times`);

  const requests = fs.readFileSync(0, "utf8").split("\n").slice(0, -1);
  const answers = requests.map((request) => kizami(request));
  for (const wrong of [[], [7], [null], ["{}", "{}"], [{}], ["\ud800"]]) answers.push(kizami(...wrong));
  await new Promise((written) => process.stdout.write(answers.join("\n") + "\n", written));
  if (ended) throw new Error("the Go program has ended");
  process.exit(0); // the Go program itself never ends
}

main().catch((error) => { console.error(error); process.exit(1); });
