// The program's events: one JSON object a line, read with fetch because an EventSource cannot send the key.
import { ask, type Fault, lost } from "./api.ts";
import { flush } from "./outbox.ts";
import { OWN } from "./router.ts";

export interface StudioEvent {
  readonly type: string;
  readonly bulletin?: string;
  readonly issue?: string;
  readonly [name: string]: unknown;
}

const SILENCE_MS = 45_000; // three missing heartbeats
const listeners = new Map<string, Set<(event: StudioEvent) => void>>();

/** Calls back for every event of a type ("connected" comes after each new connection). Returns what stops it. */
export function listen(type: string, listener: (event: StudioEvent) => void): () => void {
  const those = listeners.get(type) ?? new Set();
  listeners.set(type, those.add(listener));
  return () => those.delete(listener);
}

/** Calls back for events of several types that concern one issue; one that names no issue concerns all. */
export function listenTo(
  at: { readonly bulletin: string; readonly issue: string },
  types: readonly string[],
  then: (event: StudioEvent) => void,
): () => void {
  const ours = (event: StudioEvent) => {
    const everyIssue = event.issue === undefined || at.issue === OWN;
    if (event.bulletin === undefined || (event.bulletin === at.bulletin && (everyIssue || event.issue === at.issue)))
      then(event);
  };
  const stops = types.map((type) => listen(type, ours));
  return () => {
    for (const stop of stops) stop();
  };
}

function tell(event: StudioEvent): void {
  for (const listener of listeners.get(event.type) ?? []) listener(event);
}

/** Reads events for as long as the page is there, and connects again after every break. */
export async function follow(): Promise<never> {
  for (let pause = 500; ; pause = Math.min(pause * 2, 5000)) {
    try {
      await once();
      pause = 500;
    } catch (error) {
      if ((error as Fault).status === 403) pause = 5000;
    }
    await new Promise((done) => setTimeout(done, pause));
  }
}

async function once(): Promise<void> {
  const stop = new AbortController();
  let watch = window.setTimeout(() => stop.abort(), SILENCE_MS);
  try {
    const answer = await ask("GET", "/api/events", undefined, { signal: stop.signal });
    tell({ type: "connected" });
    void flush();
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      clearTimeout(watch);
      watch = window.setTimeout(() => stop.abort(), SILENCE_MS);
      const lines = (rest + part.value).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line.trim()) tell(JSON.parse(line) as StudioEvent);
    }
  } finally {
    clearTimeout(watch);
    lost();
  }
}
