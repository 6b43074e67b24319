// The column of fields: made from the program's description, basic groups open, the rest in named folds.
import { useLayoutEffect, useRef } from "preact/hooks";
import { Field } from "../shell/field.tsx";
import { Findings } from "../shell/findings.tsx";
import { clock } from "../shell/time.ts";
import { BodyField } from "./body-field.tsx";
import { conflictAt, findingsAt, saidAt, useStory } from "./context.ts";
import { asFiled, asRead, isFiled } from "./dates.ts";
import { dotted, type FormField, type FormGroup, type Step, shown, type Value } from "./data.ts";
import { PairList, Rows } from "./rows.tsx";
import { Select } from "./select.tsx";
import * as words from "./words.ts";

export function Form(props: { groups: readonly FormGroup[]; skip: string }) {
  return (
    <>
      {props.groups.map((group) => {
        const fields = group.fields.filter((field) => field.name !== props.skip);
        return fields.length ? <Group key={group.name} group={group} fields={fields} /> : null;
      })}
    </>
  );
}

function Group(props: { group: FormGroup; fields: readonly FormField[] }) {
  const story = useStory();
  const names = new Set(props.fields.map((field) => field.name));
  const found = story.findings.some((one) => names.has(String(one.path[0])));
  const fold = useRef<HTMLDetailsElement>(null);
  // Before the form is seen: what opens later moves the field that somebody is in.
  useLayoutEffect(() => {
    // A fold opens for what there is to see, and never closes by itself: somebody may be typing in it.
    if (fold.current && (props.group.open || found)) fold.current.open = true;
  }, [found]);
  return (
    <details class="group" ref={fold} id={`nhom-${props.fields[0]?.name}`}>
      <summary>
        <h2>{props.group.name}</h2>
      </summary>
      {props.fields.map((field) => (
        <AnyField key={field.name} field={field} path={[field.name]} indexes={[]} />
      ))}
    </details>
  );
}

export interface PlaceProps {
  readonly field: FormField;
  readonly path: readonly Step[];
  /** Numbers of the items on the way. */
  readonly indexes: readonly number[];
  /** What a row of a list says: rows move on the screen before they do in the file. */
  readonly given?: Value;
  /** Instead of sending at once: a row that is not in the file yet. */
  readonly first?: (name: string, text: string) => void;
}

export function AnyField(props: PlaceProps) {
  const story = useStory();
  const { field } = props;
  if (field.shape === "list") return <Rows {...props} />;
  if (field.shape === "map") return <PairList {...props} />;
  if (field.shape === "record") return <Group2 {...props} />;
  if (field.multiline) return <BodyField {...props} />;
  const Own = story.own?.(field);
  if (Own) return <Own {...props} />;
  const named = props.path.filter((step) => typeof step === "string").join(".");
  if (field.shape === "choice" || field.shape === "bool" || story.choices[named]) return <Select {...props} />;
  return <TextField {...props} />;
}

function Group2(props: PlaceProps) {
  const story = useStory();
  return (
    <fieldset class="record" data-field={dotted(props.path, props.indexes)}>
      <legend>{props.field.label}</legend>
      <Findings findings={findingsAt(story, props.path, props.indexes)} />
      {(props.field.fields ?? []).map((inner) => (
        <AnyField key={inner.name} {...props} field={inner} path={[...props.path, inner.name]} />
      ))}
    </fieldset>
  );
}

export function TextField(props: PlaceProps) {
  const story = useStory();
  const { field, path, indexes } = props;
  const said = shown(saidAt(story, props));
  const { read, write } = useDays(field, said);
  const value = read(said);
  const found = findingsAt(story, path, indexes);
  const conflict = conflictAt(story, path, indexes);
  const edited = (text: string, old: string) => {
    if (conflict) story.sender.know(path, shown(conflict.theirs as never));
    if (props.first) props.first(field.name, text);
    else story.sender.set(path, ...write(text, old));
  };
  const more = value ? "" : field.empty ? words.unsaid(field.empty) : field.example && words.example(field.example);
  const hint = [field.hint, more].filter(Boolean).join(" ");
  return (
    <div class="place" data-field={dotted(path, indexes)} onFocusIn={() => story.here(String(path[0]), null)}>
      <Field
        label={field.label}
        value={conflict ? read(shown(conflict.mine as never)) : value}
        {...(hint ? { hint } : {})}
        rows={field.long ? 2 : 1}
        required={field.required}
        disabled={field.fixed}
        held={story.held}
        findings={found}
        onFix={(one) => story.repair(one as never)}
        inputMode={field.shape === "int" ? "numeric" : "text"}
        conflict={
          conflict && {
            mine: read(shown(conflict.mine as never)),
            theirs: read(shown(conflict.theirs as never)),
            time: clock(conflict.saved_at ?? ""),
            onSettled: (text) => {
              edited(text, "");
              story.settled(conflict);
            },
          }
        }
        onEdit={edited}
      />
    </div>
  );
}

/** How the words of a file are shown in a field, and how words that are typed there are sent. */
function useDays(field: FormField, said: string) {
  const before = useRef("");
  const typed = useRef("");
  const dated = field.shape.startsWith("date");
  // A day that is being typed is no day for a while, and is then written as it was before.
  if (dated && isFiled(said)) before.current = said;
  const filed = (text: string) => (before.current ? asFiled(text, before.current) : text);
  return {
    // What somebody typed stays as they typed it: 20.11.2026 does not become 20/11/2026 under their eyes.
    read: (text: string): string => {
      if (!dated) return text;
      return typed.current && filed(typed.current) === text ? typed.current : asRead(text);
    },
    write: (text: string, old: string): [now: string, old: string] => {
      typed.current = text;
      return [filed(text), filed(old)];
    },
  };
}

/** The heading of a fold says how many things there are to look at. */
export const toSee = (count: number): string => (count ? `${count} ${words.warning.toLowerCase()}` : "");
