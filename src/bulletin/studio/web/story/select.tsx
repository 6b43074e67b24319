// A choice of a few values, and yes or no.
import { useId } from "preact/hooks";
import { href, OWN, route } from "../shell/router.ts";
import { ConflictBar } from "../shell/conflict.tsx";
import { Findings } from "../shell/findings.tsx";
import { clock } from "../shell/time.ts";
import { conflictAt, findingsAt, saidAt, useStory } from "./context.ts";
import { type Choice, dotted, shown } from "./data.ts";
import type { PlaceProps } from "./form.tsx";
import * as words from "./words.ts";

const SWITCH: readonly Choice[] = [
  { value: "có", label: words.yes },
  { value: "không", label: words.no },
];

export function Select(props: PlaceProps) {
  const story = useStory();
  const id = useId();
  const { field, path } = props;
  const given = saidAt(story, props);
  const typed = typeof given === "boolean" ? (given ? "có" : "không") : shown(given);
  const value = field.spellings?.[typed.toLowerCase()] ?? typed;
  const name = path.filter((step) => typeof step === "string").join(".");
  const choices = field.shape === "bool" ? SWITCH : (story.choices[name] ?? field.choices ?? []);
  const usual = choices.find((one) => one.value === field.empty)?.label ?? field.empty;
  const known = choices.some((one) => one.value === value);
  const found = findingsAt(story, path, props.indexes);
  const told = [field.hint && `${id}-hint`, found.length && `${id}-found`].filter(Boolean).join(" ");
  const chose = (text: string) =>
    props.first ? props.first(field.name, text) : story.sender.set(path, text, typed || null);
  return (
    <div class={`field place ${found.length ? "has-findings" : ""}`} data-field={dotted(path, props.indexes)}>
      <label for={id}>{field.label}</label>
      <select
        id={id}
        disabled={field.fixed}
        aria-describedby={told || undefined}
        onChange={(event) => chose(event.currentTarget.value)}
      >
        {(!field.required || !value) && (
          <option value="" selected={!value}>
            {usual ? words.usual(usual) : words.nothing}
          </option>
        )}
        {value && !known && (
          <option value={value} selected>
            {value}
          </option>
        )}
        {choices.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value}>
            {one.label}
          </option>
        ))}
      </select>
      {field.hint && (
        <p class="hint" id={`${id}-hint`}>
          {choices.length ? field.hint : words.noSections}{" "}
          {!choices.length && <a href={href(route.value.bulletin, OWN, "publication")}>{words.addSections}</a>}
        </p>
      )}
      <Clash {...props} />
      <Findings id={`${id}-found`} findings={found} onFix={(one) => story.repair(one as never)} />
    </div>
  );
}

/** A choice that was changed in two places: one of the two is taken. */
export function Clash({ path, indexes }: PlaceProps) {
  const story = useStory();
  const conflict = conflictAt(story, path, indexes);
  if (!conflict) return null;
  const [mine, theirs] = [conflict.mine, conflict.theirs].map((one) => shown(one as never));
  const settle = (text: string) => {
    story.sender.know(path, theirs ?? "");
    story.sender.set(path, text, null);
    story.settled(conflict);
  };
  const time = clock(conflict.saved_at ?? "");
  return (
    <ConflictBar
      conflict={{ mine: mine ?? "", theirs: theirs ?? "", time, onSettled: settle, whole: true }}
      take={() => undefined}
    />
  );
}
