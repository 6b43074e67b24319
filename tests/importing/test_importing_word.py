"""Word files: fonts of runs, emphasis, lists, tables, tracked changes, links, notes, text boxes, photos in place."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import example, given, settings
from hypothesis import strategies as st
from import_kit import W, drawing, jpeg, only, outline, para, part, result, rules, run, texts, word, zipped

from bulletin.importing.document import SourceParagraph, SourceTable
from bulletin.importing.readers import read

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    '<w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="N"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Cu"><w:name w:val="Bài cũ"/><w:basedOn w:val="N"/>'
    '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="CuHon"><w:name w:val="Bài cũ hơn"/><w:basedOn w:val="Cu"/></w:style>'
    '<w:style w:type="character" w:styleId="Dam"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="V1"><w:name w:val="v1"/><w:basedOn w:val="V2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="V2"><w:name w:val="v2"/><w:basedOn w:val="V1"/></w:style>'
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:latin typeface="Cambria"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)
NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="Điều %1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def first(data: bytes, spool: Path) -> SourceParagraph:
    block = only(data, spool).blocks[0]
    assert isinstance(block, SourceParagraph)
    return block


def fonts(data: bytes, spool: Path) -> list[str | None]:
    return [item.font for item in first(data, spool).runs]


def test_fonts_come_from_runs_styles_their_bases_and_the_theme(tmp_path: Path) -> None:
    parts = {"styles": STYLES, "theme": THEME}
    assert fonts(word(para("tin"), parts), tmp_path) == ["Calibri"]
    assert fonts(word(para("tin", properties='<w:pStyle w:val="CuHon"/>'), parts), tmp_path) == [".VnTime"]
    direct = para(run("a", '<w:rFonts w:ascii="Arial" w:hAnsi="VNI-Times"/>'), run("ñ", '<w:rFonts w:ascii="Arial" '
                  'w:hAnsi="VNI-Times"/>'), run("b"), properties='<w:pStyle w:val="Cu"/>')  # fmt: skip
    assert fonts(word(direct, parts), tmp_path) == ["Arial", "VNI-Times", ".VnTime"]


def test_styles_that_are_based_on_each_other_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    assert texts(only(word(para("tin", properties='<w:pStyle w:val="V1"/>'), {"styles": STYLES}), tmp_path)) == ["tin"]


def test_bold_of_a_character_style_undoes_bold_of_the_paragraph_style(tmp_path: Path) -> None:
    inside = para(run("a"), run("b", '<w:rStyle w:val="Dam"/>'), run("c", '<w:b w:val="0"/>'), run("d", "<w:b/><w:i/>"),
                  properties='<w:pStyle w:val="H2"/>')  # fmt: skip
    block = first(word(inside, {"styles": STYLES}), tmp_path)
    looks = [(item.text, item.bold, item.italic) for item in block.runs]
    assert looks == [("a", True, False), ("b", False, False), ("c", False, False), ("d", True, True)]
    assert (block.heading, block.names[0], block.size_pt) == (2, "heading 2", 12.0)


def test_signs_that_are_elements_are_kept(tmp_path: Path) -> None:
    inside = (
        "<w:p><w:r><w:t>UBND ph</w:t><w:softHyphen/><w:t>êng</w:t><w:tab/><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t>"
        '<w:br/><w:t>dòng</w:t><w:cr/><w:t>ba</w:t><w:sym w:font=".VnTime" w:char="F0AD"/></w:r></w:p>'
    )
    block = first(word(inside), tmp_path)
    assert block.text == "UBND ph\u00adêng\tA\u2011B\ndòng\nba\u00ad"
    assert block.runs[-1].font == ".VnTime"


def test_raised_and_lowered_digits_are_letters_of_their_own(tmp_path: Path) -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    inside = para(
        "rộng 12 m", run("2", raised), " khí CO", run("2", '<w:vertAlign w:val="subscript"/>'), run("th", raised)
    )
    assert first(word(inside), tmp_path).text == "rộng 12 m² khí CO₂th"


def test_lists_are_counted_with_what_word_prints_in_front(tmp_path: Path) -> None:
    def item(text: str, key: int, level: int = 0) -> str:
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
        return para(text, properties=number)

    inside = item("một", 5) + item("a", 5, 1) + item("b", 5, 1) + item("hai", 5) + item("c", 5, 1) + item("gạch", 6)
    inside += item("lại một", 7) + item("không", 0) + item("lạ", 99)
    document = only(word(inside, {"numbering": NUMBERS}), tmp_path)
    items = [block.item for block in document.blocks if isinstance(block, SourceParagraph)]
    assert [item and (item.ordered, item.level, item.number, item.label) for item in items] == [
        (True, 0, 1, "Điều 1."), (True, 1, 1, "1.a)"), (True, 1, 2, "1.b)"), (True, 0, 2, "Điều 2."),
        (True, 1, 1, "2.a)"), (False, 0, None, "–"), (True, 0, 1, "Điều 1."), None, None,
    ]  # fmt: skip


def test_insertions_are_text_and_deletions_hidden_words_and_comments_are_named(tmp_path: Path) -> None:
    inside = para(
        "Có ", "<w:ins>" + run("thêm") + "</w:ins>", "<w:del><w:r><w:delText> bỏ</w:delText></w:r></w:del>",
        "<w:moveFrom>" + run(" đi") + "</w:moveFrom>", "<w:moveTo>" + run(" đến") + "</w:moveTo>",
        run(" ẩn", "<w:vanish/>"), '<w:r><w:commentReference w:id="3"/></w:r>', " hết",
    )  # fmt: skip
    comments = '<w:comment w:id="3">' + para("xem lại") + "</w:comment>"
    found = result(word(inside, {"comments": comments}), tmp_path)
    block = found.documents[0].blocks[0]
    assert isinstance(block, SourceParagraph)
    assert block.text == "Có thêm đến hết"
    gone = {item.not_printed: item.text for item in block.runs if item.not_printed}
    assert gone == {"deleted": " bỏ đi", "hidden": " ẩn", "comment": "xem lại"}
    assert rules(found) == ["import.not-printed"] * 3
    assert {finding.quote for finding in found.findings} == {"bỏ đi", "ẩn", "xem lại"}


def test_a_deleted_paragraph_mark_joins_the_paragraphs(tmp_path: Path) -> None:
    inside = para("Đầu câu ", properties="<w:rPr><w:del/></w:rPr>") + para("cuối câu")
    assert texts(only(word(inside), tmp_path)) == ["Đầu câu cuối câu"]


def test_links_of_both_kinds_keep_their_address_and_codes_are_no_text(tmp_path: Path) -> None:
    def code(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inside = para(
        '<w:hyperlink r:id="l1">' + run("bao.vn") + "</w:hyperlink>", " và ", code("begin"),
        '<w:r><w:instrText> HYPERLINK "https://ward.vn/a" </w:instrText></w:r>', run("mã"), code("separate"),
        run("trang phường"), code("end"), " hết",
    )  # fmt: skip
    block = first(word(inside, links={"l1": "https://bao.vn/"}), tmp_path)
    assert block.text == "bao.vn và trang phường hết"
    assert [item.href for item in block.runs] == ["https://bao.vn/", None, "https://ward.vn/a", None]


def test_photos_are_in_place_with_their_bytes_and_captions_below(tmp_path: Path) -> None:
    one, two = jpeg("red"), jpeg("blue")
    inside = para("Trước") + para(drawing("img1", "Múa lân")) + para("Chú thích một")
    inside += para("Dòng<w:br/>", drawing("img2"), "<w:r><w:br/></w:r>", "Chú thích hai") + para(
        "Câu ", drawing("img1"), "dở"
    )
    inside = inside.replace("Dòng<w:br/>", "Dòng")
    document = only(word(inside, media={"image1.jpeg": one, "image2.jpeg": two}), tmp_path)
    assert outline(document) == ["Trước", "[image1.jpeg]", "Chú thích một", "Dòng", "[image2.jpeg]", "Chú thích hai",
                                 "Câu dở", "[image1.jpeg]"]  # fmt: skip
    files = list(document.pictures.values())
    assert [(tmp_path / file.stored).read_bytes() for file in files] == [one, two]
    assert [file.sha256 for file in files] == [hashlib.sha256(data).hexdigest() for data in (one, two)]
    assert document.blocks[1].alt == "Múa lân"  # type: ignore[union-attr]


def test_pictures_outside_of_the_file_are_never_followed(tmp_path: Path) -> None:
    inside = para(drawing("xa").replace("r:embed", "r:link"))
    found = result(word(inside, links={"xa": "file:///etc/passwd"}), tmp_path)
    picture = found.documents[0].blocks[0]
    assert (picture.key, picture.href) == (None, "file:///etc/passwd")  # type: ignore[union-attr]
    assert rules(found) == ["import.remote-picture"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "target", ["file:///D:/Anh/h%E1%BB%99i%20ngh%E1%BB%8B.jpg", "D:\\Anh\\hội nghị.jpg", "hội nghị.jpg"]
)
def test_a_linked_picture_is_taken_from_beside_the_file(target: str, tmp_path: Path) -> None:
    folder, spool = tmp_path / "bai", tmp_path / "spool"
    folder.mkdir()
    spool.mkdir()
    inside = para(drawing("xa").replace("r:embed", "r:link"))
    (folder / "a.docx").write_bytes(word(inside, links={"xa": target}))
    found = read(folder / "a.docx", "a.docx", spool)
    (finding,) = found.findings
    assert "“hội nghị.jpg”, vào cùng thư mục với tệp" in finding.remedy("vi")
    assert "Word" in finding.remedy("vi")
    assert "Ctrl+S" not in finding.remedy("vi")
    photo = b"\xff\xd8\xff\xe0" + bytes(400)
    (folder / "hội nghị.jpg").write_bytes(photo)
    found = read(folder / "a.docx", "a.docx", spool)
    assert not found.findings
    (file,) = found.documents[0].pictures.values()
    assert (spool / file.stored).read_bytes() == photo


def test_what_is_beside_the_file_and_no_picture_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "passwd").write_text("root")
    (tmp_path / "a.docx").write_bytes(
        word(para(drawing("xa").replace("r:embed", "r:link")), links={"xa": "file:///etc/passwd"})
    )
    found = read(tmp_path / "a.docx", "a.docx", tmp_path)
    assert rules(found) == ["import.remote-picture"]
    assert not found.documents[0].pictures


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{para('Trong khung')}</w:txbxContent>"
    new = f"<mc:Choice><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    inside = para("Ngoài", f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>")
    document = only(word(inside), tmp_path)
    assert texts(document) == ["Ngoài", "Trong khung"]
    assert "textbox" in document.blocks[1].names  # type: ignore[union-attr]


def test_footnotes_follow_the_text_under_their_number(tmp_path: Path) -> None:
    inside = para("Câu", '<w:r><w:footnoteReference w:id="2"/></w:r>', ".")
    notes = f'<w:footnote w:id="2">{para("<w:r><w:footnoteRef/></w:r>", " Theo sử làng.")}</w:footnote>'
    document = only(word(inside, {"footnotes": notes}), tmp_path)
    assert texts(document) == ["Câu¹.", "¹ Theo sử làng."]
    assert "footnote" in document.blocks[1].names  # type: ignore[union-attr]


def test_merged_cells_are_given_once(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    out = io.BytesIO()
    document.save(out)
    block = next(block for block in only(out.getvalue(), tmp_path).blocks if isinstance(block, SourceTable))
    shape = [[(cell.columns, cell.rows) for cell in row] for row in block.rows]
    assert shape == [[(2, 1), (1, 1)], [(1, 1), (1, 1), (1, 2)], [(1, 1), (1, 1)]]
    assert [one.text for one in block.rows[1][2].blocks] == ["12", "22"]  # type: ignore[union-attr]


def test_page_breaks_and_sdt_and_smart_tags_and_maths(tmp_path: Path) -> None:
    inside = "<w:sdt><w:sdtContent>" + para("Trong ô") + "</w:sdtContent></w:sdt>"
    inside += para("a", '<w:r><w:br w:type="page"/></w:r>', "b")
    inside += para("<w:smartTag>" + run("Hà Nội") + "</w:smartTag>", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")
    assert outline(only(word(inside), tmp_path)) == ["Trong ô", "a", "-", "b", "Hà Nộix=1"]


def test_headers_and_footers_are_not_text_and_the_file_tells_of_itself(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "Bản tin tháng Năm", "Đoàn Thị Bống"
    document.sections[0].header.paragraphs[0].text = "ĐẦU TRANG"
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    style = document.styles.add_style("Tít", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Làng mở hội", style=style)
    out = io.BytesIO()
    document.save(out)
    made = only(out.getvalue(), tmp_path)
    assert texts(made) == ["Làng mở hội"]
    assert made.blocks[0].names[0] == "Tít"  # type: ignore[union-attr]
    assert (made.meta["dc:title"], made.meta["dc:creator"]) == (("Bản tin tháng Năm",), ("Đoàn Thị Bống",))


@pytest.mark.parametrize("space", ["http://purl.oclc.org/ooxml/wordprocessingml/main"])
def test_the_strict_form_of_the_format_is_read_too(tmp_path: Path, space: str) -> None:
    data = word(para("nghiêm"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = (
        part("document", "<w:body>" + para("nghiêm") + "</w:body>").replace(W, space).encode()
    )
    assert texts(only(zipped(members), tmp_path)) == ["nghiêm"]


@pytest.mark.parametrize("blank", ["", " ", "\n", "\t", "\u00a0", " \n "])
def test_a_paragraph_of_blanks_alone_is_none(tmp_path: Path, blank: str) -> None:
    document = docx.Document()
    for text in ("a", blank, "b"):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    assert texts(only(out.getvalue(), tmp_path)) == ["a", "b"]


WORDS = st.text("aăâđêôơưẹộợ ĐƯ&<>*_#|0129.,–“”", min_size=1, max_size=12)
RUNS = st.lists(st.tuples(WORDS, st.booleans(), st.booleans()), min_size=1, max_size=5)


@given(st.lists(RUNS, min_size=1, max_size=6), st.integers(0, 3))
@example([[("a", False, False)], [(" ", False, False)]], 0)
@settings(max_examples=15, deadline=None)
def test_what_a_library_writes_comes_back_letter_for_letter(
    tmp_path_factory: pytest.TempPathFactory, written: list[list[tuple[str, bool, bool]]], photos: int
) -> None:
    document = docx.Document()
    for runs in written:
        paragraph = document.add_paragraph()
        for text, bold, italic in runs:
            made = paragraph.add_run(text)
            made.bold, made.italic = bold, italic
    bytes_of = [jpeg(colour) for colour in ("red", "green", "blue")[:photos]]
    for data in bytes_of:
        document.add_picture(io.BytesIO(data))
    out = io.BytesIO()
    document.save(out)
    spool = tmp_path_factory.mktemp("kho")
    found = result(out.getvalue(), spool).documents
    read = found[0] if found else None
    blocks = [block for block in read.blocks if isinstance(block, SourceParagraph)] if read else []
    letters = [[(char, one.bold, one.italic) for one in block.runs for char in one.text] for block in blocks]
    wanted = [[(char, bold, italic) for text, bold, italic in runs for char in text] for runs in written]
    # Runs of blanks alone at the ends of a paragraph, and paragraphs of blanks alone, show nothing.
    assert [_shown(line) for line in letters] == [line for one in wanted if (line := _shown(one))]
    assert [(spool / file.stored).read_bytes() for file in (read.pictures.values() if read else ())] == bytes_of


def _shown(line: list[tuple[str, bool, bool]]) -> list[tuple[str, bool, bool]]:
    while line and line[0][0] == " ":
        line = line[1:]
    while line and line[-1][0] == " ":
        line = line[:-1]
    return line
