// Turns the formulas of src/formulas.json into MathML, which the page needs no library and no style to show.

import { readFileSync } from "node:fs";
import katex from "katex";

const formulas = JSON.parse(readFileSync(new URL("src/formulas.json", import.meta.url), "utf8"));
const mathml = {};
for (const [name, tex] of Object.entries(formulas)) {
  const html = katex.renderToString(tex, { output: "mathml", throwOnError: true, strict: "error" });
  const math = html.replace(/^<span class="katex">|<\/span>$/g, "").replace(/<annotation[^>]*>.*?<\/annotation>/s, "");
  mathml[name] = math.replace(/ xmlns="[^"]*"/, "");
}
process.stdout.write(JSON.stringify(mathml));
