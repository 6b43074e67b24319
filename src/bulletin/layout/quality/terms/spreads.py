"""Spreads: two pages that lie open beside each other are seen as one."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.layout.quality.description import DescribedPage, DescribedPlan, HeadPart, Module
from bulletin.layout.quality.tally import Offence, QualityTally, offence
from bulletin.layout.quality.terms.heads import SAME_PT

LEVEL_ROWS = 2
"""Rows between two headlines that are seen as level."""
SEVERAL = 3
"""Photos of the spreads before and after one, together, that are several."""


def facing(plan: DescribedPlan) -> list[tuple[DescribedPage, DescribedPage]]:
    """Return pages 2 and 3, 4 and 5 and so on; none where sheets are single, which have equal margins at both sides."""
    if plan.left_mm[0] == plan.left_mm[1]:
        return []
    return list(zip(plan.pages[1::2], plan.pages[2::2], strict=False))


def spreads(plan: DescribedPlan) -> QualityTally:
    """Measure what two facing pages do to each other: heads and photos across the fold, and spreads without photo."""
    found: list[Offence] = []
    heads = photos = bare = 0
    every = facing(plan)
    shown = [sum(len(module.photos) for page in pair for module in page.modules) for pair in every]
    for number, (left, right) in enumerate(every):
        heads_here = list(_heads_across(plan.columns, left, right))
        heads += len(heads_here)
        found += [
            offence(right.number, other, f"tít cùng cỡ, ngang hàng với tít trang {left.number} qua nếp gấp ({one})",
                    f"a head of one size with one of page {left.number}, level across the fold ({one})")
            for one, other in heads_here
        ]  # fmt: skip
        photos_here = list(_photos_across(plan.columns, left, right))
        photos += len(photos_here)
        found += [
            offence(right.number, other, f"ảnh chạm ảnh trang {left.number} qua nếp gấp ({one})",
                    f"a photo touches one of page {left.number} across the fold ({one})")
            for one, other in photos_here
        ]  # fmt: skip
        around = shown[max(0, number - 1) : number] + shown[number + 1 : number + 2]
        if not shown[number] and sum(around) >= SEVERAL:
            bare += 1
            found.append(offence(left.number, "", f"trang {left.number}–{right.number} không ảnh, bên cạnh nhiều",
                                 f"pages {left.number}–{right.number} have no photo, the next several"))  # fmt: skip
    counts = {"spreads": len(every), "fold_heads": heads, "fold_photos": photos, "bare_spreads": bare}
    return QualityTally(counts, {}, {}, tuple(found))


def _begun(page: DescribedPage) -> Iterator[tuple[Module, HeadPart]]:
    for module in page.modules:
        if module.continued_from is None and module.headline is not None:
            yield module, module.headline


def _heads_across(columns: int, left: DescribedPage, right: DescribedPage) -> Iterator[tuple[str, str]]:
    """The stories whose heads are of one size at one height at both sides of the fold."""
    for one, first in _begun(left):
        for other, second in _begun(right):
            fold = one.column + one.columns == columns and other.column == 0
            if fold and abs(one.row - other.row) <= LEVEL_ROWS and abs(first.size_pt - second.size_pt) < SAME_PT:
                yield one.story, other.story


def _photos_across(columns: int, left: DescribedPage, right: DescribedPage) -> Iterator[tuple[str, str]]:
    """The stories of which photos are level at both sides of the fold."""
    for one in left.modules:
        for other in right.modules:
            pairs = ((a, b) for a in one.photos for b in other.photos)
            if any(
                a.column + a.columns == columns and b.column == 0 and a.row < b.row + b.rows and b.row < a.row + a.rows
                for a, b in pairs
            ):
                yield one.story, other.story
