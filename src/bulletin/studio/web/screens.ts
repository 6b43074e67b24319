// One line for each screen. Home and Board are in the first script; the others are in two parts that are fetched when one is
// opened: one large part weighs less than many small ones.
import "./board/board.css";
import "./history/history.css";
import "./home/home.css";
import "./imports/imports.css";
import "./outputs/outputs.css";
import "./photos/photos.css";
import "./review/review.css";
import "./sheet/sheet.css";
import "./story/story.css";
import { screen as board } from "./board/index.tsx";
import { screen as home } from "./home/index.tsx";
import type { ListedScreen } from "./shell/screen.ts";

export const screens: readonly ListedScreen[] = [
  { name: home.name, screen: home },
  { name: board.name, screen: board },
  { name: "story", load: () => import("./writing.ts").then(({ story }) => ({ screen: story })) },
  { name: "history", load: () => import("./later.ts").then(({ history }) => ({ screen: history })) },
  { name: "photos", load: () => import("./later.ts").then(({ photos }) => ({ screen: photos })) },
  { name: "imports", load: () => import("./later.ts").then(({ imports }) => ({ screen: imports })) },
  { name: "review", load: () => import("./later.ts").then(({ review }) => ({ screen: review })) },
  { name: "issue", load: () => import("./writing.ts").then(({ sheet }) => ({ screen: sheet })) },
  { name: "publication", load: () => import("./writing.ts").then(({ sheet }) => ({ screen: sheet })) },
  { name: "mail", load: () => import("./writing.ts").then(({ sheet }) => ({ screen: sheet })) },
  { name: "outputs", load: () => import("./later.ts").then(({ outputs }) => ({ screen: outputs })) },
];
