// A file that does not read: what is the matter, why, what to do, and its lines, to be read and copied.
import type { Finding } from "./api.ts";
import * as words from "./words.ts";

export interface Locked extends Finding {
  readonly lines: readonly string[];
  /** The line of the fault, from 0. */
  readonly at: number | null;
}

export function LockedFile(props: { told: string; locked: Locked; history?: string | undefined }) {
  const { lines, at, what, why, remedy } = props.locked;
  const from = at ?? lines.length;
  return (
    <section class="locked" data-pane tabIndex={0} aria-label={words.asTyped}>
      <div class="banner">
        <p>{`${props.told} ${what}`}</p>
        <p>{why}</p>
        <p>{remedy}</p>
        {props.history && (
          <a class="button" href={props.history}>
            {words.toHistory}
          </a>
        )}
      </div>
      <h2>{words.asTyped}</h2>
      <pre>
        {lines.slice(0, from).map((line) => `${line}\n`)}
        {at !== null && <mark>{lines[at] || " "}</mark>}
        {lines.slice(from + 1).map((line) => `\n${line}`)}
      </pre>
    </section>
  );
}
