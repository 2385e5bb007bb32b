// Formulas are MathML, made by KaTeX when the page was built.

import { useLayoutEffect, useRef } from "preact/hooks";
import { type FormulaName, told } from "./told";

export function Formula({ name }: { name: FormulaName }) {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (ref.current) ref.current.innerHTML = told.formulas[name];
  }, [name]);
  return <span class="formula" ref={ref} />;
}
