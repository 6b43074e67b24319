"""The official documents that a text names: number, kind, date and issuing body, where they are beside each other."""

from __future__ import annotations

import datetime as dt
import re

from bulletin.fields.article import Document
from bulletin.importing.find.dates import moments
from bulletin.text.rules.numbers import document_numbers

MOST = 20
_KINDS = (
    "Nghị quyết", "Chỉ thị", "Kết luận", "Kế hoạch", "Quyết định", "Nghị định", "Thông tư", "Thông báo", "Hướng dẫn",
    "Công văn", "Quy định", "Chương trình", "Đề án", "Báo cáo", "Tờ trình", "Luật", "Pháp lệnh", "Lệnh", "Quy chế",
    "Công điện", "Thông tri", "Giấy mời",
)  # fmt: skip
_KIND = re.compile(rf"(?P<kind>{'|'.join(_KINDS)})\s+(?:liên tịch\s+)?(?:số\s*:?\s*)?\Z", re.I)
_DATE = re.compile(r"\s*,?\s*\(?(?:ký |ban hành )?(?:ngày|, ngày)\s+")
_ISSUER = re.compile(
    r"\s*\)?,?\s*(?:của|do)\s+((?:Ban|Bộ|Đảng ủy|Thành ủy|Tỉnh ủy|Quận ủy|Huyện ủy|UBND|HĐND|Ủy ban|Hội đồng|Thủ tướng"
    r"|Chính phủ|Quốc hội|Trung ương|Sở|Ban Bí thư)[^,.;:()\n]{0,60}?)"
    r"(?=\s*(?:[,.;:()\n“]|ngày\b|về|ban hành|và|\Z))"
)


def documents_in(text: str) -> tuple[Document, ...]:
    """The documents in the order they are named, each number once, with what any of its mentions says."""
    found: dict[str, Document] = {}
    at = 0
    for number in document_numbers(text):
        match = re.compile(r"\s*[-–]?\s*".join(map(re.escape, re.split(r"[-–]", number)))).search(text, at)
        if match is None:
            found.setdefault(number, Document(number=number))
            continue
        at = match.end()
        made = _document(text, number, match.start(), match.end())
        before = found.get(number)
        found[number] = made if before is None else _joined(before, made)
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _document(text: str, number: str, start: int, end: int) -> Document:
    kind = _KIND.search(text, max(0, start - 40), start)
    said = next((one for one in _KINDS if kind and one.lower() == kind["kind"].lower()), None)
    date: dt.date | None = None
    tail = text[end : end + 120]
    if begin := _DATE.match(tail):
        found = moments(tail[begin.end() :])
        if found and found[0].start == 0:
            date, tail = found[0].when.date(), tail[begin.end() + found[0].end :]
    issuer = _ISSUER.match(tail)
    return Document(number=number, kind=said, date=date, issuer=" ".join(issuer[1].split()) if issuer else None)


def _joined(one: Document, other: Document) -> Document:
    return Document(
        number=one.number, kind=one.kind or other.kind, date=one.date or other.date, issuer=one.issuer or other.issuer
    )
