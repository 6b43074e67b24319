"""What a file says, as the window shows it: by the names of the fields, words as the program takes them."""

from __future__ import annotations

from typing import Any

from bulletin.sources.edits.typed_file import TypedFile, follow
from bulletin.sources.issue import RECORDS
from bulletin.sources.schema.shapes import FieldInfo, RecordInfo, Shape, record_info
from bulletin.studio.forms.describe import FormKind

Path = tuple[str | int, ...]


def values_of(file: TypedFile, kind: FormKind) -> dict[str, Any]:
    """The values of a file: words, days and numbers as typed, choices by their own name, `true` or `false`, lists, groups."""
    return _record(file, record_info(RECORDS[kind]), ())


def _record(file: TypedFile, info: RecordInfo, path: Path) -> dict[str, Any]:
    made = {item.name: _value(file, item, item.shape, (*path, item.name)) for item in info.fields}
    return {name: value for name, value in made.items() if value is not None}


def _value(file: TypedFile, item: FieldInfo, shape: Shape, path: Path) -> Any:
    node = file.node(path)
    if node is None:
        return None
    if shape.name == "record" and shape.record is not None:
        return _record(file, record_info(shape.record), path)
    if shape.name == "list" and shape.inner is not None:
        count = 0
        made = []
        while file.node((*path, count)) is not None:
            made.append(_value(file, item, shape.inner, (*path, count)))
            count += 1
        return [value if value is not None else "" for value in made] or None
    if shape.name == "map":
        keys = [key[-1] for key in file.nodes if len(key) == len(path) + 1 and key[:-1] == tuple(map(str, path))]
        return {key: _value(file, item, Shape("text"), (*path, key)) for key in keys} or None
    return _scalar(file, shape, path)


def _scalar(file: TypedFile, shape: Shape, path: Path) -> Any:
    if shape.name in ("choice", "bool"):
        taken = follow(file.record, path) if file.record is not None else None
        if taken is not None:
            return taken
    if shape.name in ("pair", "numbers"):
        numbers = follow(file.record, path) if file.record is not None else None
        return " ".join(f"{number:g}" for number in numbers) if numbers else file.value(path)
    return file.value(path)
