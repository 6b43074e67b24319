// A field of a form. It is uncontrolled: what is in it is the officer's, the program's value goes in at the beginning only,
// and later only while nobody is in the field and nothing typed is waiting.
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Finding } from "./api.ts";
import { ConflictBar, type FieldConflict } from "./conflict.tsx";
import { Findings } from "./findings.tsx";
import { type Quiet, quiet } from "./quiet.ts";
import * as words from "./words.ts";

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  /** Called with the new and the former text when it is quiet; equal texts are not told. */
  readonly onEdit: (text: string, old: string) => void;
  /** Called at every key, for what may change at once outside the field (a masthead, a count). */
  readonly onTyped?: (text: string) => void;
  readonly hint?: string;
  readonly rows?: number;
  readonly required?: boolean;
  readonly inputMode?: "text" | "numeric";
  readonly type?: "text" | "date";
  readonly name?: string;
  readonly findings?: readonly Finding[];
  readonly onFix?: (finding: Finding) => void;
  readonly conflict?: FieldConflict | undefined;
  readonly disabled?: boolean;
  /** Words of an approved issue: only to be read until somebody was asked; not while somebody is in the field. */
  readonly held?: boolean;
}

type Typing = HTMLInputElement | HTMLTextAreaElement;

export function Field(props: FieldProps) {
  const id = useId();
  const ref = useRef<Typing>(null);
  const typing = useTyping(ref, props);
  const [, draw] = useState(0);
  const held = props.held && !(ref.current && !ref.current.readOnly && document.activeElement === ref.current);
  const told = [props.hint && `${id}-hint`, props.findings?.length && `${id}-findings`].filter(Boolean).join(" ");
  const common = {
    id,
    name: props.name ?? id,
    autoComplete: "off",
    spellcheck: false,
    required: props.required ?? false,
    readOnly: props.disabled || held || false,
    "data-held": held || undefined,
    "aria-describedby": told || undefined,
    "aria-invalid": props.findings?.some((one) => one.severity === "error") || undefined,
    onInput: typing.input,
    onBlur: () => {
      typing.leave();
      if (props.held) draw((count) => count + 1);
    },
  };
  return (
    <div class={`field ${props.findings?.length ? "has-findings" : ""}`}>
      <label for={id}>
        {props.label}
        {props.required && <span class="required"> ({words.required})</span>}
      </label>
      {(props.rows ?? 1) > 1 ? (
        <textarea {...common} ref={ref as never} rows={props.rows} />
      ) : (
        <input
          {...common}
          ref={ref as never}
          type={(props.type ?? "text") as "text"}
          inputMode={props.inputMode ?? "text"}
        />
      )}
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <Findings
        id={`${id}-findings`}
        findings={props.findings ?? []}
        {...(props.onFix ? { onFix: props.onFix } : {})}
      />
      {props.conflict && <ConflictBar conflict={props.conflict} take={typing.put} />}
    </div>
  );
}

function useTyping(ref: { current: Typing | null }, props: FieldProps) {
  const state = useRef({ sent: props.value, props, wait: null as Quiet | null, put: false });
  const mine = state.current;
  mine.props = props;
  const tell = () => {
    const text = ref.current?.value ?? mine.sent;
    const old = mine.sent;
    mine.sent = text;
    if (text !== old) mine.props.onEdit(text, old);
  };
  // Before the field is seen: a later beginning would take away what a quick hand has typed by then.
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    element.value = mine.props.value;
    mine.sent = mine.props.value;
    mine.wait = quiet(element, tell);
    return () => mine.wait?.stop();
  }, []);
  // A value from outside: only into a field where nobody is and nothing waits; else the conflict bar shows it.
  const settle = () => {
    const element = ref.current;
    const value = mine.props.value;
    if (!element || value === mine.sent || mine.wait?.waiting() || document.activeElement === element) return;
    mine.sent = value;
    element.value = value;
    element.classList.add("came");
    setTimeout(() => element.classList.remove("came"), 2000);
  };
  useEffect(settle, [props.value]);
  return {
    input: () => {
      mine.wait?.due();
      mine.props.onTyped?.(ref.current?.value ?? "");
    },
    leave: () => {
      mine.wait?.now();
    },
    /** What somebody chose in the conflict bar: their press of a button, no answer of the program. */
    put: (text: string) => {
      if (ref.current) ref.current.value = text;
      tell();
    },
  };
}
