"""A body typed over several lines without `|`: its words line by line, where YAML would join them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bulletin.lazy import pattern
from bulletin.sources.yaml import nodes

_HARD_BREAK = pattern(r"(?<!\\)((?:\\\\)*)\\$")
"""A backslash at the end of a line: between double quotes it joins two lines of YAML, in a body it ends a line."""

_OF_A_PROGRAM = pattern(r"(?:^|[^\\])(?:\\\\)*\\n|^[ \t]*\\ ")
"""What only programs write between double quotes: `\\n` for a line end, `\\ ` where they went on to another line."""

_FOLDED = (72, 100)
"""Signs of the shortest and the longest line that a program which writes YAML goes on below."""
_STOP = pattern(r"[.!?…:;][”’\"')\]*]*[ \t]*$")
_ROW = pattern(r"[ \t]*(?:\||:::|[-*+•][ \t]|\d{1,3}[.)][ \t])")
"""How a row of a table, an item of a list or the sign around a block begins."""


def typed_in_lines(lines: Sequence[str], node: nodes.Scalar) -> bool:
    """Whether a value that is not after `|` or `>` was typed on several lines, and not written so by a program."""
    if node.style in ("|", ">") or node.last_line == node.line:
        return False
    typed = lines[node.line : node.last_line + 1]
    coded = node.style == '"' and node.mend is None and any(map(_OF_A_PROGRAM.search, typed))
    return not coded and not _folded(typed, single=node.style == "'" and node.mend is None)


def _folded(typed: Sequence[str], *, single: bool) -> bool:
    """Whether the lines are those of a program: it goes on below a full line, and makes one empty line more of each.

    Where only rows of a table, items of a list or, in single quotes as programs take them, lines that end no sentence
    are apart, they belong together for people too. A person who typed anything else of it has wrapped prose, or
    paragraphs that stay apart, so nothing is lost when YAML joins it.
    """
    words = [number for number, line in enumerate(typed) if line.strip()]
    if typed[-1].strip() == "'" and words[-2:-1] == [words[-1] - 2]:  # a body whose last line is ended
        words.pop()
    gaps = [after - line for line, after in pairwise(words)]
    wraps = [len(typed[line].rstrip()) for line, gap in zip(words, gaps, strict=False) if gap == 1]
    if not all(_FOLDED[0] <= length <= _FOLDED[1] for length in wraps):
        return False
    if 2 in gaps and max(gaps) == 2:
        ends = sum(_STOP.search(typed[number]) is not None for number in words)
        verse = single and 2 * ends < len(words) and all(len(typed[number]) <= _FOLDED[1] for number in words)
        return verse or any(_ROW.match(typed[number]) for number in words[1:])
    return bool(gaps)


def with_lines(lines: Sequence[str], node: nodes.Scalar) -> str:
    """The value with every line end that was typed; as YAML has it where the typed lines do not make its words.

    YAML makes a blank of one line end and leaves one out of several. So the value is read once more with one line end
    more at each place: that is right for all quotes, codes and mended values alike.

    Args:
        lines: of the file as typed.
        node: a value that was typed on several lines.
    """
    typed = [lines[node.line][node.column :], *lines[node.line + 1 : node.last_line + 1]]
    if node.style == '"' and node.mend is None:
        typed = [_HARD_BREAK.sub(lambda found: found[1] + r"\\", line) for line in typed]
    spread = [typed[0]]
    for line in typed[1:]:
        spread += ["", f"  {line.strip()}"] if line.strip() else [""]
    again = nodes.read("\n".join(("x: " + spread[0], *spread[1:])).encode("utf-8", "surrogatepass"), "")
    value = again.root.pairs[0][1] if again.root is not None and len(again.root.pairs) == 1 else None
    if isinstance(value, nodes.Scalar) and _signs(value.text) == _signs(node.text):
        return value.text
    return node.text


def _signs(text: str) -> str:
    """The signs that are printed: neither blanks nor the backslashes that end lines."""
    return "".join(text.split()).replace("\\", "")
