"""MODULE COSTS: how high a module may be and what its width costs, beside what its form costs."""

from __future__ import annotations

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.notices import SetNotice
from bulletin.layout.stories.story import Story
from bulletin.model import Slot


def contents_heights(rows: int, columns: int, page: int) -> dict[int, float]:
    """Heights of the contents over so many columns: a strip as high as the layout says, or a taller rail."""
    wanted = rows if columns == page else min(SEARCH.contents_rail, rows * page // columns)
    least = max(SEARCH.contents_least, wanted // 2)
    most = wanted + SEARCH.contents_more * (columns < page)
    return {n: COSTS.contents_row * abs(n - wanted) for n in range(least, most + 1)}


def notice_heights(notice: SetNotice, columns: int, most: int) -> dict[int, float]:
    """Heights of a notice over so many columns, in rows: its own, and some more up to `most`, each with its price."""
    if columns > len(notice.boxes):
        return {}
    own = notice.boxes[columns - 1].rows
    price = COSTS.notice / notice.weight
    return {rows: price + COSTS.notice_row * (rows - own) for rows in range(own, min(notice.most_rows, most) + 1)}


def width_cost(slot: Slot, columns: int, page: int) -> float:
    """Price of a story over so many of the columns of a page: what leads needs room."""
    return COSTS.narrow_lead * (columns < min(2, page)) if slot in ("lead", "photo") else 0.0


def widths(story: Story, page: int) -> range:
    """The numbers of columns that a story may be over: the one that was asked for, as far as a page has so many."""
    narrowest = 2 if (story.squeezed or story.foot) and page > 1 else 1
    asked = story.entry.columns
    if asked is None:
        return range(narrowest, page + 1)
    only = min(page, max(narrowest, asked))
    return range(only, only + 1)


def story_rank(story: Story, front: bool, natural: int) -> float:
    """How high on a page a story is wanted that begins there; `natural` are its rows in one column."""
    if front:
        return COSTS.rank_front
    if story.entry.display:
        return COSTS.rank_brief
    return COSTS.rank_slot[story.slot] + min(1.0, natural / COSTS.rank_rows)


def height_cost(story: Story, rows: int, columns: int) -> float:
    """Price of a height in rows: of one column that is very tall, and of another height than was asked for."""
    asked = story.entry.rows
    price = COSTS.off_asked_rows * abs(rows - asked) if asked else 0.0
    return price + (COSTS.tall_column * max(0, rows - SEARCH.tall_rows) if columns == 1 else 0.0)
