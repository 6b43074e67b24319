"""Vietnamese text without marks: for addresses, bookmarks and search."""

from __future__ import annotations

import unicodedata

from bulletin.lazy import pattern

_NO_DECOMPOSITION = str.maketrans(
    {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "AE",
     "œ": "oe", "Œ": "OE", "–": "-", "—": "-", "‑": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "₫": "d"}
)  # fmt: skip
_GAPS = pattern(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """ASCII only: marks dropped, đ as d; characters without an ASCII likeness are left out."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKD", text.translate(_NO_DECOMPOSITION)).encode("ascii", "ignore").decode("ascii")


def same_words(one: str, other: str) -> bool:
    """Return whether two texts differ in nothing but case, marks and signs."""
    return slug(one) == slug(other)


def slug(text: str) -> str:
    """Small letters and figures joined by hyphens: `Quận ủy Đồ Sơn` → `quan-uy-do-son`; may be empty."""
    return _GAPS.sub("-", fold(text).lower()).strip("-")
