"""Stories that were printed in an earlier issue of the folder above."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.desk.lint.earlier import earlier_texts
from bulletin.desk.lint.example import issue_of
from bulletin.desk.repair.found import read_desk

STORY = (
    "Bà con xóm Chài góp hơn hai trăm cuốn sách cho tủ sách bến thuyền trong hai tuần. Sách được đóng bìa và ghi tên "
    "người tặng. Từ nay mỗi chiều thứ Bảy tủ sách mở cửa đón các em nhỏ trong khu."
)
DAY = dt.date(2026, 11, 20)


def issue(folder: Path, day: str, body: str = STORY) -> None:
    (folder / "articles").mkdir(parents=True)
    (folder / "issue.yaml").write_text(f"ma: x\n{day}\n", encoding="utf-8")
    (folder / "articles" / "sach.yaml").write_text(f"ma: sach\nnoi_dung: >-\n  {body}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ('ngay: "13/11/2026"', True), ("ngay: 2026-11-13", True), ("date: 2026-11-13", True), ("ngay: mai", True),
        ('ngay: "27/11/2026"', False), ("ngay: 2026-11-20", False), ('ngay: "99/99/2026"', True),
    ],
)  # fmt: skip
def test_only_issues_of_before_are_read(day: str, known: bool, tmp_path: Path) -> None:
    issue(tmp_path / "so-1", day)
    (tmp_path / "so-2").mkdir()
    (tmp_path / "tin.txt").write_text("x", encoding="utf-8")
    found = earlier_texts(tmp_path / "so-2", DAY)
    assert [text.file for text in found] == (["so-1/articles/sach.yaml"] if known else [])


def test_a_story_that_was_printed_is_named_with_its_file(tmp_path: Path) -> None:
    issue(tmp_path / "so-46", "ngay: 2026-11-06", "Một tin khác hẳn về đường mới của thôn Đông.")
    issue(tmp_path / "so-47", "ngay: 2026-11-13")
    (tmp_path / "so-48").mkdir()
    again = replace(issue_of(f"@title Tủ sách bến thuyền\n{STORY}"), folder=tmp_path / "so-48")
    (found,) = [one for one in read_desk(again).found if "desk.story-again" in one.rules]
    assert found.finding is not None
    assert "so-47/articles/sach.yaml" in found.finding.what("vi")
    other = replace(
        issue_of("Hội thi đọc sách của khu 5 mở vào tháng sau, mời các em nhỏ ghi tên sớm."), folder=again.folder
    )
    assert not [one for one in read_desk(other).found if "desk.story-again" in one.rules]


def test_unreadable_folders_are_passed_over(tmp_path: Path) -> None:
    assert earlier_texts(tmp_path / "khong" / "co", DAY) == ()
