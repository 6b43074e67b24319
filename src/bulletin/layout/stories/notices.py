"""NOTICES: what the office declares to close gaps of pages, set as framed boxes of every width that they may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.lines.setter import LineSetter
from bulletin.layout.stories.story import BOX_PAD_PT, CODE_GAP_PT, BoxCode, BoxFloat, TextBlock, stacked
from bulletin.layout.stories.tails import short_address
from bulletin.lazy import dataclass
from bulletin.model import HouseNotice


@dataclass(frozen=True, slots=True)
class SetNotice:
    """A notice set over 1 column, 2 columns …, with the most rows that it may take and how gladly it is printed."""

    boxes: tuple[BoxFloat, ...]
    most_rows: int
    weight: float


def set_notices(
    setter: LineSetter, notices: Sequence[HouseNotice], qr_mm: Mapping[str, float]
) -> tuple[SetNotice, ...]:
    """Return the notices that have room for their own words, those that are gladly printed first.

    Args:
        setter: of the layout.
        notices: as the publication declares them.
        qr_mm: the side of the code of each address.
    """
    found = [
        SetNotice(
            tuple(_box(setter, notice, n, qr_mm) for n in range(1, min(notice.columns, setter.spec.columns) + 1)),
            notice.most_rows, notice.weight,
        )
        for notice in notices
    ]  # fmt: skip
    fitting = [notice for notice in found if min(box.rows for box in notice.boxes) <= notice.most_rows]
    return tuple(sorted(fitting, key=lambda notice: -notice.weight))


def _box(setter: LineSetter, notice: HouseNotice, columns: int, qr_mm: Mapping[str, float]) -> BoxFloat:
    """A notice so wide; in one column its code is under its words, in more it is beside them."""
    spec = setter.spec
    width = spec.span_mm(columns) * PT_PER_MM
    inner = width - 2 * BOX_PAD_PT
    side = qr_mm[notice.url] * PT_PER_MM if notice.url else 0.0
    beside = inner - (side + CODE_GAP_PT if notice.url else 0.0)
    measure = inner if columns == 1 else beside
    title = setter.set(notice.title, roles.BOX_TITLE, measure) if notice.title else None
    parts = (TextBlock("p", setter.set(notice.text, roles.BOX, measure)),)
    code = None
    height = stacked(parts, True) + (title.height_pt + title.role.after_pt if title else 0)
    if notice.url:
        code = BoxCode(notice.url, qr_mm[notice.url], setter.set(short_address(notice.url), roles.ADDRESS, beside))
        words = code.words.height_pt
        height = height + max(side, words) if columns == 1 else max(height + words, side)
    height += 2 * BOX_PAD_PT + spec.row_pt
    return BoxFloat(title, parts, columns, width, height, spec.rows_for(height), 0, code=code)
