"""Sheets, CSV files, feeds; old office files through LibreOffice."""

from __future__ import annotations

import datetime
import io
import os
import stat
import struct
from pathlib import Path

import openpyxl
import pytest
from import_kit import drawing, jpeg, only, outline, para, result, rules, texts, word, zipped
from openpyxl.styles import Font

from bulletin.importing.document import SourceTable
from bulletin.importing.pictures.size import measure
from bulletin.importing.readers.office.ole import pictures_of
from bulletin.importing.readers.tables import shown


def rows(data: bytes, spool: Path) -> list[list[str]]:
    table = next(block for block in only(data, spool).blocks if isinstance(block, SourceTable))
    return [["".join(one.text for one in cell.blocks) for cell in row] for row in table.rows]  # type: ignore[union-attr]


SCHEDULE = [["Ngày", "Việc", "Nơi"], ["4/5", "Họp; bàn", "Nhà văn hóa"], ["5/5", "Tiếp dân", "Trụ sở"]]


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_text_with_any_separator_and_encoding(tmp_path: Path, sign: str, encoding: str) -> None:
    text = "\n".join(sign.join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in SCHEDULE) + "\n"
    if sign == "|":
        text = "sep=|\n" + text  # Excel's own way to say it
    data = text.encode(encoding)
    from bulletin.importing.readers.context import Context
    from bulletin.importing.readers.tables import read_csv

    (table,) = read_csv(data, Context("a.csv", tmp_path)).blocks
    assert isinstance(table, SourceTable)
    assert [[cell.blocks[0].text for cell in row] for row in table.rows] == SCHEDULE  # type: ignore[union-attr]


def test_a_csv_file_is_told_by_its_content(tmp_path: Path) -> None:
    assert rows("STT;Họ tên\n1;Lò Văn Xẻ\n2;Lý Thị Mơ\n".encode(), tmp_path)[1] == ["1", "Lò Văn Xẻ"]


def test_sheets_with_merged_cells_dates_numbers_and_fonts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Lịch tuần"
    sheet.append(["Lịch tiếp dân", None, None])
    sheet.append([datetime.date(2026, 5, 4), 1234567.5, "Nhµ v¨n hãa"])
    sheet["B2"].number_format = "#,##0.0"
    sheet["C2"].font = Font(name=".VnTime")
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:C1")
    hidden = book.create_sheet("Nháp")
    hidden["A1"], hidden.sheet_state = "giấu", "hidden"
    out = io.BytesIO()
    book.save(out)
    found = result(out.getvalue(), tmp_path)
    document = found.documents[0]
    assert outline(document) == ["Lịch tuần", "#"]
    table = document.blocks[1]
    assert isinstance(table, SourceTable)
    assert [[(cell.columns, cell.rows) for cell in row] for row in table.rows] == [[(3, 1)], [(1, 1)] * 3]
    assert texts(document) == ["Lịch tuần", "Lịch tiếp dân", "04/05/2026", "1.234.567,5", "Nhµ v¨n hãa"]
    assert table.rows[1][2].blocks[0].runs[0].font == ".VnTime"  # type: ignore[union-attr]
    assert table.rows[0][0].blocks[0].runs[0].bold  # type: ignore[union-attr]
    assert rules(found) == ["import.part-left-out"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (None, "General", ""), (True, "General", "x"), (3.0, "General", "3"), (2.5, "General", "2,5"),
        (0.125, "0.0%", "12,5%"),
        (1500, "#,##0", "1.500"), (datetime.datetime(2026, 5, 4, 7, 30), "General", "04/05/2026 07:30"),
        (datetime.time(7, 5), "General", "07:05"), (" chữ ", "General", "chữ"),
    ],
)  # fmt: skip
def test_values_as_a_reader_sees_them(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


def test_tables_without_end_are_cut_and_said(tmp_path: Path) -> None:
    found = result(b"a;b\n" * 5000, tmp_path)
    assert rules(found) == ["import.cut"]
    assert len(found.documents[0].blocks[0].rows) == 2000  # type: ignore[union-attr]


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Báo làng</title><item><title>Hội làng &amp; chợ</title><link>https://bao.vn/1</link>
<description>&lt;p&gt;Tóm tắt&lt;/p&gt;</description><content:encoded><![CDATA[<p>Đoạn <b>một</b></p>
<img src="a.jpg">]]>
</content:encoded><author>Lý Thị Mơ</author><pubDate>Mon, 04 May 2026 08:00:00 +0700</pubDate></item>
<item><title>Trơ</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Làng</title><entry><title>Hội</title><id>1</id>
<link href="https://bao.vn/2"/><updated>2026-05-04T00:00:00Z</updated>
<content type="html">&lt;p&gt;Chữ&lt;/p&gt;</content>
</entry></feed>"""


def test_every_entry_of_a_feed_is_a_document(tmp_path: Path) -> None:
    first, bare = result(RSS.encode(), tmp_path, "tin.xml").documents
    assert outline(first) == ["Hội làng & chợ", "Đoạn một", "[a.jpg]"]
    assert (first.kind, first.address, first.file) == ("feed", "https://bao.vn/1", "tin.xml/mục 1")
    assert first.meta["feed:title"] == ("Báo làng",)
    assert first.meta["published"] == ("Mon, 04 May 2026 08:00:00 +0700",)
    assert texts(bare) == ["Trơ"]
    assert texts(only(ATOM.encode(), tmp_path)) == ["Hội", "Chữ"]


# --- LibreOffice ----------------------------------------------------------------------------------------------


def office(folder: Path, made: bytes | None, monkeypatch: pytest.MonkeyPatch, code: int = 0) -> Path:
    """A program in place of LibreOffice: writes down how it was called and gives a file that was made before."""
    folder.mkdir()
    (folder / "made").write_bytes(made or b"")
    program = folder / "soffice"
    copy = f'mkdir -p "$out"; cp "{folder}/made" "$out/source.$form"' if made is not None else ":"
    program.write_text(
        f'#!/bin/sh\nenv > "{folder}/env"; echo "$@" > "{folder}/args"\nform= out=\nwhile [ $# -gt 0 ]; do '
        f'case "$1" in --convert-to) form=$2;; --outdir) out=$2;; esac; shift; done\n{copy}\nexit {code}\n'
    )  # fmt: skip
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder


def ole(*streams: bytes) -> bytes:
    """An old office file with the streams, each a chain of sectors, and the name that tells Word's."""
    size, table, body = 512, [], b""
    for stream in streams:
        padded = stream + b"\0" * (-len(stream) % size)
        count = len(padded) // size
        table += [len(table) + 1 + at for at in range(count - 1)] + [0xFFFFFFFE]
        body += padded
    directory = ("WordDocument".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 26)).ljust(size, b"\0")
    table += [0xFFFFFFFE, 0xFFFFFFFD]
    table += [0xFFFFFFFF] * (128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + struct.pack("<H", 9)
    head = head.ljust(68, b"\0") + struct.pack("<II", 0xFFFFFFFE, 0)
    numbers = [len(body) // size + 1] + [0xFFFFFFFF] * 108
    return head.ljust(76, b"\0") + struct.pack("<109I", *numbers) + body + directory + struct.pack("<128I", *table)


def test_old_word_files_are_converted_alone_and_keep_their_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, other = jpeg("red", (90, 60)), jpeg("green", (30, 30))
    rewritten = jpeg("orange", (90, 60))
    made = word(para("Bài cũ") + para(drawing("img1")) + para(drawing("img2")),
                media={"a.jpg": rewritten, "b.jpg": jpeg("black", (31, 31))})  # fmt: skip
    place = office(tmp_path / "bin", made, monkeypatch)
    monkeypatch.setenv("https_proxy", "http://proxy.example:1")
    monkeypatch.setenv("SECRET", "1")
    data = ole(b"text" * 300, b"\0" * 25 + original + b"\1" * 9 + other)
    assert set(pictures_of(data)) == {original, other}
    found = result(data, tmp_path / "kho")
    document = found.documents[0]
    assert outline(document) == ["Bài cũ", "[a.jpg]", "[b.jpg]"]
    assert (tmp_path / "kho" / document.pictures["p1"].stored).read_bytes() == original
    assert rules(found) == ["import.picture-rewritten"]
    environment = (place / "env").read_text()
    assert "SECRET" not in environment
    assert "proxy.example" not in environment
    called = (place / "args").read_text()
    assert "-env:UserInstallation=file://" in called
    assert "--headless" in called
    folder = Path(called.split("file://")[1].split("/profile")[0])
    assert not folder.exists()


@pytest.mark.parametrize(
    "data",
    [b"{\\rtf1 a}", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), ole(b"x")],
)
def test_without_libreoffice_the_remedy_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = result(data, tmp_path / "kho")
    assert rules(found) == ["import.office-missing"]
    assert "apt-get install" in found.findings[0].remedy("vi")


@pytest.mark.parametrize(("made", "code"), [(None, 0), (b"", 0), (word(para("a")), 77)])
def test_a_conversion_that_fails_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bytes | None, code: int
) -> None:
    office(tmp_path / "bin", made, monkeypatch, code)
    assert rules(result(b"{\\rtf1 a}", tmp_path / "kho")) == ["import.office-failed"]


def test_a_conversion_that_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(tmp_path / "bin", word(para("Bài RTF")), monkeypatch)
    assert texts(only(b"{\\rtf1 a}", tmp_path / "kho")) == ["Bài RTF"]


def test_sizes_of_pictures() -> None:
    assert measure(jpeg(size=(40, 20))) == ("jpeg", 40, 20)
    assert measure(b"\xff\xd8\xff") is None
    assert measure(b"abc") is None
