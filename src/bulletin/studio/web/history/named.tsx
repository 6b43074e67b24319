// States of the issue that were given a name: kept for ever, with their pages.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { NameVersion } from "../shell/past.tsx";
import { href, OWN } from "../shell/router.ts";
import { registered } from "../shell/screen.ts";
import type { Named } from "./api.ts";
import { moment } from "./list.tsx";
import * as words from "./words.ts";

export interface NamedProps {
  readonly bulletin: string;
  readonly issue: string;
  readonly named: readonly Named[];
  readonly onLook: (number: number) => void;
  readonly onRestore: (number: number) => void;
  readonly onRename: (one: Named, name: string) => void;
  readonly onName: (name: string) => Promise<boolean>;
}

export function NamedList(props: NamedProps) {
  return (
    <>
      <NameVersion label={words.nameLabel} go={words.nameGo} onName={props.onName} />
      {props.named.length === 0 && <p>{words.noNamed}</p>}
      <ul class="kept">
        {props.named.map((one) => (
          <li key={one.number}>
            <h2>{one.name}</h2>
            <p class="facts">{[moment(one.at), one.who || words.somebody, words.withPages(one.pages)].join(" · ")}</p>
            <p class="buttons">
              <button type="button" onClick={() => props.onLook(one.number)} aria-label={`${words.look}: ${one.name}`}>
                {words.look}
              </button>
              {props.issue !== OWN && registered.has("review") && (
                <a
                  class="button"
                  href={href(props.bulletin, props.issue, "review", String(one.number))}
                  aria-label={`${words.compare}: ${one.name}`}
                >
                  {words.compare}
                </a>
              )}
              <Rename name={one.name} onName={(name) => props.onRename(one, name)} />
              <button
                type="button"
                onClick={() => props.onRestore(one.number)}
                aria-label={`${words.restoreIssue}: ${one.name}`}
              >
                {words.restoreIssue}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A button that opens a field: Enter gives the name, Escape leaves it; then the focus is on the button again. */
function Rename(props: { name: string; onName: (name: string) => void }) {
  const [open, set] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, [open]);
  const close = () => {
    set(false);
    setTimeout(() => button.current?.focus());
  };
  if (!open) {
    return (
      <button type="button" ref={button} aria-label={`${words.rename}: ${props.name}`} onClick={() => set(true)}>
        {words.rename}
      </button>
    );
  }
  return (
    <form
      class="name-version"
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
        if (name && name !== props.name) props.onName(name);
        close();
      }}
    >
      <input
        name="name"
        maxLength={80}
        autocomplete="off"
        aria-label={words.newName(props.name)}
        defaultValue={props.name}
        ref={input}
      />
      <button type="submit">{words.rename}</button>
      <button type="button" onClick={close}>
        {words.cancel}
      </button>
    </form>
  );
}
