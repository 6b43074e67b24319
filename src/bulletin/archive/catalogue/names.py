"""Names in running text that may be those of persons and places. Only candidates: a person confirms them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

NameKind = Literal["person", "place", "document", "author"]
GuessedKind = Literal["person", "place"]

_UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_LOWER = "a-zß-öø-ýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_NAME = rf"[{_UPPER}][{_LOWER}]+"
_HONORIFICS = """
ông bà anh chị em cô chú bác cụ cháu thầy sư mẹ má đồng_chí chiến_sĩ thầy_giáo cô_giáo nhà_giáo bác_sĩ y_sĩ
điều_dưỡng kỹ_sư luật_sư nghệ_nhân nghệ_sĩ nhà_báo nhà_văn nhà_thơ họa_sĩ nhạc_sĩ liệt_sĩ thương_binh cựu_chiến_binh
đại_úy thiếu_tá trung_tá thượng_tá đại_tá
"""
_PLACES = """
phường xã quận huyện tỉnh thôn làng ấp bản khu đường phố ngõ chợ cầu bến cảng đảo sông hồ núi đồi biển chùa đình đền
miếu trường thị_xã thị_trấn thành_phố tổ_dân_phố khu_dân_cư khu_phố bãi_biển bãi_tắm nhà_văn_hóa
"""


def _either(words: str) -> str:
    """The words with a small or a capital first letter, the longest first."""
    ordered = sorted((word.replace("_", " ") for word in words.split()), key=len, reverse=True)
    return "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in ordered)


_PERSON = re.compile(rf"(?<!\w)(?:{_either(_HONORIFICS)})[ \u00a0]({_NAME}(?:[ \u00a0]{_NAME}){{1,4}})(?!\w)")
_PLACE = re.compile(
    rf"(?<!\w)((?:{_either(_PLACES)})[ \u00a0](?:{_NAME}(?:[ \u00a0]{_NAME}){{0,3}}|số[ \u00a0]\d{{1,3}}))(?!\w)"
)
_SPEAKER = re.compile(rf"(?:(?:{_either(_HONORIFICS)})[ \u00a0])?({_NAME}(?:[ \u00a0]{_NAME}){{1,4}})(?!\w)")


def candidates(text: str) -> Iterator[tuple[GuessedKind, str]]:
    """Names that a text may hold: an honorific and capitalised words, a kind of place and its name."""
    for found in _PERSON.finditer(text):
        yield "person", _plain(found[1])
    for found in _PLACE.finditer(text):
        name = _plain(found[1])
        yield "place", name[0].lower() + name[1:]


def speaker(quote: str) -> str | None:
    """Who said the words of a pull quote: what is behind its last dash, without honorific and office."""
    _, dash, behind = quote.rpartition(" – ")
    found = _SPEAKER.match(behind) if dash else None
    return _plain(found[1]) if found else None


def _plain(name: str) -> str:
    return name.replace("\u00a0", " ")
