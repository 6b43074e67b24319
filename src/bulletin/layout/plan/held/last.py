"""LAST PLAN: the plan that an issue had, in plain values: what its pages were packed from, and what that cost.

It is written as JSON behind its own hash. Whatever is damaged, of another version, or about other stories, another
layout or other wishes is no last plan: the pages are then planned anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Literal

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.judge import page_cost
from bulletin.layout.plan.planned import Area, ModuleSpot, PageMade, PlannedPage
from bulletin.lazy import dataclass

SCHEMA = "bulletin/last-plan@3"
_MOST_PAGES, _MOST = 512, 4096


RepairLevel = Literal["same", "heights", "page", "around"]
"""How a page came to be: as it was; its cuts with other heights; packed from the same modules; planned with others."""


@dataclass(frozen=True, slots=True)
class RepairedPlan:
    """A plan that was repaired, and how each of its pages was."""

    planned: tuple[PlannedPage, ...]
    levels: tuple[RepairLevel, ...]


@dataclass(frozen=True, slots=True)
class LastPage:
    """A page of the last plan.

    `made` is None for a page that was not packed; `entries` are those on it; `worth` is what its pieces and their
    places cost, which is compared with what they cost now.
    """

    rows: int
    last: bool
    upright: tuple[tuple[int, int, int], ...]
    entries: tuple[int, ...]
    worth: float
    made: PageMade | None

    @property
    def cost(self) -> float:
        """What the page cost when it was planned."""
        return cost_of(self.made, bool(self.entries))


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """A line of the list: the article, its slot, the page that it is pinned to (0 for none), its section or nothing.

    `display` says that it is a display item.
    """

    article: str
    slot: str
    page: int
    section: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class LastPlan:
    """The last plan: for what it was made (a digest), the entries in their order, what gave way, and its pages.

    `base` is the cost of the plan when its pages were last planned anew.
    """

    asked: str
    fit: tuple[int, int, float, int]
    contents: bool
    teased: bool
    base: float
    pages: tuple[LastPage, ...]
    entries: tuple[ListedEntry, ...] = ()


def cost_of(made: PageMade | None, filled: bool) -> float:
    """The cost of a page without its area."""
    return made.cost if made else COSTS.forced * filled


def plan_cost(planned: Sequence[PlannedPage]) -> float:
    """The cost of all pages without their area."""
    return sum(cost_of(page.made, bool(page.pieces)) for page in planned)


def worth(page: PlannedPage, rows: int) -> float:
    """What the pieces of a page and their places cost; `rows` are those of a page."""
    return sum(piece.filling.cost for piece in page.pieces) + page_cost(page, rows)


def last_page(page: PlannedPage, rows: int) -> LastPage:
    """A page in plain values."""
    entries = tuple(piece.story.index for piece in page.pieces)
    return LastPage(page.used_rows, page.last, page.upright, entries, worth(page, rows), page.made)


# --- as a file --------------------------------------------------------------------------------------------------------


def last_plan_bytes(plan: LastPlan) -> bytes:
    """The file of a plan."""
    content = {
        "schema": SCHEMA, "asked": plan.asked, "fit": list(plan.fit), "contents": plan.contents,
        "teased": plan.teased, "base": plan.base,
        "entries": [[one.article, one.slot, one.page, one.section, one.display] for one in plan.entries],
        "pages": [_page_told(page) for page in plan.pages],
    }  # fmt: skip
    return (json.dumps(content | {"sha256": _digest(content)}, separators=(",", ":")) + "\n").encode()


def last_plan_of(data: bytes | None) -> LastPlan | None:
    """The plan in a file; None where it is damaged or of another version."""
    try:
        content = json.loads(data or b"null")
        if not isinstance(content, dict) or content.pop("sha256", None) != _digest(content):
            return None
        return _plan_read(content) if content["schema"] == SCHEMA else None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError):
        return None


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _page_told(page: LastPage) -> dict[str, Any]:
    made = page.made
    told = {
        "rows": page.rows, "last": page.last, "upright": [list(rule) for rule in page.upright],
        "entries": list(page.entries), "worth": page.worth,
    }  # fmt: skip
    if made is None:
        return told
    spots = [[s.kind, s.number, s.count, s.why, *_area_told(s.area)] for s in made.spots]
    across = [_area_told(area) for area in made.across]
    return told | {"spots": spots, "across": across, "cost": made.cost, "choice": made.choice}


def _area_told(area: Area) -> list[int]:
    return [area.column, area.columns, area.row, area.rows]


def _plan_read(content: dict[str, Any]) -> LastPlan:
    gap, heads, photos, more = content["fit"]
    pages = tuple(_page_read(page) for page in content["pages"][:_MOST_PAGES])
    fit = (int(gap), int(heads), float(photos), int(more))
    furniture = bool(content["contents"]), bool(content["teased"])
    entries = tuple(
        ListedEntry(str(article), str(slot), _number(page), str(section), bool(display))
        for article, slot, page, section, display in content["entries"]
    )
    return LastPlan(str(content["asked"]), fit, *furniture, float(content["base"]), pages, entries)


def _page_read(told: dict[str, Any]) -> LastPage:
    made = None
    if "spots" in told:
        spots = tuple(
            ModuleSpot(str(kind), _number(number), _number(count), str(why), _area_read(area))
            for kind, number, count, why, *area in told["spots"]
        )
        across = tuple(_area_read(area) for area in told["across"])
        made = PageMade(spots, across, float(told["cost"]), float(told["choice"]))
    upright = tuple((_number(column), _number(row), _number(rows)) for column, row, rows in told["upright"])
    entries = tuple(_number(entry) for entry in told["entries"])
    return LastPage(_number(told["rows"]), bool(told["last"]), upright, entries, float(told["worth"]), made)


def _area_read(told: Sequence[Any]) -> Area:
    column, columns, row, rows = map(_number, told)
    return Area(column, columns, row, rows)


def _number(told: Any) -> int:
    """A number of things or rows.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(told, int) or not 0 <= told <= _MOST:
        raise ValueError(told)
    return told
