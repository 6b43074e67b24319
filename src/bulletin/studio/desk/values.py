"""VALUES: what a file says as plain data for forms: by names of fields, each value in the words that were typed."""

from __future__ import annotations

from typing import Any

from bulletin.sources.edits.typed_file import Path, TypedFile, field_at
from bulletin.sources.schema.shapes import record_info
from bulletin.sources.yaml.nodes import Mapping, Scalar, Sequence

OWN_KEYS = ("id", "article", "name")
"""Fields by which an item of a list is found again, the first that it has."""


def values_of(file: TypedFile) -> dict[str, Any]:
    """The values of a file: records as dicts, lists as lists, the rest as words.

    A record that was typed as one word is the record of its main field; one value where a list may be is a list.
    """
    below: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for path in file.nodes:
        if path:
            below.setdefault(path[:-1], []).append(path)
    return {path[0]: _value(file, path, below) for path in below.get((), ())}


def _value(file: TypedFile, path: tuple[str, ...], below: dict[tuple[str, ...], list[tuple[str, ...]]]) -> Any:
    node, field = file.nodes[path], field_at(file.kind, file.numbered(path))
    inside = below.get(path, [])
    one = isinstance(file.numbered(path)[-1], int)
    if isinstance(node, Mapping):
        made: Any = {child[-1]: _value(file, child, below) for child in inside}
    elif isinstance(node, Sequence) and inside:
        made = [_value(file, child, below) for child in inside]
    elif isinstance(node, Scalar):
        made = _words(file, path)
        inner = (field.shape.inner or field.shape).record if field is not None else None
        main = record_info(inner).main if inner is not None else None
        made = {main.name: made} if main is not None else made
    else:
        made = ", ".join(item.text for item in node.items if isinstance(item, Scalar))
    if field is not None and field.shape.name == "list" and not one and not isinstance(made, list):
        return [made] if made not in ("", {}) else []
    return made


def _words(file: TypedFile, path: tuple[str, ...]) -> str:
    return file.value(file.numbered(path)) or ""


def resolved(values: Any, path: tuple[Any, ...]) -> Path | None:
    """A path of the window with numbers for items: `({"id": "a"},)` is looked up; None when there is no such item."""
    made: list[str | int] = []
    for part in path:
        if isinstance(part, dict):
            number = item_number(values, part)
            if number is None:
                return None
            part = number
        made.append(part)
        values = inside(values, part)
    return tuple(made)


def item_number(items: Any, key: Any) -> int | None:
    """The number of the item of a list that has these values, or is this word, or has this number."""
    if not isinstance(items, list):
        return None
    if isinstance(key, int) and not isinstance(key, bool):
        return key if 0 <= key < len(items) else None
    if isinstance(key, dict):
        good = [n for n, item in enumerate(items) if isinstance(item, dict) and key.items() <= item.items()]
        return good[0] if good else None
    return next((n for n, item in enumerate(items) if item == key or _only(item) == key), None)


def _only(item: Any) -> Any:
    """What a record says that has one field, as a name that was typed without its key."""
    return next(iter(item.values())) if isinstance(item, dict) and len(item) == 1 else None


def inside(values: Any, part: str | int) -> Any:
    """The value below another one; None when there is none."""
    if isinstance(values, dict):
        return values.get(part)
    if isinstance(values, list) and isinstance(part, int) and 0 <= part < len(values):
        return values[part]
    return None


def at(values: Any, path: Path) -> Any:
    """The value at a path with numbers; None when there is none."""
    for part in path:
        values = inside(values, part)
    return values
