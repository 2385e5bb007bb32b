// Sizes on screen, as signals.

import { signal, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

export const screenHeight = signal(innerHeight);
addEventListener("resize", () => (screenHeight.value = innerHeight));

/** The width that an element has on screen. */
export function useWidth<T extends Element>(guess: number) {
  const ref = useRef<T>(null);
  const width = useSignal(guess);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const now = Math.floor(element.getBoundingClientRect().width);
      if (now > 0) width.value = now;
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width: width.value };
}
