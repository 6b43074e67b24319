"""Where the pieces of a story's tail are: author and further reading under the text, source and code on the foot."""

from __future__ import annotations

from bulletin.geometry import PT_PER_MM
from bulletin.layout.lines.setter import SetText
from bulletin.layout.pages.frames import CodeFrame, EndFrame, Frame, TextFrame
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.story import CODE_GAP_PT, END_AIR_PT, EXTRA_GAP_PT, BoxCode, EndBlock
from bulletin.layout.stories.tails import STRIP_GAP_PT, STRIP_ROOM_PT, in_rows, row_height


def end_frame(
    spec: LayoutSpec, end: EndBlock, x: float, rows_mm: tuple[float, float], last_mm: float | None
) -> EndFrame:
    """The frames of a tail.

    Args:
        spec: of the layout.
        end: the tail.
        x: left edge of the column, mm.
        rows_mm: where the room for the tail begins and ends, mm.
        last_mm: top of the last line of text, whose author may be on it; None where no text is in this column.
    """
    top, bottom = rows_mm
    width, height = spec.column_mm, end.height_pt / PT_PER_MM
    book = spec.columns == 1
    frame = Frame(x, bottom - height, width, height)
    code = end.qr_mm if end.qr_url else 0.0
    beside = width - (code + CODE_GAP_PT / PT_PER_MM if code else 0.0)
    y = frame.y if book else min(frame.y, top + END_AIR_PT / PT_PER_MM)
    extras: list[TextFrame] = []
    for text in end.extras:
        extras.append(_piece(text, x, y, beside if book else width))
        y += (text.height_pt + EXTRA_GAP_PT) / PT_PER_MM
    author = None
    if end.author and end.inline and last_mm is not None:
        author = _piece(end.author, x, last_mm + end.drop_pt / PT_PER_MM, width)
    elif end.author:
        author = _piece(end.author, x, y, beside if end.aside or (book and not end.inline) else width)
        y += (end.author.height_pt + end.author.role.after_pt) / PT_PER_MM
    qr = Frame(x + width - code, frame.y if book else frame.y + height - code, code, code) if code else None
    total = _height(end, beside * PT_PER_MM)
    ty = bottom - total
    if qr and not book and not end.aside:
        ty = max(bottom - max(total, code), qr.y + (code - total) / 2)
    elif qr and book:
        ty = max(y, frame.y + (height - total) / 2) if y == frame.y else max(y, bottom - total)
    return EndFrame(frame, tuple(extras), author, _texts(end, x, ty, beside), qr, end.qr_url)


def _height(end: EndBlock, beside: float) -> float:
    """Height of source, address and caption, mm."""
    return sum(row_height(row) for row in in_rows(end.lines, beside if end.strip else 0.0)) / PT_PER_MM


def _texts(end: EndBlock, x: float, y: float, width: float) -> tuple[TextFrame, ...]:
    """Source, address and caption below one another, or side by side."""
    frames: list[TextFrame] = []
    for row in in_rows(end.lines, width * PT_PER_MM if end.strip else 0.0):
        left = x
        for text in row:
            own = (text.lines[0].natural + STRIP_ROOM_PT) / PT_PER_MM if len(row) > 1 else width
            frames.append(_piece(text, left, y, own))
            left += own + STRIP_GAP_PT / PT_PER_MM
        y += row_height(row) / PT_PER_MM
    return tuple(frames)


def _piece(text: SetText, x: float, y: float, width: float) -> TextFrame:
    return TextFrame(Frame(x, y, width, text.height_pt / PT_PER_MM), text, 0, len(text.lines))


def beside_code(code: BoxCode) -> float:
    """Return the width in mm that the words beside the code of a box leave to it."""
    return code.size_mm + CODE_GAP_PT / PT_PER_MM


def code_frame(code: BoxCode, words: Frame, beside: bool) -> CodeFrame:
    """Return the code of a box, at its right edge, with the address in letters.

    Args:
        code: with its address.
        words: the room of the words above the address, as wide as the box inside, mm.
        beside: whether the words are beside the code; then the address follows them and the code ends with it, else
            the code is below them and the address is level with it.
    """
    side, height = code.size_mm, code.words.height_pt / PT_PER_MM
    foot = words.y + words.h
    top = max(words.y, foot + height - side) if beside else foot
    at = Frame(words.x + words.w - side, top, side, side)
    line = foot if beside else top + max(0.0, side - height) / 2
    return CodeFrame(at, code.url, _piece(code.words, words.x, line, words.w - beside_code(code)))
