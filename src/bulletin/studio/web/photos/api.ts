// What the program says about photos, and what it is asked to do.
import { type Finding, get, issuePath, picture, post, put } from "../shell/api.ts";
import { submit } from "../shell/outbox.ts";

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
  constructor(
    readonly bulletin: string,
    readonly issue: string,
  ) {}
  private path(...rest: string[]): string {
    return issuePath(this.bulletin, this.issue, "photos", ...rest);
  }
  read(): Promise<Photos> {
    return get<Photos>(this.path());
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
    const ops = [{ op: "set", path, old: use.photo[field] ?? null, new: value || null }];
    return submit({ bulletin: this.bulletin, issue: this.issue, kind: "article", id: use.article, base: "", ops });
  }
}
