"""Text is cut into units: what a line may hold in one piece only, with its width.

A unit is a word, or several that are tied. In justified text a soft tie only has a price, and a long document number
may be parted after a slash: else the line before it would be torn open.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise

from bulletin.layout.lines.linebreak import LineUnit
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.spec import Role
from bulletin.model import Inline, Span, plain
from bulletin.text.glue import number_breaks, ties, url_breaks
from bulletin.text.joints import hard_joints
from bulletin.text.vietnamese.capitals import abbreviations, parted

SOFT_TIE = 1.37e7
"""Demerits of a line end inside of a soft tie: those of a line whose gaps are three times the natural one."""
IN_NUMBER = 4e4
"""Demerits of a line end inside of a long document number: those of gaps of twice the natural one."""

_MOST_KNOWN = 1024
"""Texts whose pieces are remembered."""


@lru_cache(maxsize=4096)
def _ties(text: str) -> tuple[tuple[int, int], ...]:
    return ties(text, last_line=True)


class Spans:
    """An inline sequence with the offset of each span, so that a piece of it is found without walking through all."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline
        self.text = plain(inline)
        self._starts = list(accumulate((len(span.text) for span in inline), initial=0))

    def abbreviated(self, start: int, end: int) -> bool:
        """Whether there is an abbreviation in capitals among the characters [start, end)."""
        found = abbreviations(self.text)
        at = bisect_right(found, (end, 0)) - 1
        return at >= 0 and found[at][1] > start

    def cut(self, start: int, end: int) -> list[Span]:
        """The characters [start, end), cut at changes of face."""
        if len(self.inline) == 1:
            span = self.inline[0]
            return [Span(span.text[start:end], span.bold, span.italic)]
        found: list[Span] = []
        for number in range(bisect_right(self._starts, start) - 1, len(self.inline)):
            offset, span = self._starts[number], self.inline[number]
            if offset >= end:
                break
            a, b = max(start - offset, 0), min(end - offset, len(span.text))
            if a < b:
                found.append(Span(span.text[a:b], span.bold, span.italic))
        return found


class UnitCutter:
    """Cuts text into units with the widths of one shaper."""

    def __init__(self, shaper: Shaper) -> None:
        self.shaper = shaper
        self._known: dict[tuple[Inline, int], tuple[Role, list[tuple[float, float, list[LineUnit]]]]] = {}

    def ink(self, spans: Spans, role: Role, start: int, end: int) -> float:
        """The width of characters without spaces; abbreviations in capitals may be smaller than the rest."""
        if role.capitals == 1 or not spans.abbreviated(start, end):
            return self._width(spans, role, start, end, role.size_pt)
        return sum(
            self._width(spans, role, first, last, role.size_pt * (role.capitals if small else 1))
            for first, last, small in parted(spans.text, start, end)
        )

    def _width(self, spans: Spans, role: Role, start: int, end: int, size_pt: float) -> float:
        if len(spans.inline) == 1:  # as most texts, and this is asked of every word
            span = spans.inline[0]
            return self.shaper.word(span.text[start:end], self.shaper.face(role, span.bold, span.italic), size_pt)
        return sum(
            self.shaper.word(span.text, self.shaper.face(role, span.bold, span.italic), size_pt)
            for span in spans.cut(start, end)
        )

    def units(self, inline: Inline, role: Role, measure: float) -> Sequence[LineUnit]:
        """Unbreakable pieces, none wider than the measure; the kerning across inner spaces belongs to the ink.

        In justified text a soft tie only has a price, and a long document number may be parted after a slash. Most
        texts come out alike for every measure, so the pieces are remembered with the measures that give them.
        """
        key = inline, id(role)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        kept = self._known.setdefault(key, (role, []))[1]  # the role is kept, so that its number stays its own
        for least, beyond, units in kept:
            if least <= measure < beyond:
                return units
        kept.append(self._units(inline, role, measure))
        return kept[-1][2]

    def _units(self, inline: Inline, role: Role, measure: float) -> tuple[float, float, list[LineUnit]]:
        """The pieces, and from which measure on and up to which they are the same."""
        spans = Spans(inline)
        text = spans.text
        space = self.shaper.space(self.shaper.face(role), role.size_pt)
        words: list[tuple[int, int]] = []
        at = 0
        for word in text.split(" "):
            if word:
                words.append((at, at + len(word)))
            at += len(word) + 1
        glued = _ties(text)
        justified = role.align == "justify"
        hard = hard_joints(text) if justified else set()
        units: list[LineUnit] = []
        least, beyond, alone = 0.0, math.inf, False
        tie = 0
        previous_end = -1
        for start, end in words:
            points = [start + point for point in number_breaks(text[start:end])] if justified else []
            first = points[0] if points else end
            while tie < len(glued) and glued[tie][1] <= start:
                tie += 1
            tied = tie < len(glued) and glued[tie][0] < start and bool(units) and previous_end > glued[tie][0]
            width = self.ink(spans, role, start, first)
            last = units[-1] if tied and (not justified or start - 1 in hard) else None
            together = last.width + width + (last.spaces + 1) * space if last else 0.0
            whole = self.ink(spans, role, start, end) if points else width
            if last and together <= measure:
                least = max(least, together)
                units[-1] = replace(
                    last, end=first, width=last.width + width, spaces=last.spaces + 1, letters=first - last.start
                )
            elif width > measure or whole > measure:
                points, alone = [], True
                units.extend(self._cut(spans, role, start, end, measure))
            else:
                least, beyond = max(least, width, whole), min(beyond, together) if last else beyond
                units.append(LineUnit(start, first, width, price=SOFT_TIE if tied else 0.0, letters=first - start))
            for one, two in pairwise((*points, end) if points else ()):
                units.append(LineUnit(one, two, self.ink(spans, role, one, two), 0, True, IN_NUMBER, two - one))
            previous_end = end
        return (measure, math.nextafter(measure, math.inf), units) if alone else (least, beyond, units)

    def _cut(self, spans: Spans, role: Role, start: int, end: int, measure: float) -> list[LineUnit]:
        """A word wider than the measure: cut wherever an address may break, else where it must.

        The pieces are as small as can be, so that a line is filled before the address goes on in the next.
        """
        word = spans.text[start:end]
        pieces: list[LineUnit] = []
        at = start
        for point in (*self._points(spans, role, start, word, measure), len(word)):
            while at < start + point:
                stop = self._stop(spans, role, at, start + point, measure)
                pieces.append(LineUnit(at, stop, self.ink(spans, role, at, stop), 0, bool(pieces), 0.0, stop - at))
                at = stop
        return pieces

    def _stop(self, spans: Spans, role: Role, at: int, end: int, measure: float) -> int:
        """How far the characters from `at` on reach within the measure, at least one, at most to `end`.

        Steps that double, then halves: no more than two lines of characters are measured at a time, so the time for a
        word grows with its length and not with its square.
        """
        fits, step = at + 1, 1
        while (beyond := min(end, fits + step)) > fits and self.ink(spans, role, at, beyond) <= measure:
            fits, step = beyond, 2 * step
        while beyond - fits > 1:
            middle = (fits + beyond) // 2
            if self.ink(spans, role, at, middle) <= measure:
                fits = middle
            else:
                beyond = middle
        return fits

    def _points(self, spans: Spans, role: Role, start: int, word: str, measure: float) -> Sequence[int]:
        """Where to cut an address or a range: after slashes, full stops or en dashes if that serves.

        A hyphen at a line end might belong to an address or not.
        """
        every = url_breaks(word)
        dashes = [at for at in range(1, len(word)) if word[at - 1] == "–"]
        for points in (*([p for p in every if word[p - 1] in signs] for signs in ("/", "/.")), dashes):
            ends = [0, *points, len(word)]
            if points and all(self.ink(spans, role, start + a, start + b) <= measure for a, b in pairwise(ends)):
                return points
        return every
