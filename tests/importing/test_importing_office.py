"""Old office files through the real LibreOffice: words, letters of old fonts, photos; what a file may not do."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from import_kit import jpeg, result, rules, texts
from legacy_kit import encoded
from PIL import Image

from bulletin.importing.decode.document import decode_document
from bulletin.importing.document import SourceDocument, SourceTable
from bulletin.importing.readers.office import convert
from bulletin.importing.readers.office.fields import without_instructions

PLAIN = "Ông Phạm Văn Thước kể: “Năm 1998, cả xóm góp 45 công đắp đường.”"
TCVN3 = "Những ngọn đèn mới được thắp ở ngõ 12, người già đỡ phải dò bước giữa đường khuya."
VNI = "Trường học tặng mỗi em nhỏ một quyển vở, kể cả những em nghỉ ốm dài ngày."
CAPITALS = "HỘI NGHỊ"


def office() -> str:
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
    return program


def saved_as(kind: str, source: Path, profile: Path) -> bytes:
    """The file as LibreOffice saves it, made once: that is how the old kinds of files are made here."""
    made = source.with_suffix(f".{kind}")
    if made.is_file():
        return made.read_bytes()
    words = [office(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    command = [*words, "--outdir", str(source.parent), str(source)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert made.is_file(), done.stderr
    return made.read_bytes()


def noisy_png() -> bytes:
    made = Image.new("RGB", (90, 60))
    made.putdata([(one % 256, one * 7 % 256, one * 13 % 256) for one in range(90 * 60)])
    out = io.BytesIO()
    made.save(out, "PNG")
    return out.getvalue()


PHOTOS = (jpeg("green", (120, 80)), noisy_png())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one text and one sheet in the formats of today."""
    folder = tmp_path_factory.mktemp("cu")
    made = docx.Document()
    made.add_paragraph(PLAIN)
    for text, font in (
        (encoded(TCVN3, "tcvn3"), ".VnTime"), (encoded(VNI, "vni"), "VNI-Times"),
        (encoded(CAPITALS.lower(), "tcvn3"), ".VnTimeH"),
    ):  # fmt: skip
        made.add_paragraph().add_run(text).font.name = font
    made.add_picture(io.BytesIO(PHOTOS[0]))
    made.add_picture(io.BytesIO(PHOTOS[1]))
    looks = made.add_paragraph("Thấy ")
    looks.add_run("đậm").bold = True
    looks.add_run("ẩn").font.hidden = True
    gone, inside, words = (OxmlElement(name) for name in ("w:del", "w:r", "w:delText"))
    gone.set(qn("w:id"), "1")
    gone.set(qn("w:author"), "A")
    gone.set(qn("w:date"), "2026-01-01T00:00:00Z")
    words.text = "xóa"
    inside.append(words)
    gone.append(inside)
    looks._p.append(gone)
    made.add_paragraph("Một", style="List Number")
    made.sections[0].header.paragraphs[0].text = "ĐẦU TRANG"
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Đội", "Điểm"
    made.save(str(folder / "bai.docx"))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Ngày", "Việc"], [dt.date(2026, 11, 20), "Hội thi"], [12.5, "=1+2"]):
        sheet.append(row)
    book.save(folder / "lich.xlsx")
    return folder


def cells(document: SourceDocument) -> list[list[str]]:
    (table,) = (block for block in document.blocks if isinstance(block, SourceTable))
    return [
        ["".join(block.text for block in cell.blocks if not isinstance(block, SourceTable) and hasattr(block, "text"))
         for cell in row] for row in table.rows
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_old_texts_lose_no_letter_and_no_byte_of_a_photo(kind: str, written: Path, tmp_path: Path) -> None:
    data = saved_as(kind, written / "bai.docx", written / "profile")
    found = result(data, tmp_path / "kho", f"bai.{kind}")
    document = decode_document(found.documents[0])
    lines = texts(document)
    assert lines[:4] == [PLAIN, TCVN3, VNI, CAPITALS]
    kept = [(tmp_path / "kho" / file.stored).read_bytes() for file in document.pictures.values()]
    assert kept == list(PHOTOS)
    looks = next(block for block in document.blocks if getattr(block, "text", "").startswith("Thấy"))
    runs = getattr(looks, "runs", ())
    assert [(one.text, one.bold, one.not_printed) for one in runs] == [
        ("Thấy ", False, None), ("đậm", True, None), ("ẩn", False, "hidden"), ("xóa", False, "deleted"),
    ]  # fmt: skip
    assert "ĐẦU TRANG" not in lines
    item = next(block for block in document.blocks if getattr(block, "text", "") == "Một")
    assert getattr(item, "item", None) is not None
    assert cells(document) == [["Đội", "Điểm"]]
    assert document.file == f"bai.{kind}"


def test_old_sheets_become_tables(written: Path, tmp_path: Path) -> None:
    data = saved_as("xls", written / "lich.xlsx", written / "profile")
    (document,) = result(data, tmp_path / "kho", "lich.xls").documents
    assert cells(document) == [["Ngày", "Việc"], ["20/11/2026", "Hội thi"], ["12,5", "3"]]


def test_a_file_brings_no_other_file_of_the_computer(tmp_path: Path) -> None:
    office()
    secret = tmp_path / "rieng.jpg"
    secret.write_bytes(jpeg("red"))
    (tmp_path / "rieng.txt").write_text("BI MAT", encoding="utf-8")
    space = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    linked = (
        f'<text:section text:name="S"><text:section-source xlink:href="{(tmp_path / "rieng.txt").as_uri()}"/>'
        f'<text:p>Tin</text:p></text:section><text:p><draw:frame><draw:image xlink:href="{secret.as_uri()}" '
        'xlink:type="simple" xlink:actuate="onLoad"/></draw:frame></text:p>'
    )
    content = (
        f'<office:document-content {space} office:version="1.2"><office:body><office:text>{linked}</office:text>'
        "</office:body></office:document-content>"
    )
    entry = (
        '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}">{entry}</m:manifest>')
        archive.writestr("content.xml", content)
    odt = out.getvalue()
    rtf = (
        rb"{\rtf1\ansi Tin {\field{\*\fldinst INCLUDEPICTURE "
        + f'"{secret}"'.encode()
        + rb" \\d}{\fldrslt anh}} va {\field{\*\fldinst {in}{\b clude}text "
        + f'"{tmp_path / "rieng.txt"}"'.encode()
        + rb"}{\fldrslt chu}}\par}"
    )
    for number, data in enumerate((odt, rtf)):
        found = result(data, tmp_path / f"kho{number}")
        for document in found.documents:
            assert not document.pictures
            assert "BI MAT" not in " ".join(texts(document))
            assert texts(document)[0].startswith("Tin")
        assert found.documents


def test_a_damaged_file_is_refused_and_not_read_as_text(written: Path, tmp_path: Path) -> None:
    data = saved_as("doc", written / "bai.docx", written / "profile")
    cut = result(data[: data.index("WordDocument".encode("utf-16-le"))], tmp_path / "kho")
    assert rules(cut) == ["import.unknown-kind"]
    found = result(data[:44] + b"\xff" * 400 + data[444:], tmp_path / "kho")  # where its parts are is gone
    assert rules(found) == ["import.office-failed"]
    assert not found.documents


# --- without LibreOffice --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "kept"),
    [
        (rb'{\*\fldinst HYPERLINK "https://a.vn"}', True),
        (rb'{\*\fldinst {\rtlch\fcs1 \af0 \b HYPERLINK "https://a.vn" }}', True),
        (rb'{\*\fldinst INCLUDEPICTURE "HYPERLINK"}', False),
        (rb"{\*\fldinst{i}{n}cludetext x}", False),
        (rb"{\*\fldinst \bin3 }}} LINK x}", False),
        (rb"{\*\fldinst \{ DDE x}", False),
    ],
)
def test_only_links_are_left_of_field_instructions(field: bytes, kept: bool) -> None:
    data = rb"{\rtf1 A {\field" + field + rb"{\fldrslt B}} C \fldinstx D}"
    made = without_instructions(data)
    assert len(made) == len(data)
    assert (made == data) is kept
    assert made.startswith(rb"{\rtf1 A {\field{\*\fldinst")
    assert made.endswith(rb"}{\fldrslt B}} C \fldinstx D}")
    if not kept:
        assert made[len(rb"{\rtf1 A {\field{\*\fldinst") : -len(rb"}{\fldrslt B}} C \fldinstx D}")].strip() == b""


def test_damaged_rtf_never_stops_the_search_for_fields() -> None:
    chance = random.Random(11)
    parts = [b"{", b"}", b"\\fldinst", b"\\bin9 ", b"\\bin999999999 ", b"\\", b"HYPERLINK ", b"x", b"\\{"]
    for _ in range(500):
        data = b"".join(chance.choices(parts, k=30))
        assert len(without_instructions(data)) == len(data)


def test_a_program_that_hangs_is_ended_with_those_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "soffice"
    note = tmp_path / "so"
    sleeper = f'"{sys.executable}" -c "import time; time.sleep(600)" "$@" & echo $! > "{note}"; wait'
    program.write_text(f"#!/bin/sh\n{sleeper}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    wait = subprocess.Popen.wait

    def started(process: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        """The limit counts from when both programs run, however long that takes here."""
        end = time.monotonic() + 180
        while timeout == convert._WALL_S and not (note.exists() and note.read_text().endswith("\n")):
            assert time.monotonic() < end, "the program has not begun"
            time.sleep(0.02)
        return wait(process, timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", started)
    monkeypatch.setattr(convert, "_WALL_S", 1)
    assert rules(result(b"{\\rtf1 a}", tmp_path / "kho")) == ["import.office-failed"]
    ended = Path("/proc") / note.read_text().strip() / "cmdline"
    end = time.monotonic() + 180
    while ended.exists() and ended.read_bytes():
        assert time.monotonic() < end, "the program that was started is still running"
        time.sleep(0.05)
