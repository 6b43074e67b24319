// The screen History: every save, named versions, the trash, and copies of which one is to be chosen.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Fault } from "../shell/api.ts";
import { listenTo } from "../shell/events.ts";
import { company } from "../shell/company.ts";
import { flush } from "../shell/outbox.ts";
import { Page } from "../shell/page.tsx";
import { href, OWN } from "../shell/router.ts";
import type { Route, Screen } from "../shell/screen.ts";
import { say } from "../shell/toast.tsx";
import { type Done, HistoryApi, type Row, type Rows, type Trashed } from "./api.ts";
import { Copies } from "./copies.tsx";
import { note, useFocusInRows } from "./focus.ts";
import { SaveList } from "./list.tsx";
import { NamedList } from "./named.tsx";
import { ThenPane } from "./then.tsx";
import { TrashList } from "./trash.tsx";
import * as words from "./words.ts";
import { live } from "../shell/live.ts";

const TABS = [
  ["", words.saves],
  ["named", words.named],
  ["trash", words.trash],
  ["copies", words.copies],
] as const;

function View({ route }: { route: Route }) {
  const { bulletin, issue } = route;
  const tab = TABS.some(([name]) => name === route.rest[0]) ? (route.rest[0] ?? "") : "";
  const article = route.rest[0] === "story" ? (route.rest[1] ?? "") : "";
  const api = useMemo(() => new HistoryApi(bulletin, issue), [bulletin, issue]);
  const state = useHistory(api, article);
  const [chosen, choose] = useState<Row | null>(null);
  useFocusInRows(state.data, state.trash, tab);
  /**
   * Does something that is an edit, says what it did, and offers the way back. What was typed and is not sent yet
   * belongs to the state that can be brought back.
   */
  const doing = (work: () => Promise<Done>, told: (what: string) => string, undone = words.undone) =>
    void flush()
      .then(work)
      .then(
        (done) => {
          const { number } = done;
          const back = () => void api.undo(number ?? 0).then(() => say(undone), failed);
          if (number !== null) say(told(done.what), back);
          else say(done.files?.length ? told(done.what) : words.already);
          state.read();
        },
        (fault: Fault) => failed(fault),
      );
  const { data } = state;
  const alone = tab === "trash" || tab === "copies";
  const look = (number: number) => {
    const one = data?.versions.find((version) => version.number === number);
    if (one) choose(asRow(one));
  };
  const counts: Record<string, number> = {
    named: data?.versions.length ?? 0,
    trash: state.trash?.length ?? 0,
    copies: live(company).copies.length,
  };
  return (
    <Page
      title={words.title}
      back={
        issue === OWN
          ? { href: href(bulletin, issue, "publication"), text: words.inPublication }
          : { href: href(bulletin, issue, "board"), text: words.back }
      }
    >
      <div class={`history ${alone ? "alone-list" : ""}`}>
        <section class="history-list" data-pane tabIndex={-1} aria-label={words.title} onFocusIn={note}>
          <nav aria-label={words.tabs}>
            {TABS.map(([name, text]) => (
              <a
                key={name}
                href={href(bulletin, issue, "history", name)}
                aria-current={name === tab ? "page" : undefined}
              >
                {text}
                {words.count(counts[name] ?? 0)}
              </a>
            ))}
          </nav>
          {state.fault && <p role="alert">{words.failed(state.fault)}</p>}
          {!data && !state.fault && <p>{words.reading}</p>}
          {data && tab === "" && (
            <>
              {data.torn > 0 && <p class="banner">{words.torn(data.torn)}</p>}
              {article && (
                <p>
                  {words.onlyStory(titleOf(data.rows) || article)}{" "}
                  <a href={href(bulletin, issue, "history")}>{words.everything}</a>
                </p>
              )}
              {data.rows.length === 0 && <p>{words.none}</p>}
              <SaveList rows={data.rows} chosen={chosen?.number ?? 0} onChoose={choose} />
              {data.older !== null && (
                <button type="button" onClick={state.more}>
                  {words.older}
                </button>
              )}
            </>
          )}
          {data && tab === "named" && (
            <NamedList
              bulletin={bulletin}
              issue={issue}
              named={data.versions}
              onLook={look}
              onRestore={(number) => doing(() => api.restore(number, null), words.restored)}
              onRename={(one, name) =>
                doing(() => api.rename(one.number, name, one.name), words.renamed, words.renameUndone)
              }
              onName={(name) =>
                api.name(name).then(
                  () => {
                    say(words.namedNow(name));
                    state.read();
                    return true;
                  },
                  (fault: Fault) => {
                    failed(fault);
                    return false;
                  },
                )
              }
            />
          )}
          {tab === "trash" && state.trash && (
            <TrashList items={state.trash} onTake={(one) => doing(() => api.takeOut(one.id), words.tookOut)} />
          )}
          {tab === "copies" && (
            <Copies
              bulletin={bulletin}
              issue={issue}
              onChosen={(work) => doing(work, () => words.chosen, words.chosenUndone)}
            />
          )}
        </section>
        {!alone && (
          <section class="history-then" data-pane tabIndex={-1} aria-label={words.past} onFocusIn={note}>
            {chosen ? (
              <ThenPane
                key={chosen.number}
                api={api}
                row={chosen}
                turn={state.turn}
                onRestore={(number, file) => doing(() => api.restore(number, file), words.restored)}
              />
            ) : (
              <p class="alone">{words.choose}</p>
            )}
          </section>
        )}
      </div>
    </Page>
  );
}

const failed = (fault: Fault) => say(words.failed(fault.message));

const titleOf = (rows: readonly Row[]): string => rows[0]?.files[0]?.title ?? "";

const asRow = (one: { number: number; at: string; who: string; name: string }): Row => ({
  ...one,
  since: one.at,
  what: one.name,
  kind: "version",
  taken_back: false,
  conflicts: 0,
  added: 0,
  removed: 0,
  files: [],
  saves: [],
});

function useHistory(api: HistoryApi, article: string) {
  const [data, setData] = useState<Rows | null>(null);
  const [trash, setTrash] = useState<readonly Trashed[] | null>(null);
  const [fault, setFault] = useState("");
  const [turn, next] = useState(0);
  const latest = useRef<Rows | null>(null);
  const keep = (rows: Rows) => {
    latest.current = rows;
    setFault("");
    setData(rows);
  };
  const read = () => {
    Promise.all([api.rows(0, article), api.trash()]).then(
      ([got, thrown]) => {
        setTrash(thrown);
        // What was read further back stays.
        const last = got.rows.at(-1)?.number ?? 0;
        const rest = got.older === null ? [] : (latest.current?.rows.filter((row) => row.number < last) ?? []);
        keep(rest.length ? { ...got, rows: [...got.rows, ...rest], older: latest.current?.older ?? null } : got);
        next((count) => count + 1);
      },
      (error: Fault) => setFault(error.message),
    );
  };
  const more = () => {
    const now = latest.current;
    if (now?.older === null || !now) return;
    api.rows(now.older, article).then((got) => keep({ ...got, rows: [...now.rows, ...got.rows] }), failed);
  };
  useEffect(() => {
    read();
    return listenTo(api, ["saved", "outside", "photo", "connected"], read);
  }, [api, article]);
  return { data, trash, fault, turn, read, more };
}

export const screen: Screen = { name: "history", View };
