"""R46: names of authors typed in capitals are kept in title case; printing them in capitals is a matter of style."""

from __future__ import annotations

from bulletin.lazy import pattern
from bulletin.text.normalise import Normalised, normalise
from bulletin.text.rules.rule import TextEdit
from bulletin.text.vietnamese.syllable import is_syllable

_LETTERS = pattern(r"[^\W\d_]+")
_LABELS = (
    "tin và ảnh", "tin, ảnh", "tin ảnh", "tin - ảnh", "tin bài", "tin", "bài và ảnh", "bài, ảnh", "bài ảnh",
    "bài - ảnh", "bài viết", "bài", "ảnh", "tranh", "minh họa", "thơ", "thực hiện", "theo", "nguồn", "tổng hợp",
    "biên tập", "lời", "nhạc",
)  # fmt: skip
"""What stands before the colon of a by-line."""
_LABELLED = pattern(rf"(?:^|(?<=[;,–-] )|(?<=\n))(?:{'|'.join(map(str.upper, _LABELS))})(?=[ ]?:)")
_BODIES = {
    "BAN BIÊN TẬP": "Ban Biên tập", "BAN BIÊN SOẠN": "Ban Biên soạn", "BAN TUYÊN GIÁO": "Ban Tuyên giáo",
    "BAN TỔ CHỨC": "Ban Tổ chức", "BAN DÂN VẬN": "Ban Dân vận", "TÒA SOẠN": "Tòa soạn", "TOÀ SOẠN": "Toà soạn",
    "NHÓM PHÓNG VIÊN": "Nhóm phóng viên", "CỘNG TÁC VIÊN": "Cộng tác viên", "PHÓNG VIÊN": "Phóng viên",
}  # fmt: skip
"""Bodies that sign an article and how they are written; of any other body the case stays as typed."""
_BODY_BEGINS = frozenset(
    """
    BAN BÁO ĐÀI TRUNG PHÒNG CÔNG HỘI UBND HĐND MTTQ UBMTTQ ĐẢNG TRƯỜNG CHI TỔ NHÓM CÂU ỦY UỶ LIÊN MẶT SỞ CỤC VIỆN KHỐI
    TỔNG QUÂN BỘ TẠP TRẠM NHÀ THÀNH THƯ
    """.split()  # noqa: SIM905 - a list of words reads better without fifty quotes
)
_SHORT = frozenset({
    "PV", "BTV", "CTV", "TTXVN", "UBND", "HĐND", "MTTQ", "BBT", "TS", "THS", "PGS", "GS", "BS", "KS", "KTS", "NSND",
    "NSƯT", "THCS", "THPT", "CLB", "QĐND", "TTVH", "VOV", "VTV", "TH",
})  # fmt: skip
"""Abbreviations before a name or in its place: they stay in capitals."""
_OTHER_NAMES = frozenset(
    """
    KSOR H'HEN NIÊ Y RAH SIU RMAH RƠ KPĂ KPĂH KPUIH RƠCHÂM RƠLAN ADRƠNG MLÔ ÊBAN AYŨN BYĂ KNUL KBUÔR KSƠR RCOM NAY
    K'SOR K' ĐINH A'LĂNG ALĂNG BLING ZƠRÂM BHNƯỚCH HỒ PƠLOONG BRIU COOR ANNA MARIA PAUL PETER JOHN TERESA GIUSE PHÊRÔ
    MARIE LINDA KSOR' H'LIM H'NGÂN H'MARI JRANG ROCHÔM PUIH RÔ
    """.split()  # noqa: SIM905 - a list of words reads better without fifty quotes
)
"""Parts of names that are no Vietnamese syllables, or not in its spelling."""


def title_case(name: str) -> str:
    """`LIÊM ĐOÀN` → `Liêm Đoàn`. Mixed case stays, and so do initials and abbreviations (`TTXVN`, `V. A.`).

    Labels and bodies are written as sentences are (`Tin và ảnh: Lan Anh`, `Ban Biên tập`). Of a personal name all words
    change or none does.
    """
    if name != name.upper():
        return name
    pieces: list[str] = []
    at = 0
    for match in _LABELLED.finditer(name):
        pieces += (_person(name[at : match.start()]), match.group().capitalize())
        at = match.end()
    pieces.append(_person(name[at:]))
    return "".join(pieces)


def _person(name: str) -> str:
    """One signature in title case; as it is where it is a body, or not all of its words are known."""
    bare = name.strip(" :;,–-()\n")
    if bare in _BODIES:
        return name.replace(bare, _BODIES[bare])
    words = name.split()
    letters = [word.strip(":;,()–-.") for word in words]
    if next((word in _BODY_BEGINS for word in letters if word), False):
        return name
    known = [word for word in letters if len(word) > 1 and (word in _OTHER_NAMES or is_syllable(word))]
    if not known or not all(len(word) < 2 or word in _SHORT or word in known for word in letters):
        return name
    for word in sorted(set(known), key=len, reverse=True):
        titled = _LETTERS.sub(lambda match: match.group().capitalize(), word)
        name = pattern(rf"(?<![^\s(]){word}(?![^\s,;:.)])").sub(titled, name)
    return name


def author_name(name: str) -> Normalised:
    """An author's name in normal form, in title case (rules of class S and R46)."""
    normal = normalise(name)
    titled = title_case(normal.text)
    if titled == normal.text:
        return normal
    rules = ", ".join((*dict.fromkeys(edit.rule for edit in normal.changes), "R46"))
    return Normalised(titled, (TextEdit(rules, name, titled, 0, len(name), titled, 0),))
