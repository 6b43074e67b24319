// One story: its grip, what it is, where it is, and what can be done with it.
import { company } from "../shell/company.ts";
import { names } from "../shell/company-line.tsx";
import { href } from "../shell/router.ts";
import { Menu, type MenuItem } from "../shell/menu.tsx";
import type { Route } from "../shell/screen.ts";
import * as shell from "../shell/words.ts";
import { type PlannedStory, pointed, type Section, type Story } from "./data.ts";
import type { DragHandlers } from "./drag.ts";
import * as words from "./words.ts";
import { live } from "../shell/live.ts";

export interface CardProps {
  readonly route: Route;
  readonly story: Story;
  readonly planned: PlannedStory | undefined;
  readonly sections: readonly Section[];
  readonly drag?: DragHandlers;
  readonly items: readonly MenuItem[];
}

export const StoryLink = ({ route, story }: { route: Route; story: Story }) => (
  <a href={href(route.bulletin, route.issue, "story", story.id)}>{titleOf(story)}</a>
);

export const titleOf = (story: Story): string => story.title || (story.locked ? story.id : words.untitled);

export function Card(props: CardProps) {
  const { story, planned, drag } = props;
  const title = titleOf(story);
  const lifted = drag?.state?.lifted === story.id;
  const section = props.sections.find((one) => one.id === story.section)?.name;
  const facts = [
    section,
    planned && words.lines(planned.lines),
    story.photos ? words.photos(story.photos) : "",
    words.states[story.state] ?? story.state,
  ];
  const who = names(live(company).others.filter((one) => one.story === story.id));
  const lit = live(pointed) === story.id;
  const over = drag?.state && !drag.state.byKeys && drag.state.before === story.id && !lifted;
  return (
    <li
      data-story={story.id}
      class={`card ${lifted ? "lifted" : ""} ${over ? "drop" : ""} ${lit ? "lit" : ""}`}
      onPointerEnter={() => {
        pointed.value = story.id;
      }}
      onPointerLeave={() => {
        pointed.value = null;
      }}
      onFocusCapture={() => {
        pointed.value = story.id;
      }}
    >
      {drag && (
        <button
          type="button"
          class="grip plain"
          aria-label={words.grip(title)}
          aria-pressed={lifted}
          aria-describedby="grip-note"
          onPointerDown={(event) => drag.down(story.id, event)}
          onKeyDown={(event) => drag.key(story.id, event)}
          onBlur={drag.cancel}
        >
          <span aria-hidden="true">⠿</span>
        </button>
      )}
      <div class="text">
        <p class="over">
          {story.slot && <b>{words.slots[story.slot] ?? story.slot}</b>}
          <span>{words.page(planned?.pages ?? [])}</span>
        </p>
        <p class="title">
          <StoryLink route={props.route} story={story} />
        </p>
        <p class="facts">
          {facts.filter(Boolean).join(" · ")}
          {story.locked && <b class="bad">✕ {words.locked}</b>}
          {!story.locked && story.findings.errors > 0 && <b class="bad">✕ {words.errors(story.findings.errors)}</b>}
          {who && <span class="there">● {shell.onCard(who)}</span>}
          {story.findings.warnings > 0 && <span class="warn">⚠ {words.warnings(story.findings.warnings)}</span>}
        </p>
      </div>
      <Menu label={words.more(title)} text="⋯" items={props.items} />
    </li>
  );
}
