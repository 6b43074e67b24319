"""Items of a list moved, put in and taken out; comments directly above an item go with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from bulletin.sources.edits.extent import last_line
from bulletin.sources.edits.keys import remove_key
from bulletin.sources.edits.proof import has_tree
from bulletin.sources.edits.typed_file import Path, TypedFile, open_file, tree
from bulletin.sources.edits.words import escaped
from bulletin.sources.schema.kinds import FileKind
from bulletin.sources.yaml.nodes import Mapping as Fields
from bulletin.sources.yaml.nodes import Node, Sequence

Item = str | Mapping[str, str]
"""A new item: words, or fields by their keys as they are to be typed."""


def move_item(source: bytes, path: Path, old: int, new: int, *, kind: FileKind = "issue") -> bytes | None:
    """The file with the item `old` of a list at the place `new` (both from 0); None when it cannot be moved."""

    def change(parts: list[Any]) -> list[Any]:
        parts.insert(new, parts.pop(old))
        return parts

    return source if old == new else _edited(source, path, kind, change, change, max(old, new))


def insert_item(source: bytes, path: Path, at: int, item: Item, *, kind: FileKind = "issue") -> bytes | None:
    """The file with a new item before the item `at` of a list, or behind the last one; None when it cannot be done."""

    def put(parts: list[Any]) -> list[Any]:
        parts.insert(at, item if isinstance(item, str) else list(item.items()))
        return parts

    def type_(parts: list[str]) -> list[str]:
        parts.insert(at, "")
        return parts

    return _edited(source, path, kind, type_, put, at - 1, item)


def remove_item(source: bytes, path: Path, at: int, *, kind: FileKind = "issue") -> bytes | None:
    """The file without one item of a list; without the list when it was the only one."""
    file = open_file(source, kind)
    node = file.node(path) if file else None
    if isinstance(node, Sequence) and len(node.items) == 1 and at == 0:
        return remove_key(source, path, kind=kind)

    def change(parts: list[Any]) -> list[Any]:
        del parts[at]
        return parts

    return _edited(source, path, kind, change, change, at)


def _edited(
    source: bytes,
    path: Path,
    kind: FileKind,
    typed: Callable[[list[str]], list[str]],
    read: Callable[[list[Any]], list[Any]],
    highest: int,
    item: Item | None = None,
) -> bytes | None:
    """The file with the items of a list in another order, proved by reading it.

    Args:
        source: the bytes of the file.
        path: of the list.
        kind: of the file.
        typed: changes the typed items; a new one is an empty text.
        read: changes what is read in the same way.
        highest: the highest number of an item that must be there.
        item: the new one.
    """
    file = open_file(source, kind)
    node = file.node(path) if file else None
    if file is None or not isinstance(node, Sequence) or not 0 <= highest + 1 <= len(node.items):
        return None
    text = _brackets(file, node, typed, item) if node.flow else _lines(file, node, typed, item)
    if text is None:
        return None
    return has_tree(file, text, _wanted(file, node, read))


def _wanted(file: TypedFile, target: Sequence, change: Callable[[list[Any]], list[Any]]) -> Any:
    def walk(node: Node) -> Any:
        if isinstance(node, Sequence):
            parts = [walk(part) for part in node.items]
            return {"items": change(parts) if node is target else parts}
        return [(key.text, walk(value)) for key, value in node.pairs] if isinstance(node, Fields) else tree(node)

    assert file.document.root is not None
    return walk(file.document.root)


def _lines(file: TypedFile, node: Sequence, change: Callable[[list[str]], list[str]], item: Item | None) -> str | None:
    """Items on lines with dashes: each with the comments above it and the blank lines below it."""
    starts = _dashes(file, node)
    if starts is None:
        return None
    end = last_line(file, node) + 1
    edges = [file.offset(number, 0) for number in (*starts, end)]
    parts = [file.text[a:b] for a, b in pairwise(edges)]
    open_end = bool(parts[-1]) and not parts[-1].endswith(("\n", "\r"))
    if open_end:
        parts[-1] += file.newline
    new = _typed(item, node.column, file.newline) if item is not None else ""
    whole = "".join(part or new for part in change(parts))
    if open_end:
        whole = whole.removesuffix(file.newline)
    return file.text[: edges[0]] + whole + file.text[edges[-1] :]


def _dashes(file: TypedFile, node: Sequence) -> list[int] | None:
    """The first line of each item: that of its dash, or of the comments directly above it."""
    starts: list[int] = []
    for number, part in enumerate(node.items):
        line = part.line
        while line >= 0 and file.lines[line][node.column : node.column + 1] != "-":
            line -= 1
        floor = last_line(file, node.items[number - 1]) if number else -1
        while line - 1 > floor and file.lines[line - 1].lstrip().startswith("#"):
            line -= 1
        if line <= floor and number:
            return None
        starts.append(line)
    return starts


def _typed(item: Item, column: int, newline: str) -> str:
    blanks = " " * column
    if isinstance(item, str):
        return f'{blanks}- "{escaped(item)}"{newline}'
    fields = [f'{key}: "{escaped(value)}"' for key, value in item.items()]
    return f"{blanks}- " + f"{newline}{blanks}  ".join(fields) + newline


def _brackets(
    file: TypedFile, node: Sequence, change: Callable[[list[str]], list[str]], item: Item | None
) -> str | None:
    """Items between brackets: what is between them stays where it is."""
    spans = [_span(file, part) for part in node.items]
    if not spans:
        return None
    parts = [file.text[a:b] for a, b in spans]
    new = ""
    if item is not None:
        new = (
            f'"{escaped(item)}"'
            if isinstance(item, str)
            else ("{" + ", ".join(f'{key}: "{escaped(value)}"' for key, value in item.items()) + "}")
        )
    made = [part or new for part in change(list(parts))]
    if len(made) == len(parts):
        gaps = [file.text[a[1] : b[0]] for a, b in pairwise(spans)]
        whole = made[0] + "".join(gap + part for gap, part in zip(gaps, made[1:], strict=True))
    else:
        whole = ", ".join(made)
    return file.text[: spans[0][0]] + whole + file.text[spans[-1][1] :]


def _span(file: TypedFile, node: Node) -> tuple[int, int]:
    return file.offset(node.line, node.column), file.offset(node.last_line, node.last_column)
