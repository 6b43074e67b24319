"""Where a head may end a line by its sense: what it means to break after each of its words.

A line of a head is read at a glance, so it holds whole thoughts: it ends after a comma or before a preposition, and
never inside of a name, a document with its number, a number with its noun, or a compound. Compounds come from a word
list; a boundary that the list does not know is used with care.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from bulletin.text.vietnamese import words as known
from bulletin.text.vietnamese.compounds import MOST_SYLLABLES, compounds


class Sense(IntEnum):
    """How a line end between two words reads, from best to worst."""

    PAUSE = 0
    """After punctuation."""
    LINK = 1
    """Before a preposition or conjunction."""
    BOUNDARY = 2
    """Between two words that are known as whole."""
    OPEN = 3
    """Between two syllables that may or may not be one word."""
    UNIT = 4
    """Inside of a long name, between parts that are whole: `Ủy ban nhân dân | phường Bình Hải`."""
    WEAK = 5
    """After a word that leans on the next: `của | phường`."""
    TORN = 6
    """Inside of a compound, a name, a document with its number, or a number with its noun."""


LINKS = frozenset(
    (
        "và", "của", "về", "với", "cho", "trong", "trên", "tại", "từ", "đến", "để", "theo", "nhằm", "cùng", "do", "ở",
        "hoặc", "hay", "khi", "bằng", "vì", "nhưng", "qua", "sau", "trước", "giữa", "như", "gắn", "bởi", "nhờ", "thuộc",
        "dưới", "gần", "tới", "là", "được", "bị",
    )
)  # fmt: skip
"""Words before which a sentence takes breath."""

WEAK_ENDS = LINKS | frozenset(
    (
        "các", "những", "có", "không", "một", "mỗi", "đã", "đang", "sẽ", "rất", "vào", "ra", "lên", "xuống", "nhiều",
        "mọi", "hơn", "trong", "cũng", "vẫn", "việc", "sự", "cuộc", "phải", "chưa", "chỉ", "từng",
    )
)  # fmt: skip
"""Words that lean on the next one: a line that ends with them reads on with a stumble."""

_PLACES = frozenset(
    (
        "phường", "xã", "quận", "huyện", "tỉnh", "phố", "thôn", "khu", "đường", "ngõ", "chợ", "đảo", "sông", "núi",
        "đền", "chùa", "đình", "miếu", "bãi", "bến", "cầu", "cảng", "trường", "trấn", "làng", "hồ", "biển", "vịnh",
    )
)  # fmt: skip
"""Last syllables of what a place or unit is called by: its name follows."""
_KINDS = frozenset(
    ("tiểu học", "trung học cơ sở", "trung học phổ thông", "mầm non", "đại học", "cao đẳng", "khu du lịch", "công ty",
     "hợp tác xã", "câu lạc bộ", "bệnh viện", "liệt sĩ", "nghĩa trang", "lễ hội", "di tích", "nhà máy", "siêu thị")
)  # fmt: skip
"""Compounds that a name completes."""
_UNIT_HEADS = frozenset(("phường", "xã", "quận", "huyện", "tỉnh", "thôn", "tổ"))
_DOCUMENTS = frozenset(
    ("nghị quyết", "nghị định", "chỉ thị", "quyết định", "thông tư", "thông báo", "kế hoạch", "kết luận", "hướng dẫn",
     "công văn", "quy định", "chương trình", "luật", "pháp lệnh", "đề án", "báo cáo", "tờ trình")
)  # fmt: skip
_COMPLETED = frozenset(known.STRUCTURE) | frozenset(known.DAY_WORDS) | {"số", "lần", "thứ"}
_TITLES = frozenset(known.TITLES) | {"sĩ", "sư", "chí", "giáo", "nhân", "tá", "úy", "tướng"}
_RANKS = frozenset(
    (*(" ".join(pair) for pair in known.TITLE_PAIRS), "thượng tá", "trung tá", "thiếu tá", "đại tá", "đại úy",
     "thượng úy", "trung úy", "thiếu úy", "thiếu tướng", "trung tướng", "anh hùng", "liệt sĩ", "chủ tịch", "bí thư")
)  # fmt: skip
_EDGES = "“”‘’\"'()[]«»…"
_PAUSES = ":;,–—!?…."
_DIGITS = re.compile(r"\d[\d.,/]*%?")
_CODE = re.compile(r"\d+[-/][\w./-]*[^\W\d_]")
_NAME = re.compile(rf"[{known.UPPER}][{known.LOWER}]*")


@lru_cache(maxsize=2048)
def senses(text: str) -> tuple[Sense, ...]:
    """How a line end after each word of a text reads, for all words but the last; words are parted by single spaces."""
    typed = text.split(" ")
    keys = [word.strip(_EDGES + _PAUSES).lower() for word in typed]
    bounds = _segments(typed, keys)
    found = [
        _sense(typed, keys, bounds, at) if typed[at] and typed[at + 1] else Sense.OPEN for at in range(len(typed) - 1)
    ]
    return tuple(found)


def segments(text: str) -> list[tuple[int, int]]:
    """For each word of a text the first and the last word of the compound that it belongs to."""
    typed = text.split(" ")
    return _segments(typed, [word.strip(_EDGES + _PAUSES).lower() for word in typed])


def _segments(typed: Sequence[str], keys: Sequence[str]) -> list[tuple[int, int]]:
    """For each word the first and the last word of the compound that it belongs to, in the fewest pieces."""
    count = len(keys)
    # Pieces in all, those of one syllable, where the first one ends.
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * (count + 1)
    for start in range(count - 1, -1, -1):
        choices = [(best[start + 1][0] + 1, best[start + 1][1] + 1, start + 1)]
        for end in range(start + 2, min(count, start + MOST_SYLLABLES) + 1):
            if typed[end - 2][-1:] in _PAUSES:
                break
            if tuple(keys[start:end]) in compounds():
                choices.append((best[end][0] + 1, best[end][1], end))
        best[start] = min(choices, key=lambda choice: (*choice[:2], -choice[2]))
    found: list[tuple[int, int]] = []
    at = 0
    while at < count:
        end = best[at][2]
        found += [(at, end - 1)] * (end - at)
        at = end
    return found


def _sense(typed: Sequence[str], keys: Sequence[str], bounds: Sequence[tuple[int, int]], at: int) -> Sense:
    """How a line end after word `at` reads."""
    if typed[at + 1][0] in "–—-" and len(typed[at + 1]) == 1:
        return Sense.TORN
    if bounds[at] == bounds[at + 1] or _figures(typed, keys, bounds, at):
        return Sense.TORN
    if _named(typed, keys, bounds, at):
        # `Trường Trung học cơ sở | Nguyễn Văn Trỗi`: both halves are names by themselves.
        return Sense.UNIT if bounds[at][0] < at - 1 else Sense.TORN
    if typed[at].rstrip(_EDGES)[-1:] in _PAUSES or typed[at][-1] in _PAUSES:
        return Sense.PAUSE
    one, two = bounds[at], bounds[at + 1]
    if one[0] == one[1] and keys[at] in WEAK_ENDS:
        return Sense.WEAK
    if two[0] == two[1] and keys[at + 1] in LINKS:
        return Sense.LINK
    if keys[at + 1] in _UNIT_HEADS or _within_quotes(typed, at):
        return Sense.UNIT
    whole = one[0] < one[1] or _NAME.fullmatch(typed[at].strip(_EDGES)) or keys[at][-1:].isdigit()
    return Sense.BOUNDARY if whole and two[0] < two[1] else Sense.OPEN


def _figures(typed: Sequence[str], keys: Sequence[str], bounds: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a line end would part a number from its noun or a document from its number."""
    before, after = keys[at], keys[at + 1]
    if typed[at][-1] in _PAUSES:
        return False
    piece = " ".join(keys[bounds[at][0] : at + 1])
    if after == "số" and at + 2 < len(keys) and keys[at + 2][:1].isdigit():
        return piece in _DOCUMENTS or bounds[at][0] < at
    if _DIGITS.match(after) or (re.fullmatch(r"[ivxlcdm]+", after) and typed[at + 1].isupper()):
        return before in _COMPLETED or piece in _DOCUMENTS
    if _DIGITS.fullmatch(before) and not _CODE.fullmatch(before) and after not in LINKS:
        return not (at and keys[at - 1] in _COMPLETED)
    return False


def _named(typed: Sequence[str], keys: Sequence[str], bounds: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a line end would be inside of the name of a person, place or unit."""
    before, after = typed[at], typed[at + 1].lstrip(_EDGES)
    if before[-1] in _PAUSES or before[-1] in "”)" or not after or not _NAME.match(after):
        return False
    piece = " ".join(keys[bounds[at][0] : at + 1])
    begins = bounds[at + 1][0] == at + 1
    single = bounds[at][0] == at
    if piece in _RANKS or piece in _KINDS or (single and keys[at] in _TITLES):
        return not piece.startswith(("chủ tịch", "bí thư")) or bounds[at + 1] == (at + 1, at + 1)
    if keys[at] in _PLACES and (single or piece.startswith(("thành", "thị", "tổ", "khu"))):
        return True
    if not _NAME.match(before.lstrip(_EDGES)) or (single and keys[at] in WEAK_ENDS):
        return False
    # Two capitals in a row are one name, unless a compound that is itself whole begins with the second one.
    return single or not begins or before[0].isupper()


def _within_quotes(typed: Sequence[str], at: int) -> bool:
    """Whether words on both sides are in one pair of quotation marks."""
    before = " ".join(typed[: at + 1])
    return before.count("“") > before.count("”")


def torn(text: str, ends: Sequence[int]) -> list[int]:
    """Which line ends, as offsets behind the last character of a line, are inside of what belongs together."""
    places = {}
    at = 0
    for word, sense in zip(text.split(" "), senses(text), strict=False):
        at += len(word)
        places[at] = sense
        at += 1
    return [end for end in ends if places.get(end) == Sense.TORN]


def pieces(text: str) -> list[str]:
    """A text cut wherever a line may end without tearing; for tests and for looking at."""
    out: list[list[str]] = [[]]
    words = text.split(" ")
    for word, sense in zip(words, (*senses(text), Sense.PAUSE), strict=True):
        out[-1].append(word)
        if sense < Sense.TORN:
            out.append([])
    return [" ".join(piece) for piece in out if piece]
