// What the program says about outputs, and what it is asked to do.
import { type Finding, get, issuePath, post } from "../shell/api.ts";

export interface CheckRow {
  readonly id: string;
  readonly status: string;
  readonly vi: string;
}
export interface Edition {
  readonly name: string;
  readonly file: string | null;
  readonly bytes: number;
  readonly standards: readonly string[];
  readonly checks: readonly CheckRow[];
  readonly advice: { readonly vi: readonly string[] };
}
export interface Output {
  readonly id: string;
  readonly label: string;
  readonly purpose: string;
  readonly keep: boolean;
  readonly state: "none" | "current" | "old" | "lost";
  readonly at: string;
  readonly pages: number;
  readonly draft: boolean;
  readonly kept: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly findings: readonly Finding[];
  readonly editions: readonly Edition[];
}
export interface Outputs {
  readonly title: string;
  readonly approved: boolean;
  readonly outputs: readonly Output[];
}
/** One event of a job. */
export interface Job {
  readonly kind: string;
  readonly state: "running" | "asks" | "made" | "refused" | "stopped" | "checked";
  readonly stage?: string;
  readonly done?: number;
  readonly total?: number;
  readonly findings?: readonly Finding[];
  /** What reading the archive found. */
  readonly damaged?: boolean;
  readonly issues?: number;
  readonly files?: number;
  readonly bytes?: number;
  readonly damages?: readonly string[];
}

export class OutputsApi {
  constructor(
    readonly bulletin: string,
    readonly issue: string,
  ) {}
  private path(...rest: string[]): string {
    return issuePath(this.bulletin, this.issue, "outputs", ...rest);
  }
  read(): Promise<Outputs> {
    return get<Outputs>(this.path());
  }
  make(kind: string, confirmed: boolean, reason: string): Promise<unknown> {
    return post(this.path(), { kind, confirmed, reason: reason || null });
  }
  stop(): Promise<unknown> {
    return post(this.path("stop"), {});
  }
  open(kind: string, name: string): Promise<unknown> {
    return post(this.path("open"), { kind, name });
  }
}
