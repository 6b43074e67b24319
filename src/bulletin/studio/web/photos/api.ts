// What the program says about photos, and what it is asked to do.
import { type Finding, get, issuePath, picture, post, put } from "../shell/api.ts";
import { waits } from "../shell/outbox.ts";
import { Sender } from "../story/data.ts";

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
  /** What each story is known to say of its photos beyond what was read: the next edit of a field is made on that. */
  private readonly senders = new Map<string, Sender>();
  constructor(
    readonly bulletin: string,
    readonly issue: string,
  ) {}
  private path(...rest: string[]): string {
    return issuePath(this.bulletin, this.issue, "photos", ...rest);
  }
  async read(): Promise<Photos> {
    const { bulletin, issue } = this;
    const quiet = [...this.senders].filter(([id]) => !waits({ bulletin, issue, kind: "article", id }));
    const settled = quiet.map(([, sender]) => [sender, sender.count] as const);
    const found = await get<Photos>(this.path());
    for (const [sender, count] of settled) if (sender.count === count) sender.forget("");
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
  edit(use: Use, field: string, value: string): void {
    const { bulletin, issue } = this;
    const { article } = use;
    const sender = this.senders.get(article) ?? new Sender({ bulletin, issue, article, kind: "article" }, "");
    this.senders.set(article, sender);
    sender.set(["photos", { id: use.photo.id ?? "" }, field], value, use.photo[field] ?? null);
  }
}
