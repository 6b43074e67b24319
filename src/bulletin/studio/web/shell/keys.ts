// The keys of the whole window. Inside text no single key and no Ctrl+Z is ours, and Backspace, Delete and arrows never are.
import { reachable } from "./api.ts";
import { go, route } from "./router.ts";
import { registered } from "./screen.ts";
import { undoLast } from "./toast.tsx";

/** Whether somebody is typing there. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("textarea,select,input:not([type=checkbox],[type=radio],[type=button])"))
  );
}

/** Moves the focus to the next pane (an element with `data-pane`), or to the one before. */
export function nextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter((pane) => pane.offsetParent !== null);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const pane = panes[(here + step + panes.length + (here < 0 && step < 0 ? 1 : 0)) % panes.length];
  if (!pane) return;
  if (pane.tabIndex < 0) pane.tabIndex = -1;
  pane.focus();
}

/** Goes to the history of the issue that is open, or of the story. */
function history(): void {
  const { bulletin, issue, screen, rest } = route.value;
  if (issue && registered.has("history"))
    go(bulletin, issue, "history", ...(screen === "story" ? ["story", rest[0] ?? ""] : []));
}

/** Listens from here on; `help` shows the list of keys. */
export function begin(help: () => void): void {
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    // While the program is gone the page that comes instead of this one would be that of whoever took its address.
    if (!reachable.value && (event.code === "F5" || (event.code === "KeyR" && event.ctrlKey))) event.preventDefault();
    if (event.key === "F6") {
      event.preventDefault();
      nextPane(event.shiftKey ? -1 : 1);
    } else if (event.code === "KeyH" && event.ctrlKey && event.altKey && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      history();
    } else if (isTyping(event.target) || document.querySelector("dialog[open]")) {
      return;
    } else if (event.key === "?") {
      event.preventDefault();
      help();
    } else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && undoLast()) {
      event.preventDefault();
    }
  });
}
