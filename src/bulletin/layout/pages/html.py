"""The HTML of one piece of text: its lines with their faces, its place, its classes."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from markupsafe import Markup

from bulletin.fields.roles import INITIAL
from bulletin.layout.lines.initials import InitialLetter
from bulletin.layout.lines.setter import SetText
from bulletin.layout.pages.frames import Frame, TextFrame
from bulletin.layout.words.plan import PlannedLine, planned_line
from bulletin.model import Span
from bulletin.text.glue import ties
from bulletin.text.vietnamese.capitals import parted

MAX_MM = 10_000.0


def placeholder_name(story: str, photo: str) -> str:
    """The address of the picture that stands for a photo in the raw PDF."""
    return f"photos/{story}/{photo}.jpg" if story else f"logo/{photo}.jpg"


def lines_of(piece: TextFrame) -> tuple[str, ...]:
    """The characters of each planned line of a piece."""
    return tuple(piece.text.text[line.start : line.end] for line in piece.text.lines[piece.first : piece.last])


def text_of(piece: TextFrame) -> str:
    """The characters of a piece; where a long address was cut, no space is added."""
    out = ""
    end = -1
    for line in piece.text.lines[piece.first : piece.last]:
        out += ("" if not out or line.start == end else " ") + piece.text.text[line.start : line.end]
        end = line.end
    return out


def part_words(piece: TextFrame) -> tuple[str, ...]:
    """Return what a caption under several photos says of each of them; nothing for any other text."""
    return tuple(piece.text.text[a:b].strip() for a, b in piece.text.ranges) if piece.text.parts else ()


def splits_word(piece: TextFrame) -> bool:
    """Return whether the piece ends inside a word that goes on in the next one."""
    lines = piece.text.lines
    return 0 < piece.last < len(lines) and lines[piece.last].start == lines[piece.last - 1].end


PART = "of"
"""Class of an element that holds what a caption under several photos says of one of them."""


def _marked_up(text: SetText, start: int, end: int) -> str:
    """Characters [start, end) with their faces, each part of a caption under several photos in its own element."""
    if not text.parts:
        return _faced(text, start, end)
    pieces = ((n, max(a, start), min(b, end)) for n, (a, b) in enumerate(text.ranges))
    return "".join(f'<span class="{PART} {PART}-{n}">{_faced(text, a, b)}</span>' for n, a, b in pieces if a < b)


def _faced(text: SetText, start: int, end: int) -> str:
    """Characters [start, end) with their faces as `<b>` and `<i>`, and smaller capitals as `<small>`."""
    out: list[str] = []
    offset = 0
    for span in text.inline:
        a, b = max(start - offset, 0), min(end - offset, len(span.text))
        if a < b:
            out.append(_tagged(span, _content(text, offset + a, offset + b)))
        offset += len(span.text)
    return "".join(out)


def _content(text: SetText, start: int, end: int) -> str:
    """Characters [start, end) of one face."""
    if text.role.capitals == 1:
        return escape(text.text[start:end], quote=False)
    pieces = ((escape(text.text[a:b], quote=False), small) for a, b, small in parted(text.text, start, end))
    return "".join(f"<small>{piece}</small>" if small else piece for piece, small in pieces)


def _tagged(span: Span, html: str) -> str:
    if span.italic:
        html = f"<i>{html}</i>"
    return f"<b>{html}</b>" if span.bold else html


def html_lines(piece: TextFrame) -> Markup:
    """The lines of a piece, each ended by a preserved line break.

    The last line of a justified paragraph would be stretched like the others, and so would a line that the author
    ended or that is set ragged; an empty span as wide as what is missing leaves it at its planned gap. Another is the
    white before verse.
    """
    expect(piece, TextFrame, "lines")
    html = "\n".join(_line_html(piece, number) for number in range(piece.first, piece.last))
    return Markup(html)


def _line_html(piece: TextFrame, number: int) -> str:
    text, line = piece.text, piece.text.lines[number]
    initial = text.initial if number == 0 else None
    html = _initial_html(initial) if initial else ""
    html += _marked_up(text, line.start + (1 if initial else 0), line.end)
    if line.push_pt:
        white = f'<span style="padding-left:{line.push_pt:.3f}pt"></span>'
        html = _marked_up(text, line.start, line.push_at) + white + _marked_up(text, line.push_at, line.end)
    planned = _planned(piece, number)
    if planned.inset:
        html = f'<span style="padding-left:{planned.inset:.3f}pt"></span>{html}'
    if planned.hang_start:
        html = f'<span style="margin-left:-{planned.hang_start:.3f}pt"></span>{html}'
    if planned.rest:
        html += f'<span style="padding-right:{planned.rest:.2f}pt"></span>'
    if planned.hang_end:
        html += f'<span style="margin-right:-{planned.hang_end:.3f}pt"></span>'
    return html


def _initial_html(initial: InitialLetter) -> str:
    """A box as wide as the initial and without height, whose line has its baseline where the letter's foot is."""
    style = (
        f"margin-left:{-initial.left:.3f}pt;width:{initial.width + initial.left:.3f}pt;"
        f"font-size:{initial.role.size_pt:.4f}pt;line-height:{initial.role.leading_pt:.4f}pt"
    )
    return f'<span class="{INITIAL}" style="{style}">{escape(initial.letter, quote=False)}</span>'


def planned_lines(piece: TextFrame) -> tuple[PlannedLine, ...]:
    """What the plan says of each line of a piece."""
    return tuple(_planned(piece, number) for number in range(piece.first, piece.last))


def _planned(piece: TextFrame, number: int) -> PlannedLine:
    text, line = piece.text, piece.text.lines[number]
    measure = text.width_pt - (text.indent_pt if number == 0 else 0.0)
    planned = planned_line(line, text.role.align, measure, text.ends_typed_line(line))
    if number == 0 and text.initial:
        planned = replace(planned, inset=0.0)  # the letter's own box is that white
    if not line.hang_start and not line.hang_end:
        return planned
    left, right = piece.beside_pt
    return replace(planned, hang_start=min(line.hang_start, left), hang_end=min(line.hang_end, right))


def referee_html(text: SetText) -> str:
    """Attributes and content of a `<p>` that WeasyPrint may break by itself, keeping only what must not be parted."""
    out, at = "", 0
    for start, end in ties(text.text, last_line=True):
        out += _marked_up(text, at, start) + f'<span class="n">{_marked_up(text, start, end)}</span>'
        at = end
    out += _marked_up(text, at, len(text.text))
    out = out.replace("\n", "<br>")
    return f'class="{role_classes(text.role_name)}" style="text-indent:{text.indent_pt:.3f}pt">{out}'


def mm(value: float) -> str:
    """A length for CSS; a ten-thousandth of a millimetre is finer than any press."""
    return f"{measure_of(value):.4f}".rstrip("0").rstrip(".") + "mm"


def measure_of(value: float) -> float:
    """A length that a page can have; templates are users' and may compute anything."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= MAX_MM:
        raise ValueError(f"a length of {value!r}")
    return float(value)


def frame_of(x: float, y: float, w: float, h: float) -> Frame:
    """A frame that a template asks for."""
    return Frame(measure_of(x), measure_of(y), measure_of(w), measure_of(h))


def fitted(frame: Frame, ratio: float) -> Frame:
    """The largest frame of a shape (width divided by height) in the middle of another."""
    width = min(frame.w, frame.h * ratio)
    height = width / ratio
    return Frame(frame.x + (frame.w - width) / 2, frame.y + (frame.h - height) / 2, width, height)


def place(frame: Frame, height: bool = False) -> Markup:
    """Declarations that put an element into its frame."""
    expect(frame, Frame, "place")
    css = f"left:{mm(frame.x)};top:{mm(frame.y)};width:{mm(frame.w)}"
    return Markup(css + (f";height:{mm(frame.h)}" if height else ""))


def role_classes(name: str) -> str:
    """`headline-story-2` → `headline headline-story headline-story-2`, so that a layout may style any of them."""
    expect(name, str, "classes")
    parts = name.split("-")
    return " ".join("-".join(parts[: i + 1]) for i in range(len(parts)))


def expect(value: object, kind: type, call: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{call} takes a {kind.__name__}, not {type(value).__name__}")


def class_names(extra: str) -> str:
    """Names of classes that a template adds."""
    if not re.fullmatch(r"[A-Za-z0-9_ -]*", str(extra)):
        raise ValueError(f"no names of classes: {extra}")
    return str(extra)
