"""Pieces of text with a form of their own: addresses, numbers, dates, file names, Markdown signs.

Spacing rules keep away from them, line breaking keeps them whole.
"""

from __future__ import annotations

import re

from bulletin.lazy import pattern
from bulletin.text.rules.rule import Edit
from bulletin.text.vietnamese import words

_BODY = r"[A-ZĐƯ]{2,}[a-zđư]?\d*"
_STATE_TYPES = "|".join(sorted(words.STATE_TYPES, key=len, reverse=True))
_PARTY_TYPES = "|".join(sorted(words.PARTY_TYPES, key=len, reverse=True))

DOCUMENT = (
    rf"(?<![\w/.,-])\d{{1,5}}[a-zđ]?(?:"
    rf"-(?:{_PARTY_TYPES})/{_BODY}"
    rf"|(?:/\d{{4}})?/(?:{_STATE_TYPES})(?:-{_BODY})+"
    rf"|/\d{{4}}/(?:{'|'.join(words.ASSEMBLY)})\d{{1,2}}"
    rf")(?:-{_BODY})*(?!\w)"
)
"""A document number in its right form: `01-KL/TW`, `12/2026/NĐ-CP`, `12/KH-UBND`, `126/2025/QH15`."""

URL = r"(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>“”\"|]*[^\s<>“”\"|.,;:!?…)\]’'*_]"
EMAIL = r"(?<![\w.+-])[A-Za-z0-9_](?:[\w.+-]*\w)?@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
DOMAIN = (
    r"(?<![\w.@/-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+"
    rf"(?:{'|'.join(words.DOMAIN_ENDINGS)})\b(?![\w-])(?:/[^\s<>“”\"|]*[^\s<>“”\"|.,;:!?…)\]’'*_])?"
)
FILE = rf"(?<![\w./-])[\w/-][\w./-]*\.(?:{'|'.join(words.FILE_ENDINGS)})(?!\w)"
PHOTO = r"!\[\[[^\[\]\n]*\]\]"
PHONE = (
    r"(?<![\w.,/+-])(?:(?:\+84[ .-]?|\(?0)\d{1,3}\)?(?:[ .-]?\d{2,4}){2,3}|1[89]00(?:[ .-]?\d{2,4}){1,3})"
    r"(?![\w/]|[.,-]\d)"
)
DATE = r"(?<![\w/.,-])\d{1,2}(?:/\d{1,2}(?:/\d{4})?|[.-]\d{1,2}[.-]\d{4}|/\d{4})(?![\w/])"
TIME = r"(?<![\w:.,])\d{1,2}(?:[:h]\d{2}|h)(?![\w:])"
NUMBER = r"(?<![\w.,])\d+(?:[.,]\d+)+(?!\w)"

LINE_SIGNS = r"^[ \t]*(?:(?:[-*+>]|#{1,6}|\d{1,9}[.)])(?:[ \t]+|$))*"
TABLE_RULE = r"^[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*(?::?-+:?[ \t]*)?)+$"

_URL_LIKE = pattern(f"{URL}|{EMAIL}|{DOMAIN}|{FILE}", re.IGNORECASE)
_PROTECTED = pattern(
    f"{PHOTO}|(?i:{URL}|{EMAIL}|{DOMAIN}|{FILE})|{DOCUMENT}|{PHONE}|{DATE}|{TIME}|{NUMBER}|{TABLE_RULE}|{LINE_SIGNS}",
    re.MULTILINE,
)


def addresses(text: str) -> list[tuple[int, int]]:
    """Where web addresses, e-mail addresses and file names stand."""
    return [match.span() for match in _URL_LIKE.finditer(text)]


def protected(text: str) -> list[tuple[int, int]]:
    """Where no spacing rule may change anything, ascending and disjoint."""
    return [match.span() for match in _PROTECTED.finditer(text) if match.end() > match.start()]


def outside(text: str, edits: list[Edit]) -> list[Edit]:
    """The edits that leave every protected piece alone. The pieces are only looked for when there is an edit at all."""
    if not edits:
        return edits
    spans = protected(text)
    kept, at = [], 0
    for edit in edits:
        start, end, _new = edit
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at == len(spans) or spans[at][0] >= end:
            kept.append(edit)
    return kept
