// A dialog of the browser's own kind: it keeps the focus inside, Esc closes it, the focus goes back where it was.
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import * as words from "./words.ts";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** What the dialog is for: with it come “Thôi” and this button; without it there is one that closes. */
  readonly act?: { readonly text: string; readonly go: () => void; readonly disabled?: boolean };
  /** Other buttons than these. */
  readonly buttons?: ComponentChildren;
  readonly wide?: boolean;
}

/** Enter in a line of a dialog presses its main button, as in other programs; not the Enter that ends a composition. */
function enter(event: KeyboardEvent): void {
  const line = event.target instanceof HTMLInputElement;
  if (event.key !== "Enter" || !line || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).querySelector<HTMLElement>("footer .main:enabled")?.click();
}

export function Dialog(props: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const title = useId();
  const asked = useRef(false);
  useLayoutEffect(() => {
    // What the main button could not do is said at a field: the focus goes there, and so it is read.
    const wrong = asked.current && ref.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (!wrong) return;
    asked.current = false;
    wrong.focus();
  });
  const act = () => {
    asked.current = true;
    props.act?.go();
  };
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = ref.current;
    dialog?.showModal();
    const fields = [...(dialog?.querySelectorAll<HTMLInputElement>(".content :is(input, textarea, select)") ?? [])];
    const [first] = fields;
    // Of several choices the one that is made has the focus, as with Tab.
    const made = first?.type === "radio" && fields.find((one) => one.name === first.name && one.checked);
    (made || first || dialog?.querySelector<HTMLElement>("footer button"))?.focus();
    return () => {
      // Closed first, because nothing outside can have the focus while it is open; and nobody is told a second time.
      dialog?.addEventListener("close", (event) => event.stopImmediatePropagation(), { capture: true });
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class={props.wide ? "wide" : ""}
      aria-labelledby={title}
      onClose={props.onClose}
      onKeyDown={enter}
      onInput={() => {
        asked.current = false; // whoever types on is not taken away from where they type
      }}
    >
      <header>
        <h2 id={title}>{props.title}</h2>
        <button type="button" class="plain" aria-label={words.close} onClick={props.onClose}>
          ×
        </button>
      </header>
      <div class="content">{props.children}</div>
      <footer>
        {props.buttons ?? (
          <>
            <button type="button" onClick={props.onClose}>
              {props.act ? words.cancel : words.close}
            </button>
            {props.act && (
              <button type="button" class="main" disabled={props.act.disabled ?? false} onClick={act}>
                {props.act.text}
              </button>
            )}
          </>
        )}
      </footer>
    </dialog>
  );
}
