"""Holes: white between and beside pieces, and columns of a story that do not end level."""

from __future__ import annotations

from bulletin.layout.quality.description import DescribedPlan, Module
from bulletin.layout.quality.tally import Offence, QualityTally, offence

SOME, MUCH = 0.02, 0.05
"""Shares of a page that are too much white, and far too much."""


def holes(plan: DescribedPlan) -> QualityTally:
    """Measure trapped white on inner pages and columns more than a row apart."""
    found: list[Offence] = []
    shares: list[float] = []
    stories = ragged = 0
    for page in plan.pages:
        for module in page.modules:
            if len(module.legs) > 1:
                stories += 1
                if _ragged(module):
                    ragged += 1
                    found.append(offence(page.number, module.story, "các cột không bằng chân",
                                         "columns that do not end level"))  # fmt: skip
    for page in plan.inner:
        blank = sum(white.rows for white in page.white if white.kind == "trapped")
        share = blank / (plan.columns * page.rows) if page.rows else 0.0
        shares.append(share)
        if share > SOME:
            found.append(offence(page.number, "", f"{share:.0%} trang là khoảng trắng kẹt",
                                 f"{share:.0%} of the page is trapped white"))  # fmt: skip
    counts = {
        "inner_pages": len(plan.inner), "trapped": sum(shares), "trapped_pages": sum(s > SOME for s in shares),
        "torn_pages": sum(s > MUCH for s in shares), "column_stories": stories, "ragged_stories": ragged,
    }  # fmt: skip
    return QualityTally(counts, {"worst_trapped": max(shares, default=0.0)}, {}, tuple(found))


def _ragged(module: Module) -> bool:
    feet = [leg.foot for leg in module.legs]
    return max(feet) - min(feet) > 1
