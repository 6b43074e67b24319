"""Contract 3: `articles.json`, the printed words of an issue without its pages.

Letters to readers, the archive's catalogue and its pages to browse read it, so that none of them parses a PDF or reads
what people typed. The same build gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bulletin.errors import ExitCode, Finding, InputError, Place, Rule, Severity, Text
from bulletin.lazy import dataclass
from bulletin.runtime import paths

SCHEMA = "bulletin/articles@1"
FILE_NAME = "articles.json"

_REBUILD = Text(
    vi="Anh/chị dựng lại số báo: bulletin build THƯ_MỤC.", en="Build the issue again: bulletin build FOLDER."
)
ABSENT = Rule(
    "release.no-words", Severity.ERROR,
    Text(vi="Không có tệp {file} trong thư mục này.", en="There is no {file} in this folder."),
    Text(
        vi="Số báo được dựng bằng bản chương trình cũ; lời các bài không có để gửi hay lưu.",
        en="The issue was built by an older version of the program; the words of its stories are not at hand.",
    ),
    _REBUILD, ExitCode.REFUSED,
)  # fmt: skip
BROKEN = Rule(
    "release.words-broken", Severity.ERROR,
    Text(vi="Tệp {file} không đọc được: {reason}.", en="{file} cannot be read: {reason}."),
    Text(vi="Tệp đã bị sửa tay hoặc hỏng.", en="It was edited by hand or damaged."),
    _REBUILD, ExitCode.REFUSED,
)  # fmt: skip

BlockKind = Literal["paragraph", "verse", "lines", "signature", "centre", "subhead", "list", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoText:
    """The words around a photo; `file` is a posix path relative to the issue folder."""

    id: str
    file: str
    caption: str
    credit: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockText:
    """One block of a body. A list has one item a line, with its mark; a table one row a line, cells parted by tabs."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxText:
    """A box beside a story."""

    title: str
    blocks: tuple[BlockText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """An official document that a story is about."""

    number: str
    kind: str
    issuer: str
    date: dt.date | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """A story. `url` is the address of its QR code, else that of its source; `pages` are counted from 1."""

    id: str
    slot: Literal["lead", "story", "brief", "photo"]
    section: str
    genre: str
    kicker: str
    title: str
    subtitle: str
    lead: str
    authors: tuple[str, ...]
    place: str
    event_date: dt.date | None
    published_at: dt.datetime | None
    source: str
    source_url: str
    url: str
    documents: tuple[DocumentText, ...]
    blocks: tuple[BlockText, ...]
    boxes: tuple[BoxText, ...]
    quotes: tuple[str, ...]
    photos: tuple[PhotoText, ...]
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueText:
    """All printed words of an issue, NFC; an empty string means that nothing was given.

    `imprint` pairs a label with its line; `number_words` and `date_words` are those of the masthead; `sections` are in
    printing order.
    """

    publication: str
    label: str
    name: str
    full_name: str
    tagline: str
    owner: str
    publisher: str
    periodicity: str
    portal: str
    email: str
    phone: str
    address: str
    imprint: tuple[tuple[str, str], ...]
    number: int
    number_total: int | None
    number_words: str
    date: dt.date
    date_words: str
    title: str
    sections: tuple[str, ...]
    articles: tuple[ArticleText, ...]


def printed_parts(article: ArticleText) -> Iterator[str]:
    """The printed words of a story, part by part, but for its section, documents and dates; a part may be empty."""
    yield from (article.title, article.kicker, article.genre, article.subtitle, article.lead)
    yield from (block.text for block in article.blocks)
    for box in article.boxes:
        yield box.title
        yield from (block.text for block in box.blocks)
    yield from article.quotes
    for photo in article.photos:
        yield from (photo.caption, photo.credit, photo.alt)
    yield from (*article.authors, article.place, article.source)


def issue_text_bytes(issue: IssueText) -> bytes:
    """The content of `articles.json`: UTF-8, sorted keys, a line feed at the end."""
    value = {"schema": SCHEMA, **_plain(issue)}
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_issue_text(folder: Path) -> IssueText:
    """The words of the issue that was built into a folder (or of the file itself).

    Raises:
        InputError: there is no such file, or it is not one of ours.
    """
    file = folder / FILE_NAME if paths.is_dir(folder) else folder
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError([Finding(ABSENT, Place(file=file.name), values={"file": file.name})]) from error
    return issue_text_from(data, file.name)


def issue_text_from(data: bytes, name: str = FILE_NAME) -> IssueText:
    """The words that the bytes of an `articles.json` hold; raises InputError like `read_issue_text`."""
    try:
        value = json.loads(data)
        if not isinstance(value, dict) or value.pop("schema", None) != SCHEMA:
            raise ValueError(f"schema is not {SCHEMA!r}")
        made = _made(IssueText, value, "")
    except (ValueError, RecursionError) as error:
        raise InputError([Finding(BROKEN, Place(file=name), values={"file": name, "reason": str(error)})]) from error
    assert isinstance(made, IssueText)
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):  # and its subclass dt.datetime
        return value.isoformat()
    return value


def _made(kind: Any, value: Any, path: str) -> Any:
    """A value of a type hint from JSON; what a hand may have changed is not believed.

    Raises:
        ValueError: it does not have that shape; the message names the path.
    """
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        inner = next(one for one in get_args(kind) if one is not types.NoneType)
        return None if value is None else _made(inner, value, path)
    if origin is Literal:
        if value not in get_args(kind):
            raise ValueError(f"{path}: {value!r}")
        return value
    if origin is tuple:
        return _tuple(get_args(kind), value, path)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, value, path)
    return _simple(kind, value, path)


def _tuple(parts: tuple[Any, ...], value: Any, path: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{path}: not a list")
    if parts[-1] is ...:
        return tuple(_made(parts[0], item, f"{path}[{n}]") for n, item in enumerate(value))
    if len(value) != len(parts):
        raise ValueError(f"{path}: {len(parts)} values expected")
    return tuple(_made(part, item, f"{path}[{n}]") for n, (part, item) in enumerate(zip(parts, value, strict=True)))


def _record(kind: type, value: Any, path: str) -> Any:
    hints = _hints(kind)
    if not isinstance(value, dict) or set(value) != set(hints):
        raise ValueError(f"{path or FILE_NAME}: the keys must be {', '.join(sorted(hints))}")
    return kind(**{name: _made(hint, value[name], f"{path}.{name}".lstrip(".")) for name, hint in hints.items()})


@lru_cache(maxsize=16)
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _simple(kind: Any, value: Any, path: str) -> Any:
    if kind in {dt.date, dt.datetime} and isinstance(value, str):
        return kind.fromisoformat(value)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{path}: {value!r} is not {kind.__name__}")
    return value
