"""Hostile and broken lists end in a finding: no traceback, no byte outside, no gigabytes."""
# ruff: noqa: E501 - tables read better on one line

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from pathlib import Path

import pytest
from reader_lists import TODAY, read, repacked, workbook

from bulletin.delivery.readers.lists import reading, xlsx_list
from bulletin.delivery.readers.lists.gather import gather
from bulletin.delivery.readers.lists.reading import read_list
from bulletin.errors import InputError

GOOD = workbook({"S": [["Email", "Tên"], ["a@b.example", "A"]]})
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CPU_S = 20.0


def rule_of(folder: Path, data: bytes | str) -> str:
    """The rule by which a list is refused, or `read`; nothing else may happen, and nothing may be written."""
    root = folder.parent if folder.name == "in" else folder
    before = set(root.rglob("*"))
    start = time.process_time()
    refusal = None
    try:
        read(folder, data)
    except InputError as error:
        refusal = error.findings[0]
    assert time.process_time() - start < CPU_S
    assert set(root.rglob("*")) - before <= {folder / "list"}
    if refusal is None:
        return "read"
    assert all((refusal.what("vi"), refusal.what("en"), refusal.remedy("vi"), refusal.remedy("en")))
    return refusal.rule.id


def sheet(rows: bytes, head: bytes = b"") -> bytes:
    page = head + b"<worksheet " + MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"
    return repacked(GOOD, xl__worksheets__sheet1_dot_xml=page)


def cell(text: bytes, place: bytes = b"A1") -> bytes:
    return b'<row r="1"><c r="' + place + b'" t="inlineStr"><is><t>' + text + b"</t></is></c></row>"


def zip_of(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return stream.getvalue()


def test_the_good_list_is_read(tmp_path: Path) -> None:
    assert rule_of(tmp_path, GOOD) == "read"
    assert rule_of(tmp_path, sheet(cell(b"a@b.example"))) == "read"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "read"), (b"\0" * 5000, "read"), (b"\xff\xfe", "read"), (b"\xff\xfea", "list.encoding"), (b"\xef\xbb\xbf\xff", "list.encoding"),
        (b"a@b.example\x8d\xff", "list.encoding"), (b"PK\x03\x04", "list.damaged"), (b"PK\x03\x04" + b"x" * 400, "list.damaged"),
        (b"%PDF-1.7", "list.not-a-list"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "list.not-a-list"), (b"<html><table>", "list.not-a-list"),
        (b'"' + b"x" * 200_000 + b'"', "list.quotes"), (b'a,"b', "list.quotes"), (b"\n" * 120_000 + b"a@b.example", "list.too-large"),
        (b"," * 300_000, "read"), (b"a@b.example;" * 20_000, "read"), (b"@" * 100_000, "read"), (b"<" * 100, "list.not-a-list"),
        (zip_of(hello=b"x"), "list.damaged"), (zip_of(word__document_dot_xml=b"<x/>"), "list.not-a-list"),
        (zip_of(content_dot_xml=b"<x/>"), "list.not-a-list"), (zip_of(xl__workbook_dot_bin=b""), "list.not-a-list"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)  # fmt: skip
def test_files_that_are_no_lists(tmp_path: Path, data: bytes, rule: str) -> None:
    assert rule_of(tmp_path, data) == rule


def test_a_zip_bomb_is_measured_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = sheet(cell(b"a@b.example") + b" " * (xlsx_list._MOST_BYTES + 1))
    assert len(bomb) < 200_000
    assert rule_of(tmp_path, bomb) == "list.too-large"


def test_a_sheet_under_another_name_is_measured_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels").replace(b"sheet1.xml", b"photo.png")
    row = b"<row>" + b"<c/>" * 300_000 + b"</row>"
    page = b"<worksheet " + MAIN + b"><sheetData>" + row + b"</sheetData></worksheet>"
    parts = {"xl/_rels/workbook.xml.rels": relations, "xl/worksheets/photo.png": page, "xl/worksheets/sheet1.xml": None}
    assert rule_of(tmp_path, repacked(GOOD, **parts)) == "list.damaged"
    good = {**parts, "xl/worksheets/photo.png": page.replace(row, cell(b"a@b.example"))}
    assert rule_of(tmp_path, repacked(GOOD, **good)) == "read"


def test_a_part_that_says_it_is_small_is_not_read_further(tmp_path: Path) -> None:
    bomb = bytearray(sheet(cell(b"a@b.example") + b" " * 4_000_000))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = 0
        while (at := bomb.find(mark, at)) >= 0:
            if int.from_bytes(bomb[at + offset : at + offset + 4], "little") > 4_000_000:
                bomb[at + offset : at + offset + 4] = (100).to_bytes(4, "little")
            at += 4
    assert rule_of(tmp_path, bytes(bomb)) == "list.damaged"


def test_many_tags_and_long_rows_are_refused_before_they_become_objects(tmp_path: Path) -> None:
    assert rule_of(tmp_path, sheet(b"<row>" + b"<c/>" * 300_000 + b"</row>")) == "list.damaged"
    assert rule_of(tmp_path, sheet(b"<row/>" * (xlsx_list._MOST_TAGS + 1))) == "list.too-large"
    strings = b"<sst " + MAIN + b">" + b"<si/>" * (xlsx_list._MOST_TAGS + 1) + b"</sst>"
    assert rule_of(tmp_path, repacked(GOOD, xl__sharedStrings_dot_xml=strings)) == "list.too-large"


def test_a_cell_far_away_costs_nothing_and_far_too_many_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_list, "MOST_ROWS", 2000)
    far = cell(b"a@b.example") + b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    assert rule_of(tmp_path, sheet(far)) == "read"
    many = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, xlsx_list.MOST_ROWS + 3))
    assert rule_of(tmp_path, sheet(many)) == "list.too-large"


ENTITIES = [
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    b'<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x"> %e;]>',
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;&b;&b;">]>',
    b"<!-- " + b"x" * 200_000 + b' --><!DOCTYPE x [<!ENTITY e "y">]>',
    b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e "y">]>',
]


@pytest.mark.parametrize("head", ENTITIES, ids=range(len(ENTITIES)))
@pytest.mark.parametrize(
    "part",
    [
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    ],
)
def test_entities_are_refused_in_every_part(tmp_path: Path, head: bytes, part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        text = archive.read(part)
    old = text.partition(b"?>")[2] if text.startswith(b"<?") else text
    assert rule_of(tmp_path, repacked(GOOD, **{part: head + old})) == "list.damaged"


def test_entities_in_another_encoding_are_refused_too(tmp_path: Path) -> None:
    page = sheet(cell(b"&e;"), ENTITIES[0])
    with zipfile.ZipFile(io.BytesIO(page)) as archive:
        wide = archive.read("xl/worksheets/sheet1.xml").decode().encode("utf-16")
    assert rule_of(tmp_path, repacked(GOOD, xl__worksheets__sheet1_dot_xml=wide)) == "list.damaged"
    plain = zipfile.ZipFile(io.BytesIO(sheet(cell(b"a@b.example")))).read("xl/worksheets/sheet1.xml")
    assert (
        rule_of(tmp_path, repacked(GOOD, xl__worksheets__sheet1_dot_xml=plain.decode().encode("utf-16")))
        == "list.damaged"
    )


UP = [
    f"{lead}{step * depth}{name}"
    for lead in ("", "/", "xl/", "./")
    for step, depth in (("../", 1), ("../", 8), ("..\\", 8), ("%2e%2e/", 8), ("....//", 8))
    for name in ("etc/passwd", "secret.txt", "list")
]


def test_there_are_60_ways_up() -> None:
    assert len(set(UP)) == 60


@pytest.mark.parametrize("path", UP)
def test_no_path_inside_a_workbook_leads_outside(tmp_path: Path, path: str) -> None:
    """As the name of a part, as the target of a relation, as an external link: nothing outside is read or written."""
    inside = tmp_path / "in"
    inside.mkdir()
    secret = "ngoai@bi-mat.example"
    (tmp_path / "secret.txt").write_text(f"<x>{secret}</x>")
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels")
    target = relations.replace(b"/xl/worksheets/sheet1.xml", path.encode()).replace(
        b"worksheets/sheet1.xml", path.encode()
    )
    assert target != relations
    named = repacked(GOOD, **{path: b"x"})
    for data in (named, repacked(GOOD, **{"xl/_rels/workbook.xml.rels": target})):
        assert rule_of(inside, data) in {"read", "list.damaged"}
        try:
            found = gather(read_list(inside / "list"), TODAY)
        except InputError:
            continue
        assert secret not in str(found)
    assert (tmp_path / "secret.txt").read_text() == f"<x>{secret}</x>"


def test_names_of_sheets_and_formulas_are_text_only(tmp_path: Path) -> None:
    rows = [
        ["Email", "Tên"],
        ["a@b.example", "=cmd|' /C calc'!A0"],
        ["b@b.example", "\u202eevil\u2066"],
        ['=WEBSERVICE("http://127.0.0.1:9")', "x"],
    ]
    found = read(tmp_path, workbook({"..‮ x": rows}))
    assert [(person.address, person.name) for person in found.people] == [("a@b.example", ""), ("b@b.example", "evil")]
    assert len(found.refused) == 1


def test_random_damage_never_ends_in_anything_but_a_finding(tmp_path: Path) -> None:
    chance = random.Random(11)
    table = workbook({"S": [["Email", "Tên", "Ngày đồng ý"], *[[f"a{n}@b.example", "Ơn", TODAY] for n in range(5)]]})
    refused = 0
    for _ in range(250):
        data = bytearray(table)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        refused += rule_of(tmp_path, bytes(data)) != "read"
    assert refused > 20


def test_random_parts_never_end_in_anything_but_a_finding(tmp_path: Path) -> None:
    chance = random.Random(12)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(250):
        name = chance.choice(sorted(parts))
        data = bytearray(parts[name])
        at = chance.randrange(len(data))
        data[at : at + chance.randint(0, 8)] = bytes(chance.choices(b"<>&\"'/=0-9AaZ\0", k=chance.randint(0, 6)))
        rule_of(tmp_path, repacked(GOOD, **{name: bytes(data)}))


def test_what_is_no_plain_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (
        tmp_path,
        tmp_path / "pipe",
        tmp_path / "none.csv",
        Path("/dev/zero"),
        tmp_path / ("x" * 400),
        Path("a\0b"),
    ):
        with pytest.raises(InputError) as caught:
            read_list(path)
        assert caught.value.findings[0].rule.id == "list.not-there"


def test_a_file_larger_than_any_list_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1000)
    assert rule_of(tmp_path, b"a@b.example\n" * 100) == "list.too-large"
