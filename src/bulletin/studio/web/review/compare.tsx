// What changed since a named version: words by story and field, and pages side by side.
import { useEffect, useRef, useState } from "preact/hooks";
import { picture } from "../shell/api.ts";
import type { ChangedFile, Comparison, ReviewApi, Version } from "./api.ts";
import { words } from "./words.ts";

export interface CompareProps {
  readonly api: ReviewApi;
  readonly versions: readonly Version[];
  /** The version that the address names; 0 for the newest. */
  readonly first: number;
  readonly onName: (name: string) => void;
}

export function Compare({ api, versions, first, onName }: CompareProps) {
  const [chosen, setChosen] = useState(first);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (first) section.current?.scrollIntoView();
  }, []);
  const [seen, setSeen] = useState<Comparison | null>(null);
  const [name, setName] = useState("");
  const number = chosen || versions[0]?.number || 0;
  useEffect(() => {
    setSeen(null);
    if (number) void api.compare(number).then(setSeen, () => setSeen(null));
  }, [api, number, versions]);
  return (
    <section class="review-part" ref={section} aria-labelledby="soat-so" data-pane>
      <h2 id="soat-so">{words.versions}</h2>
      {versions.length === 0 && <p>{words.noVersions}</p>}
      {versions.length > 0 && (
        <label class="line">
          {words.versionLabel}
          <select value={number} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
            {versions.map((one) => (
              <option key={one.number} value={one.number}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {seen && seen.files.length === 0 && <p>{words.same}</p>}
      {seen?.files.map((file) => (
        <Changed key={file.file} file={file} />
      ))}
      {seen && seen.pages.length > 0 && <Pages api={api} number={number} seen={seen} />}
      <form
        class="name-version"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) onName(name.trim());
          setName("");
        }}
      >
        <label class="line">
          {words.nameLabel}
          <input
            maxLength={80}
            autocomplete="off"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <button type="submit">{words.name}</button>
      </form>
    </section>
  );
}

function Changed({ file }: { file: ChangedFile }) {
  const title =
    file.kind === "article" ? words.inStory(file.title) : file.kind === "issue" ? words.inIssue : words.inPublication;
  const state = file.state === "new" ? words.isNew : file.state === "gone" ? words.isGone : "";
  return (
    <div class="changed">
      <h3>
        {title} {state && <em>({state})</em>}
      </h3>
      <dl>
        {file.fields.map((field) => (
          <div key={field.path.join(".")}>
            <dt>{field.label}</dt>
            <dd>
              {field.words.map((run, place) =>
                run.kind === "same" ? (
                  <Same key={place} text={run.text} />
                ) : run.kind === "gone" ? (
                  <del key={place}>
                    <span class="hidden">{words.gone}: </span>
                    {run.text}
                  </del>
                ) : (
                  <ins key={place}>
                    <span class="hidden">{words.fresh}: </span>
                    {run.text}
                  </ins>
                ),
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const NEAR = 60;

/** A long run that stayed is shown by its ends. */
function Same({ text }: { text: string }) {
  return <>{text.length <= 2 * NEAR + 10 ? text : `${text.slice(0, NEAR)} … ${text.slice(-NEAR)}`}</>;
}

function Pages({ api, number, seen }: { api: ReviewApi; number: number; seen: Comparison }) {
  const [page, setPage] = useState(1);
  const most = Math.max(seen.now.length, ...seen.pages);
  const now = seen.now.find((one) => one.number === page);
  return (
    <div class="page-pair">
      <h3>{words.pages}</h3>
      <label class="line">
        {words.pageLabel}
        <select value={page} onChange={(event) => setPage(Number(event.currentTarget.value))}>
          {Array.from({ length: most }, (_, place) => (
            <option key={place} value={place + 1}>
              {place + 1}
            </option>
          ))}
        </select>
      </label>
      <div class="pair">
        {seen.pages.includes(page) && (
          <Shot name={`then${number}/${page}`} alt={words.before(page)} load={() => api.pageThen(number, page)} />
        )}
        {now && <Shot name={now.digest} alt={words.now(page)} load={() => picture(`/api/pictures/${now.digest}`)} />}
      </div>
    </div>
  );
}

function Shot({ name, alt, load }: { name: string; alt: string; load: () => Promise<string> }) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    let made = "";
    let gone = false;
    void load().then(
      (found) => {
        made = found;
        if (gone) URL.revokeObjectURL(found);
        else setUrl(found);
      },
      () => setUrl(""),
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [name]);
  return (
    <figure>
      {url && <img src={url} alt={alt} />}
      <figcaption>{alt}</figcaption>
    </figure>
  );
}
