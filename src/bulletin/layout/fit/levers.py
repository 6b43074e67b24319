"""LEVERS: what a layout gives way to meet a number of pages, in its declared order and within its limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bulletin.errors import Text
from bulletin.layout.spec import LayoutSpec
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Fit:
    """What is set otherwise than the layout wants it.

    `gap_rows` are added to the gap between stories, every head is `heads_down` steps smaller, photos may be `photos`
    times as tall, and a page has `rows_more` rows more (fewer, below 0) of smaller (larger) text. So many of the photos
    that are marked as spare as `spares_out` says are not printed.
    """

    gap_rows: int = 0
    heads_down: int = 0
    photos: float = 1.0
    rows_more: int = 0
    spares_out: int = 0

    @property
    def measured(self) -> tuple[int, float, int]:
        """What of it changes the measures of a story."""
        return self.heads_down, self.photos, self.rows_more

    def grid(self, spec: LayoutSpec) -> LayoutSpec:
        """The layout with the baseline grid and the sizes of text that count now."""
        return spec.with_rows(self.rows_more)

    def spec(self, spec: LayoutSpec) -> LayoutSpec:
        """The layout with the limits of photos that count now."""
        if self.photos == 1:
            return spec
        photos = spec.photos
        rows = {name: max(3, round(getattr(photos, name) * self.photos)) for name in _HEIGHTS}
        return replace(spec, photos=replace(photos, **rows))

    def levers(self) -> Iterator[Text]:
        """What was changed, in words."""
        if self.gap_rows:
            vi, en = ("bớt", "less") if self.gap_rows < 0 else ("thêm", "more")
            rows = abs(self.gap_rows)
            yield Text(f"{vi} {rows} dòng giữa hai bài", f"{rows} row(s) {en} between stories")
        if self.heads_down:
            yield Text(f"tít nhỏ đi {self.heads_down} bậc", f"heads {self.heads_down} step(s) smaller")
        if self.photos != 1:
            vi, en = ("thấp", "lower") if self.photos < 1 else ("cao", "taller")
            share = round(abs(self.photos - 1) * 100)
            yield Text(f"ảnh {vi} hơn tối đa {share} %", f"photos up to {share} % {en}")
        if self.spares_out:
            yield Text(f"bỏ {self.spares_out} ảnh ghi là được bỏ", f"{self.spares_out} spare photo(s) left out")
        if self.rows_more:
            rows = abs(self.rows_more)
            if self.rows_more > 0:
                yield Text(f"chữ nhỏ đi, mỗi trang thêm {rows} dòng", f"smaller text, {rows} row(s) more a page")
            else:
                yield Text(f"chữ lớn lên, mỗi trang bớt {rows} dòng", f"larger text, {rows} row(s) fewer a page")


AS_WANTED = Fit()
_PHOTO_STEPS = (0.5, 1.0)
"""Shares of the height that photos may lose, tried one after the other."""
_HEIGHTS = ("lead_max_rows", "column_max_rows")


def shorter(spec: LayoutSpec, spares: int = 0) -> Iterator[Fit]:
    """Ways to save room, each with what the ways before it save; so many photos as `spares` says may be left out."""
    limits, fit = spec.fitting, AS_WANTED
    for lever in limits.shorter:
        steps: list[dict[str, Any]]
        if lever == "spacing":
            steps = [{"gap_rows": -n} for n in range(1, min(limits.gap_less, spec.spaces.story_gap_rows - 1) + 1)]
        elif lever == "heads":
            steps = [{"heads_down": n} for n in range(1, limits.heads_down + 1) if spec.heads.ladder]
        elif lever == "spares":
            steps = [{"spares_out": n} for n in sorted({-(-spares * k // 3) for k in (1, 2, 3)}) if n]
        elif lever == "body":
            steps = [{"rows_more": n} for n in _rows_within(spec, limits.body_smaller, 1)]
        else:
            lost = limits.photos_lower
            steps = [{"photos": round(1 - share * lost, 3)} for share in _PHOTO_STEPS if lost]
        for step in steps:
            fit = replace(fit, **step)
            yield fit


def longer(spec: LayoutSpec) -> Iterator[Fit]:
    """Ways to fill room, each with what the ways before it fill."""
    limits, fit = spec.fitting, AS_WANTED
    for lever in limits.longer:
        steps: list[dict[str, Any]]
        if lever == "spacing":
            steps = [{"gap_rows": n} for n in range(1, limits.gap_more + 1)]
        elif lever == "body":
            steps = [{"rows_more": n} for n in _rows_within(spec, limits.body_larger, -1)]
        else:
            steps = [{"photos": 1 + limits.photos_taller}] if limits.photos_taller else []
        for step in steps:
            fit = replace(fit, **step)
            yield fit


def _rows_within(spec: LayoutSpec, share: float, step: int) -> Iterator[int]:
    """Rows that a page may have more (`step` 1) or fewer (-1) while text changes by no more than a share."""
    more = step
    while abs(spec.with_rows(more).row_pt / spec.row_pt - 1) <= share:
        yield more
        more += step
