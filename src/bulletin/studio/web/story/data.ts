// What the screen Story reads and sends. Paths name items of lists by their key, or by their number where they have none.
import { get, issuePath, type Path } from "../shell/api.ts";
import { submit } from "../shell/outbox.ts";
import type { FixableFinding } from "../shell/findings.tsx";
import type { Locked } from "../shell/locked.tsx";
import type { BodyChange, GivenBody } from "./body.ts";

export type Value = null | string | number | boolean | readonly Value[] | { readonly [name: string]: Value };
export type Step = string | number | { readonly [key: string]: string };

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface Shape {
  readonly shape: string;
  readonly fields?: readonly FormField[];
  readonly choices?: readonly Choice[];
  /** Other ways to write a choice, in small letters, and what they mean. */
  readonly spellings?: { readonly [word: string]: string };
  readonly item?: Shape;
  readonly key?: string | null;
}

export interface FormField extends Shape {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  readonly required: boolean;
  readonly multiline: boolean;
  readonly long: boolean;
  readonly fixed: boolean;
  readonly kind: string;
  /** What a choice that is left empty means. */
  readonly empty: string;
  readonly max_length?: number;
}

export interface FormGroup {
  readonly name: string;
  readonly open: boolean;
  readonly fields: readonly FormField[];
}

export interface Repair {
  readonly label: string;
  readonly op: { readonly op: string; readonly [name: string]: unknown };
}

export interface StoryFinding extends FixableFinding {
  readonly path: Path;
  readonly fix?: Repair;
}

/** Words of the story on a page, in millimetres from the corner of the page, and the field that they are from. */
export interface Spot {
  readonly page: number;
  readonly box: readonly [x: number, y: number, width: number, height: number];
  readonly field: string;
  /** Number of the block of words in a body. */
  readonly block: number | null;
}

export interface Fit {
  readonly lines: number | null;
  readonly pages: readonly number[];
  readonly over: number | null;
  readonly cut: number | null;
}

/** What every file with a form has. */
export interface FileData {
  readonly version: string;
  readonly values: { readonly [name: string]: Value };
  readonly form: readonly FormGroup[];
  readonly findings: readonly StoryFinding[];
  readonly choices: { readonly [path: string]: readonly Choice[] };
  /** Why the file does not read. */
  readonly locked: Locked | null;
}

export interface StoryData extends FileData {
  readonly id: string;
  readonly title: string;
  readonly bodies: { readonly [path: string]: GivenBody };
  readonly previous: string | null;
  readonly next: string | null;
}

export interface Pages {
  readonly size: readonly [width: number, height: number] | null;
  readonly pages: readonly { readonly number: number; readonly digest: string }[];
  readonly spots: readonly Spot[];
  readonly fit: Fit;
}

export interface Where {
  readonly bulletin: string;
  readonly issue: string;
  /** Empty for files that are no story. */
  readonly article: string;
  readonly kind: "publication" | "issue" | "article" | "mail";
}

export const readFile = <T extends FileData>(at: Where): Promise<T> =>
  get(issuePath(at.bulletin, at.issue, ...(at.article ? ["story", at.article] : ["form", at.kind])));

export const readPages = (at: Where): Promise<Pages> =>
  get(issuePath(at.bulletin, at.issue, "story", at.article, "pages"));

/** A path in one word, as the program names bodies and findings: `boxes.0.body`. */
export const dotted = (path: readonly Step[], indexes?: readonly number[]): string => {
  let at = 0;
  return path
    .map((step) => {
      if (typeof step === "string") return step;
      return String(indexes?.[at++] ?? (typeof step === "object" ? Object.values(step)[0] : step));
    })
    .join(".");
};

export function valueAt(values: Value | undefined, path: readonly Step[]): Value {
  let found: Value | undefined = values;
  for (const step of path) {
    if (found === null || found === undefined || typeof found !== "object") return null;
    if (Array.isArray(found)) {
      const list = found as readonly Value[];
      found = typeof step === "object" ? list.find((one) => fits(one, step)) : list[Number(step)];
    } else found = (found as { readonly [name: string]: Value })[String(step)];
  }
  return found ?? null;
}

const fits = (item: Value, key: { readonly [name: string]: string }): boolean =>
  Object.entries(key).every(
    ([name, value]) => item !== null && typeof item === "object" && (item as { [name: string]: Value })[name] === value,
  );

/** A value as the words of its field. */
export function shown(value: Value | undefined): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((one: Value) => shown(one)).join(" ");
  return typeof value === "object" ? "" : String(value);
}

/** Sends changes of one file; what the file is known to say goes with them, so that others' changes are seen. */
export class Sender {
  private readonly known = new Map<string, string | null>();
  /** How many edits were sent from here. */
  count = 0;
  /** How many there were when the file was read last. */
  private read = 0;

  /** Whether what was read last knows of every edit that was sent. */
  get fresh(): boolean {
    return this.read === this.count;
  }

  constructor(
    private readonly at: Where,
    private base: string,
  ) {}

  private send(...ops: { op: string; [name: string]: unknown }[]): void {
    const { bulletin, issue, article, kind } = this.at;
    this.count += 1;
    void submit({ bulletin, issue, kind, id: article, base: this.base, ops });
  }

  /** What a field of the file says now, as far as this window knows. */
  know(path: readonly Step[], value: string | null): void {
    this.known.set(JSON.stringify(path), value);
  }

  forget(version: string): void {
    this.base = version;
    this.read = this.count;
    this.known.clear();
  }

  set(path: readonly Step[], text: string, old: string | null): void {
    const name = JSON.stringify(path);
    const before = this.known.has(name) ? (this.known.get(name) ?? null) : old || null;
    if ((before ?? "") === text) return;
    this.known.set(name, text);
    this.send({ op: "set", path, old: before, new: text });
  }

  body(path: readonly Step[], change: BodyChange): void {
    if (change.byBlock) this.send({ op: "body", path, old: change.old, new: change.now });
    else this.send({ op: "set", path, old: change.oldText || null, new: change.text });
  }

  add(path: readonly Step[], item: Value): void {
    this.send({ op: "add_item", path, item, before: null });
  }

  remove(path: readonly Step[], key: Step): void {
    this.send({ op: "remove_item", path, key });
  }

  move(path: readonly Step[], key: Step, before: Step | null): void {
    this.send({ op: "move_item", path, key, before });
  }

  repair(op: Repair["op"]): void {
    this.send(op);
  }
}
