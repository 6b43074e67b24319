// Photos on their way in: each has a card at once, two are sent at a time, and a refused one stays with its reason.
import { signal } from "@preact/signals-core";
import { Fault, type Finding } from "../shell/api.ts";
import { say } from "../shell/toast.tsx";
import { nameOf, type PhotosApi } from "./api.ts";
import * as words from "./words.ts";

export interface Coming {
  readonly key: number;
  readonly name: string;
  readonly state: "waiting" | "sending" | "refused";
  readonly why?: string;
  readonly remedy?: string;
}

export const coming = signal<readonly Coming[]>([]);
/** How far the photos are that came last, in words for a reader of the screen. */
export const progress = signal("");
let taken = 0;
let asked = 0;
const AT_ONCE = 2;
const waiting: { key: number; file: File; api: PhotosApi; done: () => void }[] = [];
let running = 0;
let last = 0;

/** Sends files one after the other; `done` is called after each that was taken. */
export function receive(api: PhotosApi, files: Iterable<File>, done: () => void): void {
  if (!coming.value.some((one) => one.state !== "refused")) taken = asked = 0;
  for (const file of files) {
    asked += 1;
    last += 1;
    waiting.push({ key: last, file, api, done });
    coming.value = [...coming.value, { key: last, name: file.name, state: "waiting" }];
  }
  progress.value = words.received(taken, asked);
  while (running < AT_ONCE && waiting.length) void next();
}

export function forget(key: number): void {
  coming.value = coming.value.filter((one) => one.key !== key);
}

async function next(): Promise<void> {
  const one = waiting.shift();
  if (!one) return;
  running += 1;
  change(one.key, { state: "sending" });
  try {
    // What the system cannot read, such as a folder, would look like a program that does not answer.
    await one.file.slice(0, 1).arrayBuffer().catch(unreadable);
    const told = await one.api.send(one.file);
    forget(one.key);
    taken += 1;
    progress.value = words.received(taken, asked);
    if (told.known) say(words.known(nameOf(told.file)));
    one.done();
  } catch (error) {
    const { findings, message } = error as Fault;
    refuse(one.key, worst(findings) ?? { severity: "error", what: message, remedy: words.again });
  }
  running -= 1;
  void next();
}

const unreadable = () => {
  throw new Fault(422, "", [{ severity: "error", what: words.noFile, remedy: words.noFileRemedy }]);
};

/** What refuses a photo: remarks on it may come before. */
export const worst = (findings: readonly Finding[]): Finding | undefined =>
  findings.find((one) => one.severity === "error") ?? findings[0];

const refuse = (key: number, why: Finding) =>
  change(key, { state: "refused", why: why.what, remedy: why.remedy || words.again });

function change(key: number, now: Partial<Coming>): void {
  coming.value = coming.value.map((one) => (one.key === key ? { ...one, ...now } : one));
}
