// The saves by day: when, who, what, and how many words.
import { clock, day, weekdayName } from "../shell/time.ts";
import type { Row } from "./api.ts";
import * as words from "./words.ts";

export interface ListProps {
  readonly rows: readonly Row[];
  readonly chosen: number;
  readonly onChoose: (row: Row) => void;
}

export function fileName(kind: string, title: string): string {
  if (kind === "article") return words.story(title || words.untitled);
  if (kind === "photo") return words.photo(title);
  if (kind === "mail") return words.inMail;
  return kind === "issue" ? words.inIssue : words.inPublication;
}

export function SaveList({ rows, chosen, onChoose }: ListProps) {
  return (
    <>
      {byDay(rows).map(([date, those]) => (
        <section key={date} aria-label={dayName(date)}>
          <h2>{dayName(date)}</h2>
          <ol class="saves">
            {those.map((row) => (
              // The newest save of a row changes while somebody types; its first one does not.
              <li key={row.saves.at(-1)?.number ?? row.number}>
                <button type="button" class="plain" aria-pressed={holds(row, chosen)} onClick={() => onChoose(row)}>
                  <span class="when">{span(row)}</span>
                  <span class="what">
                    {words.kinds[row.kind] && <b>{words.kinds[row.kind]}: </b>}
                    {told(row)}
                  </span>
                  <span class="facts">{facts(row)}</span>
                </button>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

const holds = (row: Row, number: number): boolean =>
  row.number === number || row.saves.some((one) => one.number === number);

/** What was done; of an edit by another program it is known only where. */
export function told(row: Row): string {
  if (row.kind !== "outside" || !row.files.length) return row.what;
  return words.outside(row.files.map((one) => fileName(one.kind, one.title)).join(", "));
}

function facts(row: Row): string {
  return [
    row.who || words.somebody,
    row.added ? words.added(row.added) : "",
    row.removed ? words.removed(row.removed) : "",
    row.saves.length ? words.times(row.saves.length) : "",
    row.conflicts ? words.conflicts(row.conflicts) : "",
    row.taken_back ? words.takenBack : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** "14:02–14:09", or one time. */
function span(row: Row): string {
  const [from, to] = [clock(row.since), clock(row.at)];
  return from === to ? to : `${from}–${to}`;
}

function byDay(rows: readonly Row[]): [string, Row[]][] {
  const days = new Map<string, Row[]>();
  for (const row of rows) {
    const date = localDay(new Date(row.at));
    days.set(date, [...(days.get(date) ?? []), row]);
  }
  return [...days];
}

function localDay(time: Date): string {
  const two = (number: number) => number.toString().padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function dayName(date: string): string {
  const now = new Date();
  if (date === localDay(now)) return words.today;
  if (date === localDay(new Date(now.valueOf() - 86_400_000))) return words.yesterday;
  return `${weekdayName(date)} ${day(date)}`;
}

/** "14:02:31", to tell saves of one minute apart. */
export function exact(at: string): string {
  return `${clock(at)}:${new Date(at).getSeconds().toString().padStart(2, "0")}`;
}

/** "14:02 thứ Sáu 27/11/2026". */
export function moment(at: string): string {
  const name = dayName(localDay(new Date(at)));
  return `${clock(at)} ${name === words.today || name === words.yesterday ? name.toLowerCase() : name}`;
}
