from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import Place
from bulletin.text.dates import dateline, masthead_date, period, short_date, weekday_findings
from bulletin.text.vietnamese.words import WEEKDAYS


def test_printed_forms() -> None:
    assert dateline(dt.datetime(2024, 5, 9, 15, 0)) == "Thứ Năm, 09/05/2024 15:00"
    assert dateline(dt.datetime(2024, 5, 12)) == "Chủ Nhật, 12/05/2024"
    assert dateline(dt.datetime(2024, 5, 9, 23, 30, tzinfo=dt.UTC)) == "Thứ Sáu, 10/05/2024 06:30"
    assert masthead_date(dt.date(2024, 5, 9)) == "Thứ Năm, ngày 9 tháng 5 năm 2024"
    assert short_date(dt.date(2024, 5, 9)) == "09/05/2024"


@pytest.mark.parametrize(
    ("start", "end", "printed"),
    [
        ((2026, 11, 13), (2026, 11, 19), "Từ 13 đến 19/11/2026"),
        ((2026, 10, 30), (2026, 11, 5), "Từ 30/10 đến 5/11/2026"),
        ((2026, 12, 28), (2027, 1, 3), "Từ 28/12/2026 đến 3/1/2027"),
        ((2026, 11, 13), (2026, 11, 13), "Ngày 13/11/2026"),
    ],
)
def test_period(start: tuple[int, int, int], end: tuple[int, int, int], printed: str) -> None:
    assert period(dt.date(*start), dt.date(*end)) == printed


@given(st.datetimes(min_value=dt.datetime(1000, 1, 1)))
def test_what_is_printed_contradicts_no_calendar(when: dt.datetime) -> None:
    assert weekday_findings(f"Họp {dateline(when)}.") == ()
    assert weekday_findings(f"Họp {masthead_date(when)}.") == ()


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.integers(1, 6))
def test_every_wrong_weekday_is_found(day: dt.date, shift: int) -> None:
    wrong = WEEKDAYS[(day.weekday() + shift) % 7]
    for text in (f"{wrong}, {short_date(day)}", f"{wrong.lower()} ngày {day.day} tháng {day.month} năm {day.year}"):
        (found,) = weekday_findings(f"Họp {text}.")
        assert found.rule.id == "text.weekday"
        assert found.values["right"] == WEEKDAYS[day.weekday()]


ISSUE_DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Thứ Sáu, 09/05/2024", ["text.weekday"]),
        ("Thứ 6 (09/05/2024)", ["text.weekday"]),
        ("sáng thứ Ba, 17/11 tại", []),
        ("sáng thứ Tư, 17/11 tại", ["text.weekday"]),
        ("chủ nhật, ngày 3/1 tới", []),
        ("ngày 31/6/2024", ["text.impossible-date"]),
        ("31/6/2024", ["text.impossible-date"]),
        ("sáng 31/6", ["text.impossible-date"]),
        ("ngày 30 tháng 2 năm 2024", ["text.impossible-date"]),
        ("29/2/2024 và 29 tháng 2", []),
        ("29/2/2023", ["text.impossible-date"]),
        ("đạt 31/6 chỉ tiêu, 3/4 số hộ, 15/20 tổ", []),
        ("Nghị định 30/2020/NĐ-CP, số 05-CT/TW", []),
        ("phiên bản 31.6.2024.1", []),
        ("Thứ Năm có họp", []),
        ("Hội nghị lần thứ 5, 17/11", []),
    ],
)
def test_running_text(text: str, rules: list[str]) -> None:
    assert [found.rule.id for found in weekday_findings(text, near=ISSUE_DAY)] == rules


def test_findings_tell_where_and_what_to_type() -> None:
    (found,) = weekday_findings("Họp Thứ Sáu, 09/05/2024.", Place("articles/a.yaml", 7, 3))
    assert str(found.place) == "articles/a.yaml:7:3"
    assert found.quote == "Thứ Sáu, 09/05/2024"
    assert "Thứ Năm, 09/05/2024" in found.remedy("vi")
    assert "09/05/2024 is Thứ Năm" in found.what("en")


def test_a_date_without_year_is_not_guessed_without_an_issue() -> None:
    assert weekday_findings("thứ Tư, 17/11") == ()
