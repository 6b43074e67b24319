// The screen Story: its fields, its body and its words as they are set on the pages.
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { CompanyLine } from "../shell/company-line.tsx";
import { listenTo } from "../shell/events.ts";
import { Findings } from "../shell/findings.tsx";
import { LockedFile } from "../shell/locked.tsx";
import type { Conflict } from "../shell/outbox.ts";
import { Page } from "../shell/page.tsx";
import { held } from "../shell/signed.ts";
import { live } from "../shell/live.ts";
import { href } from "../shell/router.ts";
import { type Route, registered, type Screen } from "../shell/screen.ts";
import { BodyField } from "./body-field.tsx";
import { Story, type StoryContext } from "./context.ts";
import {
  type FormField,
  type Pages,
  readPages,
  type Sender,
  shown,
  type StoryData,
  type StoryFinding,
  type Value,
  type Where,
} from "./data.ts";
import { useFile } from "./file.ts";
import { FitMeter } from "./fit.tsx";
import { Form } from "./form.tsx";
import { goTo, goToNamed } from "./goto.ts";
import { Jump, useNarrow } from "./narrow.tsx";
import { PagesPane } from "./pages.tsx";
import * as words from "./words.ts";

const BODY = "body";

function StoryView({ route }: { route: Route }) {
  const at = useMemo<Where>(
    () => ({ bulletin: route.bulletin, issue: route.issue, article: route.rest[0] ?? "", kind: "article" }),
    [route.bulletin, route.issue, route.rest[0]],
  );
  const back = { href: href(at.bulletin, at.issue, "board"), text: words.back };
  const story = useFile<StoryData>(at);
  const pages = usePages(at);
  if (typeof story.data === "string" || !story.data) {
    return (
      <Page title={words.screen} back={back}>
        <p class="alone">{story.data ?? words.loading}</p>
      </Page>
    );
  }
  return (
    <Opened
      at={at}
      named={route.rest.slice(1)}
      data={story.data}
      pages={pages}
      conflicts={story.conflicts}
      sender={story.sender}
      settled={story.settled}
    />
  );
}

/** Where the story is on the pages. */
function usePages(at: Where): Pages | null {
  const [pages, lay] = useState<Pages | null>(null);
  useEffect(() => {
    const look = () => {
      readPages(at)
        .then(lay)
        .catch(() => undefined);
    };
    look();
    return listenTo(at, ["planned", "pictured", "connected"], look);
  }, [at]);
  return pages;
}

interface OpenedProps {
  readonly at: Where;
  /** The field that the address names, and the number of its block of words. */
  readonly named: readonly string[];
  readonly data: StoryData;
  readonly pages: Pages | null;
  readonly conflicts: readonly Conflict[];
  readonly sender: Sender;
  readonly settled: (conflict: Conflict) => void;
}

function Opened({ at, named, data, pages, conflicts, sender, settled }: OpenedProps) {
  const narrow = useNarrow();
  // Before the first picture of the form: nobody can have begun to type in it.
  useLayoutEffect(() => goToNamed(named), [named.join()]);
  const [here, go] = useState<{ field: string; block: number | null }>({ field: "", block: null });
  const fields = data.form.flatMap((group) => group.fields);
  const body = fields.find((field) => field.name === BODY);
  const photos = ((data.values.photos ?? []) as readonly { [name: string]: Value }[]).map((photo) => ({
    id: shown(photo.id),
    name: shown(photo.caption) || shown(photo.file) || shown(photo.id),
    card: { caption: shown(photo.caption), file: shown(photo.file) },
  }));
  const context: StoryContext = {
    values: data.values,
    bodies: data.bodies,
    choices: data.choices,
    findings: data.findings,
    conflicts,
    sender,
    settled,
    version: data.version,
    held: live(held),
    repair: (finding) => finding.fix && sender.repair(finding.fix.op),
    photo: (id) => photos.find((photo) => photo.id === id)?.card,
    photos,
    here: (field, block) => go((old) => (old.field === field && old.block === block ? old : { field, block })),
  };
  const link = (id: string | null, text: string) => id && <a href={href(at.bulletin, at.issue, "story", id)}>{text}</a>;
  const whole = data.findings.filter((one) => !one.path.length);
  const form = (
    <section key="form" class="pane fields" data-pane aria-label={words.form}>
      <Form groups={data.form} skip={BODY} />
    </section>
  );
  const written = (
    <section key="body" class="pane written" data-pane aria-label={words.body}>
      <h2 class="hidden">{words.body}</h2>
      {body && <BodyField field={body} path={[BODY]} indexes={[]} />}
    </section>
  );
  const typeset = (
    <section key="page" class="pane typeset" data-pane aria-label={words.page}>
      <PagesPane
        pages={pages}
        here={here}
        names={(field) => nameOf(fields, field)}
        go={(spot) => goTo(spot.field, spot.block)}
      />
    </section>
  );
  return (
    <Story.Provider value={context}>
      <Page
        title={data.title || words.untitled}
        back={{ href: href(at.bulletin, at.issue, "board"), text: words.back }}
        facts={<FitMeter fit={pages?.fit ?? null} />}
        tools={
          <>
            {link(data.previous, words.previous)}
            {link(data.next, words.next)}
            {registered.has("history") && (
              <a
                class="button"
                aria-keyshortcuts="Control+Alt+H"
                href={href(at.bulletin, at.issue, "history", "story", at.article)}
              >
                {words.history}
              </a>
            )}
          </>
        }
      >
        <CompanyLine route={{ screen: "story", bulletin: at.bulletin, issue: at.issue, rest: [at.article] }} />
        {data.locked ? (
          <LockedFile
            told={words.locked}
            locked={data.locked}
            history={
              registered.has("history") ? href(at.bulletin, at.issue, "history", "story", at.article) : undefined
            }
          />
        ) : (
          <>
            {whole.length > 0 && (
              <div class="whole">
                <Findings findings={whole} onFix={(one) => context.repair(one as StoryFinding)} />
              </div>
            )}
            {narrow && <Jump />}
            <div class="story">{narrow ? [written, form, typeset] : [form, written, typeset]}</div>
          </>
        )}
      </Page>
    </Story.Provider>
  );
}

const nameOf = (fields: readonly FormField[], name: string): string =>
  fields.find((field) => field.name === name.split(".")[0])?.label ?? words.body;

export const screen: Screen = {
  name: "story",
  View: StoryView,
  keys: [
    ["Ctrl+B, Ctrl+I", "Chữ đậm, chữ nghiêng"],
    ["Ctrl+Alt+1, Ctrl+Alt+2", "Tít xen, đoạn"],
  ],
};
