// Says quietly who else is here, and that a story is there twice.
import { company, type Other } from "./company.ts";
import { href } from "./router.ts";
import { type Route, registered } from "./screen.ts";
import * as words from "./words.ts";
import { live } from "./live.ts";

/** The names of people, each once; another window of the same person is called so. */
export function names(others: readonly Other[]): string {
  return [...new Set(others.map((one) => (one.own ? words.otherWindow : one.who || words.somebody)))].join(", ");
}

/** One line: on the screen Story about the story, elsewhere about the issue. */
export function CompanyLine({ route }: { route: Route }) {
  const story = route.screen === "story" ? (route.rest[0] ?? "") : null;
  const { others, copies } = live(company);
  const here = story === null ? others : others.filter((one) => one.story === story);
  const twice = story === null ? copies : copies.filter((one) => one === story);
  const who = names(here);
  return (
    <div class={`company ${who || twice.length ? "" : "nobody"}`}>
      <p role="status">{who && (story === null ? words.inIssue(who) : words.inStory(who))}</p>
      {twice.length > 0 && registered.has("history") && (
        <p>
          <span aria-hidden="true">⚠ </span>
          {story === null ? words.twiceInIssue(twice.length) : words.twice}{" "}
          <a href={href(route.bulletin, route.issue, "history", "copies")}>{words.chooseCopy}</a>
        </p>
      )}
    </div>
  );
}
