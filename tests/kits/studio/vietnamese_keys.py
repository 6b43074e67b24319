"""A small Telex and VNI: from a word to the keys that type it, and what is on the screen after each key."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

Method = Literal["telex", "vni"]
TONES = {"\u0301": "s1", "\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}
SHAPES = {"\u0302": "^6", "\u031b": "w7", "\u0306": "w8"}
VOWELS = "aeiouy"


@dataclass
class Letter:
    """A letter without its tone: `shape` is its combining sign, or `-` for đ."""

    base: str
    shape: str = ""

    def shown(self, tone: str = "") -> str:
        """The letter as it is on the screen."""
        if self.shape == "-":
            return "Đ" if self.base.isupper() else "đ"
        return unicodedata.normalize("NFC", self.base + self.shape + tone)

    @property
    def vowel(self) -> bool:
        return self.base.lower() in VOWELS


@dataclass
class Word:
    """A word while it is typed; the tone goes where it belongs after every key."""

    letters: list[Letter] = field(default_factory=list)
    tone: str = ""

    def shown(self) -> str:
        at = self._tone_at() if self.tone else -1
        return "".join(letter.shown(self.tone if n == at else "") for n, letter in enumerate(self.letters))

    def _tone_at(self) -> int:
        """The letter that carries the tone, in the old way: hòa, but hoàn."""
        lower = [letter.base.lower() for letter in self.letters]
        vowels = [n for n, letter in enumerate(self.letters) if letter.vowel]
        if len(vowels) > 1 and lower[:2] == ["q", "u"]:
            vowels = vowels[1:]
        if len(vowels) > 1 and lower[:2] == ["g", "i"] and vowels[0] == 1:
            vowels = vowels[1:]
        shaped = [n for n in vowels if self.letters[n].shape]
        if shaped:
            return shaped[-1]
        if len(vowels) == 3 or (len(vowels) == 2 and vowels[-1] < len(lower) - 1):
            return vowels[1]
        return vowels[0] if vowels else len(lower) - 1


def spelt(word: str) -> Word:
    """A word taken apart."""
    made = Word()
    for sign in unicodedata.normalize("NFD", word):
        if sign in TONES:
            made.tone = sign
        elif sign in SHAPES:
            made.letters[-1].shape = sign
        else:
            made.letters.append(Letter(sign))
    for letter in made.letters:
        if letter.base in "đĐ":
            letter.base, letter.shape = ("D" if letter.base == "Đ" else "d"), "-"
    return made


def screens(word: str, method: Method, early: bool = False) -> list[tuple[str, str]]:
    """The keys of a word, each with what is on the screen after it.

    Args:
        word: as it is to come out.
        method: of typing.
        early: the tone is typed right behind its vowel and moves with the letters after it, else it comes last.
    """
    wanted = spelt(word)
    typed = Word()
    made: list[tuple[str, str]] = []
    tone_at = wanted._tone_at() if wanted.tone else -1
    horned = "".join(letter.base.lower() + letter.shape for letter in wanted.letters)

    def press(key: str) -> None:
        made.append((key, typed.shown()))

    def tone() -> None:
        typed.tone = wanted.tone
        press(TONES[wanted.tone][method == "vni"])

    for number, letter in enumerate(wanted.letters):
        typed.letters.append(Letter(letter.base))
        press(letter.base)
        later = "u\u031bo\u031b" in horned and letter.base.lower() == "u" and letter.shape
        if letter.shape and not later:
            before = typed.letters[-2] if number else None
            if letter.base.lower() == "o" and before is not None and before.base.lower() == "u" and not before.shape:
                before.shape = "\u031b" if wanted.letters[number - 1].shape else ""
            typed.letters[-1].shape = letter.shape
            press(_shape_key(letter, method))
        if early and number == tone_at:
            tone()
    if wanted.tone and not typed.tone:
        tone()
    assert made[-1][1] == unicodedata.normalize("NFC", word) or early, (word, made)
    return made if made[-1][1] == unicodedata.normalize("NFC", word) else screens(word, method)


def _shape_key(letter: Letter, method: Method) -> str:
    if letter.shape == "-":
        return letter.base if method == "telex" else "9"
    telex, vni = SHAPES[letter.shape]
    return vni if method == "vni" else letter.base if telex == "^" else telex


SENTENCES = (
    "Đường Bến Vạn rộng rãi, khuỷu tay người thợ quệt mồ hôi.",
    "Hòa, hoàn, thủy thủ hoạt động ở Đồ Sơn, giữ quà Tết ấm áp!",
    "Ủy ban phường ghi nhận ý kiến cử tri về nước sạch; điện, đường ổn.",
    "Chiếc thuyền đầu tiên cập bến lúc 4h30, cá tươi xếp đầy giỏ.",
)
"""Sentences that hold every shape, every tone, tones that move, capitals, figures and stops."""
