"""How full a page is, from the boxes of what is printed on it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bulletin.layout.laid import PageBox
from bulletin.layout.pages.fill import not_full, page_fills

SPEC: Any = SimpleNamespace(
    margins_mm=SimpleNamespace(top=20), rows=40, row_mm=5, columns=2, column_mm=80,
    left_mm=lambda page, column: 20 + 90 * column,
)  # fmt: skip


def laid(*boxes: PageBox, pages: int = 1) -> Any:
    return SimpleNamespace(slots=[SimpleNamespace(box=b) for b in boxes], photos=[], qr_codes=[], page_count=pages)


@pytest.mark.parametrize(
    ("boxes", "fill"),
    [
        ([], 0.0),
        ([PageBox(1, 20, 20, 170, 200)], 1.0),
        ([PageBox(1, 20, 20, 80, 200)], 0.5),
        ([PageBox(1, 20, 20, 170, 90), PageBox(1, 20, 120, 170, 100)], 1.0),  # a gap of two rows parts two stories
        ([PageBox(1, 20, 20, 170, 100)], 0.5),
        (
            [PageBox(1, 20, 20, 80, 200), PageBox(1, 110, 20, 80, 40), PageBox(1, 110, 200, 80, 20)],
            0.65,
        ),  # a hole in a column
        ([PageBox(1, 20, 0, 170, 20), PageBox(1, 20, 220, 170, 60)], 0.0),  # running head and folio are outside
    ],
)
def test_the_printed_share_of_the_columns(boxes: list[PageBox], fill: float) -> None:
    assert page_fills(laid(*boxes), SPEC) == {1: pytest.approx(fill)}


def test_pages_with_much_white_are_named_once() -> None:
    assert not_full({1: 1.0, 2: 0.8, 3: 0.55}) == ()
    (found,) = not_full({1: 0.7, 2: 0.9, 3: 0.4})
    assert found.values["pages_en"] == "page 1 (70% full), page 3 (40% full)"


def test_a_page_that_another_finding_names_is_not_named_again() -> None:
    assert not_full({1: 1.0, 2: 0.4}, told={2}) == ()
    (found,) = not_full({1: 0.7, 2: 0.4}, told={2})
    assert found.values["pages_en"] == "page 1 (70% full)"
