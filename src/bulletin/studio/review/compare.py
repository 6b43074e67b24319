"""COMPARE: what changed between two versions of an issue, in words: by story and field, never by line of a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import SequenceMatcher
from typing import Any, Literal

from bulletin.lazy import dataclass, pattern
from bulletin.sources.issue import parse
from bulletin.sources.schema.kinds import FileKind
from bulletin.sources.schema.shapes import record_info
from bulletin.studio.forms import naming
from bulletin.studio.history.listing import kind_of

_TOKEN = pattern(r"\s+|[\w]+|[^\w\s]")
_LONGEST = 40_000
"""Signs of one value that are compared word by word; a longer one is shown as changed in whole."""


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """A run of a text: `same` in both versions, `gone` in the newer one, or `new` in it."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field of a file that differs: its label, and its words as runs in reading order."""

    path: tuple[str, ...]
    label: str
    words: tuple[ChangedWords, ...]


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """What changed in a story (or the issue, the publication): `state` says whether it is new, gone or edited."""

    kind: FileKind
    file: str
    title: str
    state: Literal["new", "gone", "edited"]
    fields: tuple[ChangedField, ...] = ()


def compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[ChangedFile, ...]:
    """What changed between two versions, files in the order of their names, the issue first.

    Args:
        before: the bytes of the files of the older version by their names (`issue.yaml`, `articles/…`).
        after: those of the newer one.
    """
    names = sorted({*before, *after}, key=lambda name: (kind_of(name) == "article", name))
    found = (_file(name, before.get(name), after.get(name)) for name in names)
    return tuple(change for change in found if change is not None)


def _file(name: str, old: bytes | None, new: bytes | None) -> ChangedFile | None:
    if old == new:
        return None
    kind = kind_of(name)
    mine, theirs = (parse(kind, data, name).record if data is not None else None for data in (old, new))
    title = getattr(theirs, "title", None) or getattr(mine, "title", None) or ""
    if old is None or new is None:
        return ChangedFile(kind, name, str(title), "new" if old is None else "gone")
    changed = tuple(_fields(mine, theirs, ()))
    return ChangedFile(kind, name, str(title), "edited", changed) if changed else None


def _fields(old: Any, new: Any, path: tuple[str, ...]) -> Iterator[ChangedField]:
    """Every field that differs between two records of one class, or between a record and none."""
    cls = type(new if new is not None else old)
    if cls is type(None):
        return
    labels = {item.name: naming.label(cls, item) for item in record_info(cls).fields}
    for item in fields(cls):
        one, other = getattr(old, item.name, None), getattr(new, item.name, None)
        if one != other:
            yield from _values(one, other, (*path, item.name), labels.get(item.name, item.name))


def _values(old: Any, new: Any, path: tuple[str, ...], label: str) -> Iterator[ChangedField]:
    if isinstance(old, tuple) and isinstance(new, tuple) and any(map(_is_record, (*old, *new))):
        yield from _items(old, new, path, label)
    elif _is_record(old) or _is_record(new):
        yield from _fields(old, new, path)
    else:
        yield ChangedField(path, label, words_between(_said(old), _said(new)))


def _items(old: tuple[Any, ...], new: tuple[Any, ...], path: tuple[str, ...], label: str) -> Iterator[ChangedField]:
    """Records of a list are compared with that of the same name; where they have none, with that of the same place."""
    mine, theirs = ({_name(item, n): item for n, item in enumerate(items)} for items in (old, new))
    for name in {**mine, **theirs}:
        one, other = mine.get(name), theirs.get(name)
        if one != other:
            yield from _fields(one, other, (*path, name))
    if [n for n in mine if n in theirs] != [n for n in theirs if n in mine]:
        yield ChangedField(path, label, words_between(", ".join(mine), ", ".join(theirs)))


def _is_record(value: Any) -> bool:
    return hasattr(value, "__dataclass_fields__")


def _name(item: Any, number: int) -> str:
    return str(getattr(item, "id", None) or getattr(item, "article", None) or number)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return ", ".join(map(_said, value)) if isinstance(value, tuple) else str(value)


def words_between(old: str, new: str) -> tuple[ChangedWords, ...]:
    """Two texts as one run of words: what stayed, what is gone and what is new, in reading order."""
    if max(len(old), len(new)) > _LONGEST:
        return tuple(ChangedWords(kind, text) for kind, text in (("gone", old), ("new", new)) if text)  # type: ignore[arg-type]
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[ChangedWords] = []
    for step, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if step == "equal":
            found.append(ChangedWords("same", "".join(one[a:b])))
            continue
        if b > a:
            found.append(ChangedWords("gone", "".join(one[a:b])))
        if d > c:
            found.append(ChangedWords("new", "".join(other[c:d])))
    return tuple(found)
