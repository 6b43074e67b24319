// What the program says about bulletins and issues.
export interface Issue {
  readonly id: string;
  readonly number: number | null;
  readonly total: number | null;
  readonly date: string | null;
  readonly state: string;
  readonly made: readonly string[];
  readonly pages: number | null;
  readonly wanted_pages: number | null;
}

export interface Bulletin {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly period: string;
  readonly kind: string;
  readonly layout: string;
  readonly issues: readonly Issue[];
}

export interface Look {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly trim_mm: readonly number[];
}

export interface OpenFolder {
  readonly id: string;
  readonly name: string;
  readonly can_create: boolean;
  /** The folder that the program was started on. */
  readonly first: boolean;
}

export interface HomeData {
  readonly bulletins: readonly Bulletin[];
  readonly layouts: readonly Look[];
  /** Whether a new bulletin can be made in one of the open folders. */
  readonly can_create: boolean;
  readonly folders: readonly OpenFolder[];
}

export interface Proposal {
  readonly number: number;
  readonly total: number | null;
  readonly date: string;
  readonly period: { readonly start: string; readonly end: string } | null;
  readonly pages: number | null;
  readonly from: number | null;
  readonly notices: readonly string[];
  readonly unfinished: readonly { readonly id: string; readonly title: string; readonly status: string }[];
}
