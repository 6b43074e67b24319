// A new bulletin in five questions. Nothing is written before the button at the end.
import { useState } from "preact/hooks";
import { Fault, type Finding, post } from "../shell/api.ts";
import { Choices } from "../shell/choices.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { Findings } from "../shell/findings.tsx";
import { Field } from "../shell/field.tsx";
import type { Look, OpenFolder } from "./data.ts";
import { Masthead } from "./masthead.tsx";
import * as words from "./words.ts";

const OTHER = "other";

export interface NewBulletinProps {
  readonly layouts: readonly Look[];
  /** Where it can be made; asked for where there are several. */
  readonly folders: readonly OpenFolder[];
  readonly onClose: () => void;
  readonly onDone: (name: string, id: string) => void;
}

export function NewBulletin(props: NewBulletinProps) {
  const [folder, setFolder] = useState(props.folders[0]?.id ?? "");
  const [name, setName] = useState("");
  const [body, setBody] = useState("");
  const [choice, setChoice] = useState(words.periods[0] ?? "");
  const [other, setOther] = useState("");
  const [kind, setKind] = useState("internal");
  const [layout, setLayout] = useState(props.layouts[0]?.name ?? "");
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const period = choice === OTHER ? other : choice;
  const create = async () => {
    try {
      const made = await post<{ id: string }>("/api/bulletins", { name, body, period, kind, layout, folder });
      props.onDone(name.trim(), made.id);
    } catch (error) {
      setFindings(error instanceof Fault ? asFindings(error) : []);
    }
  };
  const of = (key: string) => findings.filter((one) => (one.path ?? [])[0] === key);
  return (
    <Dialog title={words.newBulletin} onClose={props.onClose} wide act={{ text: words.create, go: create }}>
      <div class="five">
        <div class="questions">
          <div role="alert">
            <Findings findings={findings.filter((one) => !one.path?.length)} />
          </div>
          <Field
            label={words.name}
            hint={words.nameHint}
            value=""
            required
            findings={of("name")}
            onTyped={setName}
            onEdit={setName}
          />
          <Field
            label={words.body}
            hint={words.bodyHint}
            value=""
            required
            findings={of("body")}
            onTyped={setBody}
            onEdit={setBody}
          />
          <Choices
            legend={words.period}
            value={choice}
            onChoose={setChoice}
            rows={[...words.periods.map((text) => ({ value: text, text })), { value: OTHER, text: words.otherPeriod }]}
          />
          {choice === OTHER && (
            <Field
              label={words.otherPeriod}
              value=""
              required
              findings={of("period")}
              onTyped={setOther}
              onEdit={setOther}
            />
          )}
          <Choices
            legend={words.kind}
            value={kind}
            onChoose={setKind}
            stacked
            rows={Object.entries(words.kindNotes).map(([value, text]) => ({ value, text }))}
          />
          <Choices
            legend={words.layout}
            value={layout}
            onChoose={setLayout}
            stacked
            rows={props.layouts.map((one) => ({ value: one.name, text: one.title, note: one.about }))}
          />
          {props.folders.length > 1 && (
            <Choices
              legend={words.where}
              value={folder}
              onChoose={setFolder}
              stacked
              rows={props.folders.map((one) => ({ value: one.id, text: one.name }))}
            />
          )}
        </div>
        <Masthead facts={{ name, body, period, layout, kind }} />
      </div>
    </Dialog>
  );
}

/** What to show when nothing was written: the program's findings, or the reason in one line. */
export function asFindings(error: Fault): readonly Finding[] {
  return error.findings.length ? error.findings : [{ severity: "error", what: error.message }];
}
