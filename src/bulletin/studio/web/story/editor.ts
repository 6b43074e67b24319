// The body editor: ProseMirror with the subset, without anything that changes words by itself.
import { closeHistory, history } from "prosemirror-history";
import { DOMParser, Fragment, type Node, type ParseOptions, Slice } from "prosemirror-model";
import { type Command, EditorState, Plugin, PluginKey, TextSelection, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView, type NodeView } from "prosemirror-view";
import { change } from "../shell/signed.ts";
import { say } from "../shell/toast.tsx";
import { KEYS } from "./commands.ts";
import { keymap } from "./keymap.ts";
import { Quiet } from "./quiet.ts";
import { schema, wordBlocks } from "./schema.ts";
import { isOldCode, styled, withLists, withoutStyles } from "./word.ts";
import * as words from "./words.ts";

export interface PhotoCard {
  caption: string;
  file: string;
}

export interface EditorWishes {
  label: string;
  describedBy?: string;
  photo: (id: string) => PhotoCard | undefined;
  changed: () => void;
  moved: (state: EditorState) => void;
}

/** Where a block of words begins and ends. */
type Span = readonly [number, number];

const lit = new PluginKey<readonly Span[]>("lit");
/** Marks a change that comes from elsewhere: it is not undone by Ctrl+Z and not sent back. */
const OUTSIDE = "outside";

/** Blocks in another colour for as long as they are whole: ProseMirror draws nothing on a part of one. */
function marked(): Plugin<readonly Span[]> {
  return new Plugin({
    key: lit,
    state: {
      init: () => [],
      apply(tr, spans): readonly Span[] {
        const given = tr.getMeta(lit) as number[] | undefined;
        const blocks = given && wordBlocks(tr.doc);
        return blocks
          ? given.flatMap((number) => {
              const block = blocks[number];
              return block ? [[block.pos, block.pos + block.node.nodeSize] as const] : [];
            })
          : spans.map(([from, to]) => [tr.mapping.map(from, 1), tr.mapping.map(to, -1)] as const);
      },
    },
    props: {
      decorations: (state) =>
        DecorationSet.create(
          state.doc,
          (lit.getState(state) ?? []).map(([from, to]) => Decoration.node(from, to, { class: "found" })),
        ),
    },
  });
}

/** Lines of plain text as paragraphs. */
function pastedLines(text: string): Slice {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim());
  const nodes = lines.map((line) => schema.nodes.paragraph.create(null, schema.text(line.replace(/\t/g, " ").trim())));
  return nodes.length > 1
    ? new Slice(Fragment.from(nodes), 1, 1)
    : new Slice(Fragment.from(nodes), nodes.length, nodes.length);
}

/** Tells the editor where the caret is before a key acts: on a busy machine a key comes before the browser's own word. */
function seeSelection(event: KeyboardEvent): boolean {
  if (event.keyCode !== 229 && !event.isComposing) document.dispatchEvent(new Event("selectionchange"));
  return false;
}

export class BodyEditor {
  readonly view: EditorView;
  readonly quiet: Quiet;
  private closed = false;

  constructor(
    private readonly place: HTMLElement,
    doc: Node,
    private readonly wishes: EditorWishes,
  ) {
    this.view = new EditorView(place, {
      state: this.state(doc),
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": wishes.label,
        ...(wishes.describedBy ? { "aria-describedby": wishes.describedBy } : {}),
        autocomplete: "off",
        autocorrect: "off",
        autocapitalize: "off",
        spellcheck: "false",
        writingsuggestions: "false",
        lang: "vi",
        tabindex: "0",
      },
      nodeViews: { photo: (node) => this.card(node) },
      transformPastedHTML: (html) => withoutStyles(withLists(html.replace(/<br\b[^>]*>/gi, " "))),
      clipboardParser: {
        parseSlice: (dom: HTMLElement, options?: ParseOptions) => {
          styled(dom);
          return DOMParser.fromSchema(schema).parseSlice(dom, options);
        },
      } as DOMParser,
      handleDOMEvents: { keydown: (_, event) => seeSelection(event) },
      handlePaste: (_, event) => {
        // Letters of an old font would arrive as other letters: nothing is pasted, and the way is said.
        const old = isOldCode(event.clipboardData?.getData("text/html") ?? "");
        if (old) say(words.oldFont);
        return old;
      },
      clipboardTextParser: (text) => pastedLines(text),
      editable: () => !this.closed,
      dispatchTransaction: (tr) => this.apply(tr),
    });
    this.quiet = new Quiet(this.view.dom);
  }

  private state(doc: Node): EditorState {
    return EditorState.create({ doc, plugins: [keymap(KEYS), history(), marked()] });
  }

  private apply(given: Transaction): void {
    const tr = given.getMeta("paste") ? closeHistory(given) : given;
    this.view.updateState(this.view.state.apply(tr));
    if (tr.docChanged && !tr.getMeta(OUTSIDE)) this.wishes.changed();
    this.wishes.moved(this.view.state);
  }

  /** The card of a photo: what it is, in words; its picture is on the page beside. */
  private card(node: Node): NodeView {
    const dom = document.createElement("figure");
    const id = String(node.attrs.photo);
    const known = this.wishes.photo(id);
    dom.className = known ? "photo-card" : "photo-card missing";
    dom.contentEditable = "false";
    const caption = document.createElement("figcaption");
    caption.textContent = known ? `${words.photo}: ${known.caption || known.file || id}` : words.noPhoto(id);
    dom.append(caption);
    return { dom, ignoreMutation: () => true, stopEvent: () => false };
  }

  get doc(): Node {
    return this.view.state.doc;
  }

  run(command: Command): void {
    change(() => {
      command(this.view.state, (tr) => this.view.dispatch(tr), this.view);
      this.view.focus();
    });
  }

  /** Words of an approved issue are only to be read; not while somebody is in them. */
  hold(held: boolean): void {
    if (held === this.closed || (held && this.view.hasFocus())) return;
    this.closed = held;
    this.view.updateState(this.view.state);
    this.view.dom.toggleAttribute("data-held", held);
    this.view.dom.ariaReadOnly = String(held);
  }

  /** Another text from outside, once it is quiet: blocks that are the same stay, and so does the caret. */
  replace(doc: Node, may: () => boolean): void {
    this.quiet.when("replace", () => {
      if (may()) this.putOver(doc);
    });
  }

  /** Another text that somebody chose by a button. */
  putNow(doc: Node): void {
    this.putOver(doc);
  }

  private putOver(doc: Node): void {
    const start = this.doc.content.findDiffStart(doc.content);
    if (start === null) return;
    const { a, b } = this.doc.content.findDiffEnd(doc.content) ?? { a: this.doc.content.size, b: doc.content.size };
    const over = Math.max(0, start - Math.min(a, b));
    const tr = this.view.state.tr.replace(start, a + over, doc.slice(start, b + over));
    if (!tr.doc.eq(doc)) tr.replaceWith(0, tr.doc.content.size, doc.content);
    this.view.dispatch(tr.setMeta("addToHistory", false).setMeta(OUTSIDE, true));
  }

  /** Put the caret into one block of words. */
  caretIn(number: number, sign = 0): void {
    const block = wordBlocks(this.doc)[number];
    if (!block) return;
    const place = block.pos + 1 + Math.min(sign, block.node.content.size);
    this.view.focus();
    this.view.dispatch(this.view.state.tr.setSelection(TextSelection.create(this.doc, place)));
    // All of its words, not only the line of the caret.
    document.getSelection()?.anchorNode?.parentElement?.scrollIntoView({ block: "center" });
  }

  /** The number of the block of words with the caret; -1 when there is none. */
  caretBlock(): number {
    const head = this.view.state.selection.head;
    return wordBlocks(this.doc).findIndex(({ node, pos }) => pos < head && head <= pos + node.nodeSize);
  }

  /** Mark the blocks of words that something was found in. */
  mark(numbers: number[]): void {
    this.quiet.when("mark", () => this.view.dispatch(this.view.state.tr.setMeta(lit, numbers)));
  }

  close(): void {
    this.quiet.close();
    this.view.destroy();
    this.place.replaceChildren();
  }
}
