"""Real words in the wrong place: what is near a common word is named as a hint, with its guards."""

from __future__ import annotations

import pytest

from bulletin.datafiles import find
from bulletin.desk.lint.example import issue_of
from bulletin.desk.lint.lint import lint
from bulletin.desk.lint.nearness import compounds, near, suspects
from bulletin.errors import Severity
from bulletin.text.vietnamese.syllable import is_syllable


def named(text: str) -> list[tuple[str, str | None]]:
    return [(slip.words, slip.better) for slip in lint(issue_of(text)) if slip.rule.id == "desk.suspect-word"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sự cố đã được khắc phúc hoàn toán.", [("khắc phúc", "khắc phục"), ("hoàn toán", "hoàn toàn")]),
        ("Bà con xây dụng nông thôn mới.", [("xây dụng", "xây dựng")]),
        ("Trạm lo việc chăm xóc sức khỏe.", [("chăm xóc", "chăm sóc")]),
        ("Phong trào do trưng ương phát động.", [("trưng ương", "trung ương")]),
        ("Bà con xây dụng.\nNông thôn đổi mới.", [("xây dụng", "xây dựng")]),
    ],
)
def test_a_pair_that_is_near_one_word_is_named_with_it(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Cả nhà đón người già cả lên đồi.",  # a right pair
        "Ông Xây Dụng đến sớm.",  # capitals
        "Tấm biển ghi “xây dụng” từ lâu.",  # words of others
        "Bà con xây, dụng cụ để ngoài sân.",  # something between them
        "Đội xây dụng cụ bếp.",  # the second syllable makes a word with the next one
        "Có thẻ rồi thì vào.",  # the first one mostly stands alone
    ],
)
def test_what_may_be_right_is_left(text: str) -> None:
    assert named(text) == []


def test_it_is_a_hint_and_never_a_certain_repair() -> None:
    slips = lint(issue_of("Việc đã xong hoàn toán."))
    assert [slip.rule.severity for slip in slips if slip.rule.id == "desk.suspect-word"] == [Severity.INFO]
    assert not [slip for slip in lint(issue_of("Việc đã xong hoàn toán."), hints=False) if "toán" in slip.words]


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("toán", "toàn", True), ("xóc", "sóc", True), ("dụng", "dựng", True), ("chung", "trung", True),
        ("giành", "dành", True), ("nan", "lan", True), ("biếc", "biết", True), ("đi", "di", True),
        ("toán", "toán", False), ("toán", "hoàn", False), ("tấp", "tậm", False),
        ("kĩ", "ky", False), ("nghe", "nge", False),
    ],
)  # fmt: skip
def test_near_syllables_differ_in_one_thing_that_people_confuse(one: str, other: str, is_near: bool) -> None:
    assert near(one, other) is near(other, one) is is_near


def test_the_table_is_of_syllables_and_says_where_it_comes_from() -> None:
    known = compounds()
    assert len(known.words) > 2000
    assert all(is_syllable(part) and part.islower() for pair in known.words | known.right for part in pair)
    assert not known.words & known.right
    head = find("desk", "compounds.tsv").read_text(encoding="utf-8").split("own\t")[0]
    assert "licence Apache-2.0" in head
    assert "SHA-256" in head


def test_every_word_of_the_table_is_right_itself() -> None:
    assert not [pair for pair in compounds().words if list(suspects(pair))]
