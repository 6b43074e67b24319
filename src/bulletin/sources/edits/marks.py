"""Marks that an import left in an article: `# đoán: …` for a guess, `# thiếu: …` for a gap; found, and taken out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from bulletin.lazy import dataclass, pattern
from bulletin.sources.yaml.signs import BLOCK_HEADER

_MARK = pattern(r"(?:^|[ \t])#[ \t]*(đoán|thiếu)[ \t]*:")


@dataclass(frozen=True, slots=True)
class GuessMark:
    """One mark: its words, and its line and the column of its `#`, both from 0.

    `id` is made from its words and the key before it, so that it stays when other lines come or go.
    """

    id: str
    guess: bool
    words: str
    line: int
    column: int


def marks_in(lines: Sequence[str]) -> Iterator[GuessMark]:
    """The marks of a file, in its order; what looks like one inside a body or quotes is a word like others."""
    seen: Counter[str] = Counter()
    for number, line in outside_blocks(lines):
        match = next((one for one in _MARK.finditer(line) if not _in_quotes(line, one.start())), None)
        if match is not None:
            words = line[match.end() :].strip()
            said = f"{line[: match.start()].partition(':')[0].strip()}\n{match[1]}: {words}"
            seen[said] += 1
            name = hashlib.sha256(f"{said}\n{seen[said]}".encode("utf-8", "surrogateescape")).hexdigest()[:20]
            yield GuessMark(name, match[1] == "đoán", words, number, line.index("#", match.start()))


def without_mark(source: bytes, ident: str) -> bytes | None:
    """An article without one of its marks, every value the same; itself where there is no such mark any more.

    None when the file would not read the same.
    """
    from bulletin.sources.edits.proof import has_tree
    from bulletin.sources.edits.typed_file import open_file, tree
    from bulletin.sources.edits.values import joined

    file = open_file(source, "article")
    if file is None:
        return None
    lines = list(file.lines)
    mark = next((one for one in marks_in(lines) if one.id == ident), None)
    if mark is None:
        return source
    kept = lines[mark.line][: mark.column].rstrip(" \t")
    new = [kept] if kept else []
    text = joined(file, lines[: mark.line], new, lines[mark.line + 1 :], mark.line, mark.line + 1)
    return has_tree(file, text, tree(file.document.root))


def outside_blocks(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines, from 0, that are no text of a body: there `#` is a letter like others."""
    inside: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and (not line.strip() or indent > inside):
            continue
        inside = None
        colon = line.find(":")
        if colon >= 0 and not line.lstrip().startswith("#") and BLOCK_HEADER.match(line[colon + 1 :].strip()):
            inside = indent
        yield number, line


def _in_quotes(line: str, at: int) -> bool:
    """Whether a place of a line is inside of a quoted value."""
    before = line[:at].partition(":")[2].lstrip()
    for sign in ('"', "'"):
        if before.startswith(sign):
            return before[1:].replace('\\"' if sign == '"' else "''", "").count(sign) == 0
    return False
