"""The fields of a file that can be read, also where others cannot."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.sources.issue import RECORDS, FileKind
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
    """The same of a file on the disk; nothing for one that cannot be opened."""
    try:
        with file.open("rb") as stream:
            return values_of(kind, stream.read(MAX_BYTES + 1))
    except OSError:
        return {}
