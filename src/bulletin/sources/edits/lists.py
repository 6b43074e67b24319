"""A new item at the end of a list, which may not be there yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bulletin.sources.edits.extent import mapping_at
from bulletin.sources.edits.items import Item, insert_item
from bulletin.sources.edits.keys import is_english, place_of_key, record_of, without
from bulletin.sources.edits.proof import has_tree
from bulletin.sources.edits.typed_file import Path, TypedFile, field_at, open_file, tree
from bulletin.sources.edits.values import INDENT, joined
from bulletin.sources.edits.words import escaped
from bulletin.sources.schema.kinds import FileKind
from bulletin.sources.yaml.nodes import Mapping as Fields
from bulletin.sources.yaml.nodes import Sequence as Items


def append_item(source: bytes, path: Path, item: Item, *, kind: FileKind = "issue") -> bytes | None:
    """The file with one item more at the end of a list; the list is begun when it is not there.

    None when something else is there than a list, or the file cannot be written so that it reads the same.

    Args:
        source: the bytes of the file.
        path: of the list.
        item: words, or fields by their keys as they are to be typed.
        kind: of the file.
    """
    file = open_file(source, kind)
    node = file.node(path) if file else None
    if isinstance(node, Items):
        return insert_item(source, path, len(node.items), item, kind=kind)
    wanted = {"items": [item if isinstance(item, str) else list(item.items())]}
    return _begun(file, path, _lines(item, 0), wanted) if file is not None and node is None else None


def begin_record(source: bytes, path: Path, fields: Mapping[str, str], *, kind: FileKind = "article") -> bytes | None:
    """The file with a record that was not there; None when it is, or cannot be written.

    Args:
        source: the bytes of the file.
        path: of the record.
        fields: values by the names of its fields.
        kind: of the file.
    """
    file = open_file(source, kind)
    root = file.document.root if file else None
    if file is None or file.node(path) is not None or not isinstance(root, Fields):
        return None
    english = is_english(record_of(kind, ()), root)
    known = {field.name: field.english if english else field.key for field in record_of(kind, path).fields}
    typed = [(known[name], value) for name, value in fields.items() if name in known]
    lines = [f'{key}: "{escaped(value)}"' for key, value in typed]
    return _begun(file, path, lines, typed) if len(typed) == len(fields) else None


def _begun(file: TypedFile, path: Path, below: Sequence[str], wanted: Any) -> bytes | None:
    """The file with a key that has lines below it, proved by reading it again."""
    parent, field = mapping_at(file, path[:-1]), field_at(file.kind, path)
    if parent is None or field is None or parent.flow or not parent.pairs:
        return None
    info, column = record_of(file.kind, path[:-1]), parent.pairs[0][0].column
    at = place_of_key(file, parent, info, field, column)
    if at is None:
        return None
    key = field.english if is_english(info, parent) else field.key
    blanks = " " * column
    new = [f"{blanks}{key}:", *(f"{blanks}{' ' * INDENT}{line}" for line in below)]
    lines = list(file.lines)
    if at == len(lines):  # behind a last line without an end
        text = file.text + file.newline + file.newline.join(new)
    else:
        text = joined(file, lines[:at], new, lines[at:], at, at)
    after = open_file(file.bytes_of(text), file.kind)
    if after is None or tree(after.node(path)) != wanted or without(after, path) != tree(file.document.root):
        return None
    return has_tree(file, text, tree(after.document.root))


def _lines(item: Item, column: int) -> list[str]:
    blanks = " " * column
    if isinstance(item, str):
        return [f'{blanks}- "{escaped(item)}"']
    typed = [f'{key}: "{escaped(value)}"' for key, value in item.items()]
    return [f"{blanks}{'  ' if n else '- '}{line}" for n, line in enumerate(typed)]
