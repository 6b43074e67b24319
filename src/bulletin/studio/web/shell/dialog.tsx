// A dialog of the browser's own kind: it keeps the focus inside, Esc closes it, the focus goes back where it was.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { words } from "./words.ts";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** The buttons below; without them there is one that closes. */
  readonly buttons?: ComponentChildren;
  readonly wide?: boolean;
}

export function Dialog(props: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    const first = ref.current?.querySelector<HTMLElement>(".content :is(input, textarea, select)");
    (first ?? ref.current?.querySelector<HTMLElement>("footer button"))?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={ref} class={props.wide ? "wide" : ""} aria-labelledby={title} onClose={props.onClose}>
      <header>
        <h2 id={title}>{props.title}</h2>
        <button type="button" class="plain" aria-label={words.close} onClick={props.onClose}>
          ×
        </button>
      </header>
      <div class="content">{props.children}</div>
      <footer>
        {props.buttons ?? (
          <button type="button" onClick={props.onClose}>
            {words.close}
          </button>
        )}
      </footer>
    </dialog>
  );
}
