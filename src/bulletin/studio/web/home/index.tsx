// The screen Home: the bulletins on this computer and their issues.
import "./home.css";
import { Page } from "../shell/page.tsx";
import type { Screen } from "../shell/screen.ts";
import { words } from "./words.ts";

function Home() {
  return (
    <Page title={words.title}>
      <p class="alone">{words.none}</p>
    </Page>
  );
}

export const screen: Screen = { name: "home", title: () => words.title, View: Home };
