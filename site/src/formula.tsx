// Formulas are MathML, made by KaTeX when the page was built.

import { useLayoutEffect, useRef } from "preact/hooks";
import formulas from "kizami:formulas";

export function Formula({ name }: { name: keyof typeof formulas }) {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (ref.current) ref.current.innerHTML = formulas[name];
  }, [name]);
  return <span class="formula" ref={ref} />;
}
