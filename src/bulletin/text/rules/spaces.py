"""R5: one space between words, whatever kind of blank was typed or pasted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from bulletin.lazy import pattern
from bulletin.text.body.cells import cell_lines
from bulletin.text.rules.rule import Edit, TextRule, substitute
from bulletin.text.vietnamese import words

_ANY = f" \t{words.BLANKS}{words.ODD_BREAKS}"
_ONE_LINE = pattern(rf"^[{_ANY}\r\n]+|[{_ANY}\r\n]+$|[{_ANY}\r\n]{{2,}}|[\t{words.BLANKS}{words.ODD_BREAKS}\r\n]")
_RUN = pattern(rf"\r\n?|[{_ANY}]{{2,}}|[\t{words.BLANKS}{words.ODD_BREAKS}]|[ ](?=[\r\n]|\Z)")
_ODD = pattern(f"[{words.BLANKS}{words.ODD_BREAKS}]")
_LIST_SIGN = pattern(r"[ \t]*(?:[-*+>]|#{1,6}|\d{1,9}[.)])")
_LONGEST_SIGN = 24
_BULLET = pattern(rf"[ \t]*[{words.BULLETS}{words.LETTER_BULLETS}]")
_MANUAL_BREAKS = "\x0b\u2028"
"""Shift+Enter of word processors."""


def blanks(text: str, multiline: bool = False) -> Iterator[Edit]:
    """R5. In a Markdown body lines stay lines; indentation, list signs and the columns of a table keep their blanks.

    Two blanks at the end of a line are a line break, tabs in lines below one another are the columns of a table pasted
    from a spreadsheet: both stay.
    """
    if multiline:
        cells = _cells(text) if "\t" in text else ()
        starts = [start for start, _end in cells]

        def in_line(match: re.Match[str]) -> str:
            run, at = match.group(), match.start()
            line = bisect_right(starts, at) - 1
            if "\t" in run and line >= 0 and at < cells[line][1]:
                return "\t" * run.count("\t")
            return _in_line(match)

        yield from substitute(_RUN, in_line, text)
    else:
        yield from substitute(_ONE_LINE, lambda m: " " if m.start() > 0 and m.end() < len(text) else "", text)


def _in_line(match: re.Match[str]) -> str:
    """What a run of blanks in a Markdown body becomes."""
    text, run, (start, end) = match.string, match.group(), match.span()
    if run.startswith("\r"):
        return "\n"
    if end == len(text) or text[end] in "\r\n":
        return "  " if run.replace("\t", "  ").endswith("  ") and _between_lines(text, start, end) else ""
    if start == 0 or text[start - 1] in "\r\n":
        return run[: len(run) - len(run.lstrip(" \t"))]
    if "|" in (text[start - 1], text[end]):
        return _ODD.sub(" ", run)
    if any(sign in run for sign in _MANUAL_BREAKS):
        return "  \n"
    if "\t" in run and _after(_BULLET, text, start):
        return "\t"
    return run if not run.strip(" ") and _after(_LIST_SIGN, text, start) else " "


def _between_lines(text: str, start: int, end: int) -> bool:
    """Whether words stand before a run of blanks at the end of a line, and in the line below it."""
    below = end + (2 if text.startswith("\r\n", end) else 1)
    return start > 0 and text[start - 1] not in "\r\n" and text[below : below + 1] not in ("", "\r", "\n")


def _cells(text: str) -> tuple[tuple[int, int], ...]:
    """Lines (start, end) whose tabs part cells."""
    spans: list[tuple[int, int]] = []
    at = 0
    lines = text.split("\n")
    for line, found in zip(lines, cell_lines(lines), strict=True):
        if found:
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return tuple(spans)


def _after(sign: re.Pattern[str], text: str, at: int) -> bool:
    line_start = text.rfind("\n", max(0, at - _LONGEST_SIGN), at) + 1
    return (line_start > 0 or at < _LONGEST_SIGN) and sign.fullmatch(text, line_start, at) is not None


RULES = (
    TextRule(
        "R5", "S",
        "Mỗi khoảng trống giữa hai từ là đúng một dấu cách.",
        "No-break spaces, tabs and runs of blanks become one space.",
        "10  tập thể", "10 tập thể", blanks,
    ),
)  # fmt: skip
