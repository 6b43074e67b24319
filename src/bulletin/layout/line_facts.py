"""Facts about the lines of an issue, for its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.layout.laid import LineFacts
from bulletin.layout.plan.planned import PlannedPage

if TYPE_CHECKING:
    pass


def line_facts(planned: tuple[PlannedPage, ...]) -> LineFacts:
    """Widest gap and mean variance of gaps in the justified text, beside first-fit lines of the same paragraphs."""
    ours: list[float] = []
    theirs: list[float] = []
    variances: list[tuple[float, float]] = []
    count = 0
    seen: set[tuple[int, int]] = set()
    for page in planned:
        for piece in page.pieces:
            key = (piece.story.index, piece.story.columns)
            if key in seen:
                continue
            seen.add(key)
            for block in piece.story.blocks:
                text = block.text
                if not text.first_fit:
                    continue
                a = [line.gap for line in text.lines[:-1] if line.spaces]
                b = [line.gap for line in text.first_fit[:-1] if line.spaces]
                count += len(text.lines)
                ours += a
                theirs += b
                if len(a) > 1 and len(b) > 1:
                    variances.append((_variance(a), _variance(b)))
    n = len(variances) or 1
    return LineFacts(
        count, max(ours, default=0.0), sum(v for v, _ in variances) / n,
        max(theirs, default=0.0), sum(v for _, v in variances) / n, 0,
    )  # fmt: skip


def _variance(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sum((v - mean) ** 2 for v in values) / len(values)
