// The screen Board: the stories of an issue and its pages.
import "./board.css";
import { Page } from "../shell/page.tsx";
import { href } from "../shell/router.ts";
import type { Route, Screen } from "../shell/screen.ts";
import { words } from "./words.ts";

function Board(props: { route: Route }) {
  return (
    <Page title={words.title(props.route.issue)} back={{ href: href(), text: words.back }}>
      <p class="alone">{words.title(props.route.issue)}</p>
    </Page>
  );
}

export const screen: Screen = { name: "board", title: (route) => words.title(route.issue), View: Board };
