"""A short title proposed for a long one: whole words from it, cut where a reader would pause."""

from __future__ import annotations

import re

from bulletin.lazy import pattern

LONG = 70
"""Headlines of more characters get a proposal: they take several lines in contents and running heads."""
LIMIT = 45

_MIN_WORDS = 3
_PAUSE = pattern(r"\s*(?:[:;,?!…]|\s[-–—](?=\s))\s*")
_WEAK = frozenset((
    "và", "của", "với", "các", "những", "một", "tại", "trong", "ngoài", "trên", "dưới", "về", "cho", "để", "là", "do",
    "bởi", "từ", "đến", "theo", "được", "bị", "có", "không", "khi", "nếu", "mà", "thì", "ở", "ra", "vào", "lên", "qua",
    "như", "lần", "thứ", "bắt", "đầu",
))  # fmt: skip
_BODIES = pattern(
    r"(đảng|quận|thành|phường|xã|ubnd|hđnd|ủy ban|hội|ban|chi bộ|tổ|công an|đoàn|mặt trận|mttq|trường|trạm|bản tin)\b",
    re.I,
)
"""How the name of a body or place begins, which is before the colon and has nothing to do with the matter."""


def short_title(title: str) -> str | None:
    """At most `LIMIT` characters of a title that stand by themselves; None where nothing sensible is left."""
    words = " ".join(title.split())
    head, colon, tail = words.partition(": ")
    if colon and _fits(tail):
        return _upper(tail)
    if colon and _fits(head) and not _BODIES.match(head):
        return head
    text = tail if colon and tail else words
    pauses = [match.start() for match in _PAUSE.finditer(text) if match.start() <= LIMIT]
    for cut in (*(text[:end] for end in reversed(pauses)), _whole_words(text)):
        if _fits(cut):
            return _upper(cut)
    return None


def _fits(text: str) -> bool:
    return len(text) <= LIMIT and len(text.split()) >= _MIN_WORDS and text.count("“") == text.count("”")


def _whole_words(text: str) -> str:
    """As many words as fit, without weak ones at the end."""
    words = text[: LIMIT + 1].split(" ")[:-1]
    while words and words[-1].lower().strip(",;:“”\"'") in _WEAK:
        words.pop()
    return " ".join(words).rstrip(" ,;:-–—")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
