// The letter as a reader gets it, and the password of sending, which is typed once and never shown.
import { useRef, useState } from "preact/hooks";
import { type Fault, post } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { say } from "../shell/toast.tsx";
import * as shell from "../shell/words.ts";
import { sizeOf } from "./card.tsx";
import * as words from "./mail-words.ts";

export interface LetterData {
  readonly subject: string;
  readonly from: string;
  readonly bytes: number;
  readonly text: string;
  readonly attached: readonly { readonly name: string; readonly bytes: number }[];
}

export function Letter(props: { letter: LetterData; onClose: () => void; onOpen: () => void }) {
  const { letter } = props;
  return (
    <Dialog
      title={letter.subject}
      onClose={props.onClose}
      wide
      buttons={
        <>
          <button type="button" onClick={props.onOpen}>
            {words.openLetter}
          </button>
          <button type="button" class="main" onClick={props.onClose}>
            {shell.close}
          </button>
        </>
      }
    >
      <p>{words.from(letter.from, sizeOf(letter.bytes))}</p>
      <ul class="files">
        {letter.attached.map((one) => (
          <li key={one.name}>{words.attached(one.name, sizeOf(one.bytes))}</li>
        ))}
      </ul>
      <section class="letter" tabIndex={0} aria-label={words.text}>
        {letter.text}
      </section>
    </Dialog>
  );
}

export function Password(props: { path: string; onClose: () => void; onDone: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [why, tell] = useState("");
  const keep = () =>
    post<{ kept: string }>(props.path, { password: input.current?.value ?? "" }).then(
      (answer) => {
        if (input.current) input.current.value = "";
        say(words.kept(answer.kept));
        props.onClose();
        props.onDone();
      },
      (fault: Fault) => tell(fault.message),
    );
  return (
    <Dialog title={words.passwordTitle} onClose={props.onClose} act={{ text: words.keep, go: () => void keep() }}>
      <label for="mat-khau-thu">{words.passwordLabel}</label>
      <input id="mat-khau-thu" ref={input} type="password" autocomplete="new-password" maxLength={4096} />
      <p class="hint">{words.passwordNote}</p>
      <p role="alert">{why}</p>
    </Dialog>
  );
}
