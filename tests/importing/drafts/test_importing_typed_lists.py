"""Lists typed with signs, and what looks like one: talk, verse, dates."""

from __future__ import annotations

import pytest
from import_making import draft_of, paragraph

from bulletin.importing.draft import Draft

TITLE = paragraph("Khu 4 có sân bóng mới", bold=True, align="center")
LONG = "Sân rộng chín trăm mét vuông, mở cửa cả tuần cho các em nhỏ trong khu và hai khu bên cạnh."
END = "Bà con trong khu cùng nhau giữ gìn sân bóng sạch đẹp cho các em."


def draft_with(*rows: str, blocks: bool, before: str = LONG) -> Draft:
    """A story with these rows in one paragraph, or a paragraph each."""
    middle = [paragraph(row) for row in rows] if blocks else [paragraph("\n".join(rows))]
    return draft_of(TITLE, paragraph(before), *middle, paragraph(END), kind="docx", file="a.docx")


def middle_of(draft: Draft, before: str = LONG) -> str:
    return (draft.body.value or "").removeprefix(f"{before}\n\n").removesuffix(f"\n\n{END}")


@pytest.mark.parametrize("blocks", [False, True])
@pytest.mark.parametrize(
    ("rows", "body"),
    [
        (["- Vận động được 21.250.000 đồng;", "- Trồng 300 cây;", "- Thay 12 bóng đèn."],
         "- Vận động được 21.250.000 đồng;\n- Trồng 300 cây;\n- Thay 12 bóng đèn."),
        (["– Trồng cây", "– Thay đèn"], "- Trồng cây\n- Thay đèn"),
        (["-Trồng cây", "-Thay đèn"], "- Trồng cây\n- Thay đèn"),
        (["+ Trồng cây.", "+ Thay đèn."], "- Trồng cây.\n- Thay đèn."),
        (["• Trồng cây", "•\u00a0Thay đèn"], "- Trồng cây\n- Thay đèn"),
        (["* Trồng cây", "* Thay đèn"], "- Trồng cây\n- Thay đèn"),
        (["1. Trồng cây.", "2. Thay đèn.", "3. Quét sân."], "1. Trồng cây.\n2. Thay đèn.\n3. Quét sân."),
        (["1) Trồng cây", "2) Thay đèn"], "1. Trồng cây\n2. Thay đèn"),
        (["a) Trồng cây", "b) Thay đèn", "đ) Quét sân"], "a) Trồng cây\n\nb) Thay đèn\n\nđ) Quét sân"),
        (["1. Kết quả", "- Trồng cây", "2. Hạn chế", "- Thiếu đèn"],
         "1. Kết quả\n- Trồng cây\n2. Hạn chế\n- Thiếu đèn"),
    ],
)  # fmt: skip
def test_typed_lists_are_lists_of_the_house(rows: list[str], body: str, blocks: bool) -> None:
    draft = draft_with(*rows, blocks=blocks)
    assert middle_of(draft) == body
    assert not draft.notes
    assert not draft.lost


def test_a_list_begins_and_ends_inside_of_a_paragraph_and_its_items_may_be_wrapped() -> None:
    rows = ["Kết quả cụ thể:", "- Trồng 300 cây", "chuỗi ngọc.", "- Thay 12 bóng đèn.", "Tổ 8 còn làm tiếp."]
    draft = draft_with(*rows, blocks=False)
    assert middle_of(draft) == (
        "Kết quả cụ thể:\n\n- Trồng 300 cây chuỗi ngọc.\n- Thay 12 bóng đèn.\n\nTổ 8 còn làm tiếp."
    )
    assert not draft.notes


TALKS = [
    ["– Anh đi đâu đấy?", "– Tôi về quê."],
    ["- Dạ, cháu chào bác.", "- Vào nhà đi cháu.", "- Bà đâu rồi ạ."],
    ["– Đứng lại!", "– Không, tôi phải đi ngay, ông Ba nói.", "– Ừ."],
    ["- PV: Thưa ông, sân rộng bao nhiêu?", "- Ông Hai: Sân rộng 900 m²."],
]


@pytest.mark.parametrize("blocks", [False, True])
@pytest.mark.parametrize("rows", TALKS)
def test_what_people_say_is_no_list_and_no_verse_and_the_guess_is_marked(rows: list[str], blocks: bool) -> None:
    draft = draft_with(*rows, blocks=blocks)
    body = middle_of(draft).replace("\\-", "-")
    assert body == "\n\n".join(rows)
    assert [note.vi for note in draft.notes] == [f"Đoán: các dòng “{rows[0]}…” là lời thoại, không phải danh sách."]


def test_a_line_that_says_who_speaks_opens_talk_and_a_colon_otherwise_opens_a_list() -> None:
    rows = ["– Mai các em lại đến.", "– Nhớ mang theo nước."]
    said = "Ông Ba gọi các em nhỏ trong khu lại gần gốc đa rồi nói:"
    assert middle_of(draft_with(*rows, blocks=True, before=said), said) == "\n\n".join(rows)
    asked = "Ban tổ chức sân bóng khu 4 nhắc bà con và các em nhỏ như sau:"
    draft = draft_with(*rows, blocks=True, before=asked)
    assert middle_of(draft, asked) == "- Mai các em lại đến.\n- Nhớ mang theo nước."
    assert not draft.notes


def test_slogans_below_a_colon_are_a_list() -> None:
    before = "Các khẩu hiệu được treo dọc đường vào sân bóng của khu:"
    draft = draft_with("- Toàn dân tập thể dục!", "- Giữ sân sạch đẹp!", blocks=True, before=before)
    assert middle_of(draft, before) == "- Toàn dân tập thể dục!\n- Giữ sân sạch đẹp!"


def test_rows_that_may_be_either_are_a_marked_list_and_talk_where_the_story_has_talk() -> None:
    rows = ["– Tôi về quê.", "– Mai tôi lên."]
    draft = draft_with(*rows, blocks=True)
    assert middle_of(draft) == "- Tôi về quê.\n- Mai tôi lên."
    assert [note.vi for note in draft.notes] == ["Đoán: các dòng “– Tôi về quê.…” là danh sách, không phải lời thoại."]
    draft = draft_with("– Anh đi đâu đấy?", "Ông Hai quay lại.", *rows, blocks=True)
    assert middle_of(draft).endswith("\n\n– Tôi về quê.\n\n– Mai tôi lên.")


def test_one_line_numbers_out_of_order_and_verse_are_no_list() -> None:
    assert middle_of(draft_with("- Trồng cây.", blocks=True)) == "\\- Trồng cây."
    assert middle_of(draft_with("3. Trồng cây.", "1. Thay đèn.", blocks=True)) == "3\\. Trồng cây.\n\n1\\. Thay đèn."
    verse = ["Sân mới lát gạch đỏ", "Bóng lăn dưới hàng cây", "Em cười vang xóm nhỏ"]
    assert middle_of(draft_with(*verse, blocks=False)) == "::: thơ\n" + "\n".join(verse) + "\n:::"


def test_the_empty_line_between_two_stanzas_stays_beside_a_list() -> None:
    verse = "Sân mới lát gạch đỏ\nBóng lăn dưới hàng cây\n\nEm cười vang xóm nhỏ\nNắng đầy"
    draft = draft_of(TITLE, paragraph(LONG), paragraph(verse), paragraph("- Trồng cây;\n- Thay đèn."), paragraph(END),
                     kind="docx", file="a.docx")  # fmt: skip
    assert middle_of(draft) == f"::: thơ\n{verse}\n:::\n\n- Trồng cây;\n- Thay đèn."


def test_a_sign_in_bold_goes_and_the_look_of_the_words_stays() -> None:
    rows = [paragraph("- Trồng cây;", bold=True), paragraph("- Thay đèn.")]
    draft = draft_of(TITLE, paragraph(LONG), *rows, paragraph(END), kind="docx", file="a.docx")
    assert middle_of(draft) == "- **Trồng cây**;\n- Thay đèn."
