"""How keys, values, comments and lines of a text look in YAML that people type. Every pattern is linear in its line."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from bulletin.sources.folding import fold, nearest

NEWLINE = re.compile(r"\r\n|\r|\n")
ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
LEAD = re.compile(rf"[ \t{ODD_SPACE}]*")
ITEMS = re.compile(r" *(?:- +)*")
KEY = re.compile(
    rf"(?P<key>\"[^\"]*\" *|'[^']*' *"
    rf"|(?![\"'\[\]{{}},&*!|>%@`#]|[?-](?: |$))(?:[^#]|(?<![ \t])#){{0,200}}?):(?=[ \t{ODD_SPACE}]|$)"
)
WIDE_COLONS = "：﹕∶꞉"
GLUED = re.compile(
    rf"(?P<key>[^\s:{WIDE_COLONS}\"'#\[{{,-][^:{WIDE_COLONS}\"'#\n]{{0,40}}?) ?(?P<sign>:(?=[^\s:/])|[{WIDE_COLONS}])"
)
NBSP = re.compile(rf"[{ODD_SPACE}]")
BLOCK_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:[ \t]#.*)?$")
COMMENT = re.compile(r"(?<=[ \t])#(?=[ \t]|$)")
PROGRAM = re.compile(r"\*[\w-]+$|&[\w-]+(?=\s|$)|!\S+")
SIGNS = re.compile(r"[@`%,\]}|>*&!]|[-?:](?=[ \t]|$)")
INNER_COLON = re.compile(r":(?=[ \t]|$)")
COMMENT_TAIL = re.compile(r"[ \t]+#")
INNER_HASH = re.compile(r"[ \t]#")
FAR = 10_000
IN_FLOW = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'(?:[^']|'')*'|.")
CLOSE = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}

_LONGEST_KEY = 40


def comment_at(line: str, start: int) -> int:
    """Where a YAML comment begins in a line, with the blanks before it; else where its words end."""
    comment = COMMENT.search(line, start)
    return len(line[: comment.start() if comment else None].rstrip(" \t"))


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
