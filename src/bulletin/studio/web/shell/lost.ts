// What had the focus may go away: the button of a row that is taken out, or one that cannot be pressed any more.
// Then the focus goes to what is nearest to it, never to the top of the page, where a person at the keyboard is lost.
const CAN = "a[href],:is(button,input,select,textarea):enabled,summary,[contenteditable=true],[tabindex='0']";
const WAIT_MS = 100;

interface Place {
  readonly at: HTMLElement;
  /** Everything that can have the focus, as it was in order. */
  readonly order: readonly HTMLElement[];
  readonly inside: readonly HTMLElement[];
}

let outside: Place | null = null;
let inDialog: Place | null = null;

const can = (one: HTMLElement): boolean =>
  one.isConnected && one.matches(CAN) && one.checkVisibility() && (!dialog() || dialog()?.contains(one) === true);
const dialog = () => document.querySelector("dialog[open]");

function remember(event: Event): void {
  const at = event.target;
  if (!(at instanceof HTMLElement)) return;
  const inside: HTMLElement[] = [];
  for (let up = at.parentElement; up && up !== document.body; up = up.parentElement) inside.push(up);
  const place = { at, order: [...document.querySelectorAll<HTMLElement>(CAN)], inside };
  inDialog = at.closest("dialog") ? place : null;
  if (!inDialog) outside = place;
}

/** What is nearest to a place that is gone: what came behind it, else what came before, in the smallest part that is left. */
function nearest({ at, order, inside }: Place): HTMLElement | undefined {
  const here = order.indexOf(at);
  const near = [...order.slice(here + 1), ...order.slice(0, Math.max(0, here)).reverse()];
  for (const part of inside) {
    if (!part.isConnected) continue;
    const found =
      near.find((one) => part.contains(one) && can(one)) ?? [...part.querySelectorAll<HTMLElement>(CAN)].find(can);
    if (found) return found;
  }
  return undefined;
}

function mend(): void {
  const now = document.activeElement;
  if (now && now !== document.body && !now.matches(":disabled")) return;
  const lost = inDialog ?? outside;
  if (!lost || (lost.at.isConnected && !lost.at.matches(":disabled"))) return;
  const next = nearest(lost) ?? (outside && (can(outside.at) ? outside.at : nearest(outside)));
  (next ?? document.querySelector<HTMLElement>("h1"))?.focus();
}

/** Watches from here on. */
export function begin(): void {
  let timer = 0;
  addEventListener("focusin", remember);
  // A press beside everything gives the focus away on purpose.
  addEventListener("pointerdown", (event) => {
    if (!(event.target as Element).closest?.(CAN)) outside = inDialog = null;
  });
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = window.setTimeout(mend, WAIT_MS);
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
}
