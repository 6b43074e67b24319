// The screen Board: the stories of an issue and its pages.
import { useState } from "preact/hooks";
import type { Fault } from "../shell/api.ts";
import { CompanyLine } from "../shell/company-line.tsx";
import { Page } from "../shell/page.tsx";
import { go, href } from "../shell/router.ts";
import { type Route, registered, type Screen } from "../shell/screen.ts";
import { weekday } from "../shell/time.ts";
import * as shell from "../shell/words.ts";
import { type Act, act, planAnew } from "./acts.ts";
import { type BoardData, isBrief, moved, type Plan, type Story } from "./data.ts";
import { StoryLink, titleOf } from "./card.tsx";
import { StoryDialog, type Wanted } from "./dialogs.tsx";
import { CardList } from "./list.tsx";
import { Pages } from "./pages.tsx";
import { useBoard } from "./state.ts";
import * as words from "./words.ts";

function Board(props: { route: Route }) {
  const { route } = props;
  const board = useBoard(route);
  const data = board.data;
  const [open, setOpen] = useState<"new" | Story | null>(null);
  const back = { href: href(), text: words.back };
  if (!data) {
    return (
      <Page title={words.title(null)} back={back}>
        <Waiting fault={board.fault} again={board.read} />
      </Page>
    );
  }
  const doing = (story: Story | null, acts: readonly Act[], text: string) =>
    act(route, acts, { text, plan: board.plan, brief: story ? isBrief(story) : false, done: board.read });
  const move = (story: Story, before: string | null) => {
    board.show(moved(data.stories, story.id, before));
    void doing(story, [{ act: "move", article: story.id, before }], words.moved(titleOf(story)));
  };
  const change = (story: Story | null, wanted: Wanted) => {
    setOpen(null);
    if (!story) {
      void doing(null, [{ act: "new_story", ...wanted }], words.placed(wanted.title)).then((made) => {
        if (made?.article && registered.has("story")) go(route.bulletin, route.issue, "story", made.article);
      });
      return;
    }
    const acts = [
      ...(wanted.slot === story.slot ? [] : [{ act: "slot", article: story.id, slot: wanted.slot }]),
      ...(wanted.section === story.section ? [] : [{ act: "section", article: story.id, section: wanted.section }]),
    ];
    if (acts.length) void doing(story, acts, words.changed(titleOf(story)));
  };
  const hold = (story: Story) =>
    void doing(story, [{ act: "hold", article: story.id }], words.heldOver(titleOf(story)));
  const trash = (story: Story) =>
    void doing(story, [{ act: "trash", article: story.id }], words.trashed(titleOf(story)));
  const takeOut = (name: string) => void doing(null, [{ act: "hold", article: name }], words.takenOut(name));
  const lists = {
    route,
    sections: data.sections,
    plan: board.plan,
    onMove: move,
    onChange: setOpen,
    onHold: hold,
    onTrash: trash,
  };
  return (
    <Page
      title={words.title(data.issue.number)}
      back={back}
      facts={
        <>
          <span>{data.issue.date && weekday(data.issue.date)}</span>
          <Fit plan={board.plan} wanted={data.issue.wanted_pages} />
        </>
      }
      tools={
        <nav aria-label={words.screens}>
          <Screens route={route} />
        </nav>
      }
    >
      <CompanyLine route={route} />
      <div class="board fills">
        <section class="stories" data-pane data-scroll tabIndex={0} aria-label={words.stories}>
          <header>
            <h2>{words.stories}</h2>
            <button type="button" onClick={() => setOpen("new")}>
              <span aria-hidden="true">+</span> {words.newStory}
            </button>
          </header>
          <Stories data={data} lists={lists} onPlace={doing} onTakeOut={takeOut} />
        </section>
        <section class="pages" data-pane tabIndex={0} aria-label={words.pages}>
          <header>
            <h2>{words.pages}</h2>
            {board.plan && <PlanAnew route={route} plan={board.plan} />}
          </header>
          {board.plan && <NotOnPages stories={data.stories} plan={board.plan} />}
          {board.plan ? (
            <Pages
              route={route}
              plan={board.plan}
              stories={data.stories}
              pictures={board.pictures}
              pictured={board.pictured}
            />
          ) : (
            <p class="alone">
              {!data.stories.length ? words.nothingToPlan : board.failed ? words.noPlan : words.planning}
            </p>
          )}
        </section>
      </div>
      {open && (
        <StoryDialog
          story={open === "new" ? null : open}
          sections={data.sections}
          onClose={() => setOpen(null)}
          onDone={(wanted) => change(open === "new" ? null : open, wanted)}
        />
      )}
    </Page>
  );
}

function PlanAnew({ route, plan }: { route: Route; plan: Plan }) {
  return (
    <button type="button" title={words.planAnewHint} onClick={() => void planAnew(route, plan)}>
      {words.planAnew}
    </button>
  );
}

/** Stories that the plan leaves out, because something of them is missing or wrong. */
function NotOnPages({ stories, plan }: { stories: readonly Story[]; plan: Plan }) {
  const absent = stories.filter((story) => !(story.id in plan.stories));
  if (!absent.length) return null;
  return <p class="absent">{words.notOnPages(absent.map(titleOf))}</p>;
}

type Lists = Omit<Parameters<typeof CardList>[0], "label" | "stories">;

function Stories(props: {
  data: BoardData;
  lists: Lists;
  onPlace: (story: Story, acts: readonly Act[], text: string) => void;
  onTakeOut: (name: string) => void;
}) {
  const { data, lists } = props;
  const [section, setSection] = useState("");
  const [state, setState] = useState("");
  const wanted = (story: Story) => (!section || story.section === section) && (!state || story.state === state);
  const stories = data.stories.filter(wanted);
  const briefs = stories.filter(isBrief);
  const place = (story: Story) =>
    props.onPlace(
      story,
      [{ act: "place", article: story.id, before: null, slot: "story" }],
      words.placed(titleOf(story)),
    );
  if (!data.stories.length && !data.held.length) return <p class="hint">{words.noStories}</p>;
  return (
    <>
      <p class="hidden" id="grip-note">
        {words.gripNote}
      </p>
      <div class="filters">
        <select
          aria-label={words.filterSection}
          value={section}
          onChange={(event) => setSection(event.currentTarget.value)}
        >
          <option value="">{words.allSections}</option>
          {data.sections.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
        <select aria-label={words.filterState} value={state} onChange={(event) => setState(event.currentTarget.value)}>
          <option value="">{words.allStates}</option>
          {Object.entries(words.states).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </div>
      {!data.stories.length && <p class="hint">{words.noStories}</p>}
      <CardList {...lists} label={words.stories} stories={stories.filter((one) => !isBrief(one))} />
      {briefs.length > 0 && (
        <>
          <h3>{words.briefs}</h3>
          <CardList {...lists} label={words.briefs} stories={briefs} />
        </>
      )}
      {data.held.length > 0 && (
        <>
          <h3>{words.held}</h3>
          <ul class="held" aria-label={words.held}>
            {data.held.map((story) => (
              <li key={story.id}>
                <span>
                  <StoryLink route={lists.route} story={story} />
                  {story.locked && <b class="bad"> ✕ {words.locked}</b>}
                </span>
                {story.locked ? (
                  <button
                    type="button"
                    aria-label={`${words.trash}: ${titleOf(story)}`}
                    onClick={() => lists.onTrash(story)}
                  >
                    {words.trash}
                  </button>
                ) : (
                  <button type="button" aria-label={`${words.place}: ${titleOf(story)}`} onClick={() => place(story)}>
                    {words.place}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {data.missing.length > 0 && (
        <>
          <h3>{words.missing}</h3>
          <ul class="held" aria-label={words.missing}>
            {data.missing.map((name) => (
              <li key={name}>
                <span>{name}</span>
                <button type="button" aria-label={`${words.takeOut}: ${name}`} onClick={() => props.onTakeOut(name)}>
                  {words.takeOut}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Fit(props: { plan: Plan | null; wanted: number | null }) {
  const { plan } = props;
  if (!plan) return null;
  const lines = plan.over_lines;
  const over = lines !== null && lines > 0;
  const sum = lines === null ? "" : over ? words.over(lines) : lines < 0 ? words.under(-lines) : words.fits;
  return (
    <span class={over ? "bad" : ""}>
      {[words.count(plan.pages, plan.wanted ?? props.wanted), sum].filter(Boolean).join(" · ")}
    </span>
  );
}

const SCREENS = [
  ["issue", words.sheet],
  ["photos", words.photosScreen],
  ["imports", words.importScreen],
  ["history", words.history],
  ["review", words.check],
  ["outputs", words.outputs],
] as const;

function Screens(props: { route: Route }) {
  return (
    <>
      {SCREENS.filter(([name]) => registered.has(name)).map(([name, text]) => (
        <a key={name} class="button" href={href(props.route.bulletin, props.route.issue, name)}>
          {text}
        </a>
      ))}
    </>
  );
}

function Waiting(props: { fault: Fault | null; again: () => void }) {
  return (
    <p class="alone">
      {props.fault ? shell.unread(props.fault.message) : words.reading}{" "}
      {props.fault && (
        <button type="button" onClick={props.again}>
          {shell.retry}
        </button>
      )}
    </p>
  );
}

export const screen: Screen = {
  name: "board",
  View: Board,
  keys: [["Phím cách, ↑ ↓", "Trên tay nắm ⠿: nhấc bài, chuyển chỗ, đặt xuống"]],
};
