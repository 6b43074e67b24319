// The screen Home: the bulletins on this computer and their issues.
import { useEffect, useState } from "preact/hooks";
import { type Fault, get } from "../shell/api.ts";
import { listen } from "../shell/events.ts";
import { Page } from "../shell/page.tsx";
import { go, href, OWN } from "../shell/router.ts";
import { registered, type Screen } from "../shell/screen.ts";
import { weekday } from "../shell/time.ts";
import { say } from "../shell/toast.tsx";
import * as shell from "../shell/words.ts";
import type { Bulletin, HomeData, Issue } from "./data.ts";
import { FolderDialog, OpenFolders } from "./folders.tsx";
import { NewBulletin } from "./new_bulletin.tsx";
import { NewIssue } from "./new_issue.tsx";
import * as words from "./words.ts";

function Home() {
  const [data, setData] = useState<HomeData | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [making, make] = useState<"bulletin" | "folder" | Bulletin | null>(null);
  const read = () =>
    get<HomeData>("/api/home").then(
      (got) => {
        setFault(null);
        setData(got);
      },
      (error: Fault) => setFault(error),
    );
  useEffect(() => {
    void read();
    const stop = [listen("connected", () => void read()), listen("outside", () => void read())];
    return () => stop.map((one) => one());
  }, []);
  return (
    <Page
      title={words.title}
      tools={
        <button type="button" onClick={() => make("folder")}>
          {words.otherFolder}…
        </button>
      }
    >
      <div class={`home ${data?.can_create ? "" : "alone-shelf"}`}>
        <section class="shelf" data-pane aria-label={words.title}>
          {fault && (
            <p class="alone">
              {shell.unread(fault.message)}{" "}
              <button type="button" onClick={() => void read()}>
                {shell.retry}
              </button>
            </p>
          )}
          {!data && !fault && <p class="alone">{words.reading}</p>}
          {data && !data.bulletins.length && <p class="alone">{words.none}</p>}
          {data?.bulletins.map((one) => (
            <Card key={one.id} bulletin={one} onNew={() => make(one)} />
          ))}
          {data && <OpenFolders folders={data.folders} onClosed={() => void read()} />}
        </section>
        {data?.can_create && (
          <aside class="aside" data-pane aria-label={words.newBulletin}>
            <button type="button" class={data.bulletins.length ? "" : "main"} onClick={() => make("bulletin")}>
              <span aria-hidden="true">+</span> {words.newBulletin}
            </button>
            <p class="hint">{words.newBulletinNote}</p>
          </aside>
        )}
      </div>
      {making === "bulletin" && data && (
        <NewBulletin
          layouts={data.layouts}
          folders={data.folders.filter((one) => one.can_create)}
          onClose={() => make(null)}
          onDone={(name, id) => {
            make(null);
            say(words.created(name));
            // Its first issue comes next.
            void read().then(() => setTimeout(() => document.getElementById(`so-moi-${id}`)?.focus()));
          }}
        />
      )}
      {making === "folder" && (
        <FolderDialog
          onClose={() => make(null)}
          onOpened={() => {
            make(null);
            void read();
          }}
        />
      )}
      {making && typeof making === "object" && (
        <NewIssue bulletin={making} onClose={() => make(null)} onDone={(issue) => go(making.id, issue, "board")} />
      )}
    </Page>
  );
}

function Card(props: { bulletin: Bulletin; onNew: () => void }) {
  const { bulletin } = props;
  const [first, ...others] = bulletin.issues;
  const recent = others.slice(0, 2);
  const older = others.slice(2);
  return (
    <article class="bulletin" aria-labelledby={bulletin.id}>
      <header>
        <h2 id={bulletin.id}>{bulletin.name}</h2>
        <p>{[bulletin.body, bulletin.period, words.kinds[bulletin.kind]].filter(Boolean).join(" · ")}</p>
      </header>
      {!first && <p class="hint">{words.noIssues}</p>}
      {first && (
        <ul class="issues">
          <Row bulletin={bulletin} issue={first} first />
          {recent.map((one) => (
            <Row key={one.id} bulletin={bulletin} issue={one} />
          ))}
        </ul>
      )}
      <div class="buttons">
        <button type="button" id={`so-moi-${bulletin.id}`} class={first ? "" : "main"} onClick={props.onNew}>
          <span aria-hidden="true">+</span> {words.newIssue(first?.number ?? null)}
          <span class="hidden">: {bulletin.name}</span>
        </button>
        {registered.has("publication") && (
          <a
            class="button"
            href={href(bulletin.id, OWN, "publication")}
            aria-label={`${words.sheet}: ${bulletin.name}`}
          >
            {words.sheet}
          </a>
        )}
      </div>
      {older.length > 0 && (
        <details>
          <summary>{words.older(older.length)}</summary>
          <ul class="issues">
            {older.map((one) => (
              <Row key={one.id} bulletin={bulletin} issue={one} />
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}

function Row(props: { bulletin: Bulletin; issue: Issue; first?: boolean }) {
  const { issue } = props;
  const name = words.issue(issue.number);
  const made = issue.made.map((edition) => words.editions[edition] ?? edition);
  const facts = [
    issue.date && weekday(issue.date),
    words.pages(issue.pages, issue.wanted_pages),
    words.states[issue.state] ?? issue.state,
    made.length && issue.state !== "built" ? `${words.made}: ${made.join(", ")}` : "",
  ];
  const open = props.first && issue.state !== "signed" ? words.goOn : words.look;
  return (
    <li class={`issue ${issue.state} ${props.first ? "first" : ""}`}>
      <b>{name}</b>
      <span class="what">{facts.filter(Boolean).join(" · ")}</span>
      <a
        class={`button ${props.first ? "main" : ""}`}
        href={href(props.bulletin.id, issue.id, "board")}
        aria-label={`${open}: ${name}, ${props.bulletin.name}`}
      >
        {open}
      </a>
    </li>
  );
}

export const screen: Screen = { name: "home", View: Home };
