// One line for each screen. Home and Board are in the first script; the others are in two parts that are fetched when one is
// opened: one large part weighs less than many small ones.
import { screen as board } from "./board/index.tsx";
import { screen as home } from "./home/index.tsx";
import type { ListedScreen } from "./shell/screen.ts";

const later = (name: keyof typeof import("./later.ts")) => ({
  name,
  load: () => import("./later.ts").then((part) => ({ screen: part[name] })),
});
const writing = (name: string, screen: keyof typeof import("./writing.ts") = "sheet") => ({
  name,
  load: () => import("./writing.ts").then((part) => ({ screen: part[screen] })),
});

export const screens: readonly ListedScreen[] = [
  { name: home.name, screen: home },
  { name: board.name, screen: board },
  writing("story", "story"),
  later("history"),
  later("photos"),
  later("imports"),
  later("review"),
  writing("issue"),
  writing("publication"),
  writing("mail"),
  later("outputs"),
];
