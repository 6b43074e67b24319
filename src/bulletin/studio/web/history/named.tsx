// States of the issue that were given a name: kept for ever, with their pages.
import { NameVersion } from "../shell/past.tsx";
import { href, OWN } from "../shell/router.ts";
import { registered } from "../shell/screen.ts";
import type { Named } from "./api.ts";
import { moment } from "./list.tsx";
import { words } from "./words.ts";

export interface NamedProps {
  readonly bulletin: string;
  readonly issue: string;
  readonly named: readonly Named[];
  readonly onLook: (number: number) => void;
  readonly onRestore: (number: number) => void;
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
