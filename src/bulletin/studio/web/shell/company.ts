// Who else has this issue open, and which stories are there twice. It is asked for quietly: every 30 s and when it changes.
import { effect, signal } from "@preact/signals-core";
import { type Fault, issuePath, post } from "./api.ts";
import { listen, type StudioEvent } from "./events.ts";
import { client } from "./outbox.ts";
import { route } from "./router.ts";
import { type SignOff, signOff } from "./signed.ts";

export interface Other {
  readonly who: string;
  /** The story that is open there; empty for none. */
  readonly story: string;
  /** The same person in another window on this computer. */
  readonly own: boolean;
}

export interface Company {
  readonly others: readonly Other[];
  /** The stories of which a synchroniser made copies; null for other parts of the issue. */
  readonly copies: readonly (string | null)[];
}

interface Beat extends Company {
  readonly beat_s: number;
  readonly signed: SignOff | null;
}

const NOBODY: Company = { others: [], copies: [] };
export const company = signal<Company>(NOBODY);
/** Why there is no such issue or bulletin as the address names; empty where there is. */
export const missing = signal("");

let place: readonly [bulletin: string, issue: string, story: string] = ["", "", ""];
let timer = 0;

async function beat(): Promise<void> {
  clearTimeout(timer);
  const [bulletin, issue, story] = place;
  if (!issue) return;
  let next = 30;
  try {
    const path = issuePath(bulletin, issue, "presence");
    const { beat_s, signed, ...got } = await post<Beat>(path, { client, story });
    next = beat_s;
    // The same company is no news: nothing is drawn again.
    const same = JSON.stringify(got) === JSON.stringify(company.value);
    if (place[0] === bulletin && place[1] === issue) {
      missing.value = "";
      if (!same) company.value = got;
      if (signed?.key !== signOff.value?.key) signOff.value = signed;
    }
  } catch (error) {
    // The next beat asks again.
    const { status, message } = error as Fault;
    if (status === 404 && place[0] === bulletin && place[1] === issue) missing.value = message;
  }
  clearTimeout(timer);
  timer = window.setTimeout(() => void beat(), next * 1000);
}

function leave(): void {
  const [bulletin, issue] = place;
  if (!issue) return;
  const sent = post(issuePath(bulletin, issue, "presence"), { client, gone: true }, { keepalive: true });
  sent.catch(() => undefined);
}

/** Says where this window is, from here on. */
export function begin(): void {
  effect(() => {
    const now = route.value;
    const story = now.screen === "story" ? (now.rest[0] ?? "") : "";
    if (now.bulletin === place[0] && now.issue === place[1] && story === place[2]) return;
    if (now.bulletin !== place[0] || now.issue !== place[1]) {
      leave();
      company.value = NOBODY;
      signOff.value = null;
      missing.value = "";
    }
    place = [now.bulletin, now.issue, story];
    void beat();
  });
  const ours = (event: StudioEvent) => {
    if (event.client !== client && event.bulletin === place[0] && event.issue === place[1]) void beat();
  };
  listen("presence", ours);
  listen("outside", ours);
  listen("connected", () => void beat());
  addEventListener("pagehide", leave);
  addEventListener("beforeunload", leave); // in Firefox the other one is too late
}
