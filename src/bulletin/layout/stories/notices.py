"""NOTICES: what the office declares to close gaps of pages, set as framed boxes of every width that they may take."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.lines.setter import LineSetter
from bulletin.layout.stories.story import BOX_PAD_PT, BoxFloat, TextBlock, stacked
from bulletin.lazy import dataclass
from bulletin.model import HouseNotice


@dataclass(frozen=True, slots=True)
class SetNotice:
    """A notice set over 1 column, 2 columns …, with the most rows that it may take and how gladly it is printed."""

    boxes: tuple[BoxFloat, ...]
    most_rows: int
    weight: float


def set_notices(setter: LineSetter, notices: Sequence[HouseNotice]) -> tuple[SetNotice, ...]:
    """The notices that have room for their own words, those that are gladly printed first."""
    found = [
        SetNotice(
            tuple(_box(setter, notice, n) for n in range(1, min(notice.columns, setter.spec.columns) + 1)),
            notice.most_rows, notice.weight,
        )
        for notice in notices
    ]  # fmt: skip
    fitting = [notice for notice in found if min(box.rows for box in notice.boxes) <= notice.most_rows]
    return tuple(sorted(fitting, key=lambda notice: -notice.weight))


def _box(setter: LineSetter, notice: HouseNotice, columns: int) -> BoxFloat:
    spec = setter.spec
    width = spec.span_mm(columns) * PT_PER_MM
    inner = width - 2 * BOX_PAD_PT
    title = setter.set(notice.title, roles.BOX_TITLE, inner) if notice.title else None
    parts = (TextBlock("p", setter.set(notice.text, roles.BOX, inner)),)
    height = 2 * BOX_PAD_PT + spec.row_pt + stacked(parts, True)
    height += title.height_pt + title.role.after_pt if title else 0
    return BoxFloat(title, parts, columns, width, height, spec.rows_for(height), 0)
