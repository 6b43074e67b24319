// What the program says about photos, and what it is asked to do.
import { type Finding, get, issuePath, picture, post, put } from "../shell/api.ts";
import { type EditedFile, submit, waits } from "../shell/outbox.ts";

export interface Place {
  readonly page: number;
  readonly w: number;
  readonly h: number;
  readonly crop: readonly [number, number, number, number];
  readonly ppi: number;
}
export interface Use {
  readonly article: string;
  readonly title: string;
  readonly photo: { readonly id?: string } & { readonly [field: string]: string | undefined };
  readonly lacking: readonly string[];
  readonly placed: readonly Place[];
}
export interface Photo {
  readonly file: string;
  readonly there: boolean;
  readonly uses: readonly Use[];
}
export interface Photos {
  readonly photos: readonly Photo[];
  readonly stories: readonly { readonly id: string; readonly title: string }[];
  readonly ppi: { readonly least: number; readonly good: number } | null;
}
export interface Facts {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly width?: number;
  readonly height?: number;
  readonly guess?: { readonly taken?: string; readonly credit?: string };
}

export const nameOf = (file: string) => file.slice(file.lastIndexOf("/") + 1);

export class PhotosApi {
  /** By story, what was sent for fields of its photos and not read back yet: the next edit of one is made on that. */
  private readonly sent = new Map<string, ReadonlyMap<string, string | null>>();
  constructor(
    readonly bulletin: string,
    readonly issue: string,
  ) {}
  private path(...rest: string[]): string {
    return issuePath(this.bulletin, this.issue, "photos", ...rest);
  }
  private file(article: string): EditedFile {
    return { bulletin: this.bulletin, issue: this.issue, kind: "article", id: article };
  }
  async read(): Promise<Photos> {
    const settled = [...this.sent].filter(([article]) => !waits(this.file(article)));
    const found = await get<Photos>(this.path());
    for (const [article, fields] of settled) if (this.sent.get(article) === fields) this.sent.delete(article);
    return found;
  }
  facts(file: string): Promise<Facts> {
    return get<Facts>(this.path(nameOf(file), "facts"));
  }
  thumb(file: string): Promise<string> {
    return picture(this.path(nameOf(file), "thumb"));
  }
  send(file: File): Promise<{ file: string; known: boolean }> {
    return put(this.path(file.name.replaceAll("/", "_")), file);
  }
  /** Into the trash; answers with what it is called there. */
  async trash(file: string): Promise<string> {
    return (await post<{ id: string }>(this.path(nameOf(file), "trash"), {})).id;
  }
  takeOut(id: string): Promise<unknown> {
    return post(issuePath(this.bulletin, this.issue, "trash", id), {});
  }
  attach(file: string, article: string): Promise<{ id: string }> {
    return post(this.path("attach"), { file, article });
  }
  /** Changes one field of a photo in its story, as any other edit. */
  edit(use: Use, field: string, value: string): Promise<void> {
    const path = ["photos", { id: use.photo.id ?? "" }, field];
    const name = JSON.stringify(path);
    const sent = new Map(this.sent.get(use.article));
    const old = sent.has(name) ? sent.get(name) : (use.photo[field] ?? null);
    this.sent.set(use.article, sent.set(name, value || null));
    return submit({ ...this.file(use.article), base: "", ops: [{ op: "set", path, old, new: value || null }] });
  }
}
