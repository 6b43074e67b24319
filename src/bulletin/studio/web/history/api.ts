// What the program says of the history of an issue, and what it is asked to do.
import { get, issuePath, picture, post } from "../shell/api.ts";

interface NamedFile {
  readonly file: string;
  readonly kind: string;
  readonly title: string;
}
interface Save {
  readonly number: number;
  readonly at: string;
}
/** Saves in one go: the newest gives number and time, `saves` are all of them where they are several. */
export interface Row extends Save {
  readonly since: string;
  readonly who: string;
  readonly what: string;
  readonly kind: string;
  readonly taken_back: boolean;
  readonly conflicts: number;
  readonly added: number;
  readonly removed: number;
  readonly files: readonly NamedFile[];
  readonly saves: readonly Save[];
}
export interface Named extends Save {
  readonly who: string;
  readonly name: string;
  readonly pages: number;
}
export interface Rows {
  readonly rows: readonly Row[];
  readonly older: number | null;
  readonly torn: number;
  readonly versions: readonly Named[];
}
export interface Run {
  readonly kind: "same" | "gone" | "new";
  readonly text: string;
}
export interface ChangedFile extends NamedFile {
  readonly state: "new" | "gone" | "edited";
  readonly fields: readonly {
    readonly path: readonly string[];
    readonly label: string;
    readonly words: readonly Run[];
  }[];
}
export interface Then {
  readonly entry: Save & { readonly who: string; readonly what: string; readonly kind: string };
  readonly whole: boolean;
  readonly files: readonly ChangedFile[];
  readonly pages: readonly number[];
  readonly now: readonly { readonly number: number; readonly digest: string }[];
  /** Where no pictures were kept: what is made from the words of then. */
  readonly made: {
    readonly can: boolean;
    readonly pages: number;
    /** By page, the photos that are gone. */
    readonly lost: { readonly [page: string]: readonly string[] };
    /** Stories with errors, which are on no page. */
    readonly left: number;
  } | null;
}
export interface Trashed {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly at: string;
  readonly who: string;
  readonly copy: boolean;
}
/**
 * What was done, in words, and the number by which it is taken back; null when that is not possible, and also when all
 * was so already, which no files tell.
 */
export interface Done {
  readonly what: string;
  readonly files?: readonly string[];
  readonly number: number | null;
}

export class HistoryApi {
  constructor(
    readonly bulletin: string,
    readonly issue: string,
  ) {}
  private path(...rest: readonly string[]): string {
    return issuePath(this.bulletin, this.issue, ...rest);
  }
  rows(before: number, article: string): Promise<Rows> {
    return get(this.path("history", String(before), "rows", ...(article ? [article] : [])));
  }
  beside(number: number): Promise<Then> {
    return get(this.path("history", String(number), "now"));
  }
  pageThen(seen: Then, page: number): Promise<string> {
    const number = String(seen.entry.number);
    return picture(this.path(...(seen.made ? ["history"] : ["review", "versions"]), number, "pages", String(page)));
  }
  makePages(number: number): Promise<unknown> {
    return post(this.path("history", String(number), "pages"), {});
  }
  restore(number: number, file: string | null): Promise<Done> {
    return post(this.path("history", String(number), "restore"), { file });
  }
  undo(number: number): Promise<Done> {
    return post(this.path("undo"), { number });
  }
  name(name: string): Promise<unknown> {
    return post(this.path("review", "versions"), { name });
  }
  rename(number: number, name: string, old: string): Promise<Done> {
    return post(this.path("history", String(number), "name"), { name, old });
  }
  async trash(): Promise<readonly Trashed[]> {
    return (await get<{ items: readonly Trashed[] }>(this.path("trash"))).items;
  }
  takeOut(id: string): Promise<Done> {
    return post(this.path("trash", id), {});
  }
}
