// Nodes of the editor as Markdown that reads back as the same nodes.
import type { Node } from "prosemirror-model";

const WORD = /[\p{L}\p{M}\p{N}]/u;

interface Run {
  text: string;
  strong: boolean;
  em: boolean;
}

/** The Markdown of one block of the document; empty for a block without words. */
export function blockMarkdown(node: Node): string {
  switch (node.type.name) {
    case "paragraph":
      return lineStart(inline(node));
    case "subhead": {
      const words = inline(node).replace(/(#+)$/, "\\$1");
      return words && `## ${words}`;
    }
    case "bullets":
      return items(node, () => "- ");
    case "numbers": {
      let number = Number(node.attrs["start"]);
      return items(node, () => `${number++}. `);
    }
    case "photo":
      return `![[${String(node.attrs["photo"])}]]`;
    case "source":
      return node.textContent.replace(/^(?:[ \t]*\n)+|\s+$/g, "");
    case "table":
      return table(node);
    default:
      return "";
  }
}

function items(node: Node, mark: () => string): string {
  const lines: string[] = [];
  node.forEach((item) => {
    const words = lineStart(inline(item));
    if (words) lines.push(mark() + words);
  });
  return lines.join("\n");
}

function table(node: Node): string {
  const rows: string[][] = [];
  node.forEach((row) => {
    const cells: string[] = [];
    row.forEach((cell) => cells.push(inline(cell).replace(/\|/g, "\\|")));
    rows.push(cells);
  });
  const width = Math.max(...rows.map((row) => row.length));
  const align = node.attrs["align"] as string[];
  const rulings = Array.from({ length: width }, (_, n) =>
    align[n] === "right" ? "---:" : align[n] === "center" ? ":---:" : "---",
  );
  const line = (cells: string[]): string => `| ${[...cells, ...Array<string>(width - cells.length).fill("")].join(" | ")} |`;
  return [line(rows[0] ?? []), line(rulings), ...rows.slice(1).map(line)].join("\n");
}

/** Words at the start of a line that Markdown would take for a sign. */
function lineStart(words: string): string {
  return words
    .replace(/^(#{1,6})(?=\s|$)/, "\\$1")
    .replace(/^([-+])(?=\s|$)/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
    .replace(/^(?=-(?:\s*-){2,}\s*$)/, "\\")
    .replace(/^(?=!\[\[[^[\]]+\]\]\s*$)/, "\\")
    .replace(/^(?=:{3,})/, "\\")
    .replace(/^(?=[|>])/, "\\");
}

function inline(node: Node): string {
  const runs: Run[] = [];
  node.forEach((child) => {
    const named = (name: string): boolean => child.marks.some((mark) => mark.type.name === name);
    runs.push({ text: (child.text ?? "").replace(/[\n\r]+/g, " "), strong: named("strong"), em: named("em") });
  });
  return signs(whole(trimmed(runs)));
}

function trimmed(runs: Run[]): Run[] {
  const made = runs.map((run) => ({ ...run }));
  while (made[0] && !(made[0].text = made[0].text.trimStart())) made.shift();
  for (let last = made.at(-1); last && !(last.text = last.text.trimEnd()); last = made.at(-1)) made.pop();
  return made;
}

/** Faces that begin and end with words: never inside of a word, never with a blank at their edge. */
function whole(runs: Run[]): Run[] {
  const chars = runs.flatMap((run) => [...run.text].map((text) => ({ text, strong: run.strong, em: run.em })));
  for (const face of ["strong", "em"] as const) {
    for (let at = 0; at < chars.length; ) {
      let end = at;
      while (end < chars.length && WORD.test(chars[end]?.text ?? "")) end++;
      const on = chars.slice(at, end).some((char) => char[face]);
      for (let n = at; n < end; n++) chars[n]![face] = on;
      at = Math.max(end, at + 1);
    }
    for (let at = 0; at < chars.length; at++) {
      if (/\s/.test(chars[at]!.text)) {
        // A blank has the face that is on both sides of it.
        let end = at;
        while (end < chars.length && /\s/.test(chars[end]!.text)) end++;
        const on = Boolean(chars[at - 1]?.[face] && chars[end]?.[face]);
        for (let n = at; n < end; n++) chars[n]![face] = on;
        at = end - 1;
      }
    }
  }
  const made: Run[] = [];
  for (const char of chars) {
    const last = made.at(-1);
    if (last && last.strong === char.strong && last.em === char.em) last.text += char.text;
    else made.push({ ...char });
  }
  return made;
}

function signs(runs: Run[]): string {
  let text = "";
  const open: string[] = [];
  runs.forEach((run, number) => {
    const before = number > 0 ? runs[number - 1] : undefined;
    const wanted = [...(run.strong ? ["**"] : []), ...(run.em ? [before?.strong && !before.em && !run.strong ? "_" : "*"] : [])];
    const stays = (sign: string): boolean => wanted.some((other) => other === sign || (other.length === 1 && sign.length === 1));
    while (open.some((sign) => !stays(sign))) text += open.pop() ?? "";
    for (const sign of wanted) {
      if (open.some((other) => other.length === sign.length)) continue;
      open.push(sign);
      text += sign;
    }
    text += escaped(run.text, text);
  });
  while (open.length) text += open.pop() ?? "";
  return text;
}

function escaped(words: string, before: string): string {
  return words.replace(/[\\*_]/g, (sign, at: number) => {
    const next = words[at + 1] ?? "";
    const last = at > 0 ? (words[at - 1] ?? "") : before.slice(-1);
    if (sign === "\\") return next === "" || /[!-/:-@[-`{-~]/.test(next) ? "\\\\" : sign;
    return WORD.test(last) && WORD.test(next) ? sign : `\\${sign}`;
  });
}
