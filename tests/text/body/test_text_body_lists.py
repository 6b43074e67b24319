"""Lines that list items take into themselves, and what is said of it."""

from __future__ import annotations

import pytest

from bulletin.model import ListBlock
from bulletin.text.body.markup import parse_body

DIALOGUE = "- Bác đi đâu đấy?\nBà cụ cười.\n- Tôi ra chợ."
VERSE = "* Chiều về\nnắng vàng\n* Gió lên"
NUMBERS = "1. Quét ngõ\nKhơi cống"
DASHES = "– Bác đi đâu đấy?\n– Tôi ra chợ.\nBà đi."


def told(source: str) -> list[tuple[str, int]]:
    return [(problem.rule.id, problem.line) for problem in parse_body(source).problems]


@pytest.mark.parametrize(("source", "line"), [(DIALOGUE, 1), (VERSE, 1), (NUMBERS, 1), (DASHES, 2)])
def test_a_line_without_a_mark_below_an_item_is_told_and_every_remedy_ends_it(source: str, line: int) -> None:
    assert told(source) == [("text.swallowed-line", line)]
    rows = source.split("\n")
    for mended in (
        "\n".join((*rows[:line], "", *rows[line:])),
        "\n".join((*rows[:line], "  " + rows[line], *rows[line + 1 :])),
        "\n\n".join(row.replace("- ", "– ") for row in rows),
        f"::: thơ\n{source}\n:::",
    ):
        assert told(mended) == []
    assert parse_body(source, "poem").problems == ()


@pytest.mark.parametrize(
    "source",
    [
        "- Quét ngõ 12 và ngõ 14, mỗi nhà một người, mang theo chổi và xẻng, tập trung ở\nnhà văn hóa của tổ lúc 7.",
        "- Quét ngõ\\\nKhơi cống",
        "- Quét ngõ\n  khơi cống",
        "- Quét ngõ\n- Khơi cống\n\nMọi nhà cùng làm.",
    ],
)
def test_wrapped_and_indented_items_are_left_alone(source: str) -> None:
    assert told(source) == []
    assert isinstance(parse_body(source).blocks[0], ListBlock)


def test_an_unknown_block_is_told_how_a_box_is_typed() -> None:
    (problem,) = parse_body("::: hộp\nGiờ mở cửa\n:::").problems
    assert 'hop_tin: [{tieu_de: "…", noi_dung: "…"}]' in problem.rule.remedy.fill("vi", {})
