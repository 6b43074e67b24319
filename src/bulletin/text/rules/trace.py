"""Which places of a typed text end up different, and as what, after any number of rounds of edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.lazy import dataclass
from bulletin.text.rules.rule import Edit, TextEdit

_CONTEXT = 14


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Characters as typed (`start`, `end`) and where what they have become is in the text as it is now."""

    start: int
    end: int
    now_start: int
    now_end: int
    rules: tuple[str, ...]


class Trace:
    """Follows edits back to the text as typed: what was changed twice is one place, with both rules."""

    def __init__(self, typed: str) -> None:
        self._typed = typed
        self._hunks: list[_Hunk] = []

    def add(self, rule: str, edits: Sequence[Edit]) -> None:
        """Take note of the edits of a rule; their offsets are those of the text as it is now."""
        made: list[_Hunk] = []
        shift = delta = 0
        for hunks, own in self._groups(edits):
            low = min([*(hunk.now_start for hunk in hunks), *(edit[0] for edit in own)])
            high = max([*(hunk.now_end for hunk in hunks), *(edit[1] for edit in own)])
            start = hunks[0].start - (hunks[0].now_start - low) if hunks else low + delta
            end = hunks[-1].end + (high - hunks[-1].now_end) if hunks else high + delta
            grown = sum(len(new) - (stop - begin) for begin, stop, new in own)
            rules = [name for hunk in hunks for name in hunk.rules] + ([rule] if own else [])
            made.append(_Hunk(start, end, low + shift, high + shift + grown, tuple(dict.fromkeys(rules))))
            shift += grown
            delta = end - high
        self._hunks = made

    def _groups(self, edits: Sequence[Edit]) -> Iterator[tuple[list[_Hunk], list[Edit]]]:
        """Earlier places and new edits that touch one another, in the order of the text."""
        items: list[tuple[int, int, _Hunk | Edit]] = [(h.now_start, h.now_end, h) for h in self._hunks]
        items += [(edit[0], edit[1], edit) for edit in edits]
        items.sort(key=lambda item: item[:2])
        hunks: list[_Hunk] = []
        own: list[Edit] = []
        reach = -1
        for start, end, item in items:
            if (hunks or own) and start > reach:
                yield hunks, own
                hunks, own = [], []
            if isinstance(item, tuple):
                own.append(item)
            else:
                hunks.append(item)
            reach = max(reach, end)
        if hunks or own:
            yield hunks, own

    def edits(self, text: str) -> tuple[TextEdit, ...]:
        """Every place that differs between the text as typed and `text`, what has come of it."""
        places = [
            hunk
            for hunk in self._by_word()
            if self._typed[hunk.start : hunk.end] != text[hunk.now_start : hunk.now_end]
        ]
        found: list[TextEdit] = []
        for number, hunk in enumerate(places):
            low = places[number - 1].end if number else 0
            high = places[number + 1].start if number + 1 < len(places) else len(self._typed)
            first = _word_start(self._typed, hunk.start, low)
            left = self._typed[first : hunk.start]
            right = self._typed[hunk.end : _word_end(self._typed, hunk.end, high)]
            old, new = self._typed[hunk.start : hunk.end], text[hunk.now_start : hunk.now_end]
            rule = ", ".join(hunk.rules)
            found.append(TextEdit(rule, left + old + right, left + new + right, hunk.start, hunk.end, new, first))
        return tuple(found)

    def _by_word(self) -> Iterator[_Hunk]:
        """The places, those inside of one word as one."""
        last: _Hunk | None = None
        for hunk in self._hunks:
            between = self._typed[last.end : hunk.start] if last is not None else " "
            if last is not None and len(between) <= _CONTEXT and not any(c.isspace() for c in between):
                rules = tuple(dict.fromkeys((*last.rules, *hunk.rules)))
                last = _Hunk(last.start, hunk.end, last.now_start, hunk.now_end, rules)
            else:
                if last is not None:
                    yield last
                last = hunk
        if last is not None:
            yield last


def _word_start(text: str, at: int, lowest: int) -> int:
    """Where the word before `at` begins, at most a dozen characters back."""
    lowest = max(lowest, at - _CONTEXT)
    blank = max(text.rfind(" ", lowest, max(at - 1, lowest)), text.rfind("\n", lowest, at))
    return lowest if blank < 0 else blank + 1


def _word_end(text: str, at: int, highest: int) -> int:
    highest = min(highest, at + _CONTEXT)
    ends = [found for found in (text.find(" ", at + 1, highest), text.find("\n", at, highest)) if found >= 0]
    return min(ends, default=highest)
