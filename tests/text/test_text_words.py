"""Small modules: syllables, names, folding, legacy encodings, and the wording of findings."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text import findings
from bulletin.text.fold import fold, slug
from bulletin.text.names import author_name, title_case
from bulletin.text.vietnamese.legacy import decode_legacy, is_capital_font, legacy_encoding
from bulletin.text.vietnamese.syllable import is_syllable

LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


GOOD = """gì giếng giết quốc quyền quý nghiêng khuỷu ĐOÀN oong giặt thuở ủy kỹ xoèn toẹt khuya yêu Đồ Ý ghềnh hoà hòa"""
BAD = """nghành TTXVN VOV UBND Guðrún kái cạ̛c lich cach strong bàá ghà ngiêng"""


@pytest.mark.parametrize("word", GOOD.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", BAD.split())
def test_not_syllables(word: str) -> None:
    assert not is_syllable(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("HẠ VY", "Hạ Vy"),
        ("NGUYỄN V. A.", "Nguyễn V. A."),
        ("TTXVN", "TTXVN"),
        ("LAN ANH – TTXVN", "Lan Anh – TTXVN"),
        ("Minh Khuê", "Minh Khuê"),
        ("PV", "PV"),
        ("MAI", "Mai"),
        ("NHƯ Ý", "Như Ý"),
        ("HA\u0323 VY", "Hạ Vy"),
        ("", ""),
    ],
)
def test_author_names(typed: str, kept: str) -> None:
    assert author_name(typed).text == kept
    assert author_name(kept).text == kept


def test_author_name_lists_its_change() -> None:
    assert [(c.rule, c.before, c.after) for c in author_name("HẠ VY").changes] == [("R46", "HẠ VY", "Hạ Vy")]


@given(st.text(max_size=30))
def test_title_case_changes_case_only(name: str) -> None:
    assert title_case(name).casefold() == name.casefold()
    assert title_case(title_case(name)) == title_case(name)


@pytest.mark.parametrize(
    ("text", "folded", "address"),
    [
        ("Quận ủy Đồ Sơn", "Quan uy Do Son", "quan-uy-do-son"),
        ("“Sạch ngõ – đẹp phố”…", '"Sach ngo - dep pho"...', "sach-ngo-dep-pho"),
        ("東京", "", ""),
        ("Wi-Fi", "Wi-Fi", "wi-fi"),
    ],
)
def test_fold(text: str, folded: str, address: str) -> None:
    assert fold(text) == folded
    assert slug(text) == address


def test_every_vietnamese_letter_folds_to_its_base() -> None:
    assert set(fold(LETTERS)) == set("aeiouyd")
    assert len(fold(LETTERS + LETTERS.upper())) == 134


@given(st.text(max_size=40))
def test_fold_is_ascii_and_stable(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))


@pytest.mark.parametrize(
    ("encoding", "shown", "text"),
    [
        ("tcvn3", "Chi bé sinh ho¹t", "Chi bộ sinh hoạt"),
        ("tcvn3", "Uû ban nh©n d©n", "Uỷ ban nhân dân"),
        ("tcvn3", "thµnh phè H¶i Phßng, ph\u00adêng §å S¬n", "thành phố Hải Phòng, phường Đồ Sơn"),
        ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (
            "vni",
            "ÑAÛNG UÛY; böôùc; kyõ thuaät; chaún; Kyø",
            "ĐẢNG ỦY; bước; kỹ thuật; chẵn; Kỳ".replace("chẵn", "chẳn"),
        ),
        ("viscii", "Vi®t Nam, Ðà NÇng", "Việt Nam, Đà Nẵng"),
        ("viscii", "€n Š", "Ạn Ế"),
    ],
)
def test_decode_legacy(encoding: str, shown: str, text: str) -> None:
    assert decode_legacy(shown, encoding) == text  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["tcvn3", "viscii", "vni"])
def test_every_small_letter_has_a_code(encoding: str) -> None:
    from bulletin.text.vietnamese.legacy import _TABLES

    table = _TABLES[encoding]  # type: ignore[index]
    assert set(LETTERS) <= set(table.values())
    if encoding != "tcvn3":
        assert set(LETTERS.upper()) <= set(table.values())


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        ("ABCDEF+.VnArial", "tcvn3", False),
        ("VNI-Times", "vni", False),
        ("Times New Roman", None, False),
        ("HVnTimeH", None, False),
        ("", None, False),
    ],
)
def test_only_font_names_are_evidence(font: str, encoding: str | None, capitals: bool) -> None:
    assert legacy_encoding(font) == encoding
    assert is_capital_font(font) is capitals


def test_capital_fonts_give_capitals() -> None:
    assert decode_legacy("§¶ng bé", "tcvn3", capitals=True) == "ĐẢNG BỘ"


@pytest.mark.parametrize("rule", findings.RULES, ids=lambda rule: rule.id)
def test_findings_speak_both_languages(rule) -> None:
    values = {"date": "1/1/2024", "right": "Thứ Hai", "typed": "Thứ Ba", "name": "herb", "ruling": "| --- |"}
    for text in (rule.what, rule.why, rule.remedy):
        vi, en = text.fill("vi", values), text.fill("en", values)
        assert vi != en
        assert vi[-1] in ".”"
        assert en[-1] in ".”"
        assert unicodedata.is_normalized("NFC", vi)
    assert re.fullmatch(r"text\.[a-z]+(-[a-z]+)*", rule.id)


def test_rule_ids_are_unique() -> None:
    assert len({rule.id for rule in findings.RULES}) == len(findings.RULES)
