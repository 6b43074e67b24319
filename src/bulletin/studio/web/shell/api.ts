// Talks to the program: every request carries the key, every failure is told in words.
import { signal } from "@preact/signals-core";
import { agreed, maySend, type SignOff } from "./signed.ts";
import * as words from "./words.ts";

/** A finding as the program sends it, in the language of forms. */
export interface Finding {
  readonly severity: "error" | "warning";
  readonly what: string;
  readonly why?: string;
  readonly remedy?: string;
  readonly rule?: string;
  readonly path?: Path;
}
export type Path = readonly (string | number | { readonly [key: string]: string })[];

/** A request that did not succeed. `status` is 0 when no answer came. */
export class Fault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly findings: readonly Finding[] = [],
    /** The approval that stays because somebody gave the change up. */
    readonly signed?: SignOff,
  ) {
    super(message);
  }
  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

/** False from the first request without an answer until the next answer. */
export const reachable = signal(true);
/** True when the program does not know this window's key. */
export const locked = signal(false);

const KEY = "bulletin-key";
const PROOF_MS = 30_000;
const LEAVING_MS = 5000;
let key = "";
let leaving = 0;

/** Takes the key out of the address, so that it is in no bookmark, history or screenshot. */
export function takeKey(): void {
  const found = /^#k=([\w-]+)&?(.*)$/.exec(location.hash);
  key = found?.[1] ?? sessionStorage.getItem(KEY) ?? "";
  if (found) history.replaceState(null, "", `#${found[2] || "/"}`);
  // A page that goes away breaks its connections itself.
  addEventListener("beforeunload", () => {
    leaving = Date.now() + LEAVING_MS;
  });
}

export interface Options {
  readonly signal?: AbortSignal;
  /** Goes on when the page is closed (bodies below 64 kB). */
  readonly keepalive?: boolean;
}

/** The raw answer of a request that succeeded. The key goes to nobody who has not shown that he has it already. */
export async function ask(method: string, path: string, body?: unknown, options: Options = {}): Promise<Response> {
  await proven();
  const headers: Record<string, string> = { "X-Bulletin-Key": key, "X-Bulletin-Signed": agreed.peek().join(" ") };
  const sent: RequestInit = { method, headers, ...options, cache: "no-store", credentials: "omit" };
  if (body instanceof Blob || body instanceof ArrayBuffer) {
    headers["Content-Type"] = "application/octet-stream";
    sent.body = body;
  } else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    sent.body = JSON.stringify(body);
  }
  let answer: Response;
  try {
    answer = await fetch(path, sent);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw gone();
  }
  reachable.value = true;
  if (answer.ok) {
    locked.value = false;
    return answer;
  }
  const fault = await faultOf(answer);
  if (fault.signed && (await maySend(fault.signed))) return ask(method, path, body, options);
  throw fault;
}

function gone(): Fault {
  lost();
  reachable.value = false;
  return new Fault(0, words.offline);
}

let asked: Promise<void> | null = null;

/**
 * The connection broke: who listens there next has to prove himself first. Until then the key is nowhere but in this page:
 * what a browser stores is given to whatever page comes from this address next.
 */
export function lost(): void {
  asked = null;
  if (Date.now() > leaving) sessionStorage.removeItem(KEY);
}

/** Done when the program at this address is ours; asked once a connection. */
function proven(): Promise<void> {
  asked ??= prove().then(
    () => sessionStorage.setItem(KEY, key),
    (error: unknown) => {
      asked = null;
      throw error;
    },
  );
  return asked;
}

/** An answer to a number of ours that only the program with our key can give: HMAC-SHA-256 over address and number. */
async function prove(): Promise<void> {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const nonce = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace("=", "");
  // Who takes the connection and says nothing must not hold up everything for ever; his answer needs no work.
  const limit = AbortSignal.timeout(PROOF_MS);
  const headers = { "X-Bulletin-Nonce": nonce };
  const said: unknown = await fetch("/api/proof", { headers, signal: limit, cache: "no-store", credentials: "omit" })
    .then((answer) => answer.json().catch(() => limit.throwIfAborted()))
    .catch(() => {
      throw gone();
    });
  const hex = (said as { readonly proof?: unknown } | null)?.proof;
  const proof = Uint8Array.from(/^[0-9a-f]{64}$/.test(String(hex)) ? (String(hex).match(/../g) ?? []) : [], unhex);
  const text = new TextEncoder();
  const mac = { name: "HMAC", hash: "SHA-256" };
  const made = await crypto.subtle.importKey("raw", text.encode(key || " "), mac, false, ["verify"]);
  if (await crypto.subtle.verify("HMAC", made, proof, text.encode(`bulletin studio\n${location.host}\n${nonce}`)))
    return;
  reachable.value = true;
  locked.value = true;
  throw new Fault(403, words.noKey);
}

const unhex = (pair: string) => Number.parseInt(pair, 16);

async function faultOf(answer: Response): Promise<Fault> {
  const said: unknown = await answer.json().catch(() => null);
  const findings = findingsOf(said);
  if (answer.status === 401 || answer.status === 403) {
    locked.value = true;
    return new Fault(answer.status, words.noKey);
  }
  const { signed } = (said ?? {}) as { readonly signed?: SignOff };
  if (signed) return new Fault(answer.status, words.leftSigned, [], signed);
  const first = findings[0]?.what;
  return new Fault(answer.status, first ?? (answer.status === 413 ? words.tooBig : words.refused), findings);
}

function findingsOf(said: unknown): Finding[] {
  if (typeof said !== "object" || said === null) return [];
  if ("findings" in said && Array.isArray(said.findings)) return said.findings as Finding[];
  if ("what" in said && typeof said.what === "string") return [{ ...(said as Finding), severity: "error" }];
  return [];
}

export async function get<T>(path: string, options?: Options): Promise<T> {
  return (await (await ask("GET", path, undefined, options)).json()) as T;
}

export async function post<T>(path: string, body: unknown, options?: Options): Promise<T> {
  return (await (await ask("POST", path, body, options)).json()) as T;
}

export async function put<T>(path: string, body: Blob, options?: Options): Promise<T> {
  return (await (await ask("PUT", path, body, options)).json()) as T;
}

/** An address for `<img>`: pictures need the key, so they are fetched. Give it back with `URL.revokeObjectURL`. */
export async function picture(path: string, options?: Options): Promise<string> {
  return URL.createObjectURL(await (await ask("GET", path, undefined, options)).blob());
}

/** The address of something below an issue; ids come from the program, never from a path. */
export function issuePath(bulletin: string, issue: string, ...rest: readonly string[]): string {
  return ["/api", bulletin, issue, ...rest].map((part, place) => (place ? encodeURIComponent(part) : part)).join("/");
}
