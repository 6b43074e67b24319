"""Chains of dashes, which have one sign between all members: `Sáng – Xanh – Sạch`, `Hà Nội – Hải Phòng – Đồ Sơn`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from bulletin.lazy import pattern

Span = tuple[int, int]

_DASH = pattern(r"(?<=[^\s|–—-])[ ]*[-–—][ ]*(?:\n[ ]*)?(?=[^\s|–—-])")
_BREAK = pattern(r"""[.!?;:,…“”"‘’()\[\]|]|\n[ \t]*(?:\n|[-*+•–#|:]|\d+[.)])""")
_NUMBER = pattern(r"\d[\d/]*")
_LONGEST_MEMBER = 5
"""Words between two dashes. More of them are a clause, whose dashes are two of their own."""
_SHORT_MEMBER = 2


def chains(text: str, known: Mapping[Span, tuple[str, str]]) -> Iterator[tuple[Span, ...]]:
    """The dashes, with the blanks around, of every chain of three members and more.

    `known` are dashes that keep a form of their own (official pairs, two abbreviations), with what is on both sides.
    Such a dash belongs to a chain only where the member beside it is exactly one half:
    `kinh tế - xã hội của phường – nơi …` is no chain.
    """
    run: list[Span] = []
    for match in _DASH.finditer(text):
        dash = match.span()
        if run and not _member(text, run[-1], dash):
            yield from _whole(text, run, known)
            run = []
        if text[dash[0] - 1].isdigit() and text[dash[1]].isdigit():  # a range, a score
            yield from _whole(text, run, known)
            run = []
        elif not _compound_word(text, dash, known):
            run.append(dash)
    yield from _whole(text, run, known)


def _member(text: str, one: Span, other: Span) -> bool:
    between = text[one[1] : other[0]]
    return _BREAK.search(between) is None and len(between.split()) <= _LONGEST_MEMBER


def _compound_word(text: str, dash: Span, known: Collection[Span]) -> bool:
    """Whether a dash is inside of a word or number: `Wi-Fi`, `Covid - 19 ở phường`."""
    start, end = dash
    if dash in known:
        return False
    if number := _NUMBER.match(text, end):
        rest = text[number.end() :].lstrip(" ")[:1]
        return text[number.end() : number.end() + 1].isalpha() or bool(rest and rest.isalnum())
    return text[start:end] == "-" and not text[start - 1].isalpha()


def _whole(text: str, run: list[Span], known: Mapping[Span, tuple[str, str]]) -> Iterator[tuple[Span, ...]]:
    """The chains of a run: words with a hyphen are no members' ends where others are spaced, nor are wider pairs."""
    if any(text[start:end] not in "-–—" for start, end in run):
        run = [dash for dash in run if dash in known or sign(text, dash) != "-"]
    chain: list[Span] = []
    for number, dash in enumerate(run):
        left = _said(text, run[number - 1], dash) if number else None
        right = _said(text, dash, run[number + 1]) if number + 1 < len(run) else None
        one, other = known.get(dash, (left, right))
        if left in (None, one) and right in (None, other):
            chain.append(dash)
            continue
        if len(chain) > 1:
            yield tuple(chain)
        chain = []
    if len(chain) > 1:
        yield tuple(chain)


def _said(text: str, one: Span, other: Span) -> str:
    return " ".join(text[one[1] : other[0]].lower().split())


def sign(text: str, dash: Span) -> str:
    """A dash with the blanks around; a line that ends behind it is a blank."""
    return re.sub(r"\s+", " ", text[slice(*dash)])


def even(text: str, chain: tuple[Span, ...]) -> bool:
    """Whether all dashes of a chain were typed alike, with a blank on both sides or on none."""
    signs = {sign(text, dash) for dash in chain}
    return len(signs) == 1 and all(one[0] == one[-1] for one in signs)


def a_list(text: str, chain: tuple[Span, ...]) -> bool:
    """Whether a chain is surely a list of names or a slogan: capitals behind every dash, or short members only."""
    if all(text[end].isupper() or text[end].isdigit() for _start, end in chain):
        return True
    last = chain[-1][1]
    stops = [match.start() for form in (_BREAK, _DASH) if (match := form.search(text, last))]
    members = [_said(text, one, other) for one, other in pairwise(chain)]
    return all(len(member.split()) <= _SHORT_MEMBER for member in (*members, text[last : min(stops, default=None)]))
