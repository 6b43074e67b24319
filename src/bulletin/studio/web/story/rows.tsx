// Lists as rows: put in, taken out and moved by buttons; a new row is sent with its first words.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Field } from "../shell/field.tsx";
import { Findings } from "../shell/findings.tsx";
import { href, route } from "../shell/router.ts";
import { registered } from "../shell/screen.ts";
import { findingsAt, useStory } from "./context.ts";
import { dotted, type FormField, type Step, shown, type Value, valueAt } from "./data.ts";
import { AnyField } from "./form.tsx";
import * as words from "./words.ts";

interface Props {
  readonly field: FormField;
  readonly path: readonly Step[];
  readonly indexes: readonly number[];
}

interface Row {
  readonly uid: number;
  readonly value: Value;
  /** A row that is not in the file yet. */
  readonly fresh: boolean;
}

let last = 0;
const rowsOf = (items: readonly Value[]): Row[] => items.map((value) => ({ uid: ++last, value, fresh: false }));

export function Rows(props: Props) {
  const story = useStory();
  const { field, path } = props;
  const given = valueAt(story.values, path);
  const items: readonly Value[] = Array.isArray(given) ? (given as readonly Value[]) : [];
  const [rows, keep] = useState<Row[]>(() => rowsOf(items));
  const box = useRef<HTMLFieldSetElement>(null);
  /** Where the focus goes as soon as the rows are as they were asked for, before a further key is pressed. */
  const goes = useRef<(() => void) | null>(null);
  useLayoutEffect(() => {
    goes.current?.();
    goes.current = null;
  }, [rows]);
  const seen = JSON.stringify(items);
  useLayoutEffect(() => {
    // Rows from outside: the same places stay the same rows, so that nobody loses the field that they are in. What was
    // read before a row was sent knows nothing of it: the row stays until the file is read again.
    if (!story.sender.fresh) return;
    keep((old) => {
      const fresh = old.filter((row) => row.fresh);
      const kept = old.filter((row) => !row.fresh);
      return [...items.map((value, n) => ({ uid: kept[n]?.uid ?? ++last, value, fresh: false })), ...fresh];
    });
  }, [seen, story.version]);
  const keyOf = (row: Row, n: number): Step => {
    const ident = field.key ? valueAt(row.value, [field.key]) : null;
    return field.key && typeof ident === "string" ? { [field.key]: ident } : n;
  };
  const add = () => {
    goes.current = () =>
      box.current
        ?.querySelector<HTMLElement>(".row:last-of-type :is(input, textarea, select, [role=textbox])")
        ?.focus();
    keep([...rows, { uid: ++last, value: null, fresh: true }]);
  };
  const remove = (n: number) => {
    const row = rows[n];
    if (!row) return;
    if (!row.fresh) story.sender.remove(path, keyOf(row, n));
    keep(rows.filter((one) => one !== row));
    // The button goes with its row.
    box.current?.querySelector<HTMLElement>(":scope > :is(.add, p > a)")?.focus();
  };
  const move = (n: number, step: 1 | -1) => {
    const row = rows[n];
    const other = rows[n + step];
    if (!row || !other || row.fresh || other.fresh) return;
    const next = rows[step > 0 ? n + 2 : n - 1];
    story.sender.move(path, keyOf(row, n), next && !next.fresh ? keyOf(next, step > 0 ? n + 2 : n - 1) : null);
    const made = rows.filter((one) => one !== row);
    made.splice(n + step, 0, row);
    // The row keeps the focus where it goes; at an end its other button takes it.
    goes.current = () => {
      const tools = box.current?.querySelectorAll(":scope > .row > .row-tools")[n + step];
      const button = tools?.querySelector<HTMLButtonElement>(`[data-step="${step}"]`);
      (button?.disabled ? tools?.querySelector<HTMLElement>(`[data-step="${-step}"]`) : button)?.focus();
    };
    keep(made);
  };
  const first = (row: Row) => (name: string | null, text: string) => {
    if (!text) return;
    const item: Value = name === null ? text : { [name]: text };
    story.sender.add(path, item);
    keep((old) => old.map((one) => (one.uid === row.uid ? { ...one, value: item, fresh: false } : one)));
  };
  const found = findingsAt(story, path, props.indexes);
  // A photo comes from a file that is chosen, not from a name that is typed.
  const fromScreen = field.name === "photos" && registered.has("photos");
  return (
    <fieldset class="list" ref={box} data-field={dotted(path, props.indexes)}>
      <legend>{field.label}</legend>
      {field.hint && <p class="hint">{field.hint}</p>}
      <Findings findings={found} onFix={(one) => story.repair(one as never)} />
      {fromScreen && (
        <p>
          <a href={href(route.value.bulletin, route.value.issue, "photos")}>{words.fromHere}</a>
        </p>
      )}
      {rows.map((row, n) => (
        <RowOf
          key={row.uid}
          {...props}
          row={row}
          number={n}
          count={rows.length}
          step={keyOf(row, n)}
          first={row.fresh ? first(row) : undefined}
          remove={() => remove(n)}
          move={(step) => move(n, step)}
        />
      ))}
      {!field.fixed && !fromScreen && (
        <button type="button" class="add" aria-label={words.addTo(field.label)} onClick={add}>
          + {words.add}
        </button>
      )}
    </fieldset>
  );
}

interface RowProps extends Props {
  readonly row: Row;
  readonly number: number;
  readonly count: number;
  readonly step: Step;
  readonly first: ((name: string | null, text: string) => void) | undefined;
  readonly remove: () => void;
  readonly move: (step: 1 | -1) => void;
}

function RowOf(props: RowProps) {
  const story = useStory();
  const { field, number, step, first } = props;
  const path = [...props.path, step];
  const indexes = [...props.indexes, number];
  const name = words.row(field.label, number + 1);
  const inner = field.item?.fields;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside a fieldset is read as two groups
    <div class="row" role="group" aria-label={name} data-field={dotted(path, indexes)}>
      {inner && <Findings findings={findingsAt(story, path, indexes)} />}
      {inner ? (
        inner.map((one) => (
          <AnyField
            key={one.name}
            field={one}
            path={[...path, one.name]}
            indexes={indexes}
            {...(first ? { first: (key: string, text: string) => first(key, text) } : {})}
          />
        ))
      ) : (
        <AnyField
          field={{ ...field, ...field.item, label: name, hint: "", empty: "" }}
          given={first ? null : props.row.value}
          path={path}
          indexes={indexes}
          {...(first ? { first: (_: string, text: string) => first(null, text) } : {})}
        />
      )}
      <div class="row-tools" hidden={field.fixed}>
        <button
          type="button"
          class="plain"
          aria-label={`${words.up}: ${name}`}
          data-step="-1"
          disabled={number === 0}
          onClick={() => props.move(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          class="plain"
          aria-label={`${words.down}: ${name}`}
          data-step="1"
          disabled={number + 1 === props.count}
          onClick={() => props.move(1)}
        >
          ↓
        </button>
        <button type="button" class="plain" aria-label={`${words.remove}: ${name}`} onClick={props.remove}>
          {words.remove}
        </button>
      </div>
    </div>
  );
}

/** Pairs of words, such as abbreviations and what they stand for. */
export function PairList(props: Props) {
  const story = useStory();
  const { field, path } = props;
  const given = valueAt(story.values, path);
  const pairs = Object.entries((given ?? {}) as { [name: string]: Value });
  const [fresh, open] = useState(0);
  const name = useRef("");
  return (
    <fieldset class="list" data-field={dotted(path, props.indexes)}>
      <legend>{field.label}</legend>
      {pairs.map(([key, value]) => (
        <Field
          key={key}
          label={key}
          value={shown(value)}
          held={story.held}
          findings={findingsAt(story, [...path, key], props.indexes)}
          onEdit={(text, old) => story.sender.set([...path, key], text, old)}
        />
      ))}
      {fresh > 0 && (
        <div class="row" key={fresh}>
          <Field
            label={words.name}
            held={story.held}
            value=""
            onEdit={(text) => {
              name.current = text;
            }}
          />
          <Field
            label={words.meaning}
            held={story.held}
            value=""
            onEdit={(text) => name.current && story.sender.set([...path, name.current], text, null)}
          />
        </div>
      )}
      <button type="button" class="add" aria-label={words.addTo(field.label)} onClick={() => open(fresh + 1)}>
        + {words.add}
      </button>
    </fieldset>
  );
}
