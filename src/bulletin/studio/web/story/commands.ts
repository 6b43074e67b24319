// What the buttons and keys of the body editor do. Nothing here happens by itself while somebody types.
import {
  chainCommands,
  createParagraphNear,
  deleteSelection,
  exitCode,
  joinBackward,
  joinForward,
  newlineInCode,
  selectAll,
  selectNodeBackward,
  selectNodeForward,
  splitBlock,
  toggleMark,
} from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import type { Fragment, Node, NodeType } from "prosemirror-model";
import { type Command, type EditorState, Selection, TextSelection, type Transaction } from "prosemirror-state";
import { schema } from "./schema.ts";

const { nodes, marks } = schema;

/** The names of the blocks that the selection can become. */
export type BlockName = "paragraph" | "subhead" | "bullets" | "numbers";

export function blockName(state: EditorState): BlockName | "other" {
  const top = state.selection.$from.node(1) as Node | undefined;
  const name = top?.type.name;
  return name === "paragraph" || name === "subhead" || name === "bullets" || name === "numbers" ? name : "other";
}

/** Whether the words at the selection have a face. */
export function hasMark(state: EditorState, name: "strong" | "em"): boolean {
  const { from, $from, to, empty } = state.selection;
  const type = marks[name];
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()));
  return state.doc.rangeHasMark(from, to, type);
}

/** Make the blocks of the selection paragraphs, sub-heads or items of a list. */
export function become(name: BlockName): Command {
  return (state, dispatch) => {
    const first = state.selection.$from.index(0);
    const last = state.selection.$to.index(0);
    const tops = Array.from({ length: last - first + 1 }, (_, n) => state.doc.child(first + n));
    if (tops.some((node) => !["paragraph", "subhead", "bullets", "numbers"].includes(node.type.name))) return false;
    if (tops.every((node) => node.type.name === name))
      return name === "paragraph" ? false : become("paragraph")(state, dispatch);
    if (dispatch) dispatch(replaced(state, first, tops, name));
    return true;
  };
}

function replaced(state: EditorState, first: number, tops: Node[], name: BlockName): Transaction {
  const lines = tops.flatMap((node) => (node.isTextblock ? [node.content] : items(node)));
  const list = name === "bullets" || name === "numbers";
  const type: NodeType = list ? nodes.item : nodes[name];
  const made = lines.map((content) => type.create(null, content));
  const blocks = list ? [nodes[name].create(null, made)] : made;
  let start = 0;
  for (let n = 0; n < first; n++) start += state.doc.child(n).nodeSize;
  const end = start + tops.reduce((sum, node) => sum + node.nodeSize, 0);
  const words = wordsBefore(state, start);
  const tr = state.tr.replaceWith(start, end, blocks);
  return tr.setSelection(caretAfter(tr.doc, start, words)).scrollIntoView();
}

function items(list: Node): Fragment[] {
  const found: Fragment[] = [];
  list.forEach((item) => {
    found.push(item.content);
  });
  return found;
}

/** The place of the caret as (line, sign), which stays true when lines become other blocks. */
function wordsBefore(state: EditorState, start: number): [number, number] {
  let line = -1;
  state.doc.nodesBetween(start, state.selection.head, (node) => {
    if (node.isTextblock) line++;
    return !node.isTextblock;
  });
  return [Math.max(line, 0), state.selection.$head.parentOffset];
}

function caretAfter(doc: Node, start: number, [line, sign]: [number, number]): Selection {
  let seen = -1;
  let place = start;
  doc.nodesBetween(start, doc.content.size, (node, pos) => {
    if (node.isTextblock && ++seen === line) place = pos + 1 + Math.min(sign, node.content.size);
    return !node.isTextblock;
  });
  return TextSelection.near(doc.resolve(place));
}

/** Put a photo behind the block of the selection. */
export function putPhoto(photo: string): Command {
  return (state, dispatch) => {
    if (dispatch) {
      const top = state.selection.$from;
      const at = top.depth ? top.after(1) : state.selection.to;
      const tr = state.tr.insert(at, nodes.photo.create({ photo }));
      if (at + 1 >= tr.doc.content.size) tr.insert(at + 1, nodes.paragraph.create());
      tr.setSelection(Selection.near(tr.doc.resolve(at + 1), 1));
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

/** Enter in an empty item ends the list. */
const leaveList: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== nodes.item || $from.parent.content.size) return false;
  const list = $from.node(-1);
  const number = $from.index(-1);
  if (dispatch) {
    const before = items(list).slice(0, number);
    const after = items(list).slice(number + 1);
    const part = (lines: Fragment[]): Node[] =>
      lines.length
        ? [
            list.type.create(
              list.attrs,
              lines.map((line) => nodes.item.create(null, line)),
            ),
          ]
        : [];
    const start = $from.before(-1);
    const tr = state.tr.replaceWith(start, $from.after(-1), [
      ...part(before),
      nodes.paragraph.create(),
      ...part(after),
    ]);
    const caret = start + (part(before)[0]?.nodeSize ?? 0) + 1;
    dispatch(tr.setSelection(TextSelection.create(tr.doc, caret)).scrollIntoView());
  }
  return true;
};

/** No words go from one cell of a table to another. */
const inCell: Command = (state) => state.selection.$from.parent.type === nodes.cell;

/** An item at the start of its list becomes a paragraph. */
const leaveFirstItem: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== nodes.item || $from.parentOffset || $from.index(-1)) return false;
  if (dispatch) {
    const list = $from.node(-1);
    const rest = items(list).slice(1);
    const made = [nodes.paragraph.create(null, $from.parent.content)];
    if (rest.length)
      made.push(
        list.type.create(
          list.attrs,
          rest.map((line) => nodes.item.create(null, line)),
        ),
      );
    const start = $from.before(-1);
    const tr = state.tr.replaceWith(start, $from.after(-1), made);
    dispatch(tr.setSelection(TextSelection.create(tr.doc, start + 1)).scrollIntoView());
  }
  return true;
};

/** Within the words of one block the browser itself deletes: a typing program sends these keys in the middle of a word. */
const acrossBlocks: Command = (state, dispatch, view) => {
  const { $from, $to } = state.selection;
  return state.selection instanceof TextSelection && $from.sameParent($to)
    ? false
    : deleteSelection(state, dispatch, view);
};

const back = chainCommands(acrossBlocks, leaveFirstItem, joinBackward, selectNodeBackward);
const forward = chainCommands(acrossBlocks, joinForward, selectNodeForward);

export const KEYS: Record<string, Command> = {
  Enter: chainCommands(newlineInCode, inCell, leaveList, createParagraphNear, splitBlock),
  "Shift-Enter": () => true,
  "Ctrl-Enter": exitCode,
  Backspace: back,
  "Ctrl-Backspace": back,
  Delete: forward,
  "Ctrl-Delete": forward,
  "Ctrl-a": selectAll,
  "Ctrl-b": toggleMark(marks.strong),
  "Ctrl-i": toggleMark(marks.em),
  "Ctrl-z": undo,
  "Ctrl-y": redo,
  "Ctrl-Shift-z": redo,
  "Ctrl-Alt-1": become("subhead"),
  "Ctrl-Alt-2": become("paragraph"),
};

export const toStrong = toggleMark(marks.strong);
export const toEm = toggleMark(marks.em);
export { redo, undo };
