// A body between the file and the editor: which blocks stay as they were typed, and which are new.
import type { Node } from "prosemirror-model";
import { blockMarkdown } from "./markdown.ts";
import { named } from "./named.ts";
import { schema } from "./schema.ts";

/** A block as the server gives it: its Markdown, what parts it from the next one, and its nodes. */
export interface GivenBlock {
  id: string;
  markdown: string;
  gap: string;
  nodes: GivenNode[];
}

interface GivenNode {
  type: string;
  attrs?: { [name: string]: unknown };
  content?: GivenNode[];
  marks?: { type: string }[];
  text?: string;
}

export interface GivenBody {
  lead: string;
  blocks: GivenBlock[];
}

interface Chunk {
  id: string | null;
  markdown: string;
  gap: string;
  nodes: Node[];
}

export type Piece = { keep: string } | { text: string };

export interface BodyChange {
  old: string[];
  now: Piece[];
  oldText: string;
  text: string;
  /** Whether the program cuts the new text into the same blocks; else the body is sent as a whole. */
  byBlock: boolean;
}

const PARTED = "\n\n";

/** The node of the editor; what it needs instead of `Node.fromJSON` is short. */
function nodeOf(given: GivenNode): Node {
  const marks = (given.marks ?? []).map((mark) => schema.mark(mark.type));
  if (given.text !== undefined) return schema.text(given.text, marks);
  return schema.nodes[given.type as keyof typeof schema.nodes]!.create(given.attrs, given.content?.map(nodeOf), marks);
}

/** What a body was when it was read or saved last. */
export class Baseline {
  private constructor(
    private readonly lead: string,
    private readonly chunks: Chunk[],
  ) {}

  static of(body: GivenBody): Baseline {
    const chunks = body.blocks.map((block) => ({
      id: block.id,
      markdown: block.markdown,
      gap: block.gap,
      nodes: block.nodes.map(nodeOf),
    }));
    return new Baseline(body.lead, chunks);
  }

  /** The document of these blocks. */
  document(): Node {
    const nodes = this.chunks.flatMap((chunk) => chunk.nodes);
    return schema.node("doc", null, nodes.length ? nodes : [schema.node("paragraph")]);
  }

  get text(): string {
    return this.lead + this.chunks.map((chunk) => chunk.markdown + chunk.gap).join("");
  }

  /** This baseline with the nodes that the editor has: the same text was saved, and is only named anew. */
  adopting(old: Baseline): Baseline {
    if (old.chunks.length !== this.chunks.length) return old;
    const chunks = this.chunks.map((chunk, n) => {
      const known = old.chunks[n];
      return known?.markdown === chunk.markdown ? { ...chunk, nodes: known.nodes } : chunk;
    });
    return new Baseline(this.lead, chunks);
  }

  /** What a document changed, and the baseline that it makes when it is saved; null when nothing did. */
  change(doc: Node): { change: BodyChange; next: Baseline } | null {
    const made = this.matched(doc);
    const same = made.length === this.chunks.length && made.every((chunk, n) => chunk === this.chunks[n]);
    if (same) return null;
    const next = new Baseline(this.lead, withNames(this.parted(made)));
    const change = {
      old: this.chunks.map((chunk) => chunk.id ?? ""),
      now: made.map((chunk) => (chunk.id === null ? { text: chunk.markdown } : { keep: chunk.id })),
      oldText: this.text,
      text: next.text,
      byBlock: made.every((chunk, n) => chunk.id !== null || isOneBlock(chunk, made[n - 1], made[n + 1])),
    };
    return { change, next };
  }

  /** The blocks of a document: those of the baseline that were not touched, and new ones. */
  private matched(doc: Node): Chunk[] {
    const made: Chunk[] = [];
    let at = 0;
    for (let n = 0; n < doc.childCount; ) {
      const found = this.find(doc, n, at);
      if (found >= 0) {
        const chunk = this.chunks[found] as Chunk;
        made.push(chunk);
        at = found + 1;
        n += chunk.nodes.length;
        continue;
      }
      const node = doc.child(n++);
      const markdown = blockMarkdown(node);
      if (markdown) made.push({ id: null, markdown, gap: PARTED, nodes: [node] });
    }
    return made;
  }

  /** The first block from `at` on whose nodes are those of the document from `n` on; the very same ones come first. */
  private find(doc: Node, n: number, at: number): number {
    const fits = (chunk: Chunk, same: (a: Node, b: Node) => boolean): boolean =>
      chunk.nodes.every((node, k) => n + k < doc.childCount && same(doc.child(n + k), node));
    for (const same of [(a: Node, b: Node) => a === b, (a: Node, b: Node) => a.eq(b)]) {
      const found = this.chunks.findIndex((chunk, k) => k >= at && fits(chunk, same));
      if (found >= 0) return found;
    }
    return -1;
  }

  /** The gaps between blocks: as they were between two that followed one another, else an empty line. */
  private parted(made: Chunk[]): Chunk[] {
    const tail = this.chunks.at(-1)?.gap ?? "\n";
    return made.map((chunk, n) => {
      const was = this.chunks.indexOf(chunk);
      const follows = was >= 0 && n + 1 < made.length && this.chunks[was + 1] === made[n + 1];
      const gap = n + 1 === made.length ? tail : follows ? chunk.gap : PARTED;
      return gap === chunk.gap ? chunk : { ...chunk, gap };
    });
  }
}

/** Blocks with the names that the program gives them: the name of their text, and how often it was there before. */
function withNames(chunks: Chunk[]): Chunk[] {
  const seen = new Map<string, number>();
  return chunks.map((chunk) => {
    const name = named(chunk.markdown);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    const id = `${name}-${count}`;
    return chunk.id === id ? chunk : { ...chunk, id };
  });
}

const ITEM = /^[ \t]{0,3}(?:[-*+•]|\d{1,9}[.)])[ \t]/;
const FENCE = /^[ \t]*:{3,}/m;

/** Whether a new block stays one block: no empty line in it, no line of `:::`, no list beside another list. */
function isOneBlock(chunk: Chunk, ...beside: (Chunk | undefined)[]): boolean {
  if (/\n\s*\n/.test(chunk.markdown) || FENCE.test(chunk.markdown)) return false;
  return !(ITEM.test(chunk.markdown) && beside.some((other) => other && ITEM.test(other.markdown)));
}
