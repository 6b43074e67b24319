// What several screens show of the past: a page of then beside the page of now, ends of long texts, a name for a version.
import { useEffect, useState } from "preact/hooks";
import { type Fault, picture } from "./api.ts";
import * as words from "./words.ts";

export interface PagePairProps {
  readonly title: string;
  readonly then: (page: number) => string;
  readonly now: (page: number) => string;
  /** The pages of then that were kept. */
  readonly pages: readonly number[];
  readonly current: readonly { readonly number: number; readonly digest: string }[];
  readonly pageThen: (page: number) => Promise<string>;
  /** What is to be known of a page of then. */
  readonly note?: (page: number) => string;
}

export function PagePair(props: PagePairProps) {
  const [page, turn] = useState(props.pages[0] ?? 1);
  const now = props.current.find((one) => one.number === page);
  const most = Math.max(...props.pages, ...props.current.map((one) => one.number));
  return (
    <section class="page-pair" aria-label={props.title}>
      <h3>{props.title}</h3>
      <PageChoice page={page} pages={Array.from({ length: most }, (_, place) => place + 1)} turn={turn} />
      {props.note && <p class="hint">{props.note(page)}</p>}
      <div class="pair">
        {props.pages.includes(page) && (
          <Shot key={`then${page}`} alt={props.then(page)} load={() => props.pageThen(page)} />
        )}
        {now && <Shot key={now.digest} alt={props.now(page)} load={() => picture(`/api/pictures/${now.digest}`)} />}
      </div>
    </section>
  );
}

export interface PageChoiceProps {
  readonly page: number;
  readonly pages: readonly number[];
  readonly turn: (page: number) => void;
}

export const PageChoice = ({ page, pages, turn }: PageChoiceProps) => (
  <label class="line">
    {words.page}
    <select value={page} onChange={(event) => turn(Number(event.currentTarget.value))}>
      {pages.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  </label>
);

function Shot({ alt, load }: { alt: string; load: () => Promise<string> }) {
  const [url, show] = useState("");
  const [why, tell] = useState("");
  useEffect(() => {
    let gone = false;
    const made = load();
    made.then(
      (found) => gone || show(found),
      (fault: Fault) => gone || tell(fault.message),
    );
    return () => {
      gone = true;
      made.then((found) => URL.revokeObjectURL(found)).catch(() => undefined); // it was never there
    };
  }, []);
  if (why) return <p>{`${alt}: ${words.unread(why)}`}</p>;
  return (
    <figure>
      {url && <img src={url} alt={alt} />}
      <figcaption aria-hidden="true">{alt}</figcaption>
    </figure>
  );
}

const NEAR = 70;

/** A long text that stayed is shown by its ends. */
export const ends = (text: string): string =>
  text.length <= 2 * NEAR + 20 ? text : `${text.slice(0, NEAR)} … ${text.slice(-NEAR)}`;

export interface NameVersionProps {
  readonly label: string;
  readonly go: string;
  /** Whether the name was given. */
  readonly onName: (name: string) => Promise<boolean>;
}

export function NameVersion({ label, go, onName }: NameVersionProps) {
  const [name, type] = useState("");
  return (
    <form
      class="name-version"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) void onName(name.trim()).then((given) => given && type(""));
      }}
    >
      <label class="line">
        {label}
        <input maxLength={80} autocomplete="off" value={name} onInput={(event) => type(event.currentTarget.value)} />
      </label>
      <button type="submit">{go}</button>
    </form>
  );
}
