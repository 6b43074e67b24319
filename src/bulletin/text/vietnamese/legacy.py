"""R2: text in the encodings of the time before Unicode: TCVN3 (ABC), VNI-Windows, VISCII.

Such text looks like accented Latin rubbish (`Chi bé`). One word of it proves nothing, so it is decoded only on
evidence: the name of the font it was set in, or neighbouring words that all become syllables (`unreadable.py`). The
tables are the public standards TCVN 5712:1993 and RFC 1456, and the layout of VNI's Windows fonts.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from bulletin.lazy import pattern

Legacy = Literal["tcvn3", "vni", "viscii"]

_TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ", 0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip
_VISCII = {
    0x02: "Ẳ", 0x05: "ẴẪ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ",
    0x80: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ",
    0xC0: "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
}  # fmt: skip

_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_ON_A = {
    "â": "â", "á": "ấ", "à": "ầ", "å": "ẩ", "ã": "ẫ", "ä": "ậ",
    "ê": "ă", "é": "ắ", "è": "ằ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ",
}  # fmt: skip
_VNI_ROUND = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư"}


def _codes(rows: dict[int, str]) -> dict[str, str]:
    """Character as shown → letter; bytes 80–9F show as controls or as the signs of code page 1252."""
    table = {}
    for first, letters in rows.items():
        for code, letter in enumerate(letters, first):
            table[chr(code)] = letter
            if 0x80 <= code <= 0x9F:
                table[bytes([code]).decode("cp1252", "replace").replace("\ufffd", chr(code))] = letter
    return table


def _vni() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base, letter in [*((c, c) for c in "aeouy"), ("ô", "ơ"), ("ö", "ư")]:
        table |= {base + mark: unicodedata.normalize("NFC", letter + tone) for mark, tone in _VNI_TONES.items()}
    for base, letter in (("e", "ê"), ("o", "ô")):
        table |= {base + mark: unicodedata.normalize("NFC", letter + tone) for mark, tone in _VNI_ROUND.items()}
    table |= {"a" + mark: letter for mark, letter in _VNI_ON_A.items()}
    for pair, letter in list(table.items()):
        table[pair.upper()] = letter.upper()
        if len(pair) == 2:
            table[pair[0].upper() + pair[1]] = letter.upper()
    return table


_TABLES: dict[Legacy, dict[str, str]] = {"tcvn3": _codes(_TCVN3), "viscii": _codes(_VISCII), "vni": _vni()}
_PATTERNS = {
    name: pattern("|".join(re.escape(code) for code in sorted(table, key=len, reverse=True)))
    for name, table in _TABLES.items()
}
_FONTS: tuple[tuple[re.Pattern[str], Legacy], ...] = (
    (pattern(r"\.Vn(?!i\b)\w", re.IGNORECASE), "tcvn3"),
    (pattern(r"\.?VNI[- ]\w", re.IGNORECASE), "vni"),
    (pattern(r"VISCII|\bVN(?:Times|Arial|Courier)\b", re.IGNORECASE), "viscii"),
)


def legacy_encoding(font: str) -> Legacy | None:
    """The encoding that a font's name proves: `.VnTime` → TCVN3, `VNI-Times` → VNI; None for all others."""
    name = re.sub(r"\A[A-Z]{6}\+", "", font).strip()
    return next((encoding for pattern, encoding in _FONTS if pattern.match(name)), None)


def is_capital_font(font: str) -> bool:
    """Whether a TCVN3 font shows small letters as capitals (`.VnTimeH`)."""
    return legacy_encoding(font) == "tcvn3" and font.rstrip().endswith("H")


def decode_legacy(text: str, encoding: Legacy, capitals: bool = False) -> str:
    """Unicode (NFC) for text that was shown by a font of an old encoding.

    Args:
        text: the characters as a program without the font shows them (Latin-1 or code page 1252).
        encoding: which table; `legacy_encoding` tells it from the font.
        capitals: for fonts that have only capitals (`is_capital_font`).
    """
    table = _TABLES[encoding]
    decoded = unicodedata.normalize("NFC", _PATTERNS[encoding].sub(lambda match: table[match.group()], text))
    return decoded.upper() if capitals else decoded
