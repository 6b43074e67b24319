"""PLACES: the places of a chosen plan as they are typed in the flatplan: `1/1-2/14-50, 3/1-3/1-20`.

Each part of a story is its page, its first and last column, and its first and last row, all from 1; rows are those of
the baseline grid from the top of the type area. The form of a story, and with it the sizes of its photos, is the best
in that rectangle, so they follow from the place.
"""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.layout.plan.planned import Area, Parts, StoryPart
from bulletin.layout.spec import LayoutSpec
from bulletin.model import Issue


def typed_places(parts: Parts) -> Mapping[int, str]:
    """The place of each entry as it is typed."""
    return {n: ", ".join(map(_typed, every)) for n, every in parts.items()}


def _typed(part: StoryPart) -> str:
    area = part.area
    columns = f"{area.column + 1}-{area.column + area.columns}"
    return f"{part.page}/{columns}/{area.row + 1}-{area.row + area.rows}"


def parts_typed(place: str) -> tuple[StoryPart, ...]:
    """The parts of a story whose place was typed."""
    return tuple(_part(one.strip()) for one in place.split(","))


def _part(typed: str) -> StoryPart:
    page, columns, rows = typed.split("/")
    (left, right), (top, foot) = (map(int, one.split("-")) for one in (columns, rows))
    return StoryPart(int(page), Area(left - 1, right - left + 1, top - 1, foot - top + 1), ())


def held_places(issue: Issue, spec: LayoutSpec) -> Parts:
    """Where entries are in the plan that was chosen for a layout; nothing for a layout of one column or another one."""
    if issue.sheet.placed != spec.name or spec.columns == 1:
        return {}
    return {n: parts_typed(entry.place) for n, entry in enumerate(issue.entries) if entry.place}
