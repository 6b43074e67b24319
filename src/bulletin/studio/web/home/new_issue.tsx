// The next issue, filled in from the last one. Nothing is written before the button at the end.
import { useEffect, useState } from "preact/hooks";
import { Fault, type Finding, get, post } from "../shell/api.ts";
import { Ticks } from "../shell/choices.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { Field } from "../shell/field.tsx";
import { Findings } from "../shell/findings.tsx";
import { day, isoDay, weekday } from "../shell/time.ts";
import type { Bulletin, Proposal } from "./data.ts";
import { asFindings } from "./new_bulletin.tsx";
import * as words from "./words.ts";

export function NewIssue(props: { bulletin: Bulletin; onClose: () => void; onDone: (issue: string) => void }) {
  const path = `/api/bulletins/${encodeURIComponent(props.bulletin.id)}/issues`;
  const [said, setSaid] = useState<Proposal | null>(null);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  useEffect(() => {
    get<Proposal>(`${path}/next`).then(setSaid, (error: Fault) => setFindings(asFindings(error)));
  }, []);
  return said ? (
    <Form {...props} path={path} said={said} />
  ) : (
    <Dialog title={words.issueTitle(props.bulletin.name)} onClose={props.onClose}>
      <div role="alert">
        <Findings findings={findings} />
      </div>
    </Dialog>
  );
}

interface FormProps {
  readonly bulletin: Bulletin;
  readonly path: string;
  readonly said: Proposal;
  readonly onClose: () => void;
  readonly onDone: (issue: string) => void;
}

function Form(props: FormProps) {
  const { said } = props;
  const [values, setValues] = useState<Record<string, string>>({
    number: String(said.number),
    total: said.total ? String(said.total) : "",
    date: day(said.date),
    start: day(said.period?.start ?? ""),
    end: day(said.period?.end ?? ""),
    pages: said.pages ? String(said.pages) : "",
  });
  const [notices, setNotices] = useState<ReadonlySet<string>>(new Set(said.notices));
  const [stories, setStories] = useState<ReadonlySet<string>>(new Set(said.unfinished.map((one) => one.id)));
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const create = async () => {
    const { start = "", end = "", date = "", ...rest } = values;
    const period = start && end ? { start: isoDay(start), end: isoDay(end) } : null;
    try {
      const body = { ...rest, date: isoDay(date), period, notices: [...notices], stories: [...stories] };
      props.onDone((await post<{ id: string }>(props.path, body)).id);
    } catch (error) {
      setFindings(error instanceof Fault ? asFindings(error) : []);
    }
  };
  const field = (key: string, label: string, hint = "") => (
    <Field
      label={label}
      hint={hint}
      inputMode="numeric"
      value={values[key] ?? ""}
      required={key === "number" || key === "date"}
      findings={findings.filter((one) => (one.path ?? [])[0] === key)}
      onEdit={(text) => setValues((old) => ({ ...old, [key]: text }))}
      onTyped={(text) => setValues((old) => ({ ...old, [key]: text }))}
    />
  );
  return (
    <Dialog
      title={words.issueTitle(props.bulletin.name)}
      onClose={props.onClose}
      act={{ text: words.create, go: create }}
    >
      <p class="hint">{words.issueNote(said.from)}</p>
      <div role="alert">
        <Findings findings={findings.filter((one) => !(String((one.path ?? [])[0]) in values))} />
      </div>
      <div class="pairs">
        {field("number", words.number)}
        {said.total !== null && field("total", words.total)}
        {field("date", words.date, weekday(isoDay(values.date ?? "")))}
        {field("pages", words.wanted)}
        {field("start", words.periodFrom)}
        {field("end", words.periodTo)}
      </div>
      {said.from !== null && <p class="hint">{words.standingNote}</p>}
      {said.notices.length > 0 && (
        <Ticks
          legend={words.notices}
          chosen={notices}
          onChange={setNotices}
          rows={said.notices.map((text) => ({ value: text, text }))}
        />
      )}
      {said.unfinished.length > 0 && (
        <Ticks
          legend={words.unfinished}
          chosen={stories}
          onChange={setStories}
          rows={said.unfinished.map((one) => ({
            value: one.id,
            text: one.title,
            note: words.statuses[one.status] ?? one.status,
          }))}
        />
      )}
      {said.from !== null && !said.unfinished.length && <p class="hint">{words.unfinishedNone}</p>}
    </Dialog>
  );
}
