// The quiet rule for one place of typing: nothing is sent, marked or redrawn within 300 ms of the last touch.
export const QUIET_MS = 300;
export const LONGEST_MS = 2000;
/** What shows that hands are at work. */
export const TOUCHES = [
  "keydown",
  "keyup",
  "beforeinput",
  "input",
  "compositionstart",
  "compositionupdate",
  "compositionend",
  "pointerdown",
] as const;

/**
 * What comes before a page goes. Firefox ends the stream of events before `pagehide`, and what is sent then would first
 * ask anew who listens; a tab that is closed may tell nothing but that it is hidden.
 */
export const GOING = ["beforeunload", "visibilitychange", "pagehide"] as const;

export interface Quiet {
  /** Tells that something has changed and `then` should run when it is quiet, at the latest after two seconds. */
  due(): void;
  /** Runs at once what is due: on leaving the field or the page. */
  now(): void;
  /** Whether something is due. */
  waiting(): boolean;
  stop(): void;
}

/**
 * Watches `element`; `then` runs when it is quiet. A composition that rests is quiet as well: who stops in the middle of a
 * word goes away with words that are nowhere else. `then` only reads the element.
 */
export function quiet(element: HTMLElement, then: () => void): Quiet {
  let timer = 0;
  let since = 0;
  let composing = false;
  const touched = (event: Event) => {
    composing = event.type === "compositionstart" || (composing && event.type !== "compositionend");
    if (since) arm();
  };
  const arm = () => {
    clearTimeout(timer);
    const left = composing ? QUIET_MS : Math.min(QUIET_MS, Math.max(0, since + LONGEST_MS - Date.now()));
    timer = window.setTimeout(run, left);
  };
  const run = () => {
    clearTimeout(timer);
    if (!since) return;
    since = 0;
    then();
  };
  for (const name of TOUCHES) element.addEventListener(name, touched);
  for (const name of GOING) addEventListener(name, run);
  return {
    due: () => {
      since ||= Date.now();
      arm();
    },
    now: run,
    waiting: () => since > 0,
    stop: () => {
      run();
      for (const name of TOUCHES) element.removeEventListener(name, touched);
      for (const name of GOING) removeEventListener(name, run);
    },
  };
}
