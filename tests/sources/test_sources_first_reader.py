"""What a first reader typed and was told: each remedy is the line to type, and typing it ends the message."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from bulletin.errors import Finding, Place
from bulletin.sources.issue import load_issue, parse
from bulletin.sources.rules import files as file_rules
from bulletin.sources.schema.dates import meant

PUBLICATION = 'ma: bm\nten: "Báo"\nco_quan_xuat_ban: "UBND"\nky_han: "Hằng tháng"\nho_so_phap_ly: internal\n'
ISSUE = "an_pham: bm\nso: 3\nngay: 27/11/2026\nsap_xep:\n  - bai: mot\n"
ARTICLE = 'ma: mot\ntieu_de: "Một bài"\nnoi_dung: |\n  Tổ dân phố họp.\n'


def folder_with(tmp_path: Path, issue: str = ISSUE) -> Path:
    (tmp_path / "articles").mkdir(parents=True)
    (tmp_path / "publication.yaml").write_text(PUBLICATION, "utf-8")
    (tmp_path / "issue.yaml").write_text(issue, "utf-8")
    (tmp_path / "articles/mot.yaml").write_text(ARTICLE, "utf-8")
    return tmp_path


def told(folder: Path) -> list[Finding]:
    return list(load_issue(folder).findings)


def only(kind: str, text: str | bytes) -> Finding:
    data = text if isinstance(text, bytes) else text.encode()
    (finding,) = parse(kind, data, f"{kind}.yaml").findings  # type: ignore[arg-type]
    return finding


@pytest.mark.parametrize(
    "typed",
    ["2026/11/27", "27/11/26", "11/27/2026", "20261127", "27–11–2026", "２７/１１/２０２６", "27/11/2026 (mùng 9)"],
)
def test_the_day_that_was_meant_is_the_one_to_type(typed: str) -> None:
    """An example with another day was shown before, and copying it printed a wrong date."""
    finding = only("issue", ISSUE.replace("27/11/2026", typed))
    line = "ngay: 27/11/2026"
    assert line in finding.remedy("vi")
    assert not parse("issue", ISSUE.replace("ngay: 27/11/2026", line).encode(), "issue.yaml").findings


@pytest.mark.parametrize("typed", ["31/11/2026", "29/2/2027", "hôm nay", "27/11", "1795737600", "3/11/2026, 4/11/2026"])
def test_no_day_is_made_up(typed: str) -> None:
    assert meant(typed) is None


def test_the_day_and_the_hour_of_a_time() -> None:
    assert meant("27/11/26") == dt.date(2026, 11, 27)
    finding = only("article", ARTICLE + "ngay_dang: 27/11/26 8h30\n")
    assert finding.remedy("vi").endswith("ngay_dang: 27/11/2026 8:30")


@pytest.mark.parametrize(
    ("kind", "text", "line"),
    [
        ("issue", "# chỉ ghi chú\n", 'an_pham: "…"'),
        ("article", ARTICLE.replace("tieu_de:", "tieu_de ="), 'tieu_de: "Một bài"'),
        ("article", ARTICLE + "anh:\n  - photos/a.jpg\n", '- {ma: anh-1, tep: "photos/a.jpg", chu_thich: "'),
        ("issue", ISSUE.replace("so: 3", "so: 3/2026"), "so: 3"),
        ("publication", PUBLICATION + "khuon_kho: A4 ngang\n", "khuon_kho: a4"),
    ],
)
def test_what_is_to_be_typed_is_what_was_meant(kind: str, text: str, line: str) -> None:
    assert line in only(kind, text).remedy("vi")


def test_a_new_id_of_a_photo_has_the_form_of_an_id() -> None:
    photo = '  - {ma: "Ảnh 1", tep: photos/a.jpg, chu_thich: "A", mo_ta_anh: "b"}\n'
    found = parse("article", (ARTICLE + "anh:\n" + photo + photo.replace("a.jpg", "b.jpg")).encode(), "a.yaml").findings
    assert "ma: anh-1" in next(one for one in found if one.rule.id == "reference.duplicate-id").remedy("vi")


@pytest.mark.parametrize("sign", ["–", "—", "−", "•"])
def test_a_long_dash_begins_an_item(sign: str) -> None:
    """Word makes it of a hyphen."""
    read = parse("issue", ISSUE.replace("- bai", f"{sign} bai").encode(), "issue.yaml")
    assert [one.rule.id for one in read.findings] == ["yaml.long-dash"]
    assert read.findings[0].remedy("vi").endswith("- bai: mot")
    assert read.record.flatplan[0].article == "mot"


def test_a_dash_of_talk_is_no_item() -> None:
    read = parse("article", (ARTICLE + "  – Anh đi đâu: ra chợ à?\n").encode(), "a.yaml")
    assert not read.findings
    assert "– Anh đi đâu" in read.record.body


@pytest.mark.parametrize(
    ("start", "ending"), [(b"PK\x03\x04\x00\xe4", ".docx"), (b"%PDF-1.7\n", ".pdf"), (b"\xff\xd8\xff\xe0", ".jpg")]
)
def test_another_kind_of_file_is_named(start: bytes, ending: str) -> None:
    finding = only("article", start + bytes(range(256)))
    assert finding.rule.id == "yaml.not-text"
    assert ending in finding.remedy("vi")


def test_a_run_of_control_characters_is_one_finding() -> None:
    """A file that a power cut left full of zeros."""
    assert only("article", bytes(5000)).rule.id == "yaml.control-character"


@pytest.mark.parametrize("kind", ["folder", "link", "pipe"])
def test_following_the_remedy_for_what_is_no_file_ends_it(tmp_path: Path, kind: str) -> None:
    folder = folder_with(tmp_path / "so 1")
    entry = folder / "articles/hai.yaml"
    if kind == "folder":
        entry.mkdir()
    elif kind == "link":
        (folder / "that.yaml").write_text(ARTICLE.replace("mot", "hai"), "utf-8")
        entry.symlink_to(folder / "that.yaml")
    else:
        os.mkfifo(entry)
    finding = next(one for one in told(folder) if one.rule.id == "file.not-regular")
    command = finding.remedy("vi").partition(": ")[2].partition(" – ")[0]
    assert os.system(command) == 0
    assert "file.not-regular" not in {one.rule.id for one in told(folder)}


def test_a_file_in_the_place_of_the_folder_of_articles(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / "articles/mot.yaml").unlink()
    (folder / "articles").rmdir()
    (folder / "articles").write_text(ARTICLE, "utf-8")
    finding = next(one for one in told(folder) if one.rule.id == "file.not-a-folder")
    assert os.system(finding.remedy("vi").partition(": ")[2]) == 0
    assert "file.not-a-folder" not in {one.rule.id for one in told(folder)}


def test_what_the_system_says_is_said_in_vietnamese() -> None:
    finding = Finding(file_rules.UNREADABLE, Place("a"), "", {"word": "a", "reason": "Permission denied"})
    assert "không có quyền" in finding.what("vi")
    assert "Permission denied" in finding.what("en")


def test_an_article_asked_for_by_its_name(tmp_path: Path) -> None:
    """`Một` is no id: the command that was named made an article with another one."""
    folder = folder_with(tmp_path, ISSUE + "  - bai: Một\n  - bai: Bài hai\n")
    one, two = (finding.remedy("vi") for finding in told(folder) if finding.rule.id == "reference.no-article")
    assert "“mot”" in one
    assert "xóa dòng này" in one
    assert f"bulletin new article {folder}/bai-hai" in two
    assert two.endswith("bai: bai-hai")
