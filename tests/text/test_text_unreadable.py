"""Text in another encoding is found and decoded right; text that is as it should be is left alone."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_samples import vietnamese

from bulletin.text.normalise import normalise
from bulletin.text.vietnamese.decoding import repair_line
from bulletin.text.vietnamese.legacy import _TABLES, Legacy
from bulletin.text.vietnamese.syllable import is_syllable
from bulletin.text.vietnamese.unreadable import find_unreadable, legacy_word

EXAMPLES = Path(__file__).parents[2] / "examples"
WORDS = (
    "phường", "tổ", "chức", "hội", "nghị", "nhân", "dân", "đồng", "chí", "đảng", "ủy", "thực", "hiện", "quyết", "định",
    "kế", "hoạch", "năm", "một", "và", "của", "trong", "những", "được", "cho", "người", "làm", "việc", "sáng", "ngày",
    "bí", "thư", "chủ", "tịch", "ban", "sông", "ngàn", "trường", "học", "sinh", "giải", "thưởng", "đường", "phố",
)  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=20).map(lambda words: ["đảng", "ủy", "phường", *words])


def encoded(text: str, encoding: Legacy) -> str:
    """The text as a program without the old font shows it: the first code of the table for each letter."""
    codes: dict[str, str] = {}
    for code, letter in _TABLES[encoding].items():
        if code.isprintable() or code == "\u00ad":
            codes.setdefault(letter, code)
    return "".join(codes.get(letter, letter) for letter in text)


@given(SENTENCES, st.sampled_from(["tcvn3", "vni", "viscii"]))
@settings(max_examples=150, deadline=None)
def test_old_encodings_are_decoded(words: list[str], encoding: Legacy) -> None:
    text = " ".join(words).capitalize() if encoding != "tcvn3" else " ".join(words)
    (found,) = find_unreadable(encoded(text, encoding))
    assert (found.repaired, found.certain) == (text, True)


@given(SENTENCES, st.integers(1, 2), st.sampled_from(["cp1252", "latin-1"]))
@settings(max_examples=150, deadline=None)
def test_utf8_taken_for_another_code_is_undone(words: list[str], times: int, code: str) -> None:
    text = damaged = " ".join(words).capitalize()
    for _ in range(times):
        data = damaged.encode()
        damaged = "".join(bytes([b]).decode(code, "ignore") or chr(b) for b in data)
    (found,) = find_unreadable(damaged)
    assert (found.repaired, found.encoding, found.certain) == (text, "utf-8", True)


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("tæ chøc  héi nghÞ", "tổ chức  hội nghị"),
        ("UBND ph\u00adêng tæ chøc", "UBND phường tổ chức"),
        ("ông có tæ chøc héi nghÞ ở phường", "ông có tổ chức hội nghị ở phường"),
        ("Uûy ban nhaân daân phöôøng", "Ủy ban nhân dân phường"),
        ("lÃ  ngÃ y vÃ  hÃ ng quÃ ", "là ngày và hàng quà"),
        ("Ä‘Æ°á»ng phá»‘ vÃ  trÆ°á»ng", "đường phố và trường"),
        ("Ä‘Ã¨n há»ng sÃ¡ng", "đèn h(ọ|ỏ)ng sáng"),
    ],
)
def test_the_line_to_type(typed: str, repaired: str) -> None:
    (found,) = find_unreadable(typed)
    assert found.repaired.strip() == repaired.replace("h(ọ|ỏ)ng", "h(ề|ọ|ỏ)ng")


def test_units_are_no_letters_of_old_fonts() -> None:
    assert find_unreadable("Noël à la crèche m² m² km² cm³") == ()


def test_two_neighbours_are_a_suspicion_and_one_is_nothing() -> None:
    assert [found.certain for found in find_unreadable("quán tæ chøc")] == [False]
    assert find_unreadable("hãng tæ") == ()


FOREIGN = (
    "Élysée", "Saint-Étienne", "François Mitterrand", "Noël à la crèche", "thé très été né déjà vu", "garçon naïf",
    "l'élève a été à l'école où l'on préfère l'opéra", "Müller", "Köln", "Straße", "grün für schöne Mädchen",
    "über die Brücke nach Österreich", "Dvořák", "Nováková má žízeň", "příliš žluťoučký kůň", "São Paulo",
    "mañana él sí", "El Niño", "Ångström", "På så må vi", "Björk", "Łódź", "café", "résumé", "Beyoncé",
    "20°C", "5 µm", "m²", "Windows®", "½ cốc", "«Dân»", "§ 5", "© 2026", "Nestlé®", "Citroën", "déjà-vu", "Ý",
    "à la carte", "Bến Thủy",    "naïve", "Zoë", "È cosa",
)  # fmt: skip
CLEAN = (
    "TTXVN", "UBND", "01-KL/TW", "12/2026/NĐ-CP", "ôtô", "axít", "nilông", "km/h", "Wi-Fi", "covid", "COVID-19", "AĐ",
    "H'Hen Niê", "Đắk Lắk", "Kon Tum", "Pleiku", "Y Blok", "TP. Hồ Chí Minh", "10.000 đồng", "50%", "“xanh”", "…",
)  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(FOREIGN), st.sampled_from(CLEAN)), max_size=30))
@settings(max_examples=300, deadline=None)
def test_nothing_is_claimed_of_clean_text(words: list[str]) -> None:
    assert find_unreadable(" ".join(words)) == ()


@given(vietnamese())
@settings(max_examples=150, deadline=None)
def test_nothing_is_claimed_of_clean_bodies(text: str) -> None:
    assert find_unreadable(text) == ()


def test_nothing_is_claimed_of_the_examples() -> None:
    texts = [path.read_text("utf-8") for path in EXAMPLES.rglob("*.yaml")]
    assert len(texts) > 8
    assert [find_unreadable(text) for text in texts] == [()] * len(texts)


def test_a_long_text_of_random_syllables_is_clean() -> None:
    """60,000 words in random order meet many more neighbours than any newspaper prints."""
    chance = random.Random(7)
    words = re.findall(r"\w+", " ".join(path.read_text("utf-8") for path in EXAMPLES.rglob("articles/*.yaml")))
    syllables = sorted({word for word in words if is_syllable(word)})
    text = " ".join(chance.choice((*syllables, *CLEAN)) for _ in range(60_000))
    assert find_unreadable(text) == ()


def test_a_key_and_english_words_stay_in_a_repaired_line() -> None:
    assert repair_line('title: "Héi nghÞ s¬ kÕt" # old font', "tcvn3") == 'title: "Hội nghị sơ kết" # old font'


def test_the_soft_hyphen_of_an_old_font_is_kept() -> None:
    """In TCVN3 that code is a letter (F3); anywhere else it goes, or parts two syllables."""
    assert normalise("UBND ph\u00adêng t\u00ad").text == "UBND ph\u00adêng t\u00ad"
    assert normalise("thanh\u00adniên, inter\u00adnet").text == "thanh niên, internet"
    assert legacy_word("l\u00ad¬ng") == "lương"
    assert legacy_word("phêng") is None


@pytest.mark.parametrize(
    "word", ["gìn", "gìm", "gíp", "gích", "giếc", "tuýp", "gì", "giếng", "giết", "nghiêng", "quốc"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghành", "tuyp", "gip", "kuốc", "TTXVN", "héi", "phêngg", "ñy", "ña", "śa"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
