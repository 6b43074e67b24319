// One save: the words of then beside those of now, pages of both where they were kept, and the way back.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Fault } from "../shell/api.ts";
import { Running } from "../outputs/card.tsx";
import { type Job, OutputsApi } from "../outputs/api.ts";
import { listenTo } from "../shell/events.ts";
import { Findings } from "../shell/findings.tsx";
import { ends, PagePair } from "../shell/past.tsx";
import { say } from "../shell/toast.tsx";
import type { ChangedFile, HistoryApi, Row, Run, Then } from "./api.ts";
import { focusOnRow } from "./focus.ts";
import { exact, fileName, moment, told } from "./list.tsx";
import * as words from "./words.ts";

export interface ThenProps {
  readonly api: HistoryApi;
  readonly row: Row;
  /** Changes whenever the issue was saved again. */
  readonly turn: number;
  readonly onRestore: (number: number, file: string | null) => void;
}

export function ThenPane({ api, row, turn, onRestore }: ThenProps) {
  const [number, pick] = useState(row.number);
  const [seen, setSeen] = useState<Then | string | null>(null);
  const [made, again] = useState(0);
  const head = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    head.current?.focus();
    head.current?.scrollIntoView({ block: "nearest" });
  }, []);
  useEffect(() => {
    let old = false;
    void api.beside(number).then(
      (got) => old || setSeen(got),
      (fault: Fault) => old || setSeen(words.failed(fault.message)),
    );
    return () => {
      old = true;
    };
  }, [api, number, turn, made]);
  useEffect(() => focusOnRow(head.current), [seen]);
  const at = row.saves.find((one) => one.number === number)?.at ?? row.at;
  return (
    <>
      <h2 ref={head} tabIndex={-1}>{`${words.past}: ${moment(at)}`}</h2>
      <p class="hint">{[row.who || words.somebody, told(row)].join(" · ")}</p>
      {row.saves.length > 1 && (
        <label class="line">
          {words.which}
          <select value={number} onChange={(event) => pick(Number(event.currentTarget.value))}>
            {row.saves.map((one) => (
              <option key={one.number} value={one.number}>
                {exact(one.at)}
              </option>
            ))}
          </select>
        </label>
      )}
      {typeof seen === "string" && <p role="alert">{seen}</p>}
      {seen === null && <p>{words.reading}</p>}
      {seen && typeof seen === "object" && (
        <Beside
          api={api}
          seen={seen}
          row={row}
          onMade={() => again((count) => count + 1)}
          onRestore={(file) => onRestore(seen.entry.number, file)}
        />
      )}
    </>
  );
}

interface BesideProps {
  readonly api: HistoryApi;
  readonly seen: Then;
  readonly row: Row;
  readonly onMade: () => void;
  readonly onRestore: (file: string | null) => void;
}

/** A button that has the pages of then made, how far that is, and its stop. */
function MakePages({ api, number, onMade }: { api: HistoryApi; number: number; onMade: () => void }) {
  const [job, follow] = useState<Job | null>(null);
  const running = job?.state === "running";
  useEffect(
    () =>
      listenTo(api, ["job"], (event) => {
        const now = event as unknown as Job;
        if (now.kind !== `then-${number}`) return;
        follow(now);
        if (now.state === "made") onMade();
      }),
    [api, number],
  );
  const outputs = new OutputsApi(api.bulletin, api.issue);
  const failed = (fault: Fault) => {
    follow(null);
    say(words.failed(fault.message));
  };
  const press = () => {
    if (running) return void outputs.stop().catch(failed);
    follow({ kind: "", state: "running", stage: "read" });
    api.makePages(number).catch(failed);
  };
  return (
    <section aria-label={words.pages}>
      <p class="buttons">
        <button type="button" onClick={press}>
          {running ? words.stopPages : words.makePages}
        </button>
      </p>
      <div role="status">
        {running && <Running job={job} />}
        {job?.state === "stopped" && <p>{words.stopped}</p>}
        {job?.state === "refused" && (
          <>
            <p>{words.noThen}</p>
            <Findings findings={job.findings ?? []} />
          </>
        )}
      </div>
    </section>
  );
}

function Beside({ api, seen, row, onMade, onRestore }: BesideProps) {
  const here =
    row.kind === "version" ? seen.files : seen.files.filter((one) => row.files.some((f) => f.file === one.file));
  const others = seen.files.filter((one) => !here.includes(one));
  return (
    <>
      {!seen.whole && <p class="banner">{words.notWhole}</p>}
      {here.length === 0 && <p>{words.same}</p>}
      {here.map((file) => (
        <Changed key={file.file} file={file} onRestore={onRestore} />
      ))}
      {others.length > 0 && (
        <details>
          <summary>{words.elsewhere(others.length)}</summary>
          {others.map((file) => (
            <Changed key={file.file} file={file} onRestore={onRestore} />
          ))}
        </details>
      )}
      {seen.files.length > 0 && seen.whole && (
        <p class="buttons">
          <button type="button" onClick={() => onRestore(null)}>
            {words.restoreIssue}
          </button>
        </p>
      )}
      {seen.pages.length > 0 ? (
        <PagePair
          key={seen.entry.number}
          title={words.pages}
          then={words.pageThen}
          now={words.pageNow}
          pages={seen.pages}
          current={seen.now}
          pageThen={(page) => api.pageThen(seen, page)}
          note={(page) => (seen.made ? words.madeNote(seen.made.left, seen.made.lost[page] ?? []) : "")}
        />
      ) : seen.made?.can ? (
        <MakePages api={api} number={seen.entry.number} onMade={onMade} />
      ) : (
        seen.made && <p class="hint">{words.noPages}</p>
      )}
    </>
  );
}

function Changed({ file, onRestore }: { file: ChangedFile; onRestore: (file: string) => void }) {
  const name = fileName(file.kind, file.title);
  return (
    <section class="then-file" aria-label={name}>
      <header>
        <h3>{name}</h3>
        {file.state !== "new" && (
          <button
            type="button"
            onClick={() => onRestore(file.file)}
            aria-label={`${file.kind === "article" ? words.restoreStory : words.restoreThis}: ${name}`}
          >
            {file.kind === "article" ? words.restoreStory : words.restoreThis}
          </button>
        )}
      </header>
      {file.state === "new" && <p>{words.isNew}</p>}
      {file.state === "gone" && <p>{words.isGone}</p>}
      {file.fields.map((field) => (
        <div class="beside" key={field.path.join(".")}>
          <h4>{field.label}</h4>
          <Side title={words.past} runs={field.words.filter((run) => run.kind !== "new")} />
          <Side title={words.now} runs={field.words.filter((run) => run.kind !== "gone")} />
        </div>
      ))}
    </section>
  );
}

/** The words of one side; what the other side does not have is framed by a sign, a line and a word for the ear. */
export function Side({ title, runs, mark }: { title: string; runs: readonly Run[]; mark?: string }) {
  return (
    <div>
      <p class="side">{title}</p>
      <p class="runs">
        {runs.map((run, place) => (
          <OneRun key={place} run={run} mark={mark ?? (run.kind === "gone" ? words.gone : words.fresh)} />
        ))}
        {runs.every((run) => !run.text) && words.nothing}
      </p>
    </div>
  );
}

function OneRun({ run: { kind, text }, mark }: { run: Run; mark: string }) {
  if (kind === "same") {
    return <>{ends(text)}</>;
  }
  const Mark = kind === "gone" ? "del" : "ins";
  return (
    <Mark>
      <span class="hidden">{mark}: </span>
      {text}
    </Mark>
  );
}
