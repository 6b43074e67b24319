"""Old encodings become Unicode: by fonts of runs, by words without fonts, mixed files, guesses, mojibake, NFC."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_kit import only, para, result, run, word
from legacy_kit import encoded, in_bytes

from bulletin.importing.decode import decode_document
from bulletin.importing.decode.document import findings_of
from bulletin.importing.decode.fonts import by_font
from bulletin.importing.document import Origin, SourceDocument, SourceParagraph, SourcePicture, SourceRun
from bulletin.text.vietnamese.legacy import Legacy

TEXT = "Ủy ban nhân dân phường tổ chức hội nghị tổng kết phong trào đoàn kết xây dựng đời sống văn hóa ở khu dân cư"
SMALL = TEXT.replace("Ủy", "ủy")
LEGACY: list[tuple[str, Legacy]] = [(".VnTime", "tcvn3"), ("VNI-Times", "vni"), ("VISCII", "viscii")]


def document(*paragraphs: str | tuple[SourceRun, ...]) -> SourceDocument:
    blocks = tuple(
        SourceParagraph((SourceRun(one),) if isinstance(one, str) else one, Origin("tep", f"đoạn {at}"))
        for at, one in enumerate(paragraphs, 1)
    )
    return SourceDocument("text", "tep", "0" * 64, blocks)


def read_back(made: SourceDocument) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, SourceParagraph)]


@pytest.mark.parametrize(("font", "encoding"), LEGACY)
def test_the_font_of_a_run_proves_its_encoding(font: str, encoding: Legacy) -> None:
    runs = (SourceRun(encoded(SMALL, encoding), font, bold=True), SourceRun(" – Đoàn kết", "Arial"))
    made = decode_document(document(runs))
    assert read_back(made) == [f"{SMALL} – Đoàn kết"]
    assert (made.blocks[0].runs[0].font, made.blocks[0].runs[0].bold) == (None, True)  # type: ignore[union-attr]
    assert [(note.evidence, note.encoding) for note in made.notes] == [("font", encoding)]
    assert decode_document(made).blocks == made.blocks


@given(st.lists(st.integers(0, len(SMALL)), max_size=12), st.sampled_from(LEGACY))
def test_it_does_not_matter_where_word_divides_the_runs(cuts: list[int], how: tuple[str, Legacy]) -> None:
    font, encoding = how
    text = encoded(SMALL, encoding)
    marks = [0, *sorted({min(cut, len(text)) for cut in cuts}), len(text)]
    runs = tuple(SourceRun(text[a:b], font) for a, b in pairwise(marks) if b > a)
    assert "".join(one.text for one in by_font(runs)[0]) == SMALL


def test_soft_hyphen_elements_and_fonts_of_styles_in_a_word_file(tmp_path: Path) -> None:
    typed = encoded("ủy ban nhân dân phường, nước", "tcvn3")
    assert typed.count("\u00ad") == 3 - 1
    inside = typed.replace("\u00ad", '</w:t><w:softHyphen/><w:t xml:space="preserve">')
    styles = (
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="Cu"/><w:rPr><w:rFonts w:ascii=".VnTime" '
        'w:hAnsi=".VnTime"/></w:rPr></w:style>'
    )
    data = word(para(run(inside), properties='<w:pStyle w:val="C"/>'), {"styles": styles})
    assert read_back(decode_document(only(data, tmp_path))) == ["ủy ban nhân dân phường, nước"]


def test_fonts_with_capitals_only() -> None:
    runs = (SourceRun(encoded("ủy ban nhân dân", "tcvn3"), ".VnTimeH"),)
    assert read_back(decode_document(document(runs))) == ["ỦY BAN NHÂN DÂN"]


def test_symbols_fonts_that_keep_letters_in_a_private_range() -> None:
    typed = "".join(chr(0xF000 + ord(char)) if ord(char) > 0x7F else char for char in encoded("nhân dân", "tcvn3"))
    assert read_back(decode_document(document((SourceRun(typed, ".VnTime"),)))) == ["nhân dân"]


@pytest.mark.parametrize("text", ["Nguyễn Thị Mơ", "của các bà", "ASEAN 2026"])
def test_unicode_that_was_typed_in_an_old_font_stays(text: str) -> None:
    assert read_back(decode_document(document((SourceRun(text, ".VnTime"),)))) == [text]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_without_fonts_words_decide(encoding: Legacy) -> None:
    made = decode_document(document(encoded(SMALL, encoding), "Tin khác"))
    assert read_back(made) == [SMALL, "Tin khác"]
    assert {(note.evidence, note.encoding) for note in made.notes} == {("words", encoding)}
    assert made.blocks[0].runs[0].guess is None  # type: ignore[union-attr]
    assert [one.rule.id for one in findings_of(made)] == ["import.old-encoding"]


def test_a_file_that_mixes_three_encodings() -> None:
    typed = ("Sáng nay phường mở hội nghị", encoded(SMALL, "tcvn3"), encoded(SMALL, "vni"), "Kết thúc tốt đẹp")
    made = decode_document(document(*typed))
    assert read_back(made) == [typed[0], SMALL, SMALL, typed[3]]
    assert {note.encoding for note in made.notes} == {"tcvn3", "vni"}


def test_two_words_inside_of_unicode_text_are_a_guess_of_their_own() -> None:
    typed = f"Sáng nay UBND phường {encoded('tổ chức', 'tcvn3')} lễ phát động trồng cây"
    made = decode_document(document(typed))
    assert read_back(made) == ["Sáng nay UBND phường tổ chức lễ phát động trồng cây"]
    guesses = [one for one in made.blocks[0].runs if one.guess]  # type: ignore[union-attr]
    assert [(one.text, one.guess) for one in guesses] == [("tổ chức", encoded("tổ chức", "tcvn3"))]
    (finding,) = findings_of(made)
    assert finding.rule.id == "import.old-encoding-guess"
    assert "tổ chức" in finding.what("vi")


def test_single_words_are_guessed_only_where_the_document_proves_the_encoding() -> None:
    alone = f"Ông Lò Văn Xẻ dự {encoded('hội', 'tcvn3')} làng"
    assert read_back(decode_document(document(alone))) == [alone]
    made = decode_document(document(encoded(SMALL, "tcvn3"), alone))
    assert read_back(made)[1] == "Ông Lò Văn Xẻ dự hội làng"
    assert [one.guess for one in made.blocks[1].runs if one.guess] == [encoded("hội", "tcvn3")]  # type: ignore[union-attr]


@pytest.mark.parametrize("text", [
    "Café crème ở phố José Martí", "Nguyễn Văn A gửi lời chào", "Điện tích µm² và 30 °C", "Phạm Thị Hòa, Đắk Lắk",
    "Beyoncé và Zoë hát ở Đà Lạt", "H'Hen Niê, Y Phôn Ksor", "naïve façade Übermut señor",
])  # fmt: skip
def test_text_that_is_as_it_should_be_stays(text: str) -> None:
    made = decode_document(document(text, "Một đoạn khác của bài."))
    assert (read_back(made)[0], made.notes) == (text, ())


def test_mojibake_and_decomposed_letters() -> None:
    wrong = "Hội nghị tổng kết phong trào thi đua".encode().decode("cp1252", "ignore")
    made = decode_document(document(unicodedata.normalize("NFD", "Phường mở hội"), wrong))
    assert read_back(made)[0] == "Phường mở hội"
    assert "nghị tổng kết" in read_back(made)[1]


def test_captions_and_values_of_the_header_are_decoded_too() -> None:
    picture = SourcePicture("p1", Origin("tep"), caption=encoded("múa lân ở hội làng đầu xuân năm mới", "tcvn3"))
    made = decode_document(
        SourceDocument("docx", "tep", "0", (picture,), meta={"title": (encoded(SMALL, "vni"), "Hội")})
    )
    assert made.blocks[0].caption == "múa lân ở hội làng đầu xuân năm mới"  # type: ignore[union-attr]
    assert made.meta["title"] == (SMALL, "Hội")


def test_looks_links_and_hidden_words_survive_decoding() -> None:
    typed = encoded(SMALL, "tcvn3")
    at = typed.index(" ", 30)
    runs = (
        SourceRun(typed[:at], italic=True), SourceRun("ẩn", not_printed="hidden"),
        SourceRun(typed[at:], bold=True, href="https://bao.vn/"),
    )  # fmt: skip
    made = decode_document(document(runs)).blocks[0]
    assert made.text == SMALL  # type: ignore[union-attr]
    assert {(one.italic, one.bold, one.href, one.not_printed) for one in made.runs} == {  # type: ignore[union-attr]
        (True, False, None, None), (False, False, None, "hidden"), (False, True, "https://bao.vn/", None),
    }  # fmt: skip


def test_a_text_file_of_old_bytes(tmp_path: Path) -> None:
    (read,) = result(encoded(SMALL, "tcvn3").encode("cp1252"), tmp_path).documents
    assert read.encoding == "windows-1252"
    assert read_back(decode_document(read)) == [SMALL]


def test_a_viscii_file_keeps_the_capitals_that_are_control_characters(tmp_path: Path) -> None:
    lines = [
        "Ủy ban nhân dân phường tổ chức hội nghị tổng kết",
        "KỸ SƯ TRẦN VĂN KỶ DẪN ĐẦU ĐOÀN",
        "Ý KIẾN CỦA CỤ VŨ THỊ ẴM",
    ]
    data = in_bytes("\n\n".join(lines), "viscii")
    assert any(code in data for code in b"\x05\x06\x14\x19")
    (found,) = result(data, tmp_path / "kho").documents
    assert read_back(decode_document(found)) == lines


@pytest.mark.parametrize("data", [b"\x05\x06 ABC" * 40, bytes(range(1, 255)) * 4, b"tin \x01 d\xe0i \xe1\xe2 " * 30])
def test_other_control_characters_are_still_no_text(data: bytes, tmp_path: Path) -> None:
    assert [one.rule.id for one in result(data, tmp_path / "kho").findings] == ["import.unknown-kind"]


def test_capitals_of_a_font_that_is_lost_become_capitals_again() -> None:
    typed = encoded("Bµi: ", "tcvn3") + "TR" + encoded("ần", "tcvn3")[:-1] + "N V" + encoded("ă", "tcvn3") + "N TH"
    typed += encoded("ắ", "tcvn3") + "NG, " + encoded("tổ chức hội nghị phường", "tcvn3")
    (made,) = read_back(decode_document(document(typed)))
    assert "TRẦN" in made
    assert "THẮNG, tổ chức hội nghị phường" in made
