"""R5: one space between words, whatever kind of blank was typed or pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.text import words
from bulletin.text.rules import Edit, TextRule, substitute

_ANY = f" \t{words.BLANKS}{words.ODD_BREAKS}"
_ONE_LINE = re.compile(rf"^[{_ANY}\r\n]+|[{_ANY}\r\n]+$|[{_ANY}\r\n]{{2,}}|[\t{words.BLANKS}{words.ODD_BREAKS}\r\n]")
_LINES = re.compile(
    rf"\r\n?"
    rf"|[{_ANY}]+(?=[\r\n]|\Z)"
    rf"|(?:(?<=\n)|\A)(?P<indent>[ \t]*)[{words.BLANKS}{words.ODD_BREAKS}][{_ANY}]*"
    rf"|(?<=[^{_ANY}\n\r|])(?:[{_ANY}]{{2,}}|[\t{words.BLANKS}{words.ODD_BREAKS}])(?=[^{_ANY}\n\r|])"
    rf"|[{words.BLANKS}{words.ODD_BREAKS}]"
)
_ODD = re.compile(rf"  |[\t\r{words.BLANKS}{words.ODD_BREAKS}]|[ ](?=\n|\Z)")
_LIST_SIGN = re.compile(r"[ \t]*(?:[-*+>]|#{1,6}|\d{1,9}[.)])")


def blanks(text: str, multiline: bool = False) -> Iterator[Edit]:
    """R5. In a Markdown body lines stay lines; indentation, list signs and the columns of a table keep their blanks."""
    if not multiline:
        yield from substitute(_ONE_LINE, lambda m: " " if m.start() > 0 and m.end() < len(text) else "", text)
    elif _ODD.search(text):
        for start, end, new in substitute(_LINES, _in_line, text):
            line_start = text.rfind("\n", 0, start) + 1
            plain_blanks = not text[start:end].strip(" ")
            if new == " " and plain_blanks and _LIST_SIGN.fullmatch(text, line_start, start):
                continue
            yield start, end, new


def _in_line(match: re.Match[str]) -> str:
    if match.group().startswith("\r"):
        return "\n"
    if match["indent"] is not None:
        return match["indent"]
    return "" if match.end() == len(match.string) or match.string[match.end()] in "\r\n" else " "


RULES = (
    TextRule(
        "R5", "S",
        "Mỗi khoảng trống giữa hai từ là đúng một dấu cách.",
        "No-break spaces, tabs and runs of blanks become one space.",
        "10  tập thể", "10 tập thể", blanks,
    ),
)  # fmt: skip
