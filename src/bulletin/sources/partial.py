"""The fields of a file that can be read, also where others cannot."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.sources.schema.kinds import RECORDS, FileKind
from bulletin.sources.schema.reader import BAD, SchemaReader
from bulletin.sources.schema.shapes import known_keys
from bulletin.sources.yaml.nodes import MAX_BYTES, read


def values_of(kind: FileKind, data: bytes) -> Mapping[str, Any]:
    """The values of a file by field name, as values of the model; a field that cannot be read is not there."""
    cls = RECORDS[kind]
    reader = SchemaReader(read(data, "", known=known_keys(cls)), ("", ""))
    reader.read(cls)
    return {name: value for name, value in reader.values.items() if value is not BAD}


def values_in(kind: FileKind, file: Path) -> Mapping[str, Any]:
    """The same of a file on the disk; nothing for one that is no plain file, or cannot be read."""
    source = read_plain(file)
    return values_of(kind, source) if source is not None else {}


def read_plain(file: Path) -> bytes | None:
    """The bytes of a plain file; None for a link, a pipe, a device, or one that cannot be read or is far too large."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        data = stream.read(MAX_BYTES + 1)
    return data if len(data) <= MAX_BYTES else None
