// Signals in components.
import { effect, type ReadonlySignal } from "@preact/signals-core";
import { useLayoutEffect, useState } from "preact/hooks";

/** The value of a signal; the component is drawn again when there is another one. */
export function live<T>(signal: ReadonlySignal<T>): T {
  const [, draw] = useState(() => signal.peek());
  useLayoutEffect(
    () =>
      effect(() => {
        const now = signal.value;
        draw(() => now);
      }),
    [signal],
  );
  return signal.peek();
}
