"""IPP messages as values (RFC 8010): what is asked of a printer, and what it answers. Bytes in, bytes out.

Our own client, because every machine with CUPS listens to IPP, while `lp`, `lpoptions` and `ipptool` are three packages
that an office machine may lack and whose output is written for people.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal

from bulletin.lazy import dataclass

Tag = Literal[
    "integer", "boolean", "enum", "text", "name", "keyword", "uri", "charset", "natural-language", "mime-type"
]  # fmt: skip
Range = tuple[int, int]
Value = int | bool | str | Range | bytes

OPERATION, JOB, END, PRINTER = 1, 2, 3, 4
_TAGS: dict[Tag, int] = {
    "integer": 0x21, "boolean": 0x22, "enum": 0x23, "text": 0x41, "name": 0x42, "keyword": 0x44, "uri": 0x45,
    "charset": 0x47, "natural-language": 0x48, "mime-type": 0x49,
}  # fmt: skip
_BOOLEAN, _RANGE, _COLLECTION, _MEMBER, _COLLECTION_END = 0x22, 0x33, 0x34, 0x4A, 0x37
_NUMBERS = (0x21, 0x23)
_WITH_LANGUAGE = (0x35, 0x36)
_FIRST_VALUE = 0x10
_VERSION = b"\x02\x00"
_LONGEST = 1023
"""Octets of the longest text that a printer must take (RFC 8011, 5.1.2)."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a request with its values, all of one kind."""

    tag: Tag
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A printer's answer: `status` below 0x100 means that it did what it was asked.

    `groups` are the attributes of each group with its tag; values that we have no use for (collections, dates) are
    left out.
    """

    status: int
    groups: tuple[tuple[int, Mapping[str, tuple[Value, ...]]], ...] = field(default=())

    @property
    def done(self) -> bool:
        """Whether the request was carried out, perhaps with something left out."""
        return self.status < 0x100

    def of(self, group: int) -> tuple[Mapping[str, tuple[Value, ...]], ...]:
        """The attributes of every group of a kind, one mapping for each printer or job."""
        return tuple(attributes for tag, attributes in self.groups if tag == group)

    @property
    def message(self) -> str:
        """What the printer says about the request, in its own words."""
        return next((str(found["status-message"][0]) for found in self.of(OPERATION) if "status-message" in found), "")


class NotIppError(ValueError):
    """The bytes are no IPP message."""


def keyword(name: str, *values: str) -> Attribute:
    """An attribute whose values are words of the standard."""
    return Attribute("keyword", name, values)


def request(operation: int, number: int, *groups: tuple[int, Sequence[Attribute]]) -> bytes:
    """The bytes of a request, without the document that may follow.

    Args:
        operation: its number in RFC 8011.
        number: of the request; the answer has the same.
        groups: tag and attributes of each group; charset and language come first in the first one.
    """
    parts = [_VERSION, struct.pack(">hi", operation, number)]
    head = (Attribute("charset", "attributes-charset", ("utf-8",)),
            Attribute("natural-language", "attributes-natural-language", ("en",)))  # fmt: skip
    for at, (tag, attributes) in enumerate(groups):
        parts.append(bytes([tag]))
        for attribute in (*(head if at == 0 else ()), *attributes):
            parts.extend(_encoded(attribute))
    return b"".join((*parts, bytes([END])))


def _encoded(attribute: Attribute) -> Iterator[bytes]:
    name = attribute.name.encode()
    for value in attribute.values:
        data = _bytes(attribute.tag, value)
        yield struct.pack(">BH", _TAGS[attribute.tag], len(name)) + name + struct.pack(">H", len(data)) + data
        name = b""  # further values of the same attribute have none


def _bytes(tag: Tag, value: Value) -> bytes:
    if tag == "boolean":
        return b"\x01" if value else b"\0"
    if isinstance(value, int):
        return struct.pack(">i", value)
    data = str(value).encode()
    return data if len(data) <= _LONGEST else data[:_LONGEST].decode(errors="ignore").encode()


def answer(data: bytes) -> Answer:
    """The answer that the bytes hold.

    Raises:
        NotIppError: they hold none; a printer of any make may be at the other end.
    """
    try:
        (status,) = struct.unpack_from(">H", data, 2)
        return Answer(status, tuple(_groups(data, 8)))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise NotIppError(str(error)) from error


def _groups(data: bytes, at: int) -> Iterator[tuple[int, Mapping[str, tuple[Value, ...]]]]:
    tag, found, name, depth = 0, dict[str, tuple[Value, ...]](), "", 0
    while (next_tag := data[at]) != END:
        at += 1
        if next_tag < _FIRST_VALUE:
            if tag:
                yield tag, found
            tag, found = next_tag, {}
            continue
        at, read = _field(data, at)
        at, raw = _field(data, at)
        if next_tag == _COLLECTION:
            depth += 1
        if depth == 0:
            name = read.decode() or name
            if (value := _value(next_tag, raw)) is not None:
                found[name] = (*found.get(name, ()), value)
        if next_tag == _COLLECTION_END:
            depth -= 1
    if tag:
        yield tag, found


def _field(data: bytes, at: int) -> tuple[int, bytes]:
    (length,) = struct.unpack_from(">H", data, at)
    end = at + 2 + length
    if end > len(data):
        raise NotIppError("cut short")
    return end, data[at + 2 : end]


def _value(tag: int, raw: bytes) -> Value | None:
    if tag in _NUMBERS:
        return int(struct.unpack(">i", raw)[0])
    if tag == _BOOLEAN:
        return raw != b"\0"
    if tag == _RANGE:
        low, high = struct.unpack(">ii", raw)
        return low, high
    if tag in _WITH_LANGUAGE:  # a language, then the text, each with its length
        at, _ = _field(raw, 0)
        return _field(raw, at)[1].decode(errors="replace")
    return raw.decode(errors="replace") if 0x40 <= tag < 0x60 and tag != _MEMBER else None
