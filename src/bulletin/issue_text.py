"""Contract 3: `articles.json`, the printed words of an issue without its pages.

Letters to readers, the archive's catalogue and its pages to browse read it, so that none of them parses a PDF or reads
what people typed. The same build gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Callable, Iterator
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
        made = _reader(IssueText)(value)
    except (ValueError, RecursionError) as error:
        raise InputError([Finding(BROKEN, Place(file=name), values={"file": name, "reason": _said(error)})]) from error
    assert isinstance(made, IssueText)
    return made


def _said(error: Exception) -> str:
    """What does not fit, with its path from the top: `articles[0].title: 7 is not str`."""
    said = str(error).removeprefix(".")
    return f"{FILE_NAME}{said}" if said.startswith(":") else said


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):  # and its subclass dt.datetime
        return value.isoformat()
    return value


# --- a reader for each type hint, made once: an archive has thousands of these files --------------------------------

Reader = Callable[[Any], Any]
"""Makes a value of one type from JSON; what a hand may have changed is not believed.

A ValueError says what does not fit; each reader on the way out puts its own part of the path before it.
"""


@lru_cache(maxsize=64)
def _reader(kind: Any) -> Reader:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        inner = _reader(next(one for one in parts if one is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is Literal:
        return _literal(parts)
    if origin is tuple:
        return _list(_reader(parts[0])) if parts[-1] is ... else _row(tuple(map(_reader, parts)))
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    return _date(kind) if kind in {dt.date, dt.datetime} else _plain_value(kind)


def _literal(allowed: tuple[Any, ...]) -> Reader:
    def read(value: Any) -> Any:
        if value not in allowed:
            raise ValueError(f": {value!r}")
        return value

    return read


def _list(inner: Reader) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(": not a list")
        made: list[Any] = []
        try:
            for item in value:
                made.append(inner(item))
        except ValueError as error:
            raise ValueError(f"[{len(made)}]{error}") from error
        return tuple(made)

    return read


def _row(readers: tuple[Reader, ...]) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(": not a list")
        if len(value) != len(readers):
            raise ValueError(f": {len(readers)} values expected")
        made: list[Any] = []
        try:
            for reader, item in zip(readers, value, strict=True):
                made.append(reader(item))
        except ValueError as error:
            raise ValueError(f"[{len(made)}]{error}") from error
        return tuple(made)

    return read


def _record(kind: type) -> Reader:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    names = readers.keys()
    expected = ", ".join(sorted(names))

    def read(value: Any) -> Any:
        if not isinstance(value, dict) or value.keys() != names:
            raise ValueError(f": the keys must be {expected}")
        made: dict[str, Any] = {}
        try:
            for name, reader in readers.items():
                made[name] = reader(value[name])
        except ValueError as error:
            raise ValueError(f".{name}{error}") from error
        return kind(**made)

    return read


def _date(kind: type[dt.date]) -> Reader:
    def read(value: Any) -> dt.date:
        try:
            return kind.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ValueError(f": {value!r} is not {kind.__name__}") from error

    return read


def _plain_value(kind: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f": {value!r} is not {kind.__name__}")
        return value

    return read
