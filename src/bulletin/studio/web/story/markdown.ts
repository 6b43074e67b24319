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
      let number = Number(node.attrs.start);
      return items(node, () => `${number++}. `);
    }
    case "photo":
      return `![[${String(node.attrs.photo)}]]`;
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
    row.forEach((cell) => {
      cells.push(inline(cell).replace(/\|/g, "\\|"));
    });
    rows.push(cells);
  });
  const width = Math.max(...rows.map((row) => row.length));
  const align = node.attrs.align as string[];
  const rulings = Array.from({ length: width }, (_, n) =>
    align[n] === "right" ? "---:" : align[n] === "center" ? ":---:" : "---",
  );
  const line = (cells: string[]): string =>
    `| ${[...cells, ...Array<string>(width - cells.length).fill("")].join(" | ")} |`;
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
  return signs(trimmed(runs));
}

function trimmed(runs: Run[]): Run[] {
  const words = runs.map((run) => run.text);
  const text = words.join("");
  const first = text.length - text.trimStart().length;
  const last = text.trimEnd().length;
  let at = 0;
  const made = runs.map((run) => {
    const kept = run.text.slice(Math.max(0, first - at), Math.max(0, last - at));
    at += run.text.length;
    return { ...run, text: kept };
  });
  return made;
}

interface Region {
  from: number;
  to: number;
}

type Faces = Record<"strong" | "em", Region[]>;

const BLANK = /^\s$/u;

/** Faces that Markdown can say: they begin and end at blanks, or between a word and a sign, and never cross. */
function whole(chars: string[], given: Faces): Faces {
  const made: Faces = { strong: given.strong, em: given.em };
  for (let round = 0; round < 8; round++) {
    const before = JSON.stringify(made);
    made.strong = joined(made.strong.map((region) => widened(chars, region)));
    made.em = joined(made.em.map((region) => widened(chars, region)));
    for (const strong of made.strong) {
      for (const em of made.em) {
        const inside = (a: Region, b: Region): boolean => a.from >= b.from && a.to <= b.to;
        const apart = em.to < strong.from || strong.to < em.from;
        if (apart || inside(em, strong) || inside(strong, em)) continue;
        strong.from = Math.min(strong.from, em.from);
        strong.to = Math.max(strong.to, em.to);
      }
    }
    if (JSON.stringify(made) === before) break;
  }
  return made;
}

function widened(chars: string[], { from, to }: Region): Region {
  const at = (place: number): string => chars[place] ?? " ";
  while (from < to && BLANK.test(at(from))) from++;
  while (to > from && BLANK.test(at(to - 1))) to--;
  if (from === to) return { from, to };
  if (!BLANK.test(at(from - 1)) && (WORD.test(at(from - 1)) || !WORD.test(at(from)))) {
    while (from > 0 && !BLANK.test(at(from - 1))) from--;
  }
  if (!BLANK.test(at(to)) && (WORD.test(at(to)) || !WORD.test(at(to - 1)))) {
    while (to < chars.length && !BLANK.test(at(to))) to++;
  }
  // Signs that mean something beside the sign of a face: such words keep their ordinary face.
  const doubtful =
    /[\\*_]/.test(at(from)) || /[\\*_]/.test(at(to - 1)) || /[\\*_]/.test(at(from - 1)) || /[\\*_]/.test(at(to));
  return doubtful ? { from, to: from } : { from, to };
}

/** Regions that touch or have only blanks between them stay apart only if there is a blank. */
function joined(regions: Region[]): Region[] {
  const made: Region[] = [];
  for (const region of regions.filter((one) => one.from < one.to).sort((a, b) => a.from - b.from)) {
    const last = made.at(-1);
    if (last && region.from <= last.to) last.to = Math.max(last.to, region.to);
    else made.push({ ...region });
  }
  return made;
}

function regions(runs: Run[], face: "strong" | "em"): Region[] {
  const made: Region[] = [];
  let from = 0;
  for (const run of runs) {
    const to = from + [...run.text].length;
    if (run[face]) made.push({ from, to });
    from = to;
  }
  return joined(made);
}

function signs(runs: Run[]): string {
  const chars = runs.flatMap((run) => [...run.text]);
  const faces = whole(chars, { strong: regions(runs, "strong"), em: regions(runs, "em") });
  const all = [
    ...faces.strong.map((region) => ({ ...region, sign: "**" })),
    ...faces.em.map((region) => ({ ...region, sign: "*" })),
  ];
  let text = "";
  for (let at = 0; at <= chars.length; at++) {
    // What was begun last ends first; of two that begin together the longer one is begun first.
    const ending = all.filter((one) => one.to === at).sort((a, b) => b.from - a.from || a.sign.length - b.sign.length);
    const starting = all.filter((one) => one.from === at).sort((a, b) => b.to - a.to || b.sign.length - a.sign.length);
    text += [...ending, ...starting].map((one) => one.sign).join("");
    if (at < chars.length) text += escaped(chars, at);
  }
  return text;
}

/** A sign of the text as Markdown takes it for itself. */
function escaped(chars: string[], at: number): string {
  const sign = chars[at] ?? "";
  const next = chars[at + 1] ?? "";
  if (sign === "\\") return next === "" || /[!-/:-@[-`{-~]/.test(next) ? "\\\\" : sign;
  if (sign !== "*" && sign !== "_") return sign;
  return WORD.test(chars[at - 1] ?? "") && WORD.test(next) ? sign : `\\${sign}`;
}
