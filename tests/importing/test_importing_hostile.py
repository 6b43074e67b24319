"""Hostile documents: no traceback, no hang, nothing outside; in the readers, and through the child process."""

from __future__ import annotations

import io
import os
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from import_kit import W, drawing, jpeg, para, part, result, rules, run, texts, word, zipped

from bulletin.importing.limits import CHILD, Caps, ReadBudget
from bulletin.importing.packed import from_wire, to_wire
from bulletin.importing.reading import read_sources
from bulletin.importing.result import PastedText
from bulletin.runtime.limits import Limits


def members(data: bytes) -> dict[str, bytes | str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def altered(name: str, content: bytes | str, data: bytes | None = None) -> bytes:
    """A Word file with one part in place of the right one."""
    return zipped(members(data or word(para("tin"))) | {name: content})


def laughing(root: str, space: str = "") -> str:
    entities = '<!ENTITY a "ha ha ha ha ha ha ha ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 12}">' for n in range(9)
    )
    return f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><{root} {space}>&j;</{root}>'


def outside(root: str, space: str = "") -> str:
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><{root} {space}>'
        f"<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></{root}>"
    )


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("passwd.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def lying(name: str = "a.txt") -> bytes:
    """An archive whose member is larger than it says."""
    data = bytearray(zipped({name: b"a" * 100_000}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    data[data.index(b"PK\x03\x04") + 22 : data.index(b"PK\x03\x04") + 26] = struct.pack("<I", 10)
    return bytes(data)


def nested_zip(levels: int) -> bytes:
    data = zipped({"cuoi.txt": "tin"})
    for level in range(levels):
        data = zipped({f"{level}.zip": data})
    return data


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENTRY = "WordDocument".encode("utf-16-le").ljust(64, b"\0") + b"\x1a\0"
SPACE = f'xmlns:w="{W}"'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "zip bomb": lambda: zipped({"a.txt": b"\0" * 12_000_000}),
    "zip bomb as docx": lambda: altered("word/document.xml", b" " * 12_000_000),
    "zip with 3000 members": lambda: zipped({f"{n}.txt": "x" for n in range(3000)}),
    "zip in zip in zip": lambda: nested_zip(8),
    "zip path up": lambda: zipped({"../../etc/x.txt": "x", "a/../../b.txt": "x"}),
    "zip path absolute": lambda: zipped({"/etc/x.txt": "x", "C:\\x.txt": "x", "\\\\may\\x.txt": "x"}),
    "zip link": linked,
    "zip larger than it says": lying,
    "zip cut off": lambda: zipped({"a.txt": "x" * 5000})[:200],
    "zip of nothing": lambda: b"PK\x05\x06" + b"\0" * 18,
    "zip with a wrong sum": lambda: bytes(byte ^ (at == 40) for at, byte in enumerate(zipped({"a.txt": "x" * 50}))),
    "docx entities": lambda: altered("word/document.xml", laughing("w:document", SPACE)),
    "docx outside entity": lambda: altered("word/document.xml", outside("w:document", SPACE)),
    "docx entities in styles": lambda: altered("word/styles.xml", laughing("w:styles", SPACE),
                                               word(para("a"), {"styles": ""})),
    "docx entities in relations": lambda: altered("word/_rels/document.xml.rels", laughing("Relationships")),
    "docx utf-16 entities": lambda: altered("word/document.xml", laughing("w:document", SPACE).encode("utf-16")),
    "docx without a body": lambda: altered("word/document.xml", part("document", "")),
    "docx broken xml": lambda: altered("word/document.xml", "<w:document><w:body><w:p>"),
    "docx without its main part": lambda: zipped({"[Content_Types].xml": "<a/>", "word/x.xml": "<a/>"}),
    "docx relation out": lambda: altered("_rels/.rels", members(word(""))["_rels/.rels"].decode()  # type: ignore[union-attr]
                                         .replace("word/document.xml", "../../../etc/passwd")),
    "docx nested tables": lambda: word("<w:tbl><w:tr><w:tc>" * 80 + para("sâu") + "</w:tc></w:tr></w:tbl>" * 80),
    "docx nested 5000": lambda: word("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000),
    "docx text boxes in boxes": lambda: word(
        "<w:p><w:r><w:pict><v:textbox><w:txbxContent>" * 40 + para("sâu")
        + "</w:txbxContent></v:textbox></w:pict></w:r></w:p>" * 40),
    "docx odd numbers": lambda: word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999999"/><w:vMerge/></w:tcPr>' + para("a")
        + "</w:tc></w:tr></w:tbl>" + para("b", properties='<w:outlineLvl w:val="-7"/><w:numPr><w:ilvl w:val="x"/>'
                                          '<w:numId w:val="5"/></w:numPr>')
        + '<w:p><w:r><w:sym w:char="ZZZZ"/><w:sym w:char="FFFFFFFF"/><w:fldChar w:fldCharType="end"/></w:r></w:p>'),
    "docx picture that is none": lambda: word(para(drawing("img1")), media={"a.jpg": b"<svg onload='x'/>"}),
    "docx picture out": lambda: altered("word/_rels/document.xml.rels", members(
        word(para(drawing("img1")), media={"a.jpg": jpeg()}))["word/_rels/document.xml.rels"].decode()  # type: ignore[union-attr]
        .replace("media/a.jpg", "../../../../etc/passwd"), word(para(drawing("img1")))),
    "docx macros": lambda: zipped(members(word(para("tin"))) | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "xlsx entities": lambda: zipped({
        "[Content_Types].xml": laughing("Types"), "xl/workbook.xml": laughing("workbook")}),
    "xlsx broken": lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}),
    "html nested": lambda: b"<html><div>" + b"<div>" * 30_000 + b"tin",
    "html nested inline": lambda: b"<html><p>" + b"<b><i>" * 20_000 + b"tin",
    "html one attribute": lambda: b"<html><p class='" + b"a " * 500_000 + b"'>tin",
    "html of short lines": lambda: b"<html><p>" + b"dong<br>" * 30_000,
    "docx of short runs": lambda: word(para(*[run("ab ")] * 8_000)),
    "html entity": lambda: b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><p>&e;</p>',
    "html colspan": lambda: b"<html><table><tr><td colspan=99999999 rowspan=-5>a<td colspan=x>b</table>",
    "html wrong addresses": lambda: b"<html><base href='http://[::1'><img src='http://[x'><img src='//[y'><a href='http://[z'>a",
    "html json": lambda: b"<html><script type='application/ld+json'>" + b"[" * 100_000 + b"</script><p>a",
    "html of zeros": lambda: b"<html><p>a\0b\0\xff\xfe</p>" + bytes(range(256)),
    "mail of parts": lambda: b"From: a@b\nTo: b@c\nSubject: x\nMIME-Version: 1.0\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(300)) + b"tin",
    "mail without an end": lambda: b'From: a@b\nTo: b@c\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n\ntin',
    "mail odd headers": lambda: b"From: =?utf-8?b?%%%?=\nTo: =?khong?q?=ZZ?=\nSubject: \xff\xfe\nDate: 99 Foo 99999\n"
    b"Content-Type: text/plain; charset=khong\nContent-Transfer-Encoding: base64\n\n!!!!",
    "mail file names": lambda: b"From: a@b\nTo: b@c\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
    b'boundary="x"\n\n--x\nContent-Type: text/plain\n\ntin\n--x\nContent-Type: text/html; name="../../../etc/a.html"\n'
    b"Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fb\n\n<p>a</p><p>b</p>\n--x--\n",
    "feed entities": lambda: laughing("rss").encode(),
    "feed outside": lambda: outside("rss", SPACE).encode(),
    "feed broken": lambda: b"<rss><channel><item><title>a</title>",
    "csv one line": lambda: b'"a;' * 200_000,
    "csv quotes": lambda: b'a;b\n"1;2\n3;4\n' * 3,
    "ole broken": lambda: OLE + os.urandom(64) + OLE_ENTRY * 200,
    "picture cut off": lambda: jpeg()[:30],
    "old office locked": lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "unknown bytes": lambda: bytes(range(256)) * 40,
    "text without breaks": lambda: b"a" * 3_000_000,
    "text of marks": lambda: "\u0301".encode() * 100_000,
    "gzip": lambda: b"\x1f\x8b" + zlib.compress(b"a" * 1000),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_no_traceback_no_hang_and_nothing_outside(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no LibreOffice
    data = HOSTILE[name]()
    spool = tmp_path / "a" / "kho"
    begin = time.process_time()
    found = result(data, spool)
    assert time.process_time() - begin < 10
    assert found.documents or found.findings
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} <= {spool}
    for document in found.documents:
        assert from_wire(to_wire(document)) == document
        assert "root:" not in "".join(texts(document))
    for finding in found.findings:
        assert finding.what("vi")
        assert finding.what("en")
        assert finding.remedy("vi")


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("zip bomb", "import.packed-too-tight"), ("zip bomb as docx", "import.packed-too-tight"),
        ("zip with 3000 members", "import.too-many"), ("zip in zip in zip", "import.too-deep"),
        ("zip path up", "import.bad-member"), ("zip path absolute", "import.bad-member"),
        ("zip link", "import.bad-member"),
        ("docx entities", "import.entities"), ("docx outside entity", "import.entities"),
        ("docx entities in relations", "import.entities"), ("docx utf-16 entities", "import.entities"),
        ("docx macros", "import.macros"), ("docx nested tables", "import.cut"), ("html nested", "import.cut"),
        ("xlsx entities", "import.entities"), ("feed entities", "import.entities"), ("feed outside", "import.entities"),
        ("unknown bytes", "import.unknown-kind"), ("gzip", "import.unknown-kind"),
        ("old office locked", "import.locked"),
        ("docx picture that is none", "import.bad-member"), ("zip larger than it says", "import.unreadable"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why(name: str, rule: str, tmp_path: Path) -> None:
    assert rule in rules(result(HOSTILE[name](), tmp_path))


def test_there_are_enough_hostile_documents() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("seed", range(12))
def test_damaged_files_of_every_kind(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    sound = [word(para("Bài", drawing("img1")), media={"a.jpg": jpeg()}), zipped({"a.html": "<p>a</p><p>b</p>"}),
             b"From: a@b\nTo: b@c\nSubject: x\n\ntin", b"<html><table><tr><td>a</table>"]  # fmt: skip
    for data in sound:
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        found = result(bytes(broken[: chance.randrange(len(broken) // 2, len(broken) + 1)]), tmp_path)
        assert found.documents or found.findings


def test_all_of_it_together_may_not_be_more_than_the_caps(tmp_path: Path) -> None:
    from bulletin.importing.readers.context import Context
    from bulletin.importing.readers.dispatch import read_member

    context = Context("tep", tmp_path, ReadBudget(Caps(unpacked_bytes=5000, members=10)))
    read_member(zipped({f"{n}.txt": chr(97 + n) * 2000 for n in range(3)}), context)
    assert [finding.rule.id for finding in context.findings] == ["import.too-large"]


# --- through the child ----------------------------------------------------------------------------------------


def test_sources_are_read_in_a_child_and_one_bad_one_costs_only_itself(tmp_path: Path) -> None:
    good = tmp_path / "bài.docx"
    old = "<w:rFonts w:ascii='.VnTime' w:hAnsi='.VnTime'/>"
    good.write_bytes(word(para(drawing("img1")) + para(run("héi nghÞ", old)), media={"a.jpg": jpeg()}))
    bad = tmp_path / "hỏng.docx"
    bad.write_bytes(HOSTILE["docx entities"]())
    spool = tmp_path / "kho"
    found = read_sources([bad, good, tmp_path / "không.txt", PastedText("Tin.\n\nHết.".encode())], spool)
    assert [document.file for document in found.documents] == ["bài.docx", "stdin"]
    assert texts(found.documents[0]) == ["hội nghị"]
    assert found.documents[0].notes[0].encoding == "tcvn3"
    (picture,) = found.documents[0].pictures.values()
    assert (spool / picture.stored).read_bytes() == jpeg()
    assert rules(found) == ["import.entities", "import.old-encoding", "import.no-file"]


def test_a_limit_that_is_met_is_a_finding_and_the_next_source_is_read(tmp_path: Path) -> None:
    large = tmp_path / "lớn.html"
    large.write_bytes(b"<p>tin" * 3_000_000)
    small = tmp_path / "nhỏ.txt"
    small.write_text("Tin.")
    limits = Limits(cpu_s=CHILD.cpu_s, wall_s=1, memory_mib=CHILD.memory_mib)
    found = read_sources([large, small], tmp_path / "kho", limits)
    assert [document.file for document in found.documents] == ["nhỏ.txt"]
    assert rules(found) == ["import.unreadable"]
    assert "dựng báo" not in found.findings[0].what("vi")


def test_words_in_what_is_nested_too_deep_are_kept(tmp_path: Path) -> None:
    data = b"<html><body>" + b"<div>" * 700 + "<p>đáy <b>sâu</b> nhất<script>x</script></p>".encode()
    found = result(data, tmp_path)
    assert rules(found) == ["import.cut"]
    assert texts(found.documents[0]) == ["đáy sâu nhất"]
