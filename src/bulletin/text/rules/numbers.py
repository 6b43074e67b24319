"""Rules about document numbers: R15 party bodies (`28-NQ/TU`), R16 state bodies (`30/2020/NĐ-CP`, `126/2025/QH15`).

A number that a line break cuts is put together again, but never across an empty line or into a list item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.lazy import pattern
from bulletin.text.rules.rule import Edit, TextRule, substitute
from bulletin.text.vietnamese import words

_GAP = r"(?:[ \t]*\n[ \t]*(?![-*+][ \t])|[ \t]*)"
_DASH = "[-‐‑‒–—−]"
_BODY = r"[A-ZĐƯ]{2,12}[a-zđư]?\d{0,2}"


def _any_of(codes: tuple[str, ...]) -> str:
    return "|".join(sorted(codes, key=len, reverse=True))


_NUMBER = r"(?<![\w/.,–—-])(?P<number>\d{1,5}[a-zđ]?)"
_PARTY = pattern(
    rf"{_NUMBER}{_GAP}(?:{_DASH}{_GAP}(?P<type>{_any_of(words.PARTY_TYPES)}){_GAP}/{_GAP}(?P<body>{_BODY})"
    rf"|(?P<type_bare>{_any_of(words.PARTY_TYPES)}){_GAP}/{_GAP}(?P<body_bare>{_any_of(words.PARTY_BODIES)}))(?![\w/])"
)
_STATE = pattern(
    rf"{_NUMBER}{_GAP}/{_GAP}(?:(?P<year>\d{{4}}){_GAP}/{_GAP})?"
    rf"(?P<type>{_any_of(words.STATE_TYPES)}){_GAP}{_DASH}{_GAP}(?P<body>{_BODY})(?P<more>(?:-{_BODY})*)(?!\w)"
)
_ASSEMBLY = pattern(
    rf"{_NUMBER}{_GAP}/{_GAP}(?P<year>\d{{4}}){_GAP}/{_GAP}(?P<body>(?:{_any_of(words.ASSEMBLY)}){_GAP}\d{{1,2}})(?!\w)"
)


def party_numbers(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R15. Without a dash (`05 CT/TW`) only where both codes are known."""
    if "/" in text:
        yield from substitute(_PARTY, _party, text)


def state_numbers(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R16."""
    if "/" not in text:
        return
    edits = [*substitute(_STATE, _state, text), *substitute(_ASSEMBLY, _assembly, text)]
    yield from sorted(edits)


def document_numbers(text: str) -> Iterator[str]:
    """The numbers of documents that a text names, in normal form (R15, R16), in order."""
    if "/" in text:
        found = [
            *((m.start(), _party(m)) for m in _PARTY.finditer(text)),
            *((m.start(), _state(m)) for m in _STATE.finditer(text)),
            *((m.start(), _assembly(m)) for m in _ASSEMBLY.finditer(text)),
        ]
        yield from (number for _, number in sorted(found))


def _party(match: re.Match[str]) -> str:
    return f"{match['number']}-{match['type'] or match['type_bare']}/{match['body'] or match['body_bare']}"


def _state(match: re.Match[str]) -> str:
    year = f"/{match['year']}" if match["year"] else ""
    return f"{match['number']}{year}/{match['type']}-{match['body']}{match['more']}"


def _assembly(match: re.Match[str]) -> str:
    return f"{match['number']}/{match['year']}/{''.join(match['body'].split())}"


RULES = (
    TextRule(
        "R15", "S",
        "Số văn bản của Đảng viết liền: số, gạch nối, loại văn bản, gạch chéo, cơ quan.",
        "Party document numbers are closed up: number, hyphen, type, slash, body.",
        "28 –NQ/TU", "28-NQ/TU", party_numbers,
    ),
    TextRule(
        "R16", "S",
        "Số văn bản của Nhà nước viết liền: số, năm, loại văn bản, gạch nối, cơ quan.",
        "State document numbers are closed up: number, year, type, hyphen, body.",
        "30 /2020/NĐ – CP", "30/2020/NĐ-CP", state_numbers,
    ),
)  # fmt: skip
