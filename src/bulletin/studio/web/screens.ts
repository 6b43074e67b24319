// One line for each screen. Home and Board are in the first script; each other one is a part that is fetched when it is opened.
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
  { name: "story", load: () => import("./story/index.tsx") },
  { name: "history", load: () => import("./history/index.tsx") },
  { name: "photos", load: () => import("./photos/index.tsx") },
  { name: "imports", load: () => import("./imports/index.tsx") },
  { name: "review", load: () => import("./review/index.tsx") },
  { name: "issue", load: () => import("./sheet/index.tsx") },
  { name: "publication", load: () => import("./sheet/index.tsx") },
  { name: "mail", load: () => import("./sheet/index.tsx") },
  { name: "outputs", load: () => import("./outputs/index.tsx") },
];
