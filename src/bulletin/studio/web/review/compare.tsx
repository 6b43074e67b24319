// What changed since a named version: words by story and field, and pages side by side.
import { useEffect, useRef, useState } from "preact/hooks";
import { ends, NameVersion, PagePair } from "../shell/past.tsx";
import type { ChangedFile, Comparison, ReviewApi, Version } from "./api.ts";
import * as words from "./words.ts";

export interface CompareProps {
  readonly api: ReviewApi;
  readonly versions: readonly Version[];
  /** The version that the address names; 0 for the newest. */
  readonly first: number;
  readonly onName: (name: string) => Promise<boolean>;
}

export function Compare({ api, versions, first, onName }: CompareProps) {
  const [chosen, setChosen] = useState(first);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (first) section.current?.scrollIntoView();
  }, []);
  const [seen, setSeen] = useState<Comparison | null>(null);
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
      {seen && <PlannedAnew anew={seen.anew} />}
      {seen && seen.files.length === 0 && <p>{words.same}</p>}
      {seen?.files.map((file) => (
        <Changed key={file.file} file={file} />
      ))}
      {seen && seen.pages.length > 0 && (
        <PagePair
          key={number}
          title={words.pages}
          then={words.before}
          now={words.now}
          pages={seen.pages}
          current={seen.now}
          pageThen={(page) => api.pageThen(number, page)}
        />
      )}
      <NameVersion label={words.nameLabel} go={words.name} onName={onName} />
    </section>
  );
}

export function PlannedAnew({ anew }: { anew: readonly string[] }) {
  return anew.length ? <p>{words.anew(anew)}</p> : null;
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
                  <span key={place}>{ends(run.text)}</span>
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
