"""Markdown that the subset does not have, found in a body as it was typed: printed as it is, and reported."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from bulletin.errors import Rule
from bulletin.lazy import pattern
from bulletin.text import findings
from bulletin.text.vietnamese.tokens import addresses

_INNER = r"(?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*"
_WORDS = r"\[(?:[^\[\]\n]|\[[^\[\]\n]*\])+\]"
_DEFINITION = pattern(r"^[ ]{0,3}\[(?!\^)([^\[\]\n]+)\]:[ \t]*\S", re.MULTILINE)

SIGNS: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (pattern(r"</?[A-Za-z](?![A-Za-z+.-]*:)(?![^<>\s]*@)[^<>\n]*>|<!--"), findings.HTML),
    (pattern(r"<[A-Za-z][A-Za-z+.-]*:[^<>\s]+>|<[^<>\s]+@[^<>\s]+>"), findings.LINK),
    (pattern(r"!\[\[[^\[\]\n]*\]\]"), findings.PHOTO_INLINE),
    (pattern(rf"!{_WORDS}(?:\({_INNER}\)|\[[^\[\]\n]*\])|!\[\]\({_INNER}\)"), findings.IMAGE),
    (pattern(rf"(?<![!\]]){_WORDS}(?:\({_INNER}\)|\[[^\[\]\n]*\])"), findings.LINK),
    (pattern(r"(?<!!)\[[^\[\]\n]+\n[^\[\]\n]+\]\([^()\n]*\)"), findings.LINK),
    (_DEFINITION, findings.LINK),
    (pattern(r"\[\^[^\[\]\s]+\]:?"), findings.FOOTNOTE),
    (pattern(r"`[^`\n]+`|^[ \t]*(?:```+|~~~+)", re.MULTILINE), findings.CODE),
    (pattern(r"^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?>", re.MULTILINE), findings.BLOCK_QUOTE),
    (pattern(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\](?=[ \t])", re.MULTILINE), findings.TASK),
    (pattern(r"(?<=\S)\n[ ]{0,3}=+[ \t]*$", re.MULTILINE), findings.SETEXT),
    (pattern(r"^[ ]{0,3}#{2,6}[^#\s]", re.MULTILINE), findings.SUBHEAD_BLANK),
    (pattern(r"(?<!~)~~(?=[^\s~])[^~\n]+~~(?!~)|(?<!=)==(?=[^\s=])[^=\n]+==(?!=)"), findings.STRUCK),
    (pattern(r"^[ ]{0,3}:[ \t]+\S", re.MULTILINE), findings.DEFINITION),
    (pattern(r"\$\$|(?<![\w$\\])\$(?=[^\s$])[^$\n]*[^\s$]\$(?![\w$])|\\[(\[][^\n]*?\\[)\]]"), findings.MATH),
    (pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"), findings.ENTITY),
)
_OPEN_EMPHASIS = pattern(r"(?<![\w*_\\/])(?:\*{1,3}|_{1,3})(?=[^\W_])|(?<=[^\W_])\*(?=[\s.,;:!?…)]|\Z)")
_BLANK_FIELDS = pattern(r"_{4,}|\*{4,}")


def signs_in(part: str, first: int) -> Iterator[tuple[int, Rule, str]]:
    """(line, rule, words) of every sign outside the subset.

    Args:
        part: text of the body as typed.
        first: number of its first line.
    """
    seen: list[tuple[int, int, Rule]] = []
    lines = _Lines(part)
    for sign, rule in SIGNS:
        for match in sign.finditer(part):
            start, end = match.span()
            if any(rule is other and start < stop and begin < end for begin, stop, other in seen[-1:]):
                continue
            seen.append((start, end, rule))
            quote = match.group().strip()
            yield first + lines.of(start + len(match.group()) - len(match.group().lstrip())), rule, quote
    yield from _short_references(part, first, lines)


def _short_references(part: str, first: int, lines: _Lines) -> Iterator[tuple[int, Rule, str]]:
    """`[words]` alone, where a line `[words]: address` makes it a link."""
    names = {match[1].casefold() for match in _DEFINITION.finditer(part)}
    if names:
        for match in re.finditer(r"(?<![\]!\[])\[([^\[\]\n]+)\](?![\[(:])", part):
            if match[1].casefold() in names:
                yield first + lines.of(match.start()), findings.LINK, match.group()


def open_emphasis(text: str) -> str | None:
    """The first `*` or `_` left over in set text that was to begin or end emphasis, with the words beside it."""
    kept = [*addresses(text), *(found.span() for found in _BLANK_FIELDS.finditer(text))]
    matches = _OPEN_EMPHASIS.finditer(text)
    match = next((m for m in matches if not any(start <= m.start() <= end for start, end in kept)), None)
    if match is None:
        return None
    start = text.rfind(" ", 0, match.start()) + 1
    return text[start : start + 60].split("\n")[0]


class _Lines:
    """Line numbers of offsets, which are asked for in any order."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def of(self, offset: int) -> int:
        """The number of the line (from 0) that holds an offset."""
        return bisect_left(self._ends, offset)
