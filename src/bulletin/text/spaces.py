"""R5: one space between words, whatever kind of blank was typed or pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.text import words
from bulletin.text.rules import Edit, TextRule, substitute

_ANY = f" \t{words.BLANKS}{words.ODD_BREAKS}"
_ONE_LINE = re.compile(rf"^[{_ANY}\r\n]+|[{_ANY}\r\n]+$|[{_ANY}\r\n]{{2,}}|[\t{words.BLANKS}{words.ODD_BREAKS}\r\n]")
_RUN = re.compile(rf"\r\n?|[{_ANY}]{{2,}}|[\t{words.BLANKS}{words.ODD_BREAKS}]|[ ](?=[\r\n]|\Z)")
_ODD = re.compile(f"[{words.BLANKS}{words.ODD_BREAKS}]")
_LIST_SIGN = re.compile(r"[ \t]*(?:[-*+>]|#{1,6}|\d{1,9}[.)])")
_LONGEST_SIGN = 24


def blanks(text: str, multiline: bool = False) -> Iterator[Edit]:
    """R5. In a Markdown body lines stay lines; indentation, list signs and the columns of a table keep their blanks."""
    if multiline:
        yield from substitute(_RUN, _in_line, text)
    else:
        yield from substitute(_ONE_LINE, lambda m: " " if m.start() > 0 and m.end() < len(text) else "", text)


def _in_line(match: re.Match[str]) -> str:
    """What a run of blanks in a Markdown body becomes."""
    text, run, (start, end) = match.string, match.group(), match.span()
    if run.startswith("\r"):
        return "\n"
    if end == len(text) or text[end] in "\r\n":
        return ""
    if start == 0 or text[start - 1] in "\r\n":
        return run[: len(run) - len(run.lstrip(" \t"))]
    if "|" in (text[start - 1], text[end]):
        return _ODD.sub(" ", run)
    return run if not run.strip(" ") and _after_list_sign(text, start) else " "


def _after_list_sign(text: str, at: int) -> bool:
    line_start = text.rfind("\n", max(0, at - _LONGEST_SIGN), at) + 1
    return (line_start > 0 or at < _LONGEST_SIGN) and _LIST_SIGN.fullmatch(text, line_start, at) is not None


RULES = (
    TextRule(
        "R5", "S",
        "Mỗi khoảng trống giữa hai từ là đúng một dấu cách.",
        "No-break spaces, tabs and runs of blanks become one space.",
        "10  tập thể", "10 tập thể", blanks,
    ),
)  # fmt: skip
