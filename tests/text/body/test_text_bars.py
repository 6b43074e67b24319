"""The bars of a box: as long as its numbers, or none at all and a reason."""

from __future__ import annotations

import pytest

from bulletin.model import Block, Table
from bulletin.text.body.bars import with_bars
from bulletin.text.body.markup import parse_body


def blocks(*rows: tuple[str, str]) -> tuple[Block, ...]:
    lines = ["| Việc | Số |", "| --- | ---: |", *(f"| {name} | {number} |" for name, number in rows)]
    return parse_body("\n".join(lines)).blocks


@pytest.mark.parametrize(
    ("rows", "bars"),
    [
        ((("Tủ sách", "12"), ("Ngõ sạch", "9"), ("Đèn", "0")), (1.0, 0.75, 0.0)),
        ((("Thu", "1.250"), ("Chi", "312,5")), (1.0, 0.25)),
        ((("Đúng hẹn", "80 %"), ("Trễ", "20\u00a0%")), (1.0, 0.25)),
        ((("Nam", "10 lượt"), ("Nữ", "20 lượt"), ("**Cộng**", "**30 lượt**")), (0.5, 1.0, None)),
    ],
)
def test_a_bar_is_as_long_as_its_number(rows: tuple[tuple[str, str], ...], bars: tuple[float | None, ...]) -> None:
    made = with_bars(blocks(*rows), asked=True)
    (table,) = made.blocks
    assert isinstance(table, Table)
    assert table.bars == bars
    assert made.refused == ()


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ((("A", "12"), ("B", "chưa rõ")), "chưa rõ"),
        ((("A", "12"), ("B", "−3")), "−3"),
        ((("A", "12"), ("B", "10–15")), "10–15"),
        ((("A", "3 tỉ đồng"), ("B", "200 triệu đồng")), "200 triệu đồng"),
        ((("A", "12"), ("B", "")), ""),
        ((("A", "0"), ("B", "0")), "0"),
        ((("A", "7"),), "7"),
    ],
)
def test_what_cannot_be_compared_has_no_bars(rows: tuple[tuple[str, str], ...], cell: str) -> None:
    before = blocks(*rows)
    made = with_bars(before, asked=True)
    assert made.blocks == before
    assert [(rule.id, said) for rule, said in made.refused] == [("text.no-bars", cell)]


def test_a_box_without_a_table_is_told() -> None:
    made = with_bars(parse_body("Bảy điểm cho mượn.").blocks, asked=True)
    assert [rule.id for rule, _ in made.refused] == ["text.bars-without-table"]


def test_a_box_that_asks_for_none_is_left_alone() -> None:
    before = blocks(("A", "1"), ("B", "2"))
    assert with_bars(before, asked=False).blocks is before
