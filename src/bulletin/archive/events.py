"""What happened to an issue since it was kept: a chain of events, each with the hash of the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from bulletin.archive.store.object import StoredObject, read_bytes
from bulletin.archive.store.root import Archive
from bulletin.archive.store.rules import HISTORY
from bulletin.archive.store.writer import Change, Writer, writing
from bulletin.errors import Finding, InputError, Place
from bulletin.lazy import dataclass

FILE = "records/events.jsonl"
Kind = Literal["kept", "verified", "deposited", "printed", "signed", "copied", "corrected"]


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `before` is the SHA-512 of the line before it; of the first, the SHA-512 of the object's id.

    `values` always name the `version` that the event made and the `content`: the hash of all files of that version but
    this one. So the chain proves the content, and the end of the chain proves the chain.
    """

    kind: Kind
    at: dt.datetime
    values: Mapping[str, str]
    before: str


def line_of(event: Event) -> bytes:
    """An event as the line of the file, with its line feed."""
    value = {"kind": event.kind, "at": event.at.isoformat(timespec="seconds"), "values": dict(event.values)}
    text = json.dumps(value | {"before": event.before}, ensure_ascii=False, sort_keys=True)
    return text.encode() + b"\n"


def first_hash(object_id: str) -> str:
    """What the first event carries: the history of one issue cannot be put under another."""
    return hashlib.sha512(object_id.encode()).hexdigest()


def hash_of(line: bytes) -> str:
    """What the next event carries."""
    return hashlib.sha512(line).hexdigest()


def content_hash(state: Mapping[str, str]) -> str:
    """One hash of all files of a version but the history itself: of the lines `SHA-512  path`, sorted by path."""
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(state.items()) if path != FILE)
    return hashlib.sha512(lines.encode()).hexdigest()


def events(obj: StoredObject, version: int | None = None) -> tuple[Event, ...]:
    """The events of an object, oldest first.

    Raises:
        InputError: the file is damaged or a line of it is no event.
    """
    if FILE not in obj.state(version):
        return ()
    found: list[Event] = []
    for number, line in enumerate(_lines(read_bytes(obj, FILE, version)), 1):
        try:
            found.append(_event(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError([_broken(obj.id, number, "không đọc được dòng này", "the line is no event")]) from error
    return tuple(found)


def head(obj: StoredObject, version: int | None = None) -> str:
    """The end of the chain, to be printed on the deposit slip: the hash of the last event."""
    lines = _lines(read_bytes(obj, FILE, version)) if FILE in obj.state(version) else []
    return hash_of(lines[-1]) if lines else first_hash(obj.id)


def append(
    archive: Archive,
    object_id: str,
    kind: Kind,
    values: Mapping[str, str],
    now: dt.datetime,
    changes: Mapping[str, Change] | None = None,
    message: str = "",
) -> int:
    """Write a version with one more event, and return its number.

    Args:
        archive: where the object is.
        object_id: its id.
        kind: what happened.
        values: what is worth knowing about it; texts only.
        now: the time, with its zone.
        changes: other files that the same version adds, replaces or (None) removes.
        message: why there is a new version; the kind of the event by default.
    """
    with writing(archive) as writer:
        return add_with_event(writer, object_id, kind, values, now, changes or {}, message)


def add_with_event(
    writer: Writer,
    object_id: str,
    kind: Kind,
    values: Mapping[str, str],
    now: dt.datetime,
    changes: Mapping[str, Change],
    message: str = "",
) -> int:
    """As `append`, for a caller who has the archive to himself already."""
    obj = writer.find(object_id)
    old = read_bytes(obj, FILE) if obj and FILE in obj.state() else b""
    lines = _lines(old)
    before = hash_of(lines[-1]) if lines else first_hash(object_id)
    said = {
        **values,
        "version": str(obj.head + 1 if obj else 1),
        "content": content_hash(writer.state(object_id, changes)),
    }
    event = Event(kind, now, said, before)
    return writer.add(object_id, {**changes, FILE: old + line_of(event)}, message or kind, now)


def check_chain(obj: StoredObject) -> tuple[Finding, ...]:
    """Findings on the history: a link that does not fit, a past that was rewritten, files that it does not know."""
    found: list[Finding] = []
    before: list[bytes] = []
    for version in sorted(obj.versions):
        if FILE not in obj.state(version):
            if before:
                found.append(_broken(obj.id, 1, "nhật ký bị bỏ", "the history is gone"))
            continue
        lines = _lines(read_bytes(obj, FILE, version))
        if lines[: len(before)] != before:
            at = next(
                (n for n, pair in enumerate(zip(lines, before, strict=False), 1) if pair[0] != pair[1]), len(lines) + 1
            )
            found.append(_broken(obj.id, at, "sự kiện cũ bị sửa hoặc bị xóa", "an old event was edited or dropped"))
        before = lines
    return (*found, *_links(obj, before))


def _links(obj: StoredObject, lines: Iterable[bytes]) -> Iterable[Finding]:
    before = first_hash(obj.id)
    for number, line in enumerate(lines, 1):
        try:
            event = _event(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield _broken(obj.id, number, "không đọc được dòng này", "the line is no event")
            return
        if event.before != before:
            yield _broken(obj.id, number, "không nối với sự kiện trước", "it does not follow the event before")
        if problem := _content_problem(obj, event):
            yield _broken(obj.id, number, *problem)
        before = hash_of(line)


def _content_problem(obj: StoredObject, event: Event) -> tuple[str, str] | None:
    number = event.values.get("version", "")
    if not number.isascii() or not number.isdigit() or int(number) not in obj.versions:
        return "phiên bản mà sự kiện này ghi không có", "the version that it names is not there"
    if event.values.get("content") != content_hash(obj.versions[int(number)].state):
        return "các tệp của phiên bản ấy không phải các tệp đã lưu", "the files of its version are not those kept"
    return None


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True) if data else []


def _event(value: Any) -> Event:
    if value["kind"] not in get_args(Kind) or set(value) != {"kind", "at", "values", "before"}:
        raise ValueError(f"not an event: {value!r}")
    values = value["values"]
    if not all(isinstance(text, str) for text in (value["before"], *values.values())):
        raise ValueError("a value is not text")
    at = dt.datetime.fromisoformat(value["at"])
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return Event(value["kind"], at, values, value["before"])


def _broken(object_id: str, line: int, vi: str, en: str) -> Finding:
    values = {"id": object_id, "line": str(line), "reason_vi": vi, "reason_en": en}
    return Finding(HISTORY, Place(file=f"{object_id}/{FILE}", line=line), values=values)
