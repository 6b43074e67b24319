"""The head of a story: kicker, headline, subtitle, standfirst, dateline, in a size that its title asks for.

A head begins at the size of its slot and width. A title that takes too many lines, that would be torn, or whose head
takes too much of its story goes down the layout's ladder of sizes. If a few steps do not help, what is before its colon
becomes the kicker; then, where the layout allows it, the short title becomes the headline with the full title below it.
No word of a title is lost in any of these ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.layout.spec import FLUSH
from bulletin.layout.stories.story import OtherHead, is_standing, kicker_of
from bulletin.lazy import dataclass
from bulletin.model import Entry
from bulletin.text.dates import dateline
from bulletin.text.sense import torn

_KICKER_LETTERS = 70
"""What is before a colon is a kicker only up to this length."""
_OPENING = "“‘\"'(["
_SHARE_STEP = 0.02
"""Shares of a story that differ by less are the same to the eye."""
_LARGER, _SMALLER, _BRIEF_LARGER = 1, 2, 3
"""Steps of the ladder that a page may set a head larger or smaller than it is wanted; that of a brief only larger."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How the words of a title are shared: what is added to the kicker, the headline, and a deck below it."""

    kicker: str | None
    headline: str
    deck: str | None = None


class HeadSetter:
    """Sets heads for one layout, each so many steps of the ladder `down` from the size that it would have."""

    def __init__(self, setter: LineSetter, down: int = 0) -> None:
        self.setter = setter
        self.down = down
        self.spec = setter.spec

    def head(self, entry: Entry, columns: int, area_rows: int) -> tuple[SetText, ...]:
        """The head of an entry over so many columns, above text and floats of so many rows of column."""
        choices = list(self._choices(entry, columns))
        if not self.spec.heads.ladder:
            return self._set(entry, columns, *choices[0])
        best: tuple[tuple[int, bool, int], tuple[SetText, ...]] | None = None
        for wording, role in choices:
            head = self._set(entry, columns, wording, role)
            fault = self._fault(head, columns, area_rows)
            if best is None or fault < best[0]:
                best = fault, head
            if fault == (0, False, 0):
                break
        assert best is not None
        return best[1]

    def rows(self, head: tuple[SetText, ...]) -> int:
        """Rows of the grid that a head takes."""
        return self.spec.rows_for(sum(text.height_pt + text.role.after_pt for text in head))

    def others(self, entry: Entry, columns: int, head: tuple[SetText, ...]) -> tuple[OtherHead, ...]:
        """Heads in the sizes next to that of a head, those only whose title comes in few lines and is not torn."""
        if self.spec.columns == 1:  # the pages of a book follow one another
            return ()
        size = self._headline(head).role.size_pt
        ladder = [(name, self.spec.role(name).size_pt) for name in self.spec.heads.ladder]
        larger = [name for name, own in reversed(ladder) if own > size and not self.down]
        smaller = [name for name, own in ladder if own < size and entry.slot != "brief"]
        up = _BRIEF_LARGER if entry.slot == "brief" else _LARGER
        steps = [(-n, name) for n, name in enumerate(larger[:up], 1)]
        steps += enumerate(smaller[:_SMALLER], 1)
        found = ((step, self._fine(entry, columns, name)) for step, name in steps)
        return tuple(OtherHead(made, self.rows(made), step) for step, made in found if made is not None)

    def _fine(self, entry: Entry, columns: int, role: str) -> tuple[SetText, ...] | None:
        """The head of an entry in a size; None where its title has too many lines, or is torn, however it is worded."""
        for wording in self._wordings(entry):
            head = self._set(entry, columns, wording, role)
            if not self._too_long(head, columns) and not self._is_torn(head):
                return head
        return None

    def _choices(self, entry: Entry, columns: int) -> Iterator[tuple[Wording, str]]:
        """Ways to word and size a head, the wanted one first."""
        steps = self._steps(f"{roles.HEADLINE}-{entry.slot}-{columns}")
        few = self.spec.heads.steps_down + 1
        wordings = list(self._wordings(entry))
        yield from ((wording, step) for wording in wordings for step in steps[:few])
        yield from ((wording, step) for wording in wordings for step in steps[few:])

    def _steps(self, first: str) -> list[str]:
        """Roles from the one that slot and width ask for down the ladder."""
        size = self.spec.role(first).size_pt
        steps = [first, *(name for name in self.spec.heads.ladder if self.spec.role(name).size_pt < size)]
        return steps[min(self.down, len(steps) - 1) :]

    def _wordings(self, entry: Entry) -> Iterator[Wording]:
        article = entry.article
        kicker = kicker_of(entry)
        yield Wording(kicker, article.title)
        before, colon, after = article.title.partition(": ")
        if colon and _may_begin_a_head(after) and len(before) <= _KICKER_LETTERS:
            label = f"{before}:"
            yield Wording(f"{kicker} · {label}" if kicker else label, after)
        short = article.short_title
        if self.spec.heads.deck and short and not article.subtitle and short != article.title:
            yield Wording(kicker, short, article.title)

    def _set(self, entry: Entry, columns: int, wording: Wording, role: str) -> tuple[SetText, ...]:
        article = entry.article
        suffix = f"{entry.slot}-{columns}"
        when = None
        if entry.slot != "brief":
            moment = dateline(article.published_at) if article.published_at else None
            when = " – ".join(t for t in (article.place, moment) if t) or None
            when = when and when[0].upper() + when[1:]
        parts = (
            (roles.kicker(entry.slot, columns, is_standing(entry)), wording.kicker), (role, wording.headline),
            (f"{roles.SUBTITLE}-{suffix}", wording.deck or article.subtitle),
            (f"{roles.STANDFIRST}-{suffix}", article.lead), (f"{roles.DATELINE}-{suffix}", when),
        )  # fmt: skip
        width = self.spec.span_mm(columns) * PT_PER_MM
        return tuple(self._piece(text, name, width) for name, text in parts if text)

    def _piece(self, text: str, role: str, width: float) -> SetText:
        """Text in its role; a centred one of many lines is set flush left, where an eye finds the next line."""
        made = self.setter.set(text, role, width)
        if made.role.align == "center" and len(made.lines) > self.spec.heads.centred_lines:
            flush = f"{self.spec.role_name(role)}-{FLUSH}"
            return self.setter.set(text, flush, width) if flush in self.spec.roles else made
        return made

    def _fault(self, head: tuple[SetText, ...], columns: int, area_rows: int) -> tuple[int, bool, int]:
        """What is wrong with a head, worst first: lines too many, a torn line, steps of share too many."""
        heads = self.spec.heads
        share = self.rows(head) / max(1.0, self.rows(head) + area_rows / columns)
        steps = max(0, ceil((share - heads.max_share) / _SHARE_STEP))
        return self._too_long(head, columns), self._is_torn(head), steps

    def _headline(self, head: tuple[SetText, ...]) -> SetText:
        (headline,) = (text for text in head if roles.kind_of(text.role_name) == roles.HEADLINE)
        return headline

    def _too_long(self, head: tuple[SetText, ...], columns: int) -> int:
        """Lines of a headline beyond the most that it may have."""
        most = self.spec.heads.column_lines if columns == 1 else self.spec.heads.max_lines
        return max(0, len(self._headline(head).lines) - most)

    def _is_torn(self, head: tuple[SetText, ...]) -> bool:
        headline = self._headline(head)
        return bool(torn(headline.text, [line.end for line in headline.lines[:-1]]))


def _may_begin_a_head(words: str) -> bool:
    """Whether words that begin a line of their own look like a headline: a small letter is a sentence cut in two."""
    letters = words.strip().lstrip(_OPENING)
    return bool(letters) and not letters[0].islower()
