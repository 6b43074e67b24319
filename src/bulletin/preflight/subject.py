"""One file under inspection: what every check may ask of it, and how a check answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pikepdf

from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.geometry import Rect
from bulletin.layout.laid import Laid
from bulletin.pdf.boxes import Boxes
from bulletin.pdf.form_graph import EndlessPage
from bulletin.pdf.text.fonts import FontUses
from bulletin.pdf.walk.drawn import PageFacts
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.report import CodeFact, InkMap

Validate = Callable[[bytes, Sequence[str]], Mapping[str, Sequence[str] | None]]
"""Flavour (`2b`, `ua1` …) → broken clauses, empty when the file keeps to it, None when no validator is there."""
InkMaker = Callable[[Sequence[PageFacts]], tuple[InkMap, ...]]
CodeReader = Callable[[bytes, Laid | None], tuple[CodeFact, ...]]


@dataclass(frozen=True, slots=True)
class NotRun:
    """Why a check gives no verdict: it does not apply to this profile, or something that it needs is missing."""

    status: Literal["not-run", "not-applicable"]
    reason: Text


Verdict = Sequence[Finding] | NotRun
CheckFunction = Callable[["InspectedFile"], Verdict]


@dataclass(slots=True, kw_only=True)
class InspectedFile:
    """The opened file with everything that was read of it once, for all checks.

    `endless` are the pages that nobody can draw to the end; where there are any, nothing of the file is drawn.
    """

    name: str
    data: bytes
    pdf: pikepdf.Pdf
    limits: EditionLimits
    boxes: tuple[Boxes, ...]
    pages: tuple[PageFacts, ...]
    fonts: FontUses
    laid: Laid | None = None
    validate: Validate | None = None
    ink: tuple[InkMap, ...] | None = None
    codes: tuple[CodeFact, ...] | None = None
    trouble: tuple[str, ...] = ()
    page_count: int = 0
    endless: tuple[EndlessPage, ...] = ()
    memo: dict[str, object] = field(default_factory=dict)


def not_applicable(vi: str, en: str) -> NotRun:
    """The profile asks nothing of the kind."""
    return NotRun("not-applicable", Text(vi, en))


def not_run(vi: str, en: str) -> NotRun:
    """Something is missing; the reason says what would make it run."""
    return NotRun("not-run", Text(vi, en))


def undrawn(subject: InspectedFile) -> NotRun:
    """Nothing of the file is drawn, since drawing one of its pages would not end."""
    page = subject.endless[0].page
    return not_run(
        f"Mục này phải vẽ trang, mà trang {page} vẽ không xuể (xem mục 1); hãy sửa hoặc bỏ trang ấy rồi kiểm lại.",
        f"For this the pages are drawn, and page {page} has no end (see check 1); mend or drop it and check again.",
    )


def found(rule: Rule, page: int | None = None, box: Rect | None = None, quote: str = "", **values: str) -> Finding:
    """A finding on a page.

    Args:
        rule: what was broken.
        page: from 1, None for the whole file.
        box: x0, y0, x1, y1 in mm from the trim's top left corner.
        quote: the words in question.
        values: what the messages name; `page` is added.
    """
    place = Place(page=page, box_mm=None if box is None else frame(box))
    return Finding(rule, place, quote, {"page": "" if page is None else str(page), **values})


def frame(box: Rect) -> tuple[float, float, float, float]:
    """x, y, width, height of a rectangle, rounded to hundredths of a mm."""
    x0, y0, x1, y1 = box
    return round(x0, 2), round(y0, 2), round(x1 - x0, 2), round(y1 - y0, 2)


def as_warning(rule: Rule) -> Rule:
    """The same rule as a warning, for profiles that ask less."""
    return replace(rule, severity=Severity.WARNING)
