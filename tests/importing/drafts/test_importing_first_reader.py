"""What an officer's own files showed: formal titles, poems of two stanzas, addresses, tables, names in capitals."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from import_kit import jpeg
from import_making import document, draft_of, paragraph

from bulletin.cli.main import root
from bulletin.cli.settings import Settings
from bulletin.importing.document import SourceCell, SourceTable
from bulletin.importing.readers.beside import plain_name, siblings_on_disk
from bulletin.importing.report.values import field_words
from bulletin.sources.issue import parse

TITLE = paragraph("Khu 4 có sân bóng mới", bold=True, align="center")
LONG = "Sân rộng chín trăm mét vuông, mở cửa cả tuần cho các em nhỏ trong khu và hai khu bên cạnh."
FORMAL = (
    "Triển khai thực hiện Thông tư số 48/2026/TT-BVHTTDL ngày 12 tháng 8 năm 2026 của Bộ Văn hóa, Thể thao và Du lịch "
    "quy định chi tiết về tổ chức hoạt động của trung tâm văn hóa cấp xã trên địa bàn phường"
)


def test_a_formal_title_of_three_lines_is_the_title_and_the_letterhead_is_not() -> None:
    draft = draft_of(
        paragraph("UBND PHƯỜNG BÌNH HẢI", bold=True, align="center"),
        paragraph(FORMAL, bold=True, align="center"), paragraph(LONG), kind="docx", file="a.docx",
    )  # fmt: skip
    assert (draft.title.value, draft.title.certainty) == (FORMAL, "sure")
    assert not draft.authors.value


def test_the_newsroom_in_capitals_still_signs() -> None:
    draft = draft_of(TITLE, paragraph(LONG), paragraph("BAN BIÊN TẬP", bold=True), kind="docx", file="a.docx")
    assert [author.name for author in draft.authors.value or ()] == ["BAN BIÊN TẬP"]


def test_a_couplet_goes_with_its_poem() -> None:
    poem = paragraph("Nước trôi không hỏi lối về\nĐể con đò nhỏ nằm nghe gió chiều\nMẹ tôi gánh những liêu xiêu")
    last = paragraph("Bao nhiêu năm, bấy nhiêu ngày\nBến xưa vẫn đợi, bàn tay vẫn chèo")
    body = draft_of(TITLE, last, poem, last, paragraph(LONG), kind="docx", file="a.docx").body.value or ""
    assert body.count("::: thơ") == 1
    assert body.count("Bao nhiêu năm") == 2
    assert body.index("Bến xưa") < body.index("\n\nNước trôi")
    assert body.endswith(f":::\n\n{LONG}")
    assert not parse("article", f"ma: a\ntieu_de: b\nnoi_dung: |\n{indented(body)}".encode(), "a.yaml").findings


def indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.split("\n"))


@pytest.mark.parametrize("dash", "–—−‒-")
def test_any_dash_begins_an_item_of_a_pasted_list(dash: str) -> None:
    rows = [paragraph(f"{dash} {words}") for words in ("Dọn kênh", "Trồng cây", "Sơn tường")]
    body = draft_of(TITLE, paragraph(LONG), *rows, kind="text", file="dan-vao.txt").body.value or ""
    assert body.endswith("- Dọn kênh\n- Trồng cây\n- Sơn tường")


@pytest.mark.parametrize("row", ["ĐT: 0234 3 826 389", "vanphong@tuhieu.example", "Mọi chi tiết xin liên hệ:", "--"])
def test_an_address_is_no_poem(row: str) -> None:
    lines = paragraph(f"{row}\nVăn phòng chùa\nThôn Thượng")
    draft = draft_of(TITLE, paragraph(LONG), lines, kind="docx", file="a.docx")
    assert "::: dòng" in (draft.body.value or "")
    assert "::: thơ" not in (draft.body.value or "")


def test_a_table_with_merged_cells_is_marked() -> None:
    wide = SourceCell((paragraph("Số thu"),), columns=2)
    rows = ((wide,), tuple(SourceCell((paragraph(text),)) for text in ("Kế hoạch", "Thực hiện")))
    table = SourceTable(rows, document(paragraph(LONG)).blocks[0].origin)
    draft = draft_of(TITLE, paragraph(LONG), table, kind="docx", file="a.docx")
    assert any("ô gộp" in note.vi for note in draft.notes)


def test_fields_are_named_in_words() -> None:
    assert field_words("published_at", "vi") == "ngày đăng"
    assert field_words("photos.2.caption", "vi") == "chú thích của ảnh 2"
    assert field_words("photos.2.caption", "en") == "caption of photo 2"


def test_names_are_found_in_any_case(tmp_path: Path) -> None:
    """`ANH.JPG` and `anh.jpg` are one file to Windows; two that are alike stay two."""
    (tmp_path / "Tin_files").mkdir()
    (tmp_path / "Tin_files/ANH.JPG").write_bytes(b"1")
    find = siblings_on_disk(tmp_path / "Tin.html")
    assert find("tin_files/anh.jpg") == b"1"
    assert find("../anh.jpg") is None
    (tmp_path / "Tin_files/Anh.jpg").write_bytes(b"2")
    assert find("Tin_files/anh.jpg") is None
    assert find("Tin_files/Anh.jpg") == b"2"
    assert plain_name("Ả.JPG") == plain_name("ả.jpg")


def said(*words: str | Path) -> str:
    made = CliRunner().invoke(
        root.get_command(None, "import"),  # type: ignore[arg-type]
        [str(word) for word in words], obj=Settings(), standalone_mode=False,
    )  # fmt: skip
    return made.output


@pytest.mark.parametrize("cut", [False, True])
def test_a_photo_that_is_cut_short_is_named_at_once(tmp_path: Path, cut: bool) -> None:
    (tmp_path / "so-1").mkdir()
    (tmp_path / "publication.yaml").write_text("ma: b\n", "utf-8")
    (tmp_path / "so-1/issue.yaml").write_text("so: 1\n", "utf-8")
    data = jpeg(size=(400, 300))
    (tmp_path / "a.jpg").write_bytes(data[: len(data) // 2] if cut else data)
    assert ("import.photo-cut" in said(tmp_path / "a.jpg", "--into", tmp_path / "so-1")) is cut


def test_what_an_import_leaves_open_is_not_printed_unseen() -> None:
    text = 'ma: a\ntieu_de: "(chưa có tiêu đề)"\nnoi_dung: "(chưa có nội dung)"\n'
    found = parse("article", text.encode(), "a.yaml").findings
    assert [one.rule.id for one in found] == ["schema.placeholder"] * 2
