"""Fields of Word files, mails and pastes; the traps of each."""

from __future__ import annotations

import datetime as dt

import pytest
from import_making import HERE, document, draft_of, paragraph, picture

from bulletin.importing.document import SourceCell, SourceItem, SourceParagraph, SourceRun, SourceTable
from bulletin.importing.find.dates import iso_moment, moments
from bulletin.importing.find.numbers import documents_in
from bulletin.importing.find.people import credit_of, is_name

TITLE = paragraph("Khu 4 có sân bóng mới", bold=True, align="center")
LONG = "Sân rộng chín trăm mét vuông, mở cửa cả tuần cho các em nhỏ trong khu và hai khu bên cạnh."


def test_a_word_title_of_two_signs_is_sure() -> None:
    draft = draft_of(TITLE, paragraph(LONG), kind="docx", file="a.docx")
    assert (draft.title.value, draft.title.certainty) == ("Khu 4 có sân bóng mới", "sure")


def test_a_plain_first_line_is_a_guess_and_a_text_without_one_has_none() -> None:
    draft = draft_of(paragraph("Khu 4 có sân bóng mới"), paragraph(LONG), kind="text", file="dan-vao.txt")
    assert draft.title.certainty == "guess"
    draft = draft_of(paragraph(LONG), kind="text", file="dan-vao.txt")
    assert draft.title.certainty == "missing"
    assert draft.body.value == LONG


def test_a_letterhead_is_no_title_and_is_reported() -> None:
    draft = draft_of(
        paragraph("ỦY BAN NHÂN DÂN PHƯỜNG BÌNH HẢI", bold=True, align="center"),
        paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, align="center"),
        TITLE, paragraph(LONG), kind="docx", file="a.docx",
    )  # fmt: skip
    assert draft.title.value == "Khu 4 có sân bóng mới"
    assert "ỦY BAN NHÂN DÂN PHƯỜNG BÌNH HẢI" in draft.lost
    assert "ỦY BAN" not in (draft.body.value or "")


def test_a_first_paragraph_in_bold_is_the_standfirst_and_one_like_the_others_is_not() -> None:
    lead = "Từ tháng này, trẻ em khu 4 có chỗ chơi bóng sau giờ học mà không phải ra đường lớn."
    draft = draft_of(TITLE, paragraph(lead, bold=True), paragraph(LONG), kind="docx", file="a.docx")
    assert draft.lead.value == lead
    assert draft.body.value == LONG
    draft = draft_of(TITLE, paragraph(lead), paragraph(LONG), kind="docx", file="a.docx")
    assert draft.lead.value is None
    assert draft.body.value == f"{lead}\n\n{LONG}"


@pytest.mark.parametrize(
    ("line", "look", "name", "role"),
    [
        ("Tin, ảnh: Minh Khuê", {}, "Minh Khuê", "Tin, ảnh"),
        ("Bài và ảnh: LÊ VĂN BÁCH", {}, "LÊ VĂN BÁCH", "Bài và ảnh"),
        ("Tác giả: Ngô Hiền", {}, "Ngô Hiền", None),
        ("Đặng Thu Lộc", {"align": "right"}, "Đặng Thu Lộc", None),
        ("ĐẶNG THU LỘC", {}, "ĐẶNG THU LỘC", None),
        ("BBT", {"bold": True}, "BBT", None),
    ],
)
def test_authors(line: str, look: dict[str, object], name: str, role: str | None) -> None:
    draft = draft_of(TITLE, paragraph(LONG), paragraph(LONG), paragraph(line, **look), kind="docx", file="a.docx")  # type: ignore[arg-type]
    assert draft.authors.value
    assert (draft.authors.value[0].name, draft.authors.value[0].role) == (name, role)
    assert draft.authors.certainty == "sure"
    assert name not in (draft.body.value or "")


def test_a_plain_name_at_the_end_is_a_guess() -> None:
    draft = draft_of(TITLE, paragraph(LONG), paragraph("Đặng Thu Lộc"), kind="docx", file="a.docx")
    assert draft.authors.certainty == "guess"


def test_a_pasted_print_view_has_its_title_beside_the_code() -> None:
    draft = draft_of(
        paragraph("Print Thứ Ba, 17/11/2026 15:00 Gốc"), paragraph(f"Sáng 16/11, khu 4 khánh thành sân bóng. {LONG}"),
        paragraph("Tiện ích thông tin"), paragraph("QR CODE: Khu 4 có sân bóng mới"), paragraph("QR Code Fanpage"),
        kind="text", file="dan-vao.txt",
    )  # fmt: skip
    assert (draft.title.value, draft.title.certainty) == ("Khu 4 có sân bóng mới", "guess")
    assert (draft.date.value, draft.date.certainty) == (dt.datetime(2026, 11, 17, 15), "sure")
    assert draft.body.value == f"Sáng 16/11, khu 4 khánh thành sân bóng. {LONG}"
    assert "QR Code Fanpage" in draft.lost


def test_theo_is_a_source_and_no_author() -> None:
    draft = draft_of(TITLE, paragraph(LONG), paragraph("(Theo Báo Bình Hải)"), kind="docx", file="a.docx")
    assert draft.authors.value is None
    assert draft.source.value
    assert draft.source.value.name == "Báo Bình Hải"


def test_the_senders_day_is_not_the_day_of_the_story() -> None:
    draft = draft_of(TITLE, paragraph(LONG), kind="mail", file="a.eml", meta={"date": ("2026-11-20",)})
    assert draft.date.value is None


def test_place_and_day_at_the_foot_of_a_text() -> None:
    draft = draft_of(
        TITLE, paragraph("Sáng 8/5, khu 4 khánh thành sân bóng mới cho các em nhỏ."),
        paragraph("Bình Hải, ngày 9 tháng 5 năm 2026", align="right"), kind="docx", file="a.docx",
    )  # fmt: skip
    assert draft.date.value == dt.datetime(2026, 5, 9)
    assert draft.date.certainty == "sure"


def test_captions_two_lines_by_look_and_a_plain_line_as_a_guess() -> None:
    draft = draft_of(
        TITLE, paragraph(LONG), picture("a"), paragraph("Các em chọn bóng ở khu 4", italic=True, align="center"),
        paragraph("chiều 8/5. Ảnh: Minh Khuê", italic=True, align="center"), paragraph(LONG + " Hết."),
        picture("b"), paragraph("Sân bóng nhìn từ trên cao"), paragraph(LONG + " Và đèn."), picture("c"),
        paragraph(LONG + " Cùng bà con."), kind="docx", file="a.docx",
    )  # fmt: skip
    first, second, third = draft.photos
    assert first.caption.value == "Các em chọn bóng ở khu 4 chiều 8/5."
    assert first.credit.value == "Minh Khuê"
    assert first.caption.certainty == "sure"
    assert (second.caption.value, second.caption.certainty) == ("Sân bóng nhìn từ trên cao", "guess")
    assert third.caption.certainty == "missing"
    body = (draft.body.value or "").split("\n\n")
    assert body == [
        LONG,
        "![[anh-1]]",
        f"{LONG} Hết.",
        "![[anh-2]]",
        f"{LONG} Và đèn.",
        "![[anh-3]]",
        f"{LONG} Cùng bà con.",
    ]


def test_a_file_name_in_place_of_a_caption_is_none() -> None:
    draft = draft_of(TITLE, paragraph(LONG), picture("a"), paragraph("dong-da.jpg"), paragraph(LONG + " Hết."),
                     kind="docx", file="a.docx")  # fmt: skip
    assert draft.photos[0].caption.value is None


def test_lists_tables_subheads_and_verse() -> None:
    cells = lambda *texts: tuple(SourceCell((paragraph(text),)) for text in texts)  # noqa: E731
    table = SourceTable((cells("Khu", "Số em"), cells("Khu 4", "a|b")), HERE)
    item = lambda text, n=None: SourceParagraph((SourceRun(text),), HERE, item=SourceItem(n is not None, 0, n))  # noqa: E731
    draft = draft_of(
        TITLE, paragraph(LONG), paragraph("Giờ mở cửa", bold=True), paragraph(LONG + " Hết."), item("Bóng"), item("Vợt"),  # noqa: E501
        item("Mượn", 1), item("Trả", 2), table, paragraph("Sân em nho nhỏ\nCó bóng có vòng\nChiều về gió lộng"),
        paragraph("Tiểu mục", heading=2), paragraph(LONG + " Cuối."), kind="docx", file="a.docx",
    )  # fmt: skip
    assert draft.body.value == "\n\n".join([
        LONG, "## Giờ mở cửa", f"{LONG} Hết.", "- Bóng\n- Vợt\n1. Mượn\n2. Trả",
        "| Khu | Số em |\n| --- | --- |\n| Khu 4 | a\\|b |",
        "::: thơ\nSân em nho nhỏ\nCó bóng có vòng\nChiều về gió lộng\n:::", "## Tiểu mục", f"{LONG} Cuối.",
    ])  # fmt: skip
    assert [note.vi for note in draft.notes if "tít xen" in note.vi]
    assert [note.vi for note in draft.notes if "thơ" in note.vi]


def test_merged_cells_are_there_once() -> None:
    rows = (
        (SourceCell((paragraph("Khu"),), rows=2), SourceCell((paragraph("Số em"),), columns=2)),
        (SourceCell((paragraph("Nam"),)), SourceCell((paragraph("Nữ"),))),
        tuple(SourceCell((paragraph(text),)) for text in ("Khu 4", "31", "29")),
    )
    draft = draft_of(TITLE, paragraph(LONG), SourceTable(rows, HERE), kind="docx", file="a.docx")
    assert (draft.body.value or "").endswith(
        "| Khu | Số em |  |\n| --- | --- | --- |\n|  | Nam | Nữ |\n| Khu 4 | 31 | 29 |"
    )


def test_hidden_words_are_named_and_not_taken() -> None:
    runs = (SourceRun("Sân mở cửa cả tuần."), SourceRun("số điện thoại riêng", not_printed="hidden"))
    draft = draft_of(TITLE, SourceParagraph(runs, HERE), kind="docx", file="a.docx")
    assert draft.body.value == "Sân mở cửa cả tuần."
    assert any(note.quote == "số điện thoại riêng" for note in draft.notes)


def test_documents_with_kind_day_and_issuer() -> None:
    text = "Thực hiện Kế hoạch số 31 -KH/ĐU ngày 10/03/2026 của Đảng ủy phường Bình Hải; Kế hoạch số 31-KH/ĐU nêu rõ. Nghị định 30/2020/NĐ-CP."  # noqa: E501
    first, second = documents_in(text)
    assert (first.number, first.kind, first.date, first.issuer) == (
        "31-KH/ĐU", "Kế hoạch", dt.date(2026, 3, 10), "Đảng ủy phường Bình Hải")  # fmt: skip
    assert (second.number, second.kind) == ("30/2020/NĐ-CP", "Nghị định")


def test_moments() -> None:
    assert [m.when for m in moments("Thứ Năm, 09/05/2024 - 15:00")] == [dt.datetime(2024, 5, 9, 15)]
    assert [m.when for m in moments("5/9/2026 3:05:00 PM", "mdy")] == [dt.datetime(2026, 5, 9, 15, 5)]
    assert [m.when for m in moments("ngày 9 tháng 5 năm 2026")] == [dt.datetime(2026, 5, 9)]
    assert not moments("số 12/13/2026/NĐ-CP, tỷ số 3-2")
    assert iso_moment("2026-11-16T20:30:00Z") == dt.datetime(2026, 11, 17, 3, 30)


def test_names_and_credits() -> None:
    assert all(map(is_name, ("Minh Khuê", "LÊ VĂN BÁCH", "Phạm T. Hòa", "PV", "Minh Khuê - Ngô Hiền")))
    assert not any(map(is_name, ("Hôm nay trời đẹp", "Khu 4", "Sân bóng mới", "Hải")))
    assert credit_of("Các em chọn bóng (Ảnh: Minh Khuê)") == ("Các em chọn bóng", "Minh Khuê")
    assert credit_of("Triển lãm ảnh: những ngày xanh ở khu phố ven kênh") == (
        "Triển lãm ảnh: những ngày xanh ở khu phố ven kênh",
        None,
    )


def test_words_that_are_in_no_field_are_listed() -> None:
    draft = draft_of(paragraph("Trang chủ", "nav"), paragraph("Khu 4 có sân bóng", heading=1), paragraph(LONG),
                     paragraph("Lượt xem: 400"), meta={"og:title": ("Khu 4 có sân bóng",)})  # fmt: skip
    assert draft.lost == ("Trang chủ", "Lượt xem: 400")
    assert document(paragraph("x")).kind == "html"
