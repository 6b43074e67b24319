"""SHAPE AND BREAK, put together: a piece of text in a role and a measure becomes lines.

`SetText` is what the rest of the layout works with: the characters, their faces, and where the lines end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.fields.roles import DISPLAY, kind_of
from bulletin.layout.lines.around import fit_around
from bulletin.layout.lines.captions import caption_lines, tied
from bulletin.layout.lines.hanging import hung
from bulletin.layout.lines.initials import InitialLetter, initial_of
from bulletin.layout.lines.line_ends import penalties_of
from bulletin.layout.lines.linebreak import (
    Gaps,
    Line,
    LineUnit,
    Looseness,
    balanced,
    first_fit,
    lines_at,
    total_fit,
)
from bulletin.layout.lines.runs import breaks_by_count
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.lines.units import Spans, UnitCutter
from bulletin.layout.spec import LayoutSpec, Role
from bulletin.lazy import dataclass
from bulletin.model import Inline, Span, plain

TURN_EM = 1.4
"""How far the rest of a line of verse hangs in that is too long for its column."""

SAFETY_PT = 0.05
"""A measure is less than its frame by this: the page setter's rounding must not push a word to the next line."""
WIDEST_BESIDE = 3.0
"""The widest gap of a line beside an initial, in natural ones; where one is wider there is no initial."""
_WIDER = 1.05
"""How much wider a last line may be than measured, where the referee has found the widths wrong."""


@dataclass(frozen=True, slots=True)
class SetText:
    """Text in its role, broken into lines for a measure of `width_pt`; the first are beside its `initial`.

    `parts` are the first characters of what belongs to each photo in a caption under several of them; `again` are the
    credits of those that share the printed one.
    """

    inline: Inline
    text: str
    role: Role
    role_name: str
    width_pt: float
    lines: tuple[Line, ...]
    indent_pt: float = 0.0
    first_fit: tuple[Line, ...] = ()
    insets: tuple[float, ...] = ()
    initial: InitialLetter | None = None
    parts: tuple[int, ...] = ()
    again: tuple[str, ...] = ()

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The characters [start, end) of each part, with the white behind it; the whole text where there are none."""
        return tuple(zip(self.parts or (0,), (*self.parts[1:], len(self.text)), strict=True))

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


@dataclass(frozen=True, slots=True)
class CaptionPart:
    """What a caption under several photos says of one of them: its place, its words, its own credit, a last sign."""

    place: str
    words: str
    credit: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class RunText:
    """A paragraph in so many lines more (or fewer, below 0), and how much worse its gaps are, in demerits a line."""

    more: int
    worse: float
    text: SetText


class LineSetter:
    """Sets text for one layout with one shaper; remembers what it has set (the preview keeps it warm)."""

    def __init__(self, spec: LayoutSpec, shaper: Shaper) -> None:
        self.spec = spec
        self.shaper = shaper
        self._done: dict[tuple[object, ...], SetText] = {}
        self._learnt: dict[tuple[object, ...], tuple[Line, ...]] = {}
        self._runs: dict[tuple[object, ...], tuple[RunText, ...]] = {}
        self._opened: dict[tuple[object, ...], SetText | None] = {}
        self._cutter = UnitCutter(shaper)

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
            if made.role.hang_em:
                made = replace(made, lines=hung(made.lines, Spans(inline), made.role, self.shaper))
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
        units = self._cutter.units(inline, role, measure - indent_pt)
        if not units:
            return SetText(inline, text, role, role_name, width_pt, ())
        widths = (measure - indent_pt, measure)
        if role.align == "justify":
            gaps, loose = self._justified(role)
            lines = total_fit(units, widths, gaps, loose)
            return SetText(inline, text, role, role_name, width_pt, lines, indent_pt, first_fit(units, widths, gaps))
        space = self.shaper.space(self.shaper.face(role), role.size_pt)
        gaps = Gaps(space, space)
        if _is_display(role_name):
            lines = balanced(units, measure, gaps, penalties_of(text, units, role_name))
        else:
            lines = first_fit(units, widths, gaps)
        return SetText(inline, text, role, role_name, width_pt, lines, indent_pt)

    def _justified(self, role: Role) -> tuple[Gaps, Looseness]:
        """The word gaps of justified text of a role, and what may be done to its loose lines."""
        space = self.shaper.space(self.shaper.face(role), role.size_pt)
        spaces = self.spec.spaces
        gaps = Gaps(space, min(space, spaces.word_min_em * role.size_pt))
        return gaps, Looseness(role.size_pt, spaces.tracking_max_em, spaces.ragged_from)

    def opened(self, inline: Inline, role_name: str, width_pt: float) -> SetText:
        """The first paragraph of a story around its initial; without one where its letter or its length forbids it."""
        key, closed = _key(inline, role_name, width_pt, 0.0, ()), self.set(inline, role_name, width_pt)
        if key not in self._opened:
            self._opened[key] = self._around(closed) if closed.role.align == "justify" else None
        return self._opened[key] or closed

    def _around(self, text: SetText) -> SetText | None:
        measure, role = text.width_pt - SAFETY_PT, text.role
        initial = initial_of(text.inline, role, self.spec, self.shaper, measure)
        if initial is None:
            return None
        rest = tuple(Spans(text.inline).cut(1, len(text.text)))
        units = [_behind(unit, 1) for unit in self._cutter.units(rest, role, measure - initial.width)]
        gaps, loose = self._justified(role)
        lines = fit_around(units, (*[measure - initial.width] * initial.rows, measure), gaps, loose)
        beside = [replace(line, inset=initial.width) for line in lines[: initial.rows]]
        even = all(line.gap <= WIDEST_BESIDE * gaps.natural and not line.ragged for line in beside)
        if len(lines) <= initial.rows or not even:
            return None
        beside[0] = replace(beside[0], start=0)
        return replace(text, lines=(*beside, *lines[initial.rows :]), first_fit=(), initial=initial)

    def runs(self, text: SetText) -> tuple[RunText, ...]:
        """The other numbers of lines that a justified paragraph may have; none where the referee has set it."""
        key = _key(text.inline, text.role_name, text.width_pt, text.indent_pt, text.insets)
        typed = text.insets or "\n" in text.text
        if key in self._learnt or text.role.align != "justify" or typed or text.initial:
            return ()
        if key not in self._runs:
            self._runs[key] = tuple(self._run(text))
        return self._runs[key]

    def _run(self, text: SetText) -> Iterator[RunText]:
        measure, role = text.width_pt - SAFETY_PT, text.role
        widths = (measure - text.indent_pt, measure)
        units = self._cutter.units(text.inline, role, widths[0])
        gaps, loose = self._justified(role)
        found = breaks_by_count(units, widths, gaps) if units else {}
        own = found.get(len(text.lines), (0.0,))[0]
        for count, (demerits, breaks) in sorted(found.items()):
            if count != len(text.lines):
                lines = lines_at(units, breaks, widths, gaps, loose)
                worse = max(0.0, demerits - own) / count
                yield RunText(count - len(text.lines), worse, replace(text, lines=lines))

    def caption(self, words: str, credit: str | None, role_name: str, width_pt: float) -> SetText:
        """A caption with its credit in italics, which stays in one piece (`captions.py`)."""
        spans = [Span(words)]
        if credit:
            spans += [Span(" "), Span(credit, italic=True)]
        inline = tuple(spans)
        key = _key(inline, role_name, width_pt, 0.0, ())
        done = self._done.get(key)
        if done is None:
            done = self._done[key] = self._caption(inline, role_name, width_pt)
        return done

    def _caption(self, inline: Inline, role_name: str, width_pt: float) -> SetText:
        role, text, measure = self.spec.role(role_name), plain(inline), width_pt - SAFETY_PT
        lines = self._learnt.get(_key(inline, role_name, width_pt, 0.0, ()))
        if lines is None:
            at = len(inline[0].text) + 1
            units = self._cutter.units(inline[:1], role, measure)
            name = [_behind(unit, at) for unit in self._cutter.units(inline[2:], role, measure)]
            gap = self.shaper.space(self.shaper.face(role), role.size_pt)
            both = caption_lines(units, name, measure, gap, role.size_pt, role.align == "left") if units else ()
            lines = both or first_fit(name, (measure, measure), Gaps(gap, gap))
        return SetText(inline, text, role, role_name, width_pt, lines)

    def common_caption(
        self, parts: Sequence[CaptionPart], credit: str | None, role_name: str, width_pt: float
    ) -> SetText | None:
        """Return a caption under several photos, with the credit of them all; None where one is too wide for a line."""
        spans: list[Span] = []
        begins: list[int] = []
        whole: list[tuple[int, int]] = []
        at = 0
        for part in parts:
            begins.append(at + bool(at))
            whole.append((begins[-1], begins[-1] + len(part.place) + 1))
            opens = f"{' ' if at else ''}{part.place}{part.words}"
            spans += [Span(f"{opens} "), Span(part.credit, italic=True)] if part.credit else [Span(opens)]
            spans += [Span(part.end)] if part.end else []
            credit_at = at + len(opens) + 1
            at = sum(len(span.text) for span in spans)
            whole += [(credit_at, at)] if part.credit else []
        words = len(spans)
        spans += [Span(" "), Span(credit, italic=True)] if credit else []
        inline = tuple(spans)
        key = _key(inline, role_name, width_pt, 0.0, ())
        if key not in self._done:
            role, measure = self.spec.role(role_name), width_pt - SAFETY_PT
            lines = self._learnt.get(key)
            if lines is None:
                units = tied(self._cutter.units(inline[:words], role, measure), whole)
                name = [_behind(unit, at + 1) for unit in self._cutter.units(inline[words + 1 :], role, measure)]
                gap = self.shaper.space(self.shaper.face(role), role.size_pt)
                if any(unit.width + unit.spaces * gap > measure for unit in units):
                    return None
                lines = caption_lines(units, name, measure, gap, role.size_pt, role.align == "left")
            again = (credit,) * (len(parts) - 1) if credit else ()
            self._done[key] = SetText(
                inline, plain(inline), role, role_name, width_pt, lines, parts=tuple(begins), again=again
            )
        return self._done[key]

    def _typed_lines(
        self, inline: Inline, role: Role, role_name: str, width_pt: float, indent_pt: float, insets: tuple[float, ...]
    ) -> SetText:
        """Every line that the author ended, set by itself; a turned over line of verse hangs behind its beginning."""
        spans = Spans(inline)
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
                units = self._cutter.units(own, role, width_pt - SAFETY_PT - turn)
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
        runs = [run.text for every in self._runs.values() for run in every]
        opened = [text for text in self._opened.values() if text is not None]
        for text in (*self._done.values(), *opened, *runs):
            lines = [text.text[line.start : line.end] for line in text.lines]
            if any(tuple(lines[i : i + len(planned)]) == planned for i in range(len(lines) - len(planned) + 1)):
                found.append(text)
        return found

    def use_lines(self, text: SetText, lines: Sequence[str]) -> int:
        """Take the referee's lines for a text from now on; returns how many, 0 when they are not its words.

        A text with an initial is set without it from now on, since the referee knows of none.
        """
        if text.initial is not None:
            self._opened[_key(text.inline, text.role_name, text.width_pt, 0.0, ())] = None
            return len(lines)
        at = 0
        spans = Spans(text.inline)
        learnt: list[Line] = []
        for words in lines:
            start = text.text.find(words, at)
            if not words or start < 0:
                return 0
            at = start + len(words)
            ink = sum(self._cutter.ink(spans, text.role, start + a, start + b) for a, b in _words(words))
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
        self._runs.pop(key, None)
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


def _behind(unit: LineUnit, characters: int) -> LineUnit:
    return replace(unit, start=unit.start + characters, end=unit.end + characters)


def _key(
    inline: Inline, role_name: str, width_pt: float, indent_pt: float, insets: tuple[float, ...]
) -> tuple[object, ...]:
    return (inline, role_name, round(width_pt, 3), round(indent_pt, 3), insets)


def _is_display(role_name: str) -> bool:
    return kind_of(role_name) in DISPLAY
