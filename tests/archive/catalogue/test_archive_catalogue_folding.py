"""The fold of search: one character for one character, the same for index, query and script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.archive.catalogue.folding import composed, exported, fold, lower, lower_and_fold
from bulletin.archive.catalogue.tokens import parted

# The 12 vowels with no tone and five tones, and đ: 73 small letters with marks or without, 134 with capitals.
VOWELS = {
    "a": "aàảãáạ ăằẳẵắặ âầẩẫấậ", "e": "eèẻẽéẹ êềểễếệ", "i": "iìỉĩíị", "o": "oòỏõóọ ôồổỗốộ ơờởỡớợ",
    "u": "uùủũúụ ưừửữứự", "y": "yỳỷỹýỵ",
}  # fmt: skip
TABLE = {
    **{letter: bare for bare, row in VOWELS.items() for letter in row.replace(" ", "") if letter != bare},
    "đ": "d",
}
LETTERS = {**TABLE, **{letter.upper(): bare for letter, bare in TABLE.items()}}


def test_there_are_134_letters_with_marks() -> None:
    assert len(LETTERS) == 134


@pytest.mark.parametrize("letter", LETTERS)
def test_every_vietnamese_letter_folds_to_its_bare_one(letter: str) -> None:
    assert fold(letter) == LETTERS[letter]
    assert lower(letter) == letter.lower()
    assert fold(composed(unicodedata.normalize("NFD", letter))) == LETTERS[letter]


def test_signs_of_one_meaning_are_one_and_no_sign_becomes_three() -> None:
    assert fold("31‑NQ/ĐU\u00a0…") == "31-nq/du …"
    assert fold("2020–2025") == "2020–2025"
    assert fold("İŁØ") == "ilo"


@given(st.text())
def test_places_stay(text: str) -> None:
    text = composed(text)
    assert len(fold(text)) == len(lower(text)) == len(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF)))
def test_folding_once_is_enough(text: str) -> None:
    assert fold(fold(text)) == fold(text) == fold(lower(text))


@given(st.text())
def test_the_table_of_the_script_folds_as_python_does(text: str) -> None:
    before, after = exported()
    assert len(before) == len(after)
    assert max(map(ord, before)) < 0x10000  # one unit of a JavaScript string
    table = dict(zip(before, after, strict=True))
    assert "".join(table.get(sign, sign) for sign in text) == fold(text)


def test_both_forms_at_once_are_each_form_alone_and_signs_keep_their_places() -> None:
    text = "".join(map(chr, range(0x3000)))
    exact, folded = lower_and_fold(text)
    assert (exact, folded) == (lower(text), fold(text))
    assert all((a in "-/. \n" or b in "-/. \n") <= (a == b) for a, b in zip(exact, folded, strict=True))


def test_a_sentence_with_a_parted_word_is_given_in_both_forms() -> None:
    exact, folded = lower_and_fold("Câu đầu. Nghị quyết 31-NQ/ĐU và/hoặc. Câu cuối.")
    assert [form.strip() for form in parted(folded, (exact, folded))] == [
        "nghị quyết 31 nq đu và hoặc",
        "nghi quyet 31 nq du va hoac",
    ]
