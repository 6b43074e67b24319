"""One file under inspection: what every check may ask of it, and how a check answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Literal

import pikepdf

from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.geometry import Rect
from bulletin.layout.laid import Laid
from bulletin.lazy import dataclass
from bulletin.pdf.boxes import Boxes
from bulletin.pdf.form_graph import EndlessPage
from bulletin.pdf.text.fonts import FontUses
from bulletin.pdf.walk.drawn import PageFacts
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.report import CodeFact, InkMap
from bulletin.runtime.spool import Spooled

Validate = Callable[[bytes, Sequence[str]], Mapping[str, Sequence[str] | None]]
"""Flavour (`2b`, `ua1` …) → broken clauses, empty when the file keeps to it, None when no validator is there."""
InkMaker = Callable[[Sequence[PageFacts]], tuple[InkMap, ...]]
CodeReader = Callable[[bytes | Spooled, Laid | None], tuple[CodeFact, ...]]


@dataclass(frozen=True, slots=True)
class NotRun:
    """Why a check gives no verdict: it does not apply to this profile, or something that it needs is missing."""

    status: Literal["not-run", "not-applicable"]
    reason: Text


MOST_ON_PAGE = 20
"""Findings of one kind that are told of a page."""
Verdict = Sequence[Finding] | NotRun
CheckFunction = Callable[["InspectedFile"], Verdict]


@dataclass(slots=True, kw_only=True)
class InspectedFile:
    """The opened file with everything that was read of it once, for all checks.

    `endless` are the pages that nobody can draw to the end; where there are any, nothing of the file is drawn. The maps
    of its ink and its QR codes cost most: they are made when a check first asks for them, and not tried twice.
    """

    name: str
    data: bytes | Spooled
    pdf: pikepdf.Pdf
    limits: EditionLimits
    boxes: tuple[Boxes, ...]
    pages: tuple[PageFacts, ...]
    fonts: FontUses
    laid: Laid | None = None
    validate: Validate | None = None
    make_ink: InkMaker | None = None
    read_codes: CodeReader | None = None
    trouble: tuple[str, ...] = ()
    page_count: int = 0
    endless: tuple[EndlessPage, ...] = ()
    memo: dict[str, object] = field(default_factory=dict)
    ink_so_far: tuple[InkMap, ...] | None = field(default=None, init=False)
    codes_so_far: tuple[CodeFact, ...] | None = field(default=None, init=False)
    _tried: set[str] = field(default_factory=set, init=False)

    @property
    def ink(self) -> tuple[InkMap, ...] | None:
        """The maps of the ink; None where nothing makes them, or the first try failed."""
        if self.make_ink is not None and "ink" not in self._tried:
            self._tried.add("ink")
            self.ink_so_far = self.make_ink(self.pages)
        return self.ink_so_far

    @property
    def codes(self) -> tuple[CodeFact, ...] | None:
        """The QR codes as they read; None where nothing reads them, or the first try failed."""
        if self.read_codes is not None and "codes" not in self._tried:
            self._tried.add("codes")
            self.codes_so_far = self.read_codes(self.data, self.laid)
        return self.codes_so_far


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


def warned(finding: Finding) -> Finding:
    """The same finding as a warning."""
    return Finding(as_warning(finding.rule), finding.place, finding.quote, finding.values)


def shortened(text: str, most: int = 60) -> str:
    """The start of a quotation."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
