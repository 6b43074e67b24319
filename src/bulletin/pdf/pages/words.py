"""Where words are on a page as it is drawn: letters are compared without spaces, since a headline runs over lines."""

from __future__ import annotations

import ctypes
import unicodedata
from typing import Any

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of the page's width and height, from its top left corner."""


def place_of(page: Any, words: str) -> Box | None:
    """The box around the first place where `words` are printed; None when they are not on the page.

    Args:
        page: as pypdfium2 opened it.
        words: in any normal form.
    """
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    wanted = _letters(words)
    text = page.get_textpage()
    try:
        places, letters = [], []
        for at in range(text.count_chars()):
            for letter in _letters(chr(raw.FPDFText_GetUnicode(text.raw, at) or 0x20)):
                places.append(at)
                letters.append(letter)
        start = "".join(letters).find(wanted) if wanted else -1
        if start < 0:
            return None
        boxes = [_charbox(raw, text.raw, at) for at in dict.fromkeys(places[start : start + len(wanted)])]
    finally:
        text.close()
    width, height = page.get_size()
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left) / width, 1 - max(top) / height, max(right) / width, 1 - min(bottom) / height


def _letters(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text.casefold()) if letter.isalnum())


def _charbox(raw: Any, text: Any, at: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value
