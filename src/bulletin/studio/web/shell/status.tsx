// The line that says what is saved. It is one live region for the whole window, so that nothing is said twice.
import { useLayoutEffect } from "preact/hooks";
import { reachable } from "./api.ts";
import { flush, pending, savedAt, trouble } from "./outbox.ts";
import { clock } from "./time.ts";
import { words } from "./words.ts";

function line(): [kind: string, text: string] {
  if (trouble.value && pending.value) return ["bad", words.unsaved(trouble.value.message)];
  if (pending.value) return ["busy", words.saving];
  if (!reachable.value) return ["bad", words.offline];
  return savedAt.value ? ["good", words.saved(clock(savedAt.value))] : ["good", ""];
}

// Spoken are the first save, trouble, and the save after it: whoever types is not told of every other one.
let worth = true;

export function Status() {
  const [kind, text] = line();
  if (kind === "bad") worth = true;
  const live = worth && kind !== "busy" ? "polite" : "off";
  useLayoutEffect(() => {
    if (kind === "good" && text) worth = false;
  }, [kind, text]);
  return (
    <div class={`saved ${kind}`}>
      <p role="status" aria-live={live}>
        {text}
      </p>
      {kind === "bad" && (
        <button type="button" onClick={() => void flush()}>
          {words.retry}
        </button>
      )}
    </div>
  );
}
