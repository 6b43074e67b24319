// What the program says about an issue: its facts, its stories, its plan and its page pictures.
import { signal } from "@preact/signals-core";

export interface Story {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly section: string | null;
  readonly photos: number;
  readonly slot: string | null;
  readonly findings: { readonly errors: number; readonly warnings: number };
  /** Its file does not read. */
  readonly locked: boolean;
}

export interface Box {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface PlannedStory {
  readonly lines: number;
  readonly pages: readonly number[];
  readonly boxes: readonly Box[];
}

/** Where every story is; lengths in mm of the page. */
export interface Plan {
  readonly trim_mm: readonly [number, number];
  readonly pages: number;
  readonly wanted: number | null;
  readonly over_lines: number | null;
  readonly stories: Readonly<Record<string, PlannedStory>>;
}

/** The same as the program says it: a box is page, x, y, width, height. */
export type RawPlan = Omit<Plan, "stories"> & {
  readonly stories: Readonly<Record<string, Omit<PlannedStory, "boxes"> & { readonly boxes: readonly number[][] }>>;
};

export function planOf(raw: RawPlan): Plan {
  const stories = Object.entries(raw.stories).map(([id, story]) => {
    const boxes = story.boxes.map(([page = 0, x = 0, y = 0, w = 0, h = 0]) => ({ page, x, y, w, h }));
    return [id, { ...story, boxes }] as const;
  });
  return { ...raw, stories: Object.fromEntries(stories) };
}

export interface Section {
  readonly id: string;
  readonly name: string;
}

export interface BoardData {
  readonly issue: {
    readonly number: number | null;
    readonly date: string | null;
    readonly name: string;
    readonly wanted_pages: number | null;
    readonly approved: boolean;
  };
  readonly version: string;
  readonly sections: readonly Section[];
  readonly stories: readonly Story[];
  readonly held: readonly Story[];
  /** What is in the order and has no file. */
  readonly missing: readonly string[];
}

export interface Picture {
  readonly number: number;
  readonly digest: string;
}

/** The story that the pointer or the focus is on; its places on all pages are framed. */
export const pointed = signal<string | null>(null);

export const isBrief = (story: Story) => story.slot === "brief";

/** The stories in another order: one of them before another, or the last. */
export function moved(stories: readonly Story[], id: string, before: string | null): readonly Story[] {
  const story = stories.find((one) => one.id === id);
  if (!story) return stories;
  const others = stories.filter((one) => one.id !== id);
  const at = others.findIndex((one) => one.id === before);
  return at < 0 ? [...others, story] : [...others.slice(0, at), story, ...others.slice(at)];
}

/** Numbers of the pages on which anything is elsewhere than before. */
export function changedPages(old: Plan, now: Plan): readonly number[] {
  const most = Math.max(old.pages, now.pages);
  const numbers = Array.from({ length: most }, (_, place) => place + 1);
  return numbers.filter((number) => onPage(old, number) !== onPage(now, number));
}

/** What is on a page, as one text to compare. */
export function onPage(plan: Plan, number: number): string {
  const rows = Object.entries(plan.stories).flatMap(([id, story]) =>
    story.boxes.filter((box) => box.page === number).map((box) => [id, box.x, box.y, box.w, box.h].join(" ")),
  );
  return number > plan.pages ? "" : rows.sort().join("\n");
}
