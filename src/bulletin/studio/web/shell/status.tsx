// The line that says what is saved. It is one live region for the whole window, so that nothing is said twice.
import { useLayoutEffect } from "preact/hooks";
import { reachable } from "./api.ts";
import { flush, pending, savedAt, trouble } from "./outbox.ts";
import { clock } from "./time.ts";
import * as words from "./words.ts";
import { live } from "./live.ts";

function useLine(): [kind: string, text: string] {
  const [fault, waits, answers, at] = [live(trouble), live(pending), live(reachable), live(savedAt)];
  if (fault && waits) return ["bad", words.unsaved(fault.message)];
  if (waits) return ["busy", words.saving];
  if (!answers) return ["bad", words.offline];
  return ["good", at ? words.saved(clock(at)) : ""];
}

// Spoken are the first save, trouble, and the save after it: whoever types is not told of every other one.
let worth = true;

export function Status() {
  const [kind, text] = useLine();
  if (kind === "bad") worth = true;
  const spoken = worth && kind !== "busy" ? "polite" : "off";
  useLayoutEffect(() => {
    if (kind === "good" && text) worth = false;
  }, [kind, text]);
  return (
    <div class={`saved ${kind}`}>
      <p role="status" aria-live={spoken}>
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
