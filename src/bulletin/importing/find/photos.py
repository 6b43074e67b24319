"""Photos in their places, with caption, photographer and description."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bulletin.fields.portal import Portal
from bulletin.importing.document import PictureFile, SourcePicture
from bulletin.importing.draft import DraftField, DraftPhoto, guess, sure
from bulletin.importing.find.lines import CELL, SourceLine, clean, key_of
from bulletin.importing.find.people import credit_of
from bulletin.lazy import dataclass

_FILE_NAME = re.compile(
    r"[\w\-.%+() ]{1,120}\.(?:jpe?g|png|gif|webp|heic|bmp)|undefined|null|image\d*|picture \d+|ảnh \d*", re.I
)
_LONGEST = 260
_SHORT = 140
_STYLE = ("caption", "chú thích*", "chu*thich*", "ảnh*")


@dataclass(frozen=True, slots=True)
class FoundPhotos:
    """The photos in order, the id of each picture line, and the lines that are captions."""

    photos: tuple[DraftPhoto, ...]
    placed: Mapping[int, str]
    used: frozenset[int]


def find_photos(body: Sequence[SourceLine], pictures: Mapping[str, PictureFile], portal: Portal) -> FoundPhotos:
    """Every photo of the story with the words that belong to it."""
    photos: list[DraftPhoto] = []
    placed: dict[int, str] = {}
    used: set[int] = set()
    seen: dict[str, str] = {}
    for at, line in enumerate(body):
        picture = line.block
        if not isinstance(picture, SourcePicture) or (picture.key is None and not picture.href and not picture.name):
            continue
        file = pictures.get(picture.key) if picture.key else None
        if file is not None and file.sha256 in seen:
            continue
        name = f"anh-{len(photos) + 1}"
        caption, lines = _caption(body, at, picture, portal, used)
        used |= {one.number for one in lines}
        photos.append(_photo(name, file, picture, caption))
        placed[line.number] = name
        if file is not None:
            seen[file.sha256] = name
    return FoundPhotos(tuple(photos), placed, frozenset(used))


def _photo(name: str, file: PictureFile | None, picture: SourcePicture, caption: DraftField[str]) -> DraftPhoto:
    credit: DraftField[str] = DraftField()
    if caption.value:
        words, who = credit_of(caption.value)
        if who:
            credit = DraftField(who, caption.certainty, "“Ảnh: …” ở cuối chú thích")
            caption = DraftField(
                words or None, caption.certainty if words else "missing", caption.reason, caption.second
            )
    alt = clean(picture.alt).replace("\n", " ")
    said = len(alt.split()) >= 3 and not _FILE_NAME.fullmatch(alt) and key_of(alt) != key_of(caption.value or "")
    return DraftPhoto(name, file, picture.name or (picture.href or ""), caption, credit,
                      sure(alt, "mô tả của trang gốc") if said else DraftField(), picture.href)  # fmt: skip


def _caption(
    body: Sequence[SourceLine], at: int, picture: SourcePicture, portal: Portal, used: set[int]
) -> tuple[DraftField[str], tuple[SourceLine, ...]]:  # fmt: skip
    """The caption of the picture at `body[at]`, and its lines."""
    if (given := clean(picture.caption)) and not _FILE_NAME.fullmatch(given):
        return sure(" ".join(given.split()), "thẻ figcaption"), ()
    after = _following(body, at, used)
    before = [line for line in body[max(0, at - 1) : at] if line.paragraph and line.number not in used]
    for line in after[:1] or before:
        if line.is_named((*portal.caption, *_STYLE)) and _fits(line):
            lines = _two(after, lambda other: other.is_named((*portal.caption, *_STYLE))) if after else (line,)
            return sure(_joined(lines), "chỗ ghi chú thích + cạnh ảnh"), lines
    cell = _cell(body[at])
    if cell is not None:
        lines = tuple(line for line in after[:2] if _cell(line) == cell and _fits(line))
        if lines:
            return sure(_joined(lines), "cùng ô hoặc bảng với ảnh + ngay dưới ảnh"), lines
    if after and _fits(after[0]):
        line = after[0]
        if line.align == "center" or line.italic:
            lines = _two(after, lambda other: (other.align, other.italic) == (line.align, line.italic))
            return sure(_joined(lines), "căn giữa hoặc chữ nghiêng + ngay dưới ảnh"), lines
        if key_of(picture.alt) and key_of(picture.alt) in (key_of(line.text), key_of(credit_of(line.text)[0])):
            return sure(_joined((line,)), "ngay dưới ảnh + mô tả của trang gốc"), (line,)
        if credit_of(line.text)[1] and len(line.text) <= _SHORT:
            return sure(_joined((line,)), "ngay dưới ảnh + có “Ảnh: …”"), (line,)
        if len(line.text) <= _SHORT and not line.text.endswith((".", ":", ";")) and not line.bold and not line.heading:
            return guess(_joined((line,)), "dòng ngắn ngay dưới ảnh"), (line,)
    return DraftField(reason="không thấy chú thích"), ()


def _following(body: Sequence[SourceLine], at: int, used: set[int]) -> list[SourceLine]:
    """The paragraphs right behind a picture, at most three; file names in place of captions are passed over."""
    found: list[SourceLine] = []
    for line in body[at + 1 : at + 5]:
        if not line.paragraph or line.number in used:
            break
        if line.text and not _FILE_NAME.fullmatch(line.text):
            found.append(line)
    return found[:3]


def _fits(line: SourceLine) -> bool:
    item = getattr(line.block, "item", None)
    return 3 <= len(line.text) <= _LONGEST and not line.heading and item is None


def _two(lines: Sequence[SourceLine], alike: object) -> tuple[SourceLine, ...]:
    """The caption, and its second line where that looks the same and goes on."""
    first, rest = lines[0], lines[1:2]
    assert callable(alike)
    goes_on = rest and alike(rest[0]) and _fits(rest[0]) and len(rest[0].text) <= _SHORT
    return (first, rest[0]) if goes_on and len(first.text) <= _LONGEST - _SHORT else (first,)


def _joined(lines: Sequence[SourceLine]) -> str:
    return " ".join(" ".join(line.text.split()) for line in lines)


def _cell(line: SourceLine) -> str | None:
    names = getattr(line.block, "names", ())
    return next((name for name in names if name.startswith(CELL)), None)
