// Where the focus goes when what it was on goes away: to the row that takes the place of its row, else to the list.
import { useLayoutEffect } from "preact/hooks";

const ROWS = ".history-list :is(li, .then-file)";
/** What had the focus last on this screen, and the number of its row among those of the list. */
let last: Element | null = null;
let place = 0;

export function note(event: FocusEvent): void {
  last = event.target as Element;
  const rows = [...document.querySelectorAll(ROWS)];
  place = Math.max(0, rows.indexOf(last.closest(ROWS) ?? last));
}

/** Whoever pressed on nothing, or left the window, has lost nothing. */
const isLost = () => document.activeElement === document.body && last?.isConnected === false;

/** Looks after the focus whenever one of these changed. */
export function useFocusInRows(...changed: readonly unknown[]): void {
  useLayoutEffect(() => {
    if (!isLost()) return;
    const rows = document.querySelectorAll(ROWS);
    const row = rows[Math.min(place, rows.length - 1)];
    (row?.querySelector<HTMLElement>("button") ?? document.querySelector<HTMLElement>(".history-list"))?.focus();
  }, changed);
}

/** The row of what is looked at; its heading where no row shows it. */
export function focusOnRow(heading: HTMLElement | null): void {
  if (isLost()) (document.querySelector<HTMLElement>(".saves [aria-pressed=true]") ?? heading)?.focus();
}
