"""Every shipped layout puts every example exactly where it did before.

A difference is not always a fault: look at the pages, and when they are as they should be, write them anew with
`pytest tests/golden --golden-write`.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from golden_kit import GOLDEN, difference, record

from bulletin.layout.engine import Composed
from bulletin.layout.spec import layout_names

SAMPLES = ("do-son", "mot-trang")
HOW = "look at the pages; if they are right: pytest tests/golden --golden-write"


@pytest.mark.parametrize("example", SAMPLES)
@pytest.mark.parametrize("layout", layout_names())
def test_pages_are_where_they_were(
    layout: str, example: str, pages_of: Callable[[str, str], Composed], golden_write: bool
) -> None:
    path = GOLDEN / f"{layout}-{example}.json"
    now = record(pages_of(layout, example))
    assert json.loads(now)["pages"], "no page"
    if golden_write:
        path.write_text(now, encoding="utf-8")
    assert path.exists(), f"{path.name} is missing: {HOW}"
    was = path.read_text(encoding="utf-8")
    if was != now:
        pytest.fail(f"{path.name}: {HOW}\n{difference(was, now)}", pytrace=False)


def test_every_golden_file_belongs_to_a_layout_and_an_example() -> None:
    known = {f"{layout}-{example}.json" for layout in layout_names() for example in SAMPLES}
    assert {path.name for path in GOLDEN.glob("*.json")} == known


def test_a_difference_names_the_page_and_what_moved() -> None:
    was = '{\n "pages": {\n  "1": [\n   ["body", "a", 1.0]\n  ],\n  "2": [\n   ["body", "b", 2.0]\n  ]\n }\n}\n'
    now = was.replace("2.0", "2.5")
    assert difference(was, now).splitlines() == ["page 2:", '  was ["body", "b", 2.0]', '  now ["body", "b", 2.5]']
    assert difference(was, was) == ""


def test_a_long_difference_is_cut_and_counted() -> None:
    was = "\n".join(f"a{n}" for n in range(500))
    now = "\n".join(f"b{n}" for n in range(500))
    assert difference(was, now).splitlines()[-1] == "… and more: 500 lines differ in all"
