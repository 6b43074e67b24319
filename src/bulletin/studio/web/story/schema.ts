// The document of the body editor: exactly the subset of Markdown that bodies and boxes have.
import { Schema, type DOMOutputSpec, type Node } from "prosemirror-model";

const plain = (node: HTMLElement | string): false | null =>
  typeof node !== "string" && /^(normal|400)$/.test(node.style.fontWeight) ? false : null;

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block",
      content: "text*",
      parseDOM: [{ tag: "p" }, { tag: "div", priority: 20 }],
      toDOM: (): DOMOutputSpec => ["p", 0],
    },
    subhead: {
      group: "block",
      content: "text*",
      defining: true,
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}` })),
      toDOM: (): DOMOutputSpec => ["h3", 0],
    },
    bullets: {
      group: "block",
      content: "item+",
      parseDOM: [{ tag: "ul" }],
      toDOM: (): DOMOutputSpec => ["ul", 0],
    },
    numbers: {
      group: "block",
      content: "item+",
      attrs: { start: { default: 1, validate: "number" } },
      parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ start: Number(dom.getAttribute("start")) || 1 }) }],
      toDOM: (node): DOMOutputSpec => ["ol", { start: String(node.attrs.start) }, 0],
    },
    item: {
      content: "text*",
      defining: true,
      parseDOM: [{ tag: "li" }],
      toDOM: (): DOMOutputSpec => ["li", 0],
    },
    photo: {
      group: "block",
      atom: true,
      selectable: true,
      attrs: { photo: { validate: "string" } },
      parseDOM: [
        {
          tag: "figure[data-photo]",
          getAttrs: (dom) => ({ photo: dom.getAttribute("data-photo") ?? "" }),
        },
      ],
      toDOM: (node): DOMOutputSpec => ["figure", { "data-photo": String(node.attrs.photo) }],
    },
    source: {
      group: "block",
      content: "text*",
      marks: "",
      code: true,
      defining: true,
      parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
      toDOM: (): DOMOutputSpec => ["pre", { class: "source" }, ["code", 0]],
    },
    table: {
      group: "block",
      content: "row+",
      isolating: true,
      attrs: { align: { default: [] } },
      parseDOM: [{ tag: "table" }],
      toDOM: (): DOMOutputSpec => ["table", ["tbody", 0]],
    },
    row: {
      content: "cell+",
      attrs: { head: { default: false } },
      parseDOM: [{ tag: "tr" }],
      toDOM: (node): DOMOutputSpec => ["tr", node.attrs.head ? { class: "head" } : {}, 0],
    },
    cell: {
      content: "text*",
      isolating: true,
      parseDOM: [{ tag: "td" }, { tag: "th" }],
      toDOM: (): DOMOutputSpec => ["td", 0],
    },
    text: {},
  },
  marks: {
    strong: {
      parseDOM: [
        { tag: "strong" },
        { tag: "b", getAttrs: plain },
        { style: "font-weight", getAttrs: (value) => (/^(bold(er)?|[6-9]\d{2})$/.test(value) ? null : false) },
      ],
      toDOM: (): DOMOutputSpec => ["strong", 0],
    },
    em: {
      parseDOM: [{ tag: "i" }, { tag: "em" }, { style: "font-style=italic" }],
      toDOM: (): DOMOutputSpec => ["em", 0],
    },
  },
});

/** Blocks of words, each with its place, in the order of the text. */
export function wordBlocks(doc: Node): { node: Node; pos: number }[] {
  const found: { node: Node; pos: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) found.push({ node, pos });
    return !node.isTextblock;
  });
  return found;
}
