// Sends edits in order, each with a number; an edit leaves the browser's data base only when the program has it on disk.
import { signal } from "@preact/signals-core";
import { Fault, issuePath, post } from "./api.ts";
import { all, drop, type Kept, keep } from "./store.ts";

export type Op = { readonly op: string; readonly [name: string]: unknown };

/** What an edit is of. */
export interface EditedFile {
  readonly bulletin: string;
  readonly issue: string;
  readonly kind: "publication" | "issue" | "article" | "mail";
  readonly id: string;
}

export interface Edit extends EditedFile {
  /** Version of the file that the values on the screen came from. */
  readonly base: string;
  readonly ops: readonly Op[];
}

export interface Conflict {
  readonly path: readonly unknown[];
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly saved_at?: string;
}

export interface Answer {
  readonly number: number;
  readonly version: string;
  readonly saved_at: string;
  readonly conflicts: readonly Conflict[];
  readonly merged: boolean;
}

/** How many edits the program has not acknowledged. */
export const pending = signal(0);
/** When the last edit reached the disk, as the program says it. */
export const savedAt = signal<string | null>(null);
/** Why the oldest edit is not saved yet; null when nothing is wrong. */
export const trouble = signal<Fault | null>(null);

/** This window, to the program and to other windows. */
export const client = crypto.randomUUID();
const queue: Kept[] = [];
const versions = new Map<string, string>();
const listeners = new Set<(edit: Edit, answer: Answer) => void>();
let number = 0;
let sending: Promise<void> | null = null;
let again = 0;

const fileOf = (file: Pick<Kept, keyof EditedFile>) => JSON.stringify([file.bulletin, file.issue, file.kind, file.id]);

/** Whether an edit of this file waits: others keep nobody from reading it. */
export const waits = (file: EditedFile): boolean => queue.some((edit) => fileOf(edit) === fileOf(file));

/** Called for every acknowledged edit, those of a crashed window too. Returns what stops it. */
export function onAnswer(listener: (edit: Edit, answer: Answer) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The version that this window's next edit of a file is made on; a screen that has read the file again calls it. */
export function adopt(file: EditedFile, version: string): void {
  versions.set(fileOf(file), version);
}

/** Keeps an edit in the browser and sends it; done when it is kept, which is before the program has it. */
export async function submit(edit: Edit): Promise<void> {
  number += 1;
  const kept: Kept = { ...edit, base: versions.get(fileOf(edit)) ?? edit.base, client, number };
  queue.push(kept);
  pending.value = queue.length;
  const stored = keep(kept).catch(() => undefined); // a private window has no data base; the edit is sent all the same
  void flush();
  await stored;
}

/** Sends what waits, done when it is sent or refused. Safe to call at any time. */
export function flush(): Promise<void> {
  sending ??= sendAll().finally(() => {
    sending = null;
  });
  return sending;
}

/** A refused edit holds up the later ones of its file only. */
async function sendAll(): Promise<void> {
  clearTimeout(again);
  const refused = new Set<string>();
  let fault: Fault | null = null;
  for (let next = queue[0]; next; next = queue.find((edit) => !refused.has(fileOf(edit)))) {
    try {
      await send(next);
      queue.splice(queue.indexOf(next), 1);
      pending.value = queue.length;
    } catch (error) {
      fault = error instanceof Fault ? error : new Fault(0, String(error));
      if (fault.signed) {
        fault = null;
        await giveUp(next);
        continue;
      }
      if (fault.passing || fault.status === 403) break;
      refused.add(fileOf(next));
    }
  }
  trouble.value = fault;
  if (queue.length) again = window.setTimeout(flush, fault?.passing ? 2000 : 10_000);
}

/** Whoever leaves an approved issue as it is leaves all of it so. */
async function giveUp({ bulletin, issue }: Kept): Promise<void> {
  for (const edit of queue.filter((one) => one.bulletin === bulletin && one.issue === issue)) {
    queue.splice(queue.indexOf(edit), 1);
    await drop(edit).catch(() => undefined);
  }
  pending.value = queue.length;
}

async function send(edit: Kept): Promise<void> {
  const { bulletin, issue, ...body } = edit;
  const sent = { ...body, base: edit.client === client ? (versions.get(fileOf(edit)) ?? edit.base) : edit.base };
  const answer = await post<Answer>(issuePath(bulletin, issue, "edits"), sent, { keepalive: small(sent) });
  // Values that somebody else changed meanwhile are not on our screen yet: the next edit is made on the old version.
  if (!answer.merged && !answer.conflicts.length) versions.set(fileOf(edit), answer.version);
  savedAt.value = answer.saved_at;
  await drop(edit).catch(() => undefined);
  for (const listener of listeners) listener(edit as unknown as Edit, answer);
}

const small = (body: unknown) => JSON.stringify(body).length < 15_000; // the browser's limit is 64 kB for all of them

/** Takes over the edits of windows that are gone; a living window holds a lock of its name. */
export async function begin(): Promise<void> {
  void navigator.locks.request(lockOf(client), () => new Promise(() => undefined));
  const kept = await all().catch(() => [] as Kept[]);
  const held = new Set((await navigator.locks.query()).held?.map((lock) => lock.name));
  const orphans = kept.filter((edit) => edit.client !== client && !held.has(lockOf(edit.client)));
  queue.unshift(...orphans.sort((one, other) => one.number - other.number));
  pending.value = queue.length;
  addEventListener("online", () => void flush());
  void flush();
}

const lockOf = (name: string) => `bulletin-window-${name}`;
