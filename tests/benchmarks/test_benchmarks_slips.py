"""The table of seeded slips is made of true counts, and the shares that are wanted are reached on small numbers too."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks import slips
from benchmarks import slips_contradictions as contradictions
from bulletin.desk.lint.example import issue_of
from bulletin.desk.lint.lint import lint

TEXTS = [
    "Bà con đến từ sớm, người mang chổi, người đẩy xe rùa, mấy cháu nhỏ xách xô tí hon.",
    "Con ngõ dài ba trăm mét chia thành sáu đoạn, việc nặng nhất là khơi đoạn cống sau nhà văn hóa.",
]


def test_letters_that_make_no_syllable_are_found() -> None:
    for line in slips.letter_slips(TEXTS, Random(1), 12):
        assert line.seeded == 12 or line.kind.startswith("ng/ngh")
        assert line.share >= 0.95, line


@pytest.mark.parametrize("kind", contradictions.KINDS)
def test_contradictions_are_found_and_the_same_text_without_them_is_clean(kind: str) -> None:
    rules, make = contradictions.KINDS[kind]
    random = Random(7)
    found = [any(slip.rule.id in rules for slip in lint(issue_of(make(random, True)), hints=False)) for _ in range(20)]
    assert sum(found) >= 18
    for _ in range(20):
        text = make(random, False)
        assert [slip.words for slip in lint(issue_of(text), hints=False)] == [], text


def test_the_table_says_when_a_share_is_missed() -> None:
    lines = [slips.Line("a", 10, 9, 0.95), slips.Line("b", 10, 10, 0.9)]
    assert [line.split()[-3:] for line in slips.table(lines, 1000, 2, [])][1] == ["10", "90.0%", "95%"]
    assert slips.share_of(lines, 0.95) == (10, 9)
