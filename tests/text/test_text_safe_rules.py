"""Faults of the safe rules: each with its smallest input, and with the near miss that must stay as it was."""

from __future__ import annotations

import pytest

from bulletin.text.body.markup import parse_body
from bulletin.text.names import title_case
from bulletin.text.normalise import normalise
from bulletin.text.vietnamese.syllable import is_syllable, is_word
from bulletin.text.vietnamese.tone import mended, moved
from bulletin.text.vietnamese.unreadable import find_unreadable

CHANGED = [
    ("như “ Mùa xuân nho nhỏ” của", "như “Mùa xuân nho nhỏ” của"),
    ("“ Sạch ngõ ” và “ Đẹp nhà ”", "“Sạch ngõ” và “Đẹp nhà”"),
    ("hội\u200bnghị", "hội nghị"),
    ("Nguyễn\ufeffVăn", "Nguyễn Văn"),
    ("đại\u2060hội", "đại hội"),
    ("đại\u00adhội", "đại hội"),
    ("nghi\u00adêm", "nghiêm"),
    ("Inter\u00adnet", "Internet"),
    ("10\u200b000", "10000"),
    ("Nghị quyết 05 CT/TW", "Nghị quyết 05-CT/TW"),
    ("số 05 CT/TW", "số 05-CT/TW"),
    ("45/TTr- MTTQ- BTT", "45/TTr-MTTQ-BTT"),
    ("5/QĐ–UBND–VX", "5/QĐ-UBND-VX"),
    ("01/2020/TTLT – BTP – BTNMT của", "01/2020/TTLT-BTP-BTNMT của"),
    ("www.a.vn ,www.b.vn", "www.a.vn, www.b.vn"),
    ("năm 2024 ,các tổ", "năm 2024, các tổ"),
    ("lớp Trường ...Với", "lớp Trường …Với"),
    ("Thanh: ...Với", "Thanh: …Với"),
    ("thông minh ...", "thông minh…"),
    ("thông minh …", "thông minh…"),
    ("Ðắk Lắk, Ðăk Nông, Ðà Nẵng", "Đắk Lắk, Đăk Nông, Đà Nẵng"),
    ("vơí ngươì tòan cuả", "với người toàn của"),
    ("Ngươì dân phường TÒAN THẮNG", "Người dân phường TOÀN THẮNG"),
    ("ông Nguyễn Văn Tòan", "ông Nguyễn Văn Toàn"),
]  # fmt: skip
KEPT = [
    "Ä‘iá»‡n lá»±c",
    "điền “ ” vào",
    "gương “Dân vận khéo “ năm 2023",
    "năm 2013. ”Đây là…”",
    "ông nói: ”Tốt“ rồi",
    "mất dấu mở ” ở đây",
    "UBND ph\u00adêng tæ chøc",
    "Kpă\u200bLố",
    "Từ năm 2009 NQ/TU đã nêu",
    "trong 3 tháng 5 KH/ĐU",
    "mục 3 CT/TU",
    "Tổ dân phố số 12 KH/ĐU",
    "Tổ 12\nKH/ĐU",
    "12/KH-UBND – UBND phường đã nhận",
    "12/KH-UBND – Chủ tịch",
    "10 . 000 đồng",
    "5 , 5 ha",
    "giá 3,x triệu",
    "N,N-dimetyl",
    "tổ A,B,C",
    "Tuấn... ... và",
    "Tuấn… … và",
    "ngày … tháng … năm 2026",
    "ngày ... tháng ... năm 2026",
    "số … lớp …",
    "👨\u200d👩\u200d👧",
    "hòa bình, hoà bình, thủy thuỷ, khoẻ khỏe",
    "khuỷu tay, ngoằn ngoèo, thuở xưa, quý, quốc, giếng, gìn giữ",
    "Più mosso, Liú Xiǎo",
    "Guðrún Sigurðardóttir, maðk",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "printed"), CHANGED)
def test_what_is_certain_is_mended(typed: str, printed: str) -> None:
    assert normalise(typed).text == printed
    assert normalise(printed).changes == ()


@pytest.mark.parametrize("typed", KEPT)
def test_what_is_not_certain_stays(typed: str) -> None:
    assert normalise(typed, multiline=True).text == typed


def test_old_letters_with_a_soft_hyphen_are_kept_and_named() -> None:
    (found,) = find_unreadable("UBND ph\u00adêng tæ chøc")
    assert found.words == ("phường", "tổ", "chức")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("＃ Tin", r"\# Tin"), ("＊ Sao", r"\* Sao"), ("｜A｜", r"\|A\|"), ("Số ＃1", "Số #1"), ("１＋１", "1+1")],
)
def test_full_width_signs_are_text_in_a_body(typed: str, printed: str) -> None:
    assert normalise(typed, multiline=True).text == printed
    (block,) = parse_body(printed).blocks
    assert type(block).__name__ == "Paragraph"
    assert normalise(typed).text == printed.replace("\\", "")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("TIN VÀ ẢNH: LAN ANH", "Tin và ảnh: Lan Anh"), ("BAN BIÊN TẬP", "Ban Biên tập"),
        ("KSOR PHƯỚC", "Ksor Phước"), ("H'HEN NIÊ", "H'Hen Niê"), ("ANNA LÊ", "Anna Lê"),
        ("LIÊM ĐOÀN", "Liêm Đoàn"), ("BTV LAN ANH", "BTV Lan Anh"), ("LAN ANH, MINH ĐỨC", "Lan Anh, Minh Đức"),
        ("BÀI: LAN ANH – ẢNH: MINH ĐỨC", "Bài: Lan Anh – Ảnh: Minh Đức"), ("ĐOÀN VĂN A", "Đoàn Văn A"),
    ],
)  # fmt: skip
def test_names_in_capitals(typed: str, printed: str) -> None:
    assert title_case(typed) == printed
    assert title_case(printed) == printed


@pytest.mark.parametrize("name", ["TTXVN", "V. A.", "CÔNG AN PHƯỜNG", "MICHAEL LÊ", "AFP LÊ ANH", "Lan ANH", "PV"])
def test_names_that_are_left(name: str) -> None:
    assert title_case(name) == name


@pytest.mark.parametrize("word", ["gìn", "gìm", "gíp", "gích", "giếc", "tuýp", "ôtô", "axít", "điêzen", "Nilông"])
def test_words_that_the_grammar_learned(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", ["nghành", "nguời", "đuợc", "viêc", "ginh ghẻ", "kxyz"])
def test_words_that_are_none(word: str) -> None:
    assert not is_word(word)
    assert not is_syllable(word)


def test_every_tone_on_every_vowel_ends_on_one_that_can_carry_it() -> None:
    """Whatever vowel the mark was typed on, the syllable comes out the same, but for hòa and hoà."""
    for plain, right in (
        ("ngươi", "người"),
        ("toan", "toàn"),
        ("cuôi", "cuồi"),
        ("khuyên", "khuyền"),
        ("ngoai", "ngoài"),
    ):
        for at, letter in enumerate(plain):
            if letter in "aăâeêioôơuưy":
                typed = normalise(plain[: at + 1] + "\u0300" + plain[at + 1 :]).text
                assert typed == right
    assert [mended(word) for word in ("hòa", "hoà", "tùy", "tuỳ", "của")] == [None] * 5
    assert [moved("hòa", modern=True), moved("thuỳ", modern=False), moved("quý", modern=False)] == ["hoà", "thùy", None]
