"""SHAPE AND BREAK, put together: a piece of text in a role and a measure becomes lines.

`SetText` is what the rest of the layout works with: the characters, their faces, and where the lines end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise

from bulletin.fields.roles import DISPLAY, kind_of
from bulletin.layout.lines.line_ends import penalties_of
from bulletin.layout.lines.linebreak import Gaps, Line, LineUnit, balanced, first_fit, total_fit
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.spec import LayoutSpec, Role
from bulletin.lazy import dataclass
from bulletin.model import Inline, Span, plain
from bulletin.text.glue import ties, url_breaks

TURN_EM = 1.4
"""How far the rest of a line of verse hangs in that is too long for its column."""

SAFETY_PT = 0.05
"""A measure is less than its frame by this: the page setter's rounding must not push a word to the next line."""
_WIDER = 1.05
"""How much wider a last line may be than measured, where the referee has found the widths wrong."""


@dataclass(frozen=True, slots=True)
class SetText:
    """Text in its role, broken into lines for a measure of `width_pt`."""

    inline: Inline
    text: str
    role: Role
    role_name: str
    width_pt: float
    lines: tuple[Line, ...]
    indent_pt: float = 0.0
    first_fit: tuple[Line, ...] = ()
    insets: tuple[float, ...] = ()

    def ends_typed_line(self, line: Line) -> bool:
        """Whether a line is the last of the paragraph, or the author's own line ends with it."""
        return self.text[line.end : line.end + 1] in ("", "\n")

    @property
    def height_pt(self) -> float:
        """Height of the block without the space after it."""
        return len(self.lines) * self.role.leading_pt

    def words(self, first: int = 0, last: int | None = None) -> str:
        """The characters of lines [first, last) with one space for each line end."""
        return " ".join(self.text[line.start : line.end] for line in self.lines[first:last])


@lru_cache(maxsize=4096)
def _ties(text: str) -> tuple[tuple[int, int], ...]:
    return ties(text, last_line=True)


class _Spans:
    """An inline sequence with the offset of each span, so that a piece of it is found without walking through all."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline
        self.text = plain(inline)
        self._starts = list(accumulate((len(span.text) for span in inline), initial=0))

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


class LineSetter:
    """Sets text for one layout with one shaper; remembers what it has set (the preview keeps it warm)."""

    def __init__(self, spec: LayoutSpec, shaper: Shaper) -> None:
        self.spec = spec
        self.shaper = shaper
        self._done: dict[tuple[object, ...], SetText] = {}
        self._learnt: dict[tuple[object, ...], tuple[Line, ...]] = {}

    def _ink(self, spans: _Spans, role: Role, start: int, end: int) -> float:
        return sum(
            self.shaper.word(span.text, self.shaper.face(role, span.bold, span.italic), role.size_pt)
            for span in spans.cut(start, end)
        )

    def units(self, inline: Inline, role: Role, measure: float) -> list[LineUnit]:
        """Unbreakable pieces, none wider than the measure; the kerning across inner spaces belongs to the ink."""
        spans = _Spans(inline)
        text = spans.text
        face = self.shaper.face(role)
        words: list[tuple[int, int]] = []
        at = 0
        for word in text.split(" "):
            if word:
                words.append((at, at + len(word)))
            at += len(word) + 1
        glued = _ties(text)
        units: list[LineUnit] = []
        tie = 0
        previous_end = -1
        for start, end in words:
            width = self._ink(spans, role, start, end)
            while tie < len(glued) and glued[tie][1] <= start:
                tie += 1
            tied = tie < len(glued) and glued[tie][0] < start and units and previous_end > glued[tie][0]
            if tied:
                last = units[-1]
                total = last.width + width
                if total + (last.spaces + 1) * self.shaper.space(face, role.size_pt) <= measure:
                    units[-1] = LineUnit(last.start, end, total, last.spaces + 1)
                    previous_end = end
                    continue
            if width > measure:
                units.extend(self._cut(spans, role, start, end, measure))
            else:
                units.append(LineUnit(start, end, width))
            previous_end = end
        return units

    def _cut(self, spans: _Spans, role: Role, start: int, end: int, measure: float) -> list[LineUnit]:
        """A word wider than the measure: cut wherever an address may break, else where it must.

        The pieces are as small as can be, so that a line is filled before the address goes on in the next.
        """
        word = spans.text[start:end]
        pieces: list[LineUnit] = []
        at = start
        for point in (*self._points(spans, role, start, word, measure), len(word)):
            while at < start + point:
                stop = self._stop(spans, role, at, start + point, measure)
                pieces.append(LineUnit(at, stop, self._ink(spans, role, at, stop), joined=bool(pieces)))
                at = stop
        return pieces

    def _stop(self, spans: _Spans, role: Role, at: int, end: int, measure: float) -> int:
        """How far the characters from `at` on reach within the measure, at least one, at most to `end`.

        Steps that double, then halves: no more than two lines of characters are measured at a time, so the time for a
        word grows with its length and not with its square.
        """
        fits, step = at + 1, 1
        while (beyond := min(end, fits + step)) > fits and self._ink(spans, role, at, beyond) <= measure:
            fits, step = beyond, 2 * step
        while beyond - fits > 1:
            middle = (fits + beyond) // 2
            if self._ink(spans, role, at, middle) <= measure:
                fits = middle
            else:
                beyond = middle
        return fits

    def _points(self, spans: _Spans, role: Role, start: int, word: str, measure: float) -> Sequence[int]:
        """Where to cut an address: after slashes if that serves; a hyphen at a line end might belong to it or not."""
        every = url_breaks(word)
        for signs in ("/", "/."):
            points = [p for p in every if word[p - 1] in signs]
            ends = [0, *points, len(word)]
            if points and all(self._ink(spans, role, start + a, start + b) <= measure for a, b in pairwise(ends)):
                return points
        return every

    def set(
        self, inline: Inline | str, role_name: str, width_pt: float, *, indent_pt: float = 0.0,
        insets: tuple[float, ...] = (),
    ) -> SetText:  # fmt: skip
        """Break text for a measure: justified roles by total fit, others balanced (heads) or first-fit (captions).

        Args:
            inline: spans, or plain text.
            role_name: a role of the layout; more special names fall back (`headline-brief` → `headline`).
            width_pt: the measure.
            indent_pt: of the first line.
            insets: white before each line that the author ended, pt; the rest of a line that is too long turns over
                and hangs `TURN_EM` further in.
        """
        if isinstance(inline, str):
            inline = (Span(inline),)
        key = _key(inline, role_name, width_pt, indent_pt, insets)
        done = self._done.get(key)
        if done is None:
            made = self._set(inline, role_name, width_pt, indent_pt, insets)
            done = self._done[key] = replace(made, insets=insets) if insets else made
        return done

    def _set(
        self, inline: Inline, role_name: str, width_pt: float, indent_pt: float, insets: tuple[float, ...] = ()
    ) -> SetText:
        role = self.spec.role(role_name)
        measure = width_pt - SAFETY_PT
        text = plain(inline)
        learnt = self._learnt.get(_key(inline, role_name, width_pt, indent_pt, insets))
        if learnt is not None:
            return SetText(inline, text, role, role_name, width_pt, learnt, indent_pt)
        if "\n" in text or insets:
            return self._typed_lines(inline, role, role_name, width_pt, indent_pt, insets)
        units = self.units(inline, role, measure - indent_pt)
        if not units:
            return SetText(inline, text, role, role_name, width_pt, ())
        space = self.shaper.space(self.shaper.face(role), role.size_pt)
        widths = (measure - indent_pt, measure)
        if role.align == "justify":
            gaps = Gaps(space, min(space, self.spec.spaces.word_min_em * role.size_pt))
            lines = total_fit(units, widths, gaps)
            return SetText(inline, text, role, role_name, width_pt, lines, indent_pt, first_fit(units, widths, gaps))
        gaps = Gaps(space, space)
        if _is_display(role_name):
            lines = balanced(units, measure, gaps, penalties_of(text, units, role_name))
        else:
            lines = first_fit(units, widths, gaps)
        return SetText(inline, text, role, role_name, width_pt, lines, indent_pt)

    def _typed_lines(
        self, inline: Inline, role: Role, role_name: str, width_pt: float, indent_pt: float, insets: tuple[float, ...]
    ) -> SetText:
        """Every line that the author ended, set by itself; a turned over line of verse hangs behind its beginning."""
        spans = _Spans(inline)
        text = spans.text
        lines: list[Line] = []
        greedy: list[Line] = []
        start = 0
        for number, typed in enumerate(text.split("\n")):
            own = tuple(spans.cut(start, start + len(typed)))
            if insets:
                inset = insets[min(number, len(insets) - 1)]
                turn = inset + TURN_EM * role.size_pt
                gap = self.shaper.space(self.shaper.face(role), role.size_pt)
                units = self.units(own, role, width_pt - SAFETY_PT - turn)
                widths = (width_pt - SAFETY_PT - inset, width_pt - SAFETY_PT - turn)
                made = first_fit(units, widths, Gaps(gap, gap)) if units else ()
                made = tuple(replace(line, inset=turn if n else inset) for n, line in enumerate(made))
                also: tuple[Line, ...] = ()
            else:
                one = self._set(own, role_name, width_pt, 0.0 if number else indent_pt)
                made, also = one.lines, one.first_fit
            lines += (replace(line, start=line.start + start, end=line.end + start) for line in made)
            greedy += (replace(line, start=line.start + start, end=line.end + start) for line in also)
            start += len(typed) + 1
        return SetText(inline, text, role, role_name, width_pt, tuple(lines), indent_pt, tuple(greedy))

    @property
    def has_texts(self) -> bool:
        """Whether any text has been set."""
        return bool(self._done)

    # --- the referee ------------------------------------------------------------------------------------------

    def texts_with(self, planned: tuple[str, ...]) -> list[SetText]:
        """Set texts in which these lines follow one another."""
        found = []
        for text in self._done.values():
            lines = [text.text[line.start : line.end] for line in text.lines]
            if any(tuple(lines[i : i + len(planned)]) == planned for i in range(len(lines) - len(planned) + 1)):
                found.append(text)
        return found

    def use_lines(self, text: SetText, lines: Sequence[str]) -> int:
        """Take the referee's lines for a text from now on; returns how many, 0 when they are not its words."""
        at = 0
        spans = _Spans(text.inline)
        learnt: list[Line] = []
        for words in lines:
            start = text.text.find(words, at)
            if not words or start < 0:
                return 0
            at = start + len(words)
            ink = sum(self._ink(spans, text.role, start + a, start + b) for a, b in _words(words))
            spaces = words.count(" ")
            free = text.width_pt - SAFETY_PT - ink
            learnt.append(Line(start, at, ink, spaces, max(0.0, free / spaces) if spaces else 0.0))
        if text.text[at:].strip():
            return 0
        space = self.shaper.space(self.shaper.face(text.role), text.role.size_pt)
        for number, line in enumerate(learnt):
            if text.ends_typed_line(line):
                # Our widths were wrong here, so the white that fills a last line must leave room for a wider one.
                learnt[number] = replace(line, width=line.width * _WIDER, gap=min(line.gap, space))
        learnt = self._inset(text, learnt)
        key = _key(text.inline, text.role_name, text.width_pt, text.indent_pt, text.insets)
        self._learnt[key] = tuple(learnt)
        self._done.pop(key, None)
        return len(learnt)

    def _inset(self, text: SetText, lines: list[Line]) -> list[Line]:
        """The referee's lines with the white that is before lines of verse."""
        if not text.insets:
            return lines
        out: list[Line] = []
        for line in lines:
            number = text.text.count("\n", 0, line.start)
            begins = line.start == 0 or text.text[line.start - 1] == "\n"
            inset = text.insets[min(number, len(text.insets) - 1)]
            out.append(replace(line, inset=inset if begins else inset + TURN_EM * text.role.size_pt))
        return out


def _words(line: str) -> list[tuple[int, int]]:
    """Start and end of every word of a line."""
    spans, at = [], 0
    for word in line.split(" "):
        if word:
            spans.append((at, at + len(word)))
        at += len(word) + 1
    return spans


def _key(
    inline: Inline, role_name: str, width_pt: float, indent_pt: float, insets: tuple[float, ...]
) -> tuple[object, ...]:
    return (inline, role_name, round(width_pt, 3), round(indent_pt, 3), insets)


def _is_display(role_name: str) -> bool:
    return kind_of(role_name) in DISPLAY
