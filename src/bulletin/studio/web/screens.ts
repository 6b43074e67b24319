// One line for each screen.
import { screen as board } from "./board/index.tsx";
import { screen as home } from "./home/index.tsx";
import { screen as imports } from "./imports/index.tsx";
import { screen as outputs } from "./outputs/index.tsx";
import { screen as photos } from "./photos/index.tsx";
import { screen as review } from "./review/index.tsx";
import { screens as sheets } from "./sheet/index.tsx";
import type { Screen } from "./shell/screen.ts";
import { screen as story } from "./story/index.tsx";

export const screens: readonly Screen[] = [home, board, story, photos, imports, review, outputs, ...sheets];
