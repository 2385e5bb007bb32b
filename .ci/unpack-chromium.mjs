// Unpacks the Chromium of the npm package @sparticuz/chromium, which .ci/tools has put below the folder it is given,
// into bin/ there: the program and the libraries that it draws with.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const cache = process.argv[2];
const packed = (name) => brotliDecompressSync(readFileSync(join(cache, "chromium/node_modules/@sparticuz/chromium/bin", name)));
for (const name of ["swiftshader.tar.br", "al2023.tar.br"]) {
  execFileSync("tar", ["-x", "--no-same-owner", "-C", join(cache, "bin")], { input: packed(name) });
}
writeFileSync(join(cache, "bin/chromium-itself"), packed("chromium.br"), { mode: 0o755 });
writeFileSync(join(cache, "bin/chromium"), `#!/bin/sh
here=$(dirname "$0")
LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/chromium-itself" "$@"
`, { mode: 0o755 });
