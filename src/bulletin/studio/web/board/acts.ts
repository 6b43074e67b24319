// Acts on the board: each is sent at once, said in a line with its undo, and followed by what the pages made of it.
import { Fault, issuePath, post } from "../shell/api.ts";
import { savedAt } from "../shell/outbox.ts";
import type { Route } from "../shell/screen.ts";
import { said, say } from "../shell/toast.tsx";
import { changedPages, type Plan } from "./data.ts";
import * as words from "./words.ts";

export interface Act {
  readonly act: string;
  readonly article?: string;
  readonly [name: string]: unknown;
}

interface Acted {
  readonly saved_at: string;
  readonly undo?: readonly Act[];
  readonly article?: string;
}

interface Waiting {
  readonly plan: Plan;
  readonly text: string;
  readonly brief: boolean;
}

let waiting: Waiting | null = null;

export interface Told {
  readonly text: string;
  readonly plan: Plan | null;
  readonly brief: boolean;
  /** Called when the act is done, and again when it is taken back. */
  readonly done: () => void;
}

/** Sends acts that belong together and says so; what was done, or null when the program refused. */
export async function act(route: Route, acts: readonly Act[], told: Told): Promise<Acted | null> {
  try {
    const answer = await post<Acted>(issuePath(route.bulletin, route.issue, "acts"), { acts });
    savedAt.value = answer.saved_at;
    waiting = told.plan && { plan: told.plan, text: told.text, brief: told.brief };
    const back = answer.undo;
    say(told.text, back && (() => void act(route, back, { ...told, text: words.undone })));
    told.done();
    return answer;
  } catch (error) {
    say(words.failed(error instanceof Fault ? error.message : String(error)));
    told.done();
    return null;
  }
}

/** Tells that a story is held above another place: the pages of that move are planned before it is let go. */
export function ahead(route: Route, article: string, before: string | null): void {
  post(issuePath(route.bulletin, route.issue, "ahead"), { act: "move", article, before }).catch(() => undefined);
}

/** Has all pages planned anew, which are else kept as they are as far as a change lets them. */
export async function planAnew(route: Route, plan: Plan): Promise<void> {
  waiting = { plan, text: words.planningAnew, brief: false };
  say(words.planningAnew);
  try {
    await post(issuePath(route.bulletin, route.issue, "plan"), {});
  } catch (error) {
    say(words.failed(error instanceof Fault ? error.message : String(error)));
  }
}

/** Adds to the line of the last act which pages it changed, or that it changed none. */
export function planned(plan: Plan): void {
  const last = waiting;
  waiting = null;
  if (!last || !said.value?.text.startsWith(last.text)) return;
  const pages = changedPages(last.plan, plan);
  const none = last.brief ? words.briefUnchanged : words.noPageChanged;
  said.value = { ...said.value, text: `${last.text} ${pages.length ? words.pagesChanged(pages, plan.pages) : none}` };
}
