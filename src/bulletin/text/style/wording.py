"""Choice of spellings: R43 tone marks, R44 i and y, R50 emoji, R52 the city's name, R53 hằng and hàng."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.lazy import pattern
from bulletin.text.rules.rule import Edit
from bulletin.text.style import data
from bulletin.text.style.rule import Setting, StyleRule
from bulletin.text.vietnamese import tone, words

_OPEN = pattern(
    r"(?<!\w)(?:[^\W\d_]{0,3})(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[òóỏõọÒÓỎÕỌ][aeAE]|[uU][ỳýỷỹỵỲÝỶỸỴ]|[ùúủũụÙÚỦŨỤ][yY])(?!\w)"
)
_SENTENCE_START = pattern(r"(?:^|\n|[.!?…:][”’)]?[ ][“‘(]?|^[“‘(])\Z")
_NOT_NAMES = pattern(r"[ ](?:ban|viên|quyền|nhiệm|thác)(?!\w)", re.IGNORECASE)
_SMALL_NEXT = pattern(rf"[ ][{words.LOWER}]")

_USUAL = {"sĩ": "sỹ", "kỹ": "kĩ", "lý": "lí", "mỹ": "mĩ", "kỷ": "kỉ", "tỷ": "tỉ", "hy": "hi", "ký": "kí"}
_IY = pattern(rf"(?<!\w)({'|'.join((*_USUAL, *_USUAL.values()))})(?!\w)")
_FOUND_AS = {form: usual for usual, other in _USUAL.items() for form in (usual, other)}
_WORD = pattern(r"[^\W\d_]+")

EMOJI_FROM = "\u2600"
"""The first sign that can be part of an emoji."""
_EMOJI_ONE = "[\U0001f000-\U0001faff]"
_EMOJI = pattern(
    rf"(?:{_EMOJI_ONE}|[\u2600-\u27bf](?=\ufe0f?\u200d))(?:[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
    rf"|\u200d(?:{_EMOJI_ONE}|[\u2190-\u2bff]))*"
)

_HCM = pattern(r"(?<![\w.])(?:TP|Tp|T\.P)\.?[ ]?(?:HCM|Hồ Chí Minh)(?!\w)")
_TP = pattern(rf"(?<![\w.])Tp\.?[ ]?(?=[{words.UPPER}][{words.LOWER}]+[ ][{words.UPPER}])")

_EVERY = pattern(
    r"(?<!\w)(hàng|hằng|Hàng|Hằng)(?=[ ](?:năm|ngày|tháng|tuần|quý|giờ|đêm)(?![ ](?:trời|liền|ròng)|[ ]\d|\w))"
)
_GOODS = pattern(
    r"(?<!\w)(?:cửa|bán|mua|đơn|khách|ngân|mặt|nhà|nhập|xuất|giao|đặt|kho|lô|xếp|chở|đóng|gửi|nợ|thu|hóa|hoá|chuyển|nhận|kiểm|bốc"
    r"|tiền|đầu|gian|quầy|trả|lấy|hội)[ ]\Z",
    re.IGNORECASE,
)


def tones(text: str, setting: Setting) -> Iterator[Edit]:
    """R43: hòa or hoà in every open syllable with oa, oe, uy; words that may be names are left alone."""
    modern = setting.style.tone == "modern"
    for match in _OPEN.finditer(text):
        word = match.group()
        if word != word.lower() and not _no_name(text, match):
            continue
        better = tone.moved(word, modern)
        if better is not None:
            yield (*match.span(), better)


def _no_name(text: str, match: re.Match[str]) -> bool:
    """Whether a capitalised word is certainly no name: `Ủy ban`, or the first of a sentence before a small letter."""
    if _NOT_NAMES.match(text, match.end()):
        return True
    first = _SENTENCE_START.search(text, max(0, match.start() - 4), match.start()) is not None
    return match.group().istitle() and first and _SMALL_NEXT.match(text, match.end()) is not None


def i_and_y(text: str, setting: Setting) -> Iterator[Edit]:
    """R44: i or y in words of the list (`bác sĩ`, `kỹ thuật`), never in names."""
    for match in _IY.finditer(text):
        usual = _FOUND_AS[match.group()]
        wanted = usual if setting.style.iy == "usual" or usual == "sĩ" else _USUAL[usual]
        if wanted != match.group() and _of_the_list(text, match, usual):
            yield (*match.span(), wanted)


def _of_the_list(text: str, match: re.Match[str], usual: str) -> bool:
    before = text[max(0, match.start() - 8) : match.start()].rstrip(" ").rpartition(" ")[2].lower()
    after = _WORD.match(text, match.end() + 1)
    return before in data.IY_WORDS.get(usual, ()) or (
        after is not None and after.group() in data.IY_HEADS.get(usual, ())
    )


def emoji(text: str, _setting: Setting) -> Iterator[Edit]:
    """R50: emoji and what joins them go, with one of the blanks around."""
    if text.isascii() or max(text) < EMOJI_FROM:
        return
    for match in _EMOJI.finditer(text):
        start, end = match.span()
        if text[end : end + 1] in ("", " ", "\n", ".", ",") and text[start - 1 : start] == " ":
            start -= 1
        elif (start == 0 or text[start - 1] == "\n") and text[end : end + 1] == " ":
            end += 1
        yield start, end, ""


def cities(text: str, setting: Setting) -> Iterator[Edit]:
    """R52: one form for TPHCM, Tp.HCM …, and `TP.` in capitals before other names."""
    if "HCM" not in text and "Tp" not in text and "Hồ Chí Minh" not in text:
        return
    wanted = "TP. Hồ Chí Minh" if setting.style.hcm == "full" else "TP.HCM"
    edits = [(*match.span(), wanted) for match in _HCM.finditer(text) if match.group() != wanted]
    taken = [(start, end) for start, end, _new in edits]
    edits += [
        (*match.span(), "TP. ") for match in _TP.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
    ]  # fmt: skip
    yield from sorted(edits)


def every(text: str, setting: Setting) -> Iterator[Edit]:
    """R53: hằng năm or hàng năm; `cửa hàng`, `hàng tháng trời` stay."""
    wanted = "hằng" if setting.style.hang == "standard" else "hàng"
    for match in _EVERY.finditer(text):
        better = wanted.capitalize() if match.group()[0].isupper() else wanted
        if better != match.group() and not _GOODS.search(text, max(0, match.start() - 8), match.start()):
            yield (*match.span(), better)


RULES = (
    StyleRule(
        "R50", "emoji", ("remove",),
        "Bỏ biểu tượng cảm xúc; chỗ bỏ được nêu trước khi in.",
        "Emoji are taken out; every place is named before.",
        "Vui Tết 🎉", "Vui Tết", "✓ xong ★", emoji,
    ),
    StyleRule(
        "R52", "hcm", ("full", "short"),
        "TP. Hồ Chí Minh viết theo một lối; Tp. thành TP.",
        "The name of Ho Chi Minh City in one form; Tp. becomes TP.",
        "vào TPHCM", "vào TP. Hồ Chí Minh", "Đoàn TNCS HCM, tư tưởng Hồ Chí Minh", cities,
    ),
    StyleRule(
        "R43", "tone", ("traditional", "modern"),
        "Dấu thanh ở oa, oe, uy theo một lối; tên riêng, lời trích giữ nguyên.",
        "Tone marks on oa, oe, uy in one way; names and quotations stay.",
        "hoà bình, sức khoẻ", "hòa bình, sức khỏe", "bà Hoà, “hoà”, toàn, quý", tones, wordy=True,
    ),
    StyleRule(
        "R44", "iy", ("usual", "i"),
        "Chữ i, y theo một lối trong các từ của danh sách; tên riêng giữ nguyên.",
        "i and y in one way in the words of a list; names stay.",
        "bác sỹ, kĩ thuật", "bác sĩ, kỹ thuật", "ông Sỹ, Lí Sơn", i_and_y, wordy=True,
    ),
    StyleRule(
        "R53", "hang", ("standard", "old"),
        "hằng năm, hằng ngày theo một lối; cửa hàng, hàng tháng trời giữ nguyên.",
        "hằng năm, hằng ngày in one way; cửa hàng and hàng tháng trời stay.",
        "tổ chức hàng năm", "tổ chức hằng năm", "bán hàng ngày Tết, hàng tháng trời, hàng hóa", every, wordy=True,
    ),
)  # fmt: skip
