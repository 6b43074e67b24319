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
    rf"|[ \t]*(?P<type_bare>{_any_of(words.PARTY_TYPES)})[ \t]*/[ \t]*(?P<body_bare>{_any_of(words.PARTY_BODIES)}))"
    r"(?![\w/])"
)
_NAMED = pattern(rf"(?:(?<!\w)(?:số|{'|'.join(words.DOCUMENT_KINDS)}))[ \t]+\Z", re.IGNORECASE)
_COUNTED = pattern(rf"(?<!\w)(?:{'|'.join(words.NUMBERED_PLACES)})[ \t]+số[ \t]+\Z", re.IGNORECASE)
_NAMED_REACH = 24
_STATE = pattern(
    rf"{_NUMBER}{_GAP}/{_GAP}(?:(?P<year>\d{{4}}){_GAP}/{_GAP})?"
    rf"(?P<type>{_any_of(words.STATE_TYPES)})(?P<dash>{_GAP}{_DASH}{_GAP})(?P<body>{_BODY})(?!\w)"
)
_MORE = pattern(rf"(?P<dash>{_GAP}{_DASH}{_GAP})(?P<body>{_BODY})(?!\w)")
_OFFICE_IN_WORDS = pattern(rf"[ \t]+(?:phường|xã|quận|huyện|thị|thành|tỉnh|đặc|khu|[{words.UPPER}][{words.UPPER}])")
_ASSEMBLY = pattern(
    rf"{_NUMBER}{_GAP}/{_GAP}(?P<year>\d{{4}}){_GAP}/{_GAP}(?P<body>(?:{_any_of(words.ASSEMBLY)}){_GAP}\d{{1,2}})(?!\w)"
)


def party_numbers(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R15. Without a dash (`05 CT/TW`) only where both codes are known and the words before name a document."""
    if "/" in text:
        for match in _party_matches(text):
            new = _party(match)
            if new != match.group():
                yield match.start(), match.end(), new


def state_numbers(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R16."""
    if "/" not in text:
        return
    states = ((match.start(), *_state(match)) for match in _STATE.finditer(text))
    edits = [(start, end, new) for start, end, new in states if text[start:end] != new]
    yield from sorted([*edits, *substitute(_ASSEMBLY, _assembly, text)])


def document_numbers(text: str) -> Iterator[str]:
    """The numbers of documents that a text names, in normal form (R15, R16), in order."""
    if "/" in text:
        found = [
            *((m.start(), _party(m)) for m in _party_matches(text)),
            *((m.start(), _state(m)[1]) for m in _STATE.finditer(text)),
            *((m.start(), _assembly(m)) for m in _ASSEMBLY.finditer(text)),
        ]
        yield from (number for _, number in sorted(found))


def _party(match: re.Match[str]) -> str:
    return f"{match['number']}-{match['type'] or match['type_bare']}/{match['body'] or match['body_bare']}"


def _party_matches(text: str) -> Iterator[re.Match[str]]:
    """Numbers of party documents; one without a dash only where `số` or a kind of document is right before it."""
    for match in _PARTY.finditer(text):
        reach = max(0, match.start() - _NAMED_REACH), match.start()
        if match["type"] or (_NAMED.search(text, *reach) and not _COUNTED.search(text, *reach)):
            yield match


def _state(match: re.Match[str]) -> tuple[int, str]:
    """Where the number of a state document ends, and the number closed up.

    Further bodies belong to it (`45/TTr- MTTQ- BTT`). A dash with blanks on both sides parts an office in words from
    the number, unless the first dash was typed in the same way and no name of an office follows.
    """
    year = f"/{match['year']}" if match["year"] else ""
    number, end = f"{match['number']}{year}/{match['type']}-{match['body']}", match.end()
    text, spaced = match.string, _spaced(match["dash"])
    while more := _MORE.match(text, end):
        if _spaced(more["dash"]) and (not spaced or _OFFICE_IN_WORDS.match(text, more.end())):
            break
        if more["dash"][-1:].isspace() and _OFFICE_IN_WORDS.match(text, more.end()):
            break
        number, end = f"{number}-{more['body']}", more.end()
    return end, number


def _spaced(dash: str) -> bool:
    """Whether a dash has a blank on both sides."""
    return dash[:1].isspace() and dash[-1:].isspace()


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
