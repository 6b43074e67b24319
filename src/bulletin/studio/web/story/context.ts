// What all parts of the screen Story share.
import { createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";
import type { Conflict } from "../shell/outbox.ts";
import type { PhotoCard } from "./editor.ts";
import { type Choice, type FormField, type Sender, type Step, type StoryFinding, type Value, valueAt } from "./data.ts";
import type { PlaceProps } from "./form.tsx";
import type { GivenBody } from "./body.ts";

export interface StoryContext {
  readonly values: { readonly [name: string]: Value };
  readonly bodies: { readonly [path: string]: GivenBody };
  readonly choices: { readonly [path: string]: readonly Choice[] };
  readonly findings: readonly StoryFinding[];
  readonly conflicts: readonly Conflict[];
  readonly sender: Sender;
  readonly version: string;
  /** An approved issue: its words are to be read until somebody was asked. */
  readonly held: boolean;
  readonly repair: (finding: StoryFinding) => void;
  readonly settled: (conflict: Conflict) => void;
  readonly photo: (id: string) => PhotoCard | undefined;
  readonly photos: readonly { readonly id: string; readonly name: string }[];
  /** What draws a field that is more than words here, and nowhere else. */
  readonly own?: (field: FormField) => ((props: PlaceProps) => JSX.Element) | null;
  /** Called with the field that the caret is in, and the number of its block in a body. */
  readonly here: (field: string, block: number | null) => void;
}

export const Story = createContext<StoryContext | null>(null);

export function useStory(): StoryContext {
  const found = useContext(Story);
  if (!found) throw new Error("no story");
  return found;
}

/** The value at a place of the file, or what a row says before the file does. */
export function saidAt(story: StoryContext, place: { readonly path: readonly Step[]; readonly given?: Value }): Value {
  return place.given === undefined ? valueAt(story.values, place.path) : place.given;
}

const same = (a: Step | undefined, b: unknown, place: number): boolean =>
  JSON.stringify(a) === JSON.stringify(b) || (typeof a === "object" && b === place);

/** Findings of one field; those that are deeper inside belong to fields of their own. */
export function findingsAt(story: StoryContext, path: readonly Step[], indexes: readonly number[]): StoryFinding[] {
  const all = positions(path, indexes);
  return story.findings.filter(
    (one) => one.path.length === path.length && one.path.every((step, n) => same(path[n], step, all[n] ?? -1)),
  );
}

export function conflictAt(
  story: StoryContext,
  path: readonly Step[],
  indexes: readonly number[],
): Conflict | undefined {
  const all = positions(path, indexes);
  return story.conflicts.find(
    (one) => one.path.length === path.length && one.path.every((step, n) => same(path[n], step, all[n] ?? -1)),
  );
}

/** The number of the item at each step of a path, -1 for steps that are names. */
function positions(path: readonly Step[], indexes: readonly number[]): number[] {
  let at = 0;
  return path.map((step) => (typeof step === "string" ? -1 : (indexes[at++] ?? -1)));
}
