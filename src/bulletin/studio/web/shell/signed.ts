// An issue that is as somebody approved it: before its first change from this window its officer is asked.
import { computed, signal } from "@preact/signals-core";

export interface SignOff {
  /** Of this approval alone. */
  readonly key: string;
  readonly name: string;
  readonly at: string;
  readonly number: number;
  /** The words of another question than whether words may change, and of its answers; else empty. */
  readonly asks: string;
  readonly go: string;
  readonly leave: string;
}

interface Asked {
  readonly of: SignOff;
  /** Beside the screen, where it takes nobody away from what they type. */
  readonly beside: boolean;
  readonly answer: (go: boolean) => void;
}

/** Who approved the issue that is open as it is now. */
export const signOff = signal<SignOff | null>(null);
/** The approvals in spite of which somebody changes things in this window. */
export const agreed = signal<readonly string[]>([]);
/** Whether words of the issue are for reading only. */
export const held = computed(() => signOff.value !== null && !agreed.value.includes(signOff.value.key));
export const asking = signal<Asked | null>(null);
/** How often a change was given up: the screen is then made anew, from what the files say. */
export const givenUp = signal(0);

/** What was under way together, such as twenty photos, is given up together. */
const TOGETHER_MS = 1000;
let declined = 0;
let question: Promise<boolean> | null = null;

/** Whether the issue may be changed: somebody is asked, once for each approval when they say that it may. */
export function mayChange(of: SignOff): Promise<boolean> {
  question ??= new Promise<boolean>((answer) => {
    asking.value = { of, beside: isTyped(document.activeElement), answer };
  }).then((go) => {
    question = asking.value = null;
    if (go) agreed.value = [...agreed.value, of.key];
    else declined = Date.now();
    return go;
  });
  return question;
}

/** The same for a request that the program refused: it is sent again, or its screen is made anew. */
export async function maySend(of: SignOff): Promise<boolean> {
  const together = Date.now() - declined < TOGETHER_MS;
  if (together) declined = Date.now();
  const go = !together && (await mayChange(of));
  if (!go) givenUp.value += 1;
  return go;
}

/** Does something to the words of the issue, at once or when somebody was asked. */
export function change(then: () => void): void {
  const of = held.peek() && signOff.peek();
  if (of) void mayChange(of).then((go) => go && then());
  else then();
}

const isTyped = (place: Element | null): boolean =>
  place !== null &&
  !place.closest("dialog") &&
  place.matches(
    "textarea:not([readonly]), input:not([readonly], [type]), input[type=text]:not([readonly]), [contenteditable=true]",
  );

const TYPING = /^(.|Backspace|Delete|Enter|Process|Unidentified)$/u;

/** Asks when somebody types into words that are for reading, from here on. The key itself goes nowhere. */
export function begin(): void {
  for (const name of ["keydown", "paste", "cut", "drop"]) {
    addEventListener(name, (event) => {
      if (!(event.target as Element).closest?.("[data-held]")) return;
      if (event instanceof KeyboardEvent && (event.ctrlKey || event.metaKey || event.altKey || !TYPING.test(event.key)))
        return;
      event.preventDefault();
      change(() => undefined);
    });
  }
}
