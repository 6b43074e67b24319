// What the program says about a review, and what it is asked to do.
import { ask, type Finding, get, issuePath, type Path, picture, post } from "../shell/api.ts";

export interface FoundFinding extends Finding {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly path: Path;
  /** The path in one word, items by their numbers. */
  readonly field: string;
  /** The number of its block of words in a body. */
  readonly block?: number;
  readonly page: number | null;
}
export interface Remark {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly story: string | null;
  /** The story's, or its id. */
  readonly title: string;
  /** The path of a field in one word. */
  readonly field: string | null;
  /** The name of the field. */
  readonly label: string;
  /** Where it is drawn, in percent of its page. */
  readonly mark: { readonly page: number; readonly left: number; readonly top: number } | null;
  readonly page: number | null;
  readonly quote: string | null;
  readonly text: string;
  readonly state: "open" | "done";
  readonly answer: string | null;
}
export interface Version {
  readonly number: number;
  readonly at: string;
  readonly who: string;
  readonly name: string;
}
export interface Signature {
  readonly name: string;
  readonly office: string;
  readonly at: string;
  readonly current: boolean;
  readonly sealed: boolean;
}
export interface Named {
  readonly id: string;
  readonly title: string;
}
export interface ReviewedStory extends Named {
  /** What each of its photos is called. */
  readonly photos: readonly string[];
  /** Of each module its page, then left, top, width and height in percent. */
  readonly boxes: readonly (readonly number[])[];
}
export interface Review {
  readonly number: number | null;
  readonly digest: string;
  readonly approved: boolean;
  readonly signed: readonly Signature[];
  readonly people: readonly { readonly name: string; readonly office: string }[];
  readonly remarks: readonly Remark[] | null;
  readonly stories: readonly ReviewedStory[];
  readonly fields: readonly Named[];
  readonly pages: Comparison["now"];
  /** When all pages were planned anew since the last sign-off, and by whom. */
  readonly anew: readonly string[];
  readonly versions: readonly Version[];
  readonly findings: readonly FoundFinding[];
}
export interface ChangedField {
  readonly path: readonly string[];
  readonly label: string;
  readonly words: readonly { readonly kind: "same" | "gone" | "new"; readonly text: string }[];
}
export interface ChangedFile {
  readonly kind: string;
  readonly file: string;
  readonly title: string;
  readonly state: "new" | "gone" | "edited";
  readonly fields: readonly ChangedField[];
}
export interface Comparison {
  /** When all pages were planned anew, and by whom. */
  readonly anew: readonly string[];
  readonly files: readonly ChangedFile[];
  readonly pages: readonly number[];
  readonly now: readonly { readonly number: number; readonly digest: string }[];
}
export interface NewRemark {
  readonly text: string;
  readonly by: string;
  readonly page: number | null;
  /** Its id; empty for the issue. */
  readonly story: string;
  /** The path of a field of the story, or nothing. */
  readonly field: string;
}

export class ReviewApi {
  constructor(
    readonly bulletin: string,
    readonly issue: string,
  ) {}
  private path(...rest: string[]): string {
    return issuePath(this.bulletin, this.issue, "review", ...rest);
  }
  read(): Promise<Review> {
    return get<Review>(this.path());
  }
  remark(one: NewRemark): Promise<unknown> {
    return post(this.path("remarks"), one);
  }
  settle(id: string, done: boolean, answer: string): Promise<unknown> {
    return post(this.path("settled"), { id, done, answer: answer || null });
  }
  take(file: string): Promise<{ new: number }> {
    return post(this.path("answers"), { file });
  }
  ignore(one: FoundFinding, reason: string): Promise<unknown> {
    return post(this.path("ignored"), { kind: one.kind, id: one.id || "-", path: one.path, rule: one.rule, reason });
  }
  name(name: string): Promise<unknown> {
    return post(this.path("versions"), { name });
  }
  compare(number: number): Promise<Comparison> {
    return get<Comparison>(this.path("versions", String(number)));
  }
  pageThen(number: number, page: number): Promise<string> {
    return picture(this.path("versions", String(number), "pages", String(page)));
  }
  sign(name: string, office: string, number: string, digest: string): Promise<unknown> {
    return post(this.path("sign"), { name, office, number, digest });
  }
  /** The file for an approver, and the name under which it is saved. */
  async file(): Promise<{ blob: Blob; name: string }> {
    const answer = await ask("GET", this.path("file"));
    return { blob: await answer.blob(), name: answer.headers.get("X-File-Name") ?? "duyet.html" };
  }
}

/** Saves a file from the window. */
export function saveAs(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
