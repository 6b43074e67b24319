"""A place of the copy desk is named once, whatever rules find it."""

from __future__ import annotations

import pytest

from bulletin.desk.lint.example import issue_of
from bulletin.desk.repair.found import read_desk, told


@pytest.mark.parametrize(
    ("body", "words", "rules", "better"),
    [
        ("Thành tích suất sắc.", "suất sắc", ("desk.confusion", "desk.suspect-word"), "xuất sắc"),
        ("Ông nói: ”Tốt“ rồi.", "”Tốt“", ("desk.reversed-quote", "R12b"), "“Tốt”"),
        ("Dự hội\u200bnghị sáng nay.", "hội\u200bnghị", ("desk.zero-width", "R4"), "hội nghị"),
    ],
)
def test_a_place_that_two_rules_find_is_named_once(body: str, words: str, rules: tuple[str, ...], better: str) -> None:
    found = [one for one in read_desk(issue_of(body)).found if set(one.rules) & set(rules)]
    assert [(one.words, one.rules, one.better, one.certain) for one in found] == [(words, rules, better, True)]


def test_two_places_stay_two() -> None:
    body = "Bà con dự Hội nghị ngày 9-5-2031 rồi về nghành cũ."
    named = {one.rule for one in read_desk(issue_of(body)).found}
    assert {"R31", "desk.syllable"} <= named


def test_check_names_a_word_once_too() -> None:
    found = told(issue_of("Thành tích suất sắc."))
    assert [finding.rule.id for finding in found] == ["desk.confusion"]
