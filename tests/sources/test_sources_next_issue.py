# ruff: noqa: E501 - tables of titles read better on one line
"""A new issue takes what it can from its publication and the last issue; new articles get ids of their own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sources_office import Office

from bulletin.sources import load_issue
from bulletin.sources.next_issue import Step, new_article_id, next_issue, step_of
from bulletin.sources.scaffold import write
from bulletin.sources.short_titles import LIMIT, short_title

LAST = """\
an_pham: ben-nuoc
so: {trong_nam: 18, tong: 46}
nam_thu: 2
ngay: 20/11/2026
thoi_gian: {tu: 13/11/2026, den: 19/11/2026}
so_trang: 8
in: {noi_in: "Công ty CP In Ven Biển", so_luong: 600, in_xong: 19/11/2026}
luu_chieu: 11/2026
sap_xep: [a]
"""


@pytest.mark.parametrize(
    ("words", "dates", "step"),
    [
        ("Hằng tuần", (), Step(days=7)), ("1 kỳ/tuần", (), Step(days=7)), ("Hai tuần một số", (), Step(days=14)),
        ("Hằng tháng", (), Step(months=1)), ("2 kỳ/tháng", (), Step(days=14)),
        ("Hằng quý", (), Step(months=3)), ("3 tháng/số", (), Step(months=3)), ("Không định kỳ", (), None),
        ("Không định kỳ", (dt.date(2026, 10, 1), dt.date(2026, 11, 1)), Step(months=1)),
        ("Không định kỳ", (dt.date(2026, 11, 13), dt.date(2026, 11, 19)), Step(days=7)),
    ],
)  # fmt: skip
def test_the_step_between_issues(words: str, dates: tuple[dt.date, ...], step: Step | None) -> None:
    assert step_of(words, dates) == step


def test_months_end_with_the_calendar() -> None:
    assert Step(months=1).after(dt.date(2026, 1, 31)) == dt.date(2026, 2, 28)
    assert Step(months=1).after(dt.date(2026, 2, 28)) == dt.date(2026, 3, 31)
    assert Step(months=1).after(dt.date(2026, 12, 5)) == dt.date(2027, 1, 5)


def test_number_date_and_standing_parts_of_the_last_issue(office: Office, tmp_path: Path) -> None:
    (office.folder / "publication.yaml").rename(tmp_path / "publication.yaml")
    office.write("issue.yaml", LAST)
    target = tmp_path / "so-19" / "issue.yaml"
    write("issue", target, next_issue(target, dt.date(2000, 1, 1)))
    (target.parent / "articles").mkdir()
    write("article", target.parent / "articles" / "bai-mau.yaml", {"id": "bai-mau"})
    issue = load_issue(target.parent).issue
    assert issue is not None
    sheet = issue.sheet
    assert (sheet.publication, sheet.number.in_year, sheet.number.total, sheet.year_no) == ("ben-nuoc", 19, 47, 2)
    assert sheet.date == dt.date(2026, 11, 27)
    assert sheet.period is not None
    assert (sheet.period.start, sheet.period.end) == (dt.date(2026, 11, 20), dt.date(2026, 11, 26))
    assert sheet.pages == "8"
    assert sheet.print is not None
    assert (sheet.print.house, sheet.print.copies, sheet.print.finished) == ("Công ty CP In Ven Biển", 600, None)
    assert sheet.deposit is not None
    assert sheet.deposit.month == "11/2026"


def test_numbers_begin_again_with_the_year(office: Office, tmp_path: Path) -> None:
    (office.folder / "publication.yaml").rename(tmp_path / "publication.yaml")
    office.write("issue.yaml", LAST.replace("ngay: 20/11/2026", "ngay: 27/12/2026"))
    values = next_issue(tmp_path / "so-1" / "issue.yaml", dt.date(2000, 1, 1))
    assert (values["number"].in_year, values["number"].total, values["year_no"]) == (1, 47, 3)


def test_a_first_issue_is_of_today(tmp_path: Path) -> None:
    values = next_issue(tmp_path / "issue.yaml", dt.date(2026, 11, 20))
    assert (values["date"], values["number"].in_year) == (dt.date(2026, 11, 20), 1)


def test_two_new_articles_never_share_an_id(tmp_path: Path) -> None:
    made = []
    for name in ("Lễ hội.yaml", "le-hoi.yaml", "LE HOI.yaml", "!!!.yaml", "???.yaml"):
        made.append(new_article_id(tmp_path / name))
        write("article", tmp_path / name, {"id": made[-1]})
    assert made == ["le-hoi", "le-hoi-2", "le-hoi-3", "bai", "bai-2"]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Đảng ủy phường Sông Ngàn: Sơ kết 6 tháng thực hiện Nghị quyết Đại hội Đảng bộ phường lần thứ I", "Sơ kết 6 tháng thực hiện Nghị quyết Đại hội"),
        ("Chiều thứ Bảy, cả ngõ cùng dọn và rồi còn rất nhiều việc phải làm trong tháng", "Chiều thứ Bảy"),
        ("Hiến máu: mười tám đơn vị trong một buổi", "Mười tám đơn vị trong một buổi"),
        ("x" * 100, None),
    ],
)  # fmt: skip
def test_a_short_title_is_cut_where_one_pauses(title: str, short: str | None) -> None:
    assert short_title(title) == short
    assert short is None or len(short) <= LIMIT
