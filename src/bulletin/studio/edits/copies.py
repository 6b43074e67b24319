"""A synchroniser's copy beside a file, shown as a conflict: where both differ, and what taking one of them does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.partial import read_plain
from bulletin.sources.schema.kinds import RECORDS, FileKind
from bulletin.sources.schema.shapes import record_info
from bulletin.studio.desk.copies import SyncCopy, copies_in
from bulletin.studio.desk.desk import Desk, Save
from bulletin.studio.desk.values import OWN_KEYS, values_of
from bulletin.studio.edits.apply import apply
from bulletin.studio.edits.operations import Operation, SetValue
from bulletin.studio.forms import naming
from bulletin.studio.history.journal import JournalEntry
from bulletin.studio.history.listing import named_file

_LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Difference:
    """One place of two files; `one_by_one` says that it can be taken alone."""

    path: tuple[Any, ...]
    mine: str | None
    theirs: str | None
    one_by_one: bool = True


@dataclass(frozen=True, slots=True)
class CopyShown:
    """A copy under a name of ours: which file it is of, whose it is, and where it differs (None: it does not read).

    `title` is the headline of a story; `version` tells both contents from later ones; `readable` says that the copy
    itself can be taken.
    """

    id: str
    kind: FileKind
    copy: SyncCopy
    differences: tuple[Difference, ...] | None
    title: str = ""
    version: str = ""
    readable: bool = True


class CannotSettleError(Exception):
    """A copy is gone, or what is wanted of it cannot be written; says in Vietnamese why."""


def shown_copies(folder: Path, publication: Path) -> tuple[CopyShown, ...]:
    """The copies beside the files of an issue."""
    return tuple(_shown(copy) for copy in copies_in(folder, (publication,)))


def _shown(copy: SyncCopy) -> CopyShown:
    kind: FileKind = "publication" if copy.original.stem == "publication" else "article"
    kind = "issue" if copy.original.stem == "issue" else kind
    mine, theirs = read_plain(copy.original) or b"", read_plain(copy.path) or b""
    ident = hashlib.sha256(f"{copy.path.parent.name}/{copy.path.name}".encode("utf-8", "surrogateescape")).hexdigest()
    second = open_file(theirs, kind)
    title = next((words for data in (mine, theirs) if (words := _title(data, kind))), "")
    version = hashlib.sha256(hashlib.sha256(mine).digest() + theirs).hexdigest()
    return CopyShown(ident[:20], kind, copy, differences(mine, theirs, kind), title, version, second is not None)


def _title(data: bytes, kind: FileKind) -> str:
    file = open_file(data, kind) if kind == "article" else None
    return (file.value(("title",)) if file is not None else None) or ""


def label_of(kind: FileKind, path: tuple[Any, ...]) -> str:
    """A place in the words of the window: “Ảnh ‘anh-1’, chú thích”."""
    cls: type[Any] | None = RECORDS[kind]
    words: list[str] = []
    for part in path:
        if isinstance(part, str) and cls is not None:
            item = next((one for one in record_info(cls).fields if one.name == part), None)
            if item is None:
                break
            words.append(naming.label(cls, item))
            cls = (item.shape.inner or item.shape).record
        elif isinstance(part, dict) and words:
            words[-1] += f" “{next(iter(part.values()), '')}”"
    return ", ".join(words) or "Toàn bộ"


def differences(mine: bytes, theirs: bytes, kind: FileKind) -> tuple[Difference, ...] | None:
    """Where two files say other things; None when one of them does not read."""
    first, second = open_file(mine, kind), open_file(theirs, kind)
    if first is None or second is None:
        return None
    return tuple(_between(values_of(first), values_of(second), ()))


def _between(mine: Any, theirs: Any, path: tuple[Any, ...]) -> Iterator[Difference]:
    if mine == theirs:
        return
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for name in dict.fromkeys((*mine, *theirs)):
            yield from _between(mine.get(name), theirs.get(name), (*path, name))
        return
    keys, others = _keys(mine), _keys(theirs)
    if keys is not None and keys == others:
        for key, one, other in zip(keys, mine, theirs, strict=True):
            yield from _between(one, other, (*path, key))
        return
    words = [value is None or isinstance(value, str) for value in (mine, theirs)]
    yield Difference(path, _said(mine), _said(theirs), all(words) and bool(path))


def _keys(items: Any) -> list[dict[str, Any]] | None:
    """By what the items of a list are found again; None when they are not all records with such a field."""
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        return None
    named = [next(({name: one[name]} for name in OWN_KEYS if one.get(name)), None) for one in items]
    return [one for one in named if one is not None] if None not in named else None


def _said(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value if value is None else value[:_LONGEST_TEXT]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return "\n".join(filter(None, (_said(one) for one in parts)))[:_LONGEST_TEXT]


def settle(
    desk: Desk, folder: Path, publication: Path, ident: str, take: tuple[int, ...] | None, who: str, seen: str
) -> JournalEntry | None:
    """Take some places of a copy, or all of it (`take` is None), and put the copy into the trash.

    Args:
        desk: that writes.
        folder: of the issue.
        publication: the folder of its publication.
        ident: of the copy.
        take: numbers of the differences that are taken.
        who: decides.
        seen: the `version` that was looked at.

    Returns:
        The save by which it can be taken back.

    Raises:
        CannotSettleError: see there.
    """
    with desk.lock:
        found = next((one for one in shown_copies(folder, publication) if one.id == ident), None)
        if found is None:
            raise CannotSettleError("Bản này không còn; có thể người khác đã chọn xong.")
        mine, theirs = read_plain(found.copy.original), read_plain(found.copy.path)
        if theirs is None:
            raise CannotSettleError("Không đọc được bản kia.")
        if seen != found.version:
            raise CannotSettleError("Một trong hai bản vừa đổi; xin xem lại rồi chọn.")
        if take is None and not found.readable:
            raise CannotSettleError("Bản kia đang hỏng nên không lấy được; bản này vẫn nguyên.")
        new = theirs if take is None or mine is None else _taken(mine, found, take)
        what = f"Chọn giữa hai bản của {_named(found)}"
        return desk.commit(folder, {found.copy.original: new, found.copy.path: None}, Save(what, who, act=True))


def _named(one: CopyShown) -> str:
    if one.kind == "article":
        return f"bài “{one.title or one.copy.original.stem}”"
    return named_file(one.copy.original.name, None).words


def _taken(mine: bytes, found: CopyShown, take: tuple[int, ...]) -> bytes:
    if not take:
        return mine
    known = found.differences or ()
    if any(number >= len(known) or not known[number].one_by_one for number in take):
        raise CannotSettleError("Chỗ này chỉ lấy được cùng cả bản.")
    ops: tuple[Operation, ...] = tuple(
        SetValue(known[n].path, known[n].mine, known[n].theirs) for n in sorted(set(take))
    )
    done = apply(mine, found.kind, ops)
    if done.conflicts or done.refused:
        raise CannotSettleError("Chương trình không ghép được hai bản mà vẫn giữ nguyên phần còn lại của tệp.")
    return done.source
