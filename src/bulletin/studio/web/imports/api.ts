// What the importers offer, and what is kept of it.
import { type Finding, issuePath, post, put } from "../shell/api.ts";

export interface OfferField {
  readonly name: string;
  readonly value: unknown;
  readonly certainty: "sure" | "guess" | "missing";
  readonly reason: string;
  readonly second: string;
  readonly editable: boolean;
}
export interface Offer {
  readonly title: string;
  readonly fields: readonly OfferField[];
  readonly photos: number;
  readonly lost: readonly string[];
  readonly source: readonly string[];
  readonly notes: readonly string[];
}
export interface Offers {
  readonly token: string;
  readonly articles: readonly Offer[];
  readonly findings: readonly Finding[];
  readonly loose: number;
}

export class ImportsApi {
  constructor(
    readonly bulletin: string,
    readonly issue: string,
  ) {}
  private path(...rest: string[]): string {
    return issuePath(this.bulletin, this.issue, "imports", ...rest);
  }
  paste(html: string, text: string): Promise<Offers> {
    return post<Offers>(this.path("paste"), { html: html || null, text: text || null });
  }
  address(address: string): Promise<Offers> {
    return post<Offers>(this.path("address"), { address });
  }
  file(file: File): Promise<Offers> {
    return put<Offers>(this.path("files", file.name.replaceAll("/", "_")), file);
  }
  settle(token: string, number: number, values: Record<string, string | null>): Promise<Offer> {
    return post<Offer>(this.path(token, "settled"), { number, values });
  }
  keep(token: string, number: number): Promise<{ id: string; again: boolean }> {
    return post(this.path(token, "kept"), { number });
  }
  forget(token: string): Promise<unknown> {
    return post(this.path(token, "forgotten"), {});
  }
}
