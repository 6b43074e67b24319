"""CONTENTS: how high “Trong số này” may be on page 1, as a strip over all columns or as a rail."""

from __future__ import annotations

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.search_limits import SEARCH


def contents_heights(rows: int, columns: int, page: int) -> dict[int, float]:
    """Heights of the contents over so many columns: a strip as high as the layout says, or a taller rail."""
    wanted = rows if columns == page else min(SEARCH.contents_rail, rows * page // columns)
    least = max(SEARCH.contents_least, wanted // 2)
    most = wanted + SEARCH.contents_more * (columns < page)
    return {n: COSTS.contents_row * abs(n - wanted) for n in range(least, most + 1)}
