// A small or enlarged window shows one part below the other: the body first, and buttons that go to each part.
import { useEffect, useState } from "preact/hooks";
import * as words from "./words.ts";

const NARROW = "(max-width: 760px)"; // as in story.css

export function useNarrow(): boolean {
  const [narrow, set] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const told = () => set(query.matches);
    query.addEventListener("change", told);
    return () => query.removeEventListener("change", told);
  }, []);
  return narrow;
}

const PARTS = [
  [words.body, ".written .ProseMirror"],
  [words.form, ".fields :is(input, textarea, summary)"],
  [words.page, ".typeset :is(button, select)"],
] as const;

export function Jump() {
  return (
    <nav class="jump" data-pane aria-label={words.jump}>
      {PARTS.map(([text, place]) => (
        <button
          type="button"
          key={place}
          onClick={() => document.querySelector<HTMLElement>(`.story ${place}`)?.focus()}
        >
          {text}
        </button>
      ))}
    </nav>
  );
}
