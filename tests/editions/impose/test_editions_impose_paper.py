"""The office's paper: pages keep their size where they can, and what had to give is reported."""

from __future__ import annotations

import pytest

from bulletin.editions.impose.impose import Scheme
from bulletin.editions.impose.paper import FINE_CODE, LARGER_PAPER, on_paper, paper_findings
from bulletin.errors import Place

WEEKLY = (190.0, 270.0)
A5 = (148.0, 210.0)


@pytest.mark.parametrize(
    ("sheet", "fit", "trim", "paper", "scaled"),
    [
        ("auto", True, WEEKLY, "auto", False),
        ("a4", True, A5, "a4", False),
        ("a4", True, WEEKLY, "a4", True),
        ("a4", False, WEEKLY, "auto", False),
        ("a3", True, WEEKLY, "a3", False),
    ],
)
def test_pages_are_made_smaller_only_where_they_do_not_fit(
    sheet: str, fit: bool, trim: tuple[float, float], paper: str, scaled: bool
) -> None:
    scheme = on_paper(Scheme(caliper_mm=0.1), sheet, fit, trim)  # type: ignore[arg-type]
    assert (scheme.sheet, scheme.fit, scheme.caliper_mm) == (paper, scaled, 0.1)


def test_larger_paper_and_fine_codes_are_reported() -> None:
    larger = paper_findings("a4", Scheme(sheet="auto"), 1.0, WEEKLY, 0.4, 0.33, Place())
    assert [finding.rule.id for finding in larger] == [LARGER_PAPER.id]
    fine = paper_findings("a4", Scheme(sheet="a4", fit=True), 0.78, WEEKLY, 0.4, 0.33, Place())
    assert [finding.rule.id for finding in fine] == [FINE_CODE.id]
    assert not list(paper_findings("a4", Scheme(sheet="a4", fit=True), 0.83, WEEKLY, 0.4, 0.33, Place()))
    assert not list(paper_findings("a4", Scheme(sheet="a4", fit=True), 0.5, WEEKLY, None, 0.33, Place()))
