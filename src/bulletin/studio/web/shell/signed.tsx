// The line that says who approved the issue, and the question before the first change of one that is as it was approved.
import { useEffect, useRef } from "preact/hooks";
import { Dialog } from "./dialog.tsx";
import { live } from "./live.ts";
import { asking, change, held, type SignOff, signOff } from "./signed.ts";
import * as words from "./words.ts";

export function Signed() {
  const [now, closed, asked] = [live(signOff), live(held), live(asking)];
  const beside = asked?.beside;
  // What is read when it comes is there before its words are.
  const said = now && !beside ? (closed ? words.heldSigned : String)(line(now)) : "";
  const buttons = asked && (
    <>
      <button type="button" onClick={() => asked.answer(false)}>
        {asked.of.leave || words.leaveSigned}
      </button>
      <button type="button" class="main" onClick={() => asked.answer(true)}>
        {asked.of.go || words.changeSigned}
      </button>
    </>
  );
  return (
    <>
      <section
        class={`signed-line ${said || beside ? "" : "nobody"}`}
        aria-label={said || beside ? words.signedTitle : undefined}
        data-pane={said || beside ? "" : undefined}
      >
        <p role="status">{said}</p>
        {beside && <p role="alert">{question(asked.of)}</p>}
        {beside && buttons}
        {said && closed && (
          <button type="button" onClick={() => change(() => undefined)}>
            {words.changeSigned}…
          </button>
        )}
      </section>
      {asked && !asked.beside && (
        <Dialog title={words.signedTitle} onClose={() => asked.answer(false)} buttons={buttons}>
          <Told text={question(asked.of)} />
        </Dialog>
      )}
    </>
  );
}

const line = ({ number, name, at }: SignOff): string => words.signed(number, name, at);

const question = (of: SignOff): string => of.asks || words.askSigned(line(of));

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
