"""The commands of finding and of the papers, typed as an office would type them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click
import pytest
from find_kit import PUBLICATION, article, issue, keep, new_archive

from bulletin.archive.records import print_run
from bulletin.archive.store.object import read_object
from bulletin.archive.store.root import Archive
from bulletin.cli.main import run

DAY = dt.date(2026, 11, 20)
LIST = """archive: luu-tru
phan_phoi:
  - {noi_nhan: Tổ 1, so_ban: 60, loai: tổ dân phố}
  - {noi_nhan: Lưu, so_ban: 40}
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a publication with an archive of two issues, as the current folder."""
    archive = new_archive(tmp_path / "luu-tru")
    keep(archive, issue(46, DAY, article("hoa", title="Tuyến đường hoa", text="Ở \x1b[31m bến.", pages=(1, 2))))
    keep(archive, issue(48, dt.date(2026, 12, 4), article(title="Chợ sáng")))
    (tmp_path / "publication.yaml").write_text(PUBLICATION + LIST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(words)
    out, err = capsys.readouterr()
    return int(code), out, err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code, out, _ = said(capsys, *words, "--json")
    value: dict[str, Any] = json.loads(out)
    assert value["exit_code"] == code
    return value


def test_search_prints_hits_for_people_and_programs(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "search", "duong", "hoa")
    assert code == 0
    assert out.splitlines()[0] == "1. BẢN TIN Đồ Sơn số 46/2026 – 20/11/2026 – trang 1  [do-son-2026-046]"
    assert "Tuyến «đường hoa»" in out
    assert "\x1b" not in out
    assert "1 kết quả." in err
    value = as_json(capsys, "search", "duong hoa", "--from", "01/11/2026", "--to", "2026-11-30")
    (hit,) = value["hits"]
    (start, end), *_ = hit["marks"]
    assert hit["snippet"][start:end] == "đường hoa"
    assert said(capsys, "search", "không", "có", "chữ", "này")[0] == 0
    assert said(capsys, "search")[0] == 2


def test_search_opens_the_pdf_at_the_page(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", lambda address, wait: opened.append(address) or 0)
    code, out, _ = said(capsys, "search", "bến", "--open", "1")
    assert code == 0
    assert opened[0].startswith("file:///")
    assert opened[0].endswith("luu-tru/kho/do-son-2026-046/v1/content/screen.pdf#page=2")
    assert out.strip().endswith("screen.pdf#page=2")
    assert said(capsys, "search", "bến", "--open", "2")[0] == 2
    monkeypatch.setattr(click, "launch", lambda address, wait: 3)
    assert "tới trang 2" in said(capsys, "search", "bến", "--open", "1")[2]


def test_the_catalogue_is_made_anew(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, "catalogue")["read"] == 2
    assert as_json(capsys, "catalogue")["read"] == 0
    assert as_json(capsys, "catalogue", "--rebuild", "--candidates")["read"] == 2


def test_the_archive_folder_itself_will_do(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (office / "publication.yaml").unlink()
    assert said(capsys, "search", "hoa")[0] == 3
    assert said(capsys, "search", "hoa", "--archive", "luu-tru")[0] == 0
    monkeypatch.chdir(office / "luu-tru")
    assert said(capsys, "search", "hoa")[0] == 0


def test_register_writes_three_files_and_names_the_gap(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = as_json(capsys, "register")
    assert sorted(Path(path).name for path in value["files"]) == ["so-dang-ky.csv", "so-dang-ky.pdf", "so-dang-ky.xlsx"]
    assert all(Path(path).parent == office / "luu-tru" for path in value["files"])
    assert [finding["rule"] for finding in value["findings"]] == ["records.gap"]


def test_register_takes_the_folder_that_is_typed(
    office: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    elsewhere = tmp_path_factory.mktemp("noi-khac")
    monkeypatch.chdir(elsewhere)
    for folder in (office, office / "luu-tru"):
        value = as_json(capsys, "register", str(folder), "--out", str(elsewhere))
        assert {Path(path).parent for path in value["files"]} == {elsewhere}
        assert value["issues"] == 2
    assert said(capsys, "register", "khong-co")[0] == 2
    assert said(capsys, "register")[0] == 3


def test_deposit_from_the_folder_to_the_receipt(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "do-son-2026-046  ra ngày 20/11/2026  hạn nộp: 00:00 19/11/2026" in said(capsys, "deposit", "--due")[1]
    value = as_json(capsys, "deposit", "46")
    assert len(value["files"]) == 5
    assert (office / "nop-luu-chieu-do-son-2026-046" / "SHA256SUMS.txt").is_file()
    (office / "bn.pdf").write_bytes(b"%PDF-1.4")
    typed = ("deposit", "46", "--received", "19/11/2026", "--reference", "12/BN", "--receipt", "bn.pdf")
    assert as_json(capsys, *typed)["version"] == 2
    assert [one["issue"] for one in as_json(capsys, "deposit", "--due")["due"]] == ["do-son-2026-048"]
    for wrong in (["deposit"], ["deposit", "46", "--due"], ["deposit", "46", "--reference", "1"], ["deposit", "99"]):
        assert said(capsys, *wrong)[0] == 2
    assert said(capsys, "deposit", "46", "--received", "19/11/2026", "--receipt", "none.pdf")[0] == 3


def test_the_sheet_is_compared_with_the_print_run_that_was_recorded(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = (office / "publication.yaml").read_text("utf-8")
    (office / "publication.yaml").write_text(PUBLICATION + "archive: luu-tru\n", encoding="utf-8")
    assert said(capsys, "print-run", "46", "--copies", "800", "--printer", "In X")[0] == 0
    (office / "publication.yaml").write_text(listed, encoding="utf-8")
    code, _, err = said(capsys, "print-run", "46", "--sheet", "giao.pdf")
    assert code == 6
    assert "records.copies-differ" in err
    assert "800" in err
    assert not (office / "giao.pdf").exists()
    assert said(capsys, "print-run", "46", "--copies", "100", "--printer", "In X")[0] == 0
    assert said(capsys, "print-run", "46", "--sheet", "giao.pdf")[0] == 0


def test_print_run_from_the_list_to_the_sheet(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "print-run", "46")[0] == 2
    code, _, err = said(capsys, "print-run", "46", "--copies", "90", "--printer", "In X")
    assert code == 6
    assert "--copies 100" in err
    assert said(capsys, "print-run", "46", "--sheet", "giao.pdf")[0] == 0
    assert read_object(Archive(office / "luu-tru"), "do-son-2026-046").head == 1
    value = as_json(capsys, "print-run", "46", "--copies", "100", "--printer", "In X", "--sheet", "giao.pdf")
    assert (value["copies"], value["version"]) == (100, 2)
    assert (office / "giao.pdf").read_bytes().startswith(b"%PDF")


def test_print_run_of_a_folder_takes_the_record_of_print(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = office / "so-46"
    folder.mkdir()
    sheet = "an_pham: do-son\nso: 46\nngay: 20/11/2026\nsap_xep: [hoa]\n"
    (folder / "issue.yaml").write_text(sheet, encoding="utf-8")
    line = {
        "schema": print_run.LOG_SCHEMA, "event": "sent", "at": "2026-11-19T08:00:00+00:00", "publication": "do-son",
        "number": 46, "date": "2026-11-20", "printer": "tang-2", "job": 1, "who": "hanh", "part": "whole",
        "copies": 100,
    }  # fmt: skip
    (folder / print_run.LOG).write_text(json.dumps(line) + "\n")
    value = as_json(capsys, "print-run", "so-46")
    assert (value["issue"], value["copies"]) == ("do-son-2026-046", 100)
