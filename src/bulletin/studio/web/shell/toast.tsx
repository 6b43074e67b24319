// A line at the foot that says what was done and takes it back; it stays until the next act or ten seconds after the pointer left.
import { signal } from "@preact/signals-core";
import { useEffect, useRef } from "preact/hooks";
import * as words from "./words.ts";
import { live } from "./live.ts";

export interface Said {
  readonly text: string;
  readonly undo?: (() => void) | undefined;
}

export const said = signal<Said | null>(null);

/** Says what was done; with `undo` there is a button, and Ctrl+Z outside text does the same. */
export function say(text: string, undo?: () => void): void {
  said.value = { text, undo };
}

/** Takes back the last act that was said, if it can be. */
export function undoLast(): boolean {
  const undo = said.value?.undo;
  if (!undo) return false;
  said.value = null;
  undo();
  return true;
}

export function Toast() {
  const now = live(said);
  useEffect(() => {
    if (!now || now.undo) return;
    const timer = setTimeout(() => {
      if (said.value === now) said.value = null;
    }, 10_000);
    return () => clearTimeout(timer);
  }, [now]);
  const before = useRef<EventTarget | null>(null);
  const press = (work: () => void) => () => {
    work();
    // The button goes: the focus goes back where it was, if that is still there.
    setTimeout(() => {
      const back = before.current;
      if (document.activeElement === document.body && back instanceof HTMLElement) back.focus();
    });
  };
  return (
    <div
      class={`toast ${now ? "" : "away"}`}
      onFocusIn={(event) => {
        const from = event.relatedTarget;
        if (!(from instanceof Node && event.currentTarget.contains(from))) before.current = from;
      }}
    >
      <p role="status">{now?.text ?? ""}</p>
      {now?.undo && (
        <button type="button" aria-label={words.undoSaid} onClick={press(undoLast)}>
          {words.undo}
        </button>
      )}
      {now && (
        <button
          type="button"
          class="plain"
          aria-label={words.closeSaid}
          onClick={press(() => {
            said.value = null;
          })}
        >
          ×
        </button>
      )}
    </div>
  );
}
