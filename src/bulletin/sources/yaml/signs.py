"""How keys, values, comments and lines of a text look in YAML that people type. Every pattern is linear in its line."""

from __future__ import annotations

from collections.abc import Sequence, Set

from bulletin.lazy import pattern
from bulletin.sources.folding import fold, nearest

NEWLINE = pattern(r"\r\n|\r|\n")
ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
LEAD = pattern(rf"[ \t{ODD_SPACE}]*")
ITEMS = pattern(r" *(?:- +)*")
KEY = pattern(
    rf"(?P<key>\"[^\"]*\" *|'[^']*' *"
    rf"|(?![\"'\[\]{{}},&*!|>%@`#]|[?-](?: |$))(?:[^#]|(?<![ \t])#){{0,200}}?):(?=[ \t{ODD_SPACE}]|$)"
)
WIDE_COLONS = "：﹕∶꞉"
GLUED = pattern(
    rf"(?P<key>[^\s:{WIDE_COLONS}\"'#\[{{,-][^:{WIDE_COLONS}\"'#\n]{{0,40}}?) ?(?P<sign>:(?=[^\s:/])|[{WIDE_COLONS}])"
)
NBSP = pattern(rf"[{ODD_SPACE}]")
BLOCK_HEADER = pattern(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:[ \t]#.*)?$")
COMMENT = pattern(r"(?<=[ \t])#(?=[ \t]|$)")
PROGRAM = pattern(r"\*[\w-]+$|&[\w-]+(?=\s|$)|!\S+")
SIGNS = pattern(r"[@`%,\]}|>*&!]|[-?:](?=[ \t]|$)")
INNER_COLON = pattern(r":(?=[ \t]|$)")
COMMENT_TAIL = pattern(r"[ \t]+#")
INNER_HASH = pattern(r"[ \t]#")
FAR = 10_000
IN_FLOW = pattern(r"\"((?:[^\"\\]|\\.)*)\"|'(?:[^']|'')*'|.")
_LONG_DASH = pattern(r"[‐-―−•] *(?:(?P<open>\{)|(?P<key>[^:：]{1,40}?) ?[:：](?:[ \t]|$|(?=[^\s/])))")
CLOSE = {'"': pattern(r'(?:[^"\\]|\\.)*"'), "'": pattern(r"(?:[^']|'')*'(?!')")}

_LONGEST_KEY = 40


def comment_at(line: str, start: int) -> int:
    """Where a YAML comment begins in a line, with the blanks before it; else where its words end."""
    comment = COMMENT.search(line, start)
    return len(line[: comment.start() if comment else None].rstrip(" \t"))


def is_glued_item(lines: Sequence[str], at: int, start: int, known: Set[str]) -> bool:
    """Whether the `-` at column `start` begins an item of a list and lacks its space: `-{bai: x}`, `-bai: x`.

    Other words count as an item only next to one that is well typed, for `-5 độ` may be a value.
    """
    line = lines[at]
    if line[start : start + 1] != "-" or line[start + 1 : start + 2] in ("", "-", " ", "\t"):
        return False
    field = KEY.match(line, start + 1) or GLUED.match(line, start + 1)
    if line[start + 1] == "{" or (field is not None and fold(field["key"].strip(" \"'")) in known):
        return True
    item = " " * start + "- "
    return any(line.startswith(item) for line in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]))


def is_stray(lines: Sequence[str], at: int, parent: int, known: Set[str], *, guess: bool) -> bool:
    """Whether a line at the margin belongs to the text above it: it begins no field, item or comment there.

    Args:
        lines: of the file.
        at: the line in question.
        parent: column of the key of the text above.
        known: folded names of all fields.
        guess: whether a word that is no field may be compared with them.
    """
    words = lines[at].strip()
    if words[0] == "#":
        further = next((line for line in lines[at + 1 : at + FAR] if line.strip()), "")
        return len(further) - len(further.lstrip(" ")) > parent
    if words[0] == "%" or words[:3] in ("---", "..."):
        return False
    if words[:2] == "- " or words == "-":
        return len(lines[at]) - len(lines[at].lstrip()) == parent
    field = KEY.match(words) or GLUED.match(words)
    name = field["key"].strip(" \"'") if field else words
    if len(name) > _LONGEST_KEY:
        return True
    if fold(name) in known:
        return False
    if field is None:
        return True
    return (" " in name or name[0].isupper()) and not (guess and nearest(name, known, cutoff=0.75))


def is_long_dash(line: str, indent: int, known: Set[str]) -> bool:
    """Whether a line begins with a sign that Word or a phone makes of `-`, and a field or a bracket is behind it."""
    found = _LONG_DASH.match(line, indent)
    return found is not None and (found["open"] is not None or fold(found["key"]) in known)
