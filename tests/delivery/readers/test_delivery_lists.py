"""Lists as offices keep them: what is understood, who is taken, and which rows are refused and why."""
# ruff: noqa: E501 - tables read better on one line

from __future__ import annotations

import datetime as dt
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from reader_lists import TODAY, read, repacked, workbook

from benchmarks import readers_import
from bulletin.delivery.readers.lists.gather import gather
from bulletin.delivery.readers.lists.headings import role_of
from bulletin.delivery.readers.lists.reading import read_list
from bulletin.delivery.readers.lists.values import ColumnRole, Gathered, column_letter
from bulletin.errors import InputError

TITLE = ["DANH SÁCH NHẬN BẢN TIN PHƯỜNG BÌNH HẢI"]


def people(found: Gathered) -> list[tuple[str, ...]]:
    return [(person.address, person.name, *person.groups) for person in found.people]


def refused(found: Gathered) -> list[tuple[str, int, str, str]]:
    return [(note.place.sheet, note.place.row, note.place.column, note.reason.en) for note in found.refused]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_every_encoding_with_every_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [
        ["Họ và tên", "Thư điện tử", "Tổ dân phố"],
        ["Đỗ Thị Ủa", "a@b.example", "Tổ 3"],
        ["Lê Ơn", "c@d.example", "Tổ 4"],
    ]
    text = "\r\n".join(separator.join(row) for row in rows) + "\r\n"
    # Windows-1258 writes tones as letters of their own behind the vowel.
    data = b"".join(map(piece, text)) if encoding == "cp1258" else text.encode(encoding)
    found = read(tmp_path, data)
    assert people(found) == [("a@b.example", "Đỗ Thị Ủa", "Tổ 3"), ("c@d.example", "Lê Ơn", "Tổ 4")]
    assert found.sheets[0].heading.row == 1


def piece(sign: str) -> bytes:
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = unicodedata.normalize("NFD", sign)
    base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
    return (base + "".join(part for part in parts if part in tones)).encode("cp1258")


@pytest.mark.parametrize("above", range(10))
def test_the_heading_is_found_in_each_of_the_first_ten_rows(tmp_path: Path, above: int) -> None:
    rows = [*([TITLE] * above), ["STT", "Họ tên", "Email"], [1, "Nguyễn Văn A", "a@b.example"]]
    found = read(tmp_path, workbook({"Sheet1": rows}))
    assert found.sheets[0].heading.row == above + 1
    assert people(found) == [("a@b.example", "Nguyễn Văn A")]
    assert not found.refused


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Email", ColumnRole.ADDRESS), ("E-mail", ColumnRole.ADDRESS), ("ĐỊA CHỈ EMAIL", ColumnRole.ADDRESS), ("Thư điện tử", ColumnRole.ADDRESS),
        ("thu dien tu", ColumnRole.ADDRESS), ("Hộp thư công vụ", ColumnRole.ADDRESS), ("Địa chỉ thư điện tử (nếu có)", ColumnRole.ADDRESS),
        ("Ｅｍａｉｌ", ColumnRole.ADDRESS), ("Email 2", ColumnRole.ADDRESS), ("Gmail", ColumnRole.ADDRESS), ("Email address", ColumnRole.ADDRESS),
        ("Họ và tên", ColumnRole.NAME), ("HO VA TEN", ColumnRole.NAME), ("Ho\u0323 va\u0300 te\u0302n", ColumnRole.NAME), ("Tên", ColumnRole.NAME),
        ("Người nhận", ColumnRole.NAME), ("Full name", ColumnRole.NAME), ("Họ, tên", ColumnRole.NAME), ("Họ và tên chủ hộ", ColumnRole.NAME),
        ("Họ đệm", ColumnRole.FAMILY), ("Họ", ColumnRole.FAMILY), ("Tổ dân phố", ColumnRole.GROUP), ("To dan pho", ColumnRole.GROUP), ("Tổ", ColumnRole.GROUP),
        ("Ban, ngành", ColumnRole.GROUP), ("Đơn vị công tác", ColumnRole.GROUP), ("Tên đơn vị", ColumnRole.GROUP), ("Nhóm", ColumnRole.GROUP),
        ("Ngày đồng ý", ColumnRole.AGREED_ON), ("Ngày đăng ký", ColumnRole.AGREED_ON), ("Đồng ý nhận", ColumnRole.AGREED),
        ("Địa chỉ", ColumnRole.UNUSED), ("Số điện thoại", ColumnRole.UNUSED), ("STT", ColumnRole.UNUSED), ("Ghi chú", ColumnRole.UNUSED), ("", ColumnRole.UNUSED),
        ("Mật khẩu email", ColumnRole.UNUSED), ("Ngày sinh", ColumnRole.UNUSED), ("Tên đăng nhập", ColumnRole.UNUSED),
    ],
)  # fmt: skip
def test_headings_with_and_without_marks(heading: str, role: ColumnRole) -> None:
    assert role_of(heading) is role


def test_a_whole_list_of_an_office(tmp_path: Path) -> None:
    rows = [
        TITLE,
        [],
        ["TT", "Họ và tên", None, "Tổ", "Thư điện tử", None, "Ghi chú"],
        [None, None, None, None, "Cơ quan", "Cá nhân", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, "Nguyễn Văn", "An", 3, "a@b.example", "a2@b.example", "cũ: x@y.example"],
        [2, "Trần Thị", "Bình", "Tổ 4; Ban Văn hóa", " B@B.example ", None, None],
        [3, "Lê", "Chi", 3, None, None, None],
        [],
        [4, "Đỗ", "Em", 3, "e f@b.example", "e2@b.example", None],
        [5, "Phạm", "An", 5, "A@b.example", None, None],
        ["Tổng cộng: 5 người"],
    ]
    found = read(tmp_path, workbook({"Danh sách": rows}, merged=["A1:G1", "B3:C3", "E3:F3", "A3:A4"]))
    heading = found.sheets[0].heading
    assert (heading.row, heading.first) == (3, 6)
    assert [(column.letter, column.role) for column in heading.columns if column.role is not ColumnRole.UNUSED] == [
        ("B", ColumnRole.FAMILY), ("C", ColumnRole.GIVEN), ("D", ColumnRole.GROUP), ("E", ColumnRole.ADDRESS), ("F", ColumnRole.ADDRESS),
    ]  # fmt: skip
    assert people(found) == [
        ("a@b.example", "Nguyễn Văn An", "Tổ 3", "Tổ 5"),
        ("a2@b.example", "Nguyễn Văn An", "Tổ 3"),
        ("B@b.example", "Trần Thị Bình", "Tổ 4", "Ban Văn hóa"),
        ("e2@b.example", "Đỗ Em", "Tổ 3"),
    ]
    assert [place.row for place in found.doubles] == [11]
    assert [row[:3] for row in refused(found)] == [("Danh sách", 8, ""), ("Danh sách", 10, "E"), ("Danh sách", 12, "")]
    assert [note.place.column for note in found.remarks] == ["G"]


def test_the_address_in_a_letterhead_is_named_and_not_taken(tmp_path: Path) -> None:
    rows = [
        ["UBND PHƯỜNG – vanhoa@phuong.example"],
        [],
        ["Họ tên", "Email"],
        ["A", "a@b.example"],
        ["B", "b@b.example"],
    ]
    found = read(tmp_path, workbook({"S": rows}))
    assert people(found) == [("a@b.example", "A"), ("b@b.example", "B")]
    assert refused(found) == [("S", 1, "", "an address above the heading is not read")]


def test_sheets_are_read_one_by_one_and_hidden_ones_named(tmp_path: Path) -> None:
    data = workbook(
        {
            "Tổ 1": [["Email", "Tên"], ["a@b.example", "A"]],
            "Cũ": [["Email"], ["old@b.example"]],
            "Tổ 2": [["x"], ["Họ tên", "Gmail"], ["C", "c@d.example"], ["D", "d(at)d.example"]],
            "Trống": [],
        },
        hidden=["Cũ"],
    )
    found = read(tmp_path, data)
    assert people(found) == [("a@b.example", "A"), ("c@d.example", "C")]
    assert found.hidden == ("Cũ",)
    assert refused(found) == [("Tổ 2", 4, "B", "there is no @")]
    assert people(read(tmp_path, data, sheet="Cũ")) == [("old@b.example", "")]
    with pytest.raises(InputError) as caught:
        read(tmp_path, data, sheet="Tổ 9")
    assert caught.value.findings[0].rule.id == "list.no-sheet"
    assert "Tổ 2" in caught.value.findings[0].what()


def test_formulas_count_as_their_stored_results(tmp_path: Path) -> None:
    rows = [["Email", "Tên"], ['=LOWER("A@B.EXAMPLE")', "A"], ['="c"&"@d.example"', '="Tên "&"C"']]
    bare = workbook({"S": rows})
    found = read(tmp_path, bare)  # saved by a program that computes nothing
    assert people(found) == []
    assert [row[:3] for row in refused(found)] == [("S", 2, "A"), ("S", 3, "A")]
    assert "formula" in refused(found)[0][3]
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Email</t></is></c></row>'
        b'<row r="2"><c r="A2" t="str"><f>LOWER("A@B.EXAMPLE")</f><v>a@b.example</v></c></row>'
        b'<row r="3"><c r="A3" t="e"><f>NA()</f><v>#N/A</v></c></row></sheetData></worksheet>'
    )
    found = read(tmp_path, repacked(bare, xl__worksheets__sheet1_dot_xml=sheet))
    assert people(found) == [("a@b.example", "")]
    assert [row[:3] for row in refused(found)] == [("S", 3, "A")]
    assert "error" in refused(found)[0][3]


def test_days_of_consent_as_dates_and_as_text(tmp_path: Path) -> None:
    rows = [
        ["Email", "Ngày đồng ý"],
        ["a@b.example", dt.datetime(2026, 3, 5)],
        ["b@b.example", "05/03/2026"],
        ["c@b.example", "ngày 5 tháng 3 năm 2026"],
        ["d@b.example", None],
        ["e@b.example", "hôm qua"],
        ["f@b.example", "05/03/2099"],
        ["g@b.example", dt.date(2026, 3, 5)],
    ]
    found = read(tmp_path, workbook({"S": rows}))
    day = dt.date(2026, 3, 5)
    assert [person.agreed_on for person in found.people] == [day, day, day, None, None, None, day]
    assert [(note.place.row, note.place.column) for note in found.remarks] == [(6, "B"), (7, "B")]


def test_who_did_not_agree_is_not_taken(tmp_path: Path) -> None:
    text = (
        "Email,Đồng ý nhận\na@b.example,Có\nb@b.example,không\nc@b.example,\nd@b.example,x\ne@b.example,chưa đồng ý\n"
    )
    found = read(tmp_path, text)
    assert [person.address for person in found.people] == ["a@b.example", "d@b.example"]
    assert [row[1:3] for row in refused(found)] == [(3, "B"), (4, "B"), (6, "B")]


@pytest.mark.parametrize(
    "sign",
    ["✓", "√", "☑", "✔", "✔\ufe0f", "✅", " ✓ ", "✓ có", "x", "v", "1", "TRUE", "Đã ký phiếu", "Vâng", "Đồng ý", "yes"],
)
def test_a_tick_is_a_yes(tmp_path: Path, sign: str) -> None:
    assert len(read(tmp_path, f"Email,Đồng ý nhận\na@b.example,{sign}\n").people) == 1


@pytest.mark.parametrize(
    ("sign", "vi"),
    [("✗", "không hiểu “✗”"), ("×", "không hiểu “×”"), ("☒", "gõ: có, hoặc: không"), ("?", "không hiểu “?”"), ("có?", "không hiểu trong ô"),
     ("👍", "không hiểu “👍”"), ("✓✗", "không hiểu “✓✗”"), ("", "để trống"), ("☐", "để trống"), ("-", "để trống"), ("…", "để trống"),
     ("không", "danh sách ghi"), ("từ chối nhận thư", "danh sách ghi"), ("kg", "danh sách ghi")],
)  # fmt: skip
def test_what_is_no_clear_yes_is_said_as_it_is(tmp_path: Path, sign: str, vi: str) -> None:
    """“The list says no” of a sign that was not understood would be untrue, and nobody would mend the list."""
    found = read(tmp_path, f"Email,Đồng ý nhận\na@b.example,{sign}\n")
    assert not found.people
    (note,) = found.refused
    assert vi in note.reason.vi
    assert ("danh sách ghi" in note.reason.vi) is (vi == "danh sách ghi")


def test_a_tick_for_mail_beside_the_addresses_is_no_address(tmp_path: Path) -> None:
    found = read(tmp_path, "Thư điện tử;Nhận qua email\na@b.example;có\nc@d.example;không\n")
    assert [person.address for person in found.people] == ["a@b.example"]
    assert [row[1:3] for row in refused(found)] == [(3, "B")]


def test_family_and_given_names_in_two_columns(tmp_path: Path) -> None:
    assert people(read(tmp_path, "Họ đệm;Tên;Email\nNguyễn Văn;An;a@b.example\n")) == [("a@b.example", "Nguyễn Văn An")]


def test_an_address_under_the_names_is_said_to_be_there(tmp_path: Path) -> None:
    found = read(
        tmp_path, "Họ và tên,Email\nlan@x.example,Nguyễn Thị Lan\nhoa@x.example,\nNguyễn Hoa,hoa2@x.example\nLê,Lê\n"
    )
    assert people(found) == [("hoa2@x.example", "Nguyễn Hoa")]
    assert [(note.place.row, note.place.column) for note in found.refused] == [(2, "A"), (3, "A"), (5, "B")]
    said = found.refused[0].reason.vi
    assert "nằm ở cột A “Họ và tên”, không ở cột B “Email”" in said
    assert "đổi chỗ hai ô" in said
    assert found.refused[2].reason.en == "there is no @"


@pytest.mark.parametrize("cell", ['"=HYPERLINK(""mailto:x@x"")"', "=SUM(1)", "#REF!"])
def test_a_name_that_is_a_formula_is_left_empty_and_noted(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, f"Họ và tên,Email,Tổ\n{cell},a@b.example,{cell}\n-,c@d.example,2\n")
    assert people(found) == [("a@b.example", ""), ("c@d.example", "", "Tổ 2")]
    assert [(note.place.row, note.place.column) for note in found.remarks] == [(2, "A"), (2, "C")]
    assert "công thức" in found.remarks[0].reason.vi


def test_bare_addresses_without_a_heading(tmp_path: Path) -> None:
    found = read(tmp_path, "a@b.example\nc@d.example\n")
    assert [person.address for person in found.people] == ["a@b.example", "c@d.example"]
    assert found.sheets[0].heading.row is None
    assert people(read(tmp_path, "Nguyễn An,a@b.example\nLê Bình,c@d.example\n"))[1] == ("c@d.example", "Lê Bình")


def test_quoted_cells_of_csv_may_hold_separators_and_lines(tmp_path: Path) -> None:
    found = read(tmp_path, 'sep=;\nTên;Email\n"Nguyễn; An";"a@b.example\nc@d.example"\nB;wrong\n')
    assert people(found) == [("a@b.example", "Nguyễn; An"), ("c@d.example", "Nguyễn; An")]
    assert refused(found) == [("", 5, "B", "there is no @")]


def test_a_quotation_mark_left_open_is_named_and_swallows_nobody(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, 'Tên,Email\nA,a@b.example\n"B,b@b.example\nC,c@b.example\n')
    assert caught.value.findings[0].rule.id == "list.quotes"
    assert caught.value.findings[0].place.line == 3


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    rows = [["Email"], [], [], ["a@b.example"], [], ["wrong"]]
    assert refused(read(tmp_path, workbook({"S": rows})))[0][:3] == ("S", 6, "A")
    assert refused(read(tmp_path, "Email\n\n\na@b.example\n\nwrong\n"))[0][:3] == ("", 6, "A")
    assert [column_letter(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_sheet_without_addresses_names_its_rows(tmp_path: Path) -> None:
    found = read(tmp_path, "Họ tên,Điện thoại\nA,0912\n")
    assert people(found) == []
    assert refused(found)


def test_a_workbook_as_excel_writes_it(tmp_path: Path) -> None:
    """Its words are in a part of their own; its days are numbers with a format."""
    made = readers_import.excel_list(tmp_path / "excel.xlsx", rows=30)
    with zipfile.ZipFile(made) as archive:
        assert "xl/sharedStrings.xml" in archive.namelist()
        assert b"inlineStr" not in archive.read("xl/worksheets/sheet1.xml")
    found = gather(read_list(made), TODAY)
    assert len(found.people) == 30
    assert not found.refused
    last = found.people[-1]
    assert (last.address, last.name, last.groups) == ("nguoi.thu29@thon29.example", "Nguyễn Văn 29", ("Tổ 9",))
    assert last.agreed_on == dt.date(2026, 3, 2)


def test_ten_times_the_rows_cost_ten_times_the_work(tmp_path: Path) -> None:
    """Nothing about a row asks all other rows."""

    def work(rows: int) -> int:
        text = "Tên,Email\n" + "".join(f"Người {n},nguoi{n}@thon.example\n" for n in range(rows))
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            read(tmp_path, text)
        finally:
            sys.setprofile(None)
        return calls

    small, large = work(200), work(2000)
    assert large < 11 * small
