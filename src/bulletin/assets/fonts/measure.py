"""What the outlines of a face say: its characters, its height and the line-height below which marks collide."""

from __future__ import annotations

import itertools
import math
import string
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.lazy import dataclass

if TYPE_CHECKING:
    import uharfbuzz as hb  # type: ignore[import-untyped]

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def _vietnamese_letters() -> frozenset[str]:
    lower = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in itertools.product("aăâeêioôơuưy", _TONES)}
    lower = {letter for letter in lower if not letter.isascii()} | {"đ"}
    return frozenset(lower | {letter.upper() for letter in lower})


VIETNAMESE = _vietnamese_letters()
"""The 134 letters outside ASCII: 12 vowels in 6 tones and đ, small and capital."""

SIGNS = frozenset("₫№–—…“”‘’²³°×→")
REQUIRED = VIETNAMESE | SIGNS | frozenset(string.ascii_letters + string.digits + string.punctuation + " ")
"""What every face that sets text must have."""

_INK_ABOVE = VIETNAMESE | frozenset(string.ascii_letters)
_INK_BELOW = _INK_ABOVE | frozenset(",;()")


@dataclass(frozen=True, slots=True)
class Measured:
    """Font units (`upem` to the em, `descent` negative) and em (`min_line_height`); `missing` is from REQUIRED."""

    upem: int
    ascent: int
    descent: int
    min_line_height: float
    missing: str


def measure(path: Path) -> Measured:
    """Read the figures of a font file from its outlines; ValueError if it has no usable outlines."""
    font = _font(path)
    extents = font.get_font_extents("ltr")
    characters = font.face.unicodes
    lacking = "".join(sorted(ch for ch in REQUIRED if ord(ch) not in characters))
    return Measured(
        upem=font.face.upem,
        ascent=extents.ascender,
        descent=extents.descender,
        min_line_height=min_line_height(path),
        missing=lacking,
    )


def min_line_height(path: Path) -> float:
    """Highest ink of the letters to lowest ink of letters and `,;()`, in em, rounded up to 0.01.

    From that line-height on no two glyphs of successive lines can touch, whatever the words.
    """
    font = _font(path)
    boxes = {ch: _ink(font, ch) for ch in _INK_BELOW}
    above = [boxes[ch][1] for ch in _INK_ABOVE if boxes[ch] != (0, 0)]
    below = [box[0] for box in boxes.values()]
    if not above:
        raise ValueError("no outlines for letters")
    em = (max(above) - min(below)) / int(font.face.upem)
    return math.ceil(100 * em - 1e-9) / 100


def _ink(font: hb.Font, character: str) -> tuple[int, int]:
    """Lowest and highest ink of a character in font units; (0, 0) if the font lacks it or draws nothing."""
    glyph = font.get_nominal_glyph(ord(character))
    extents = font.get_glyph_extents(glyph) if glyph else None
    return (extents.y_bearing + extents.height, extents.y_bearing) if extents else (0, 0)


@lru_cache(maxsize=64)
def _font(path: Path) -> hb.Font:
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob(path.read_bytes()))
    if not face.glyph_count or not face.unicodes:
        raise ValueError("no glyphs")
    return uharfbuzz.Font(face)


@lru_cache(maxsize=64)
def characters(path: Path) -> frozenset[int]:
    """Every code point that a font file can show."""
    return frozenset(_font(path).face.unicodes)


def lacking(path: Path, text: Iterable[str]) -> str:
    """The different characters of a text that a font file lacks, sorted; line breaks and tabs do not count."""
    have = characters(path)
    return "".join(sorted({ch for ch in text if ord(ch) not in have and ch not in "\n\r\t"}))
