// What the program says about photos, and what it is asked to do.
import { type Finding, get, issuePath, picture, post, put } from "../shell/api.ts";
import { pending, submit } from "../shell/outbox.ts";

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
  /** What was sent for a field of a photo and was not read back yet: the next edit of it is made on that. */
  private readonly sent = new Map<string, string | null>();
  private edits = 0;
  constructor(
    readonly bulletin: string,
    readonly issue: string,
  ) {}
  private path(...rest: string[]): string {
    return issuePath(this.bulletin, this.issue, "photos", ...rest);
  }
  async read(): Promise<Photos> {
    const before = this.edits;
    const idle = pending.value === 0;
    const found = await get<Photos>(this.path());
    if (idle && before === this.edits) this.sent.clear();
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
  attach(file: string, article: string): Promise<{ id: string }> {
    return post(this.path("attach"), { file, article });
  }
  /** Changes one field of a photo in its story, as any other edit. */
  edit(use: Use, field: string, value: string): Promise<void> {
    const path = ["photos", { id: use.photo.id ?? "" }, field];
    const name = JSON.stringify([use.article, path]);
    const old = this.sent.has(name) ? this.sent.get(name) : (use.photo[field] ?? null);
    const ops = [{ op: "set", path, old, new: value || null }];
    this.sent.set(name, value || null);
    this.edits += 1;
    return submit({ bulletin: this.bulletin, issue: this.issue, kind: "article", id: use.article, base: "", ops });
  }
}
