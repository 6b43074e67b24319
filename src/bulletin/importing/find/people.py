"""Who wrote, who photographed, and which paper a story was taken from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bulletin.fields.article import Author
from bulletin.fields.portal import Portal
from bulletin.importing.draft import DraftField, guess, sure
from bulletin.importing.find.heads import is_letterhead
from bulletin.importing.find.lines import SourceLine, key_of
from bulletin.text.vietnamese.words import LOWER, UPPER

_ROLES = r"(?:Tin|Bài|Ảnh|Bài viết|Thơ|Nguồn tin|Clip)(?:\s*(?:,|và|-|–|&|/)\s*(?:tin|bài|ảnh|clip|Tin|Bài|Ảnh))*"
_LABELLED = re.compile(
    rf"[(\[]?\s*(?P<role>{_ROLES}|Tác giả(?: bài viết)?|Thực hiện|Người viết|Người đăng|Biên tập)"
    r"\s*:\s*(?P<name>[^\n]{2,90}?)\s*[)\]]?",
    re.I,
)
_NOT_ROLES = re.compile(r"tác giả|thực hiện|người viết|người đăng|biên tập|bài viết|nguồn", re.I)
_SOURCE = re.compile(
    r"[(\[]?\s*(?:Theo|Nguồn|Nguồn tin|Nguồn bài viết|Theo nguồn|Dẫn nguồn)\s*[:.]?\s+"
    r"(?P<name>[^\n()]{2,80}?)\s*[)\]]?\.?"
)
_PART = rf"(?:[{UPPER}][{LOWER}{UPPER}’'.-]*)"
_NAME = re.compile(rf"(?:{_PART}|[{UPPER}]\.)(?:\s+(?:{_PART}|[{UPPER}]\.)){{0,4}}")
_BODIES = re.compile(
    r"(?:PV|P\.V|BBT|BTV|CTV|TTXVN|Ban Biên tập|Ban biên tập|Phóng viên|Cộng tác viên|Nhóm PV)(?:\s.{0,40})?"
)
_NEWSROOM = re.compile(r"(?:ban biên tập|bbt)\b", re.I)
_CREDIT = re.compile(
    r"\s*[(\[]?\s*(?:Ảnh|ẢNH|Nguồn ảnh|Ảnh minh họa|Photo|Credit|Tác giả ảnh)\s*[:：]\s*"
    r"(?P<name>[^()\[\]\n:]{2,60}?)\s*[)\]]?\.?\s*\Z"
)
_FROM_END = 5
_MOST_NAME = 7


def is_name(text: str) -> bool:
    """Whether a text looks like the name of a person or of a newsroom: two to five capitalised words."""
    parts = re.split(r"\s*(?:,|–|-|&|\bvà\b)\s*", text.strip())
    return 1 <= len(parts) <= 4 and all(
        part and (_BODIES.fullmatch(part) or (_NAME.fullmatch(part) and (" " in part or len(parts) > 1)))
        for part in parts
    )


def names_in(text: str, role: str | None) -> tuple[Author, ...]:
    """The people of a byline."""
    parts = [part.strip(" .") for part in re.split(r"\s*(?:,|–| - |&|\bvà\b)\s*", text.strip()) if part.strip(" .")]
    return tuple(Author(name=part, role=role) for part in parts)


def find_authors(
    lines: Sequence[SourceLine], body: Sequence[SourceLine], meta: Mapping[str, Sequence[str]], portal: Portal,
) -> tuple[DraftField[tuple[Author, ...]], frozenset[int]]:  # fmt: skip
    """The authors, and the lines that say so and nothing else."""
    told = [key_of(name) for key in ("author", "ld:author", "article:author", "dc.creator", "dc:creator")
            for name in meta.get(key, ())]  # fmt: skip
    for line in lines:
        part = line.part_named(portal.author)
        if part and len(part) <= 80 and not any(char.isdigit() for char in part):
            bare, role = _unlabelled(part)
            if is_name(bare):
                used = frozenset({line.number}) if part == line.text else frozenset[int]()
                return _weighed(names_in(bare, role), ["chỗ ghi tác giả của cổng"], told, named=True), used
    ending = [line for line in body if line.paragraph and line.text][-_FROM_END:]
    for line in reversed(ending):
        match = _LABELLED.fullmatch(line.text)
        if match and is_name(match["name"].strip(" .")):
            role = None if _NOT_ROLES.search(match["role"]) else _sentence(match["role"])
            signs = ["có nhãn", "ở cuối bài"]
            return _weighed(names_in(match["name"], role), signs, told, named=True), frozenset({line.number})
    for line in reversed(ending[-3:]):
        if _signed(line):
            return _weighed(names_in(line.text, None), ["ở cuối bài", *_looks(line)], told), frozenset({line.number})
    for line in body[:3]:
        if _signed(line) and (line.bold or line.italic or line.align == "right"):
            return _weighed(names_in(line.text, None), ["dưới tiêu đề"], told), frozenset({line.number})
    if told:
        name = next(n for key in ("author", "ld:author", "article:author", "dc.creator", "dc:creator")
                    for n in meta.get(key, ()))  # fmt: skip
        return (guess((Author(name=name),), "chỉ trang tự khai") if is_name(name) else DraftField()), frozenset()
    return DraftField(reason="không thấy tên tác giả"), frozenset()


def _looks(line: SourceLine) -> list[str]:
    """How a line differs from running text."""
    looks = (("căn phải", line.align == "right"), ("chữ đậm", line.bold), ("chữ hoa", line.capitals))
    return [word for word, is_so in (*looks, ("chữ nghiêng", line.italic)) if is_so]


def _signed(line: SourceLine) -> bool:
    letterhead = is_letterhead(line.text) and not _NEWSROOM.match(line.text)
    return not letterhead and (len(line.text) <= 60 and "\n" not in line.text and is_name(line.text.strip(" .")))


def _unlabelled(text: str) -> tuple[str, str | None]:
    match = _LABELLED.fullmatch(text.strip())
    if match is None:
        return text.strip(" .\n"), None
    return match["name"].strip(" ."), None if _NOT_ROLES.search(match["role"]) else _sentence(match["role"])


def _sentence(role: str) -> str:
    return role[:1].upper() + role[1:].lower()


def _weighed(
    authors: tuple[Author, ...], signs: Sequence[str], told: Sequence[str], *, named: bool = False
) -> DraftField[tuple[Author, ...]]:
    agree = any(key_of(author.name) in told for author in authors)
    if agree or len(signs) > 1 or named:
        return sure(authors, " + ".join([*signs, *(["trang tự khai"] if agree else [])]))
    return guess(authors, f"chỉ {signs[0]}")


def find_source(
    lines: Sequence[SourceLine], body: Sequence[SourceLine], portal: Portal
) -> tuple[str | None, str, frozenset[int]]:
    """The paper that a story was taken from (`Theo Báo …`), the sign, and its line."""
    for line in lines:
        part = line.part_named(portal.origin)
        if part and len(part) <= 90:
            match = _SOURCE.fullmatch(part)
            used = frozenset({line.number}) if part == line.text else frozenset[int]()
            return (match["name"] if match else part).strip(" ."), "chỗ ghi nguồn của cổng", used
    for line in [line for line in body if line.paragraph and line.text][-_FROM_END:]:
        match = _SOURCE.fullmatch(line.text)
        if match and match["name"][0].isupper() and len(match["name"].split()) <= 10:
            return match["name"].strip(" ."), "dòng “Theo …” ở cuối bài", frozenset({line.number})
    return None, "", frozenset()


def credit_of(caption: str) -> tuple[str, str | None]:
    """The caption without the photographer, and the photographer."""
    match = _CREDIT.search(caption)
    if match is None or len(match["name"].split()) > _MOST_NAME:
        return caption.strip(), None
    return caption[: match.start()].strip(" -–|/"), match["name"].strip(" .")
