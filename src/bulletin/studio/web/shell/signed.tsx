// The line that says who approved the issue, and the question before the first change of one that is as it was approved.
import { useEffect, useRef } from "preact/hooks";
import { Dialog } from "./dialog.tsx";
import { live } from "./live.ts";
import { asking, change, held, type SignOff, signOff } from "./signed.ts";
import * as words from "./words.ts";

export function Signed() {
  const [now, closed, asked] = [live(signOff), live(held), live(asking)];
  const buttons = asked && (
    <>
      <button type="button" onClick={() => asked.answer(false)}>
        {words.leaveSigned}
      </button>
      <button type="button" class="main" onClick={() => asked.answer(true)}>
        {words.changeSigned}
      </button>
    </>
  );
  return (
    <>
      {asked?.beside ? (
        <section class="company" data-pane aria-label={words.signedTitle}>
          <p role="alert">{words.askSigned(line(asked.of))}</p>
          {buttons}
        </section>
      ) : (
        now && (
          <section class="company" data-pane aria-label={words.signedTitle}>
            <p role="status">{closed ? words.heldSigned(line(now)) : line(now)}</p>
            {closed && (
              <button type="button" onClick={() => change(() => undefined)}>
                {words.changeSigned}…
              </button>
            )}
          </section>
        )
      )}
      {asked && !asked.beside && (
        <Dialog title={words.signedTitle} onClose={() => asked.answer(false)} buttons={buttons}>
          <Told text={words.askSigned(line(asked.of))} />
        </Dialog>
      )}
    </>
  );
}

const line = ({ number, name, at }: SignOff): string => words.signed(number, name, at);

/** It has the focus first: whoever types on presses no button with a space. */
function Told({ text }: { text: string }) {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <p ref={place} tabIndex={-1}>
      {text}
    </p>
  );
}
