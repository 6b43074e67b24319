"""A field more or one less: the other lines of the file stay."""

from __future__ import annotations

from typing import Any

from bulletin.sources.edits.extent import last_line, mapping_at
from bulletin.sources.edits.proof import has_tree
from bulletin.sources.edits.typed_file import Path, TypedFile, field_at, is_text, open_file, tree
from bulletin.sources.edits.values import INDENT, block_text, joined
from bulletin.sources.edits.words import escaped
from bulletin.sources.folding import fold
from bulletin.sources.schema.kinds import RECORDS, FileKind
from bulletin.sources.schema.shapes import FieldInfo, RecordInfo, record_info
from bulletin.sources.yaml.nodes import Mapping, Node, Sequence


def add_key(source: bytes, path: Path, value: str, *, kind: FileKind = "article") -> bytes | None:
    """The file with a field that was not there; None when it is there, or its record is not typed as fields.

    The key takes the language of its neighbours. It goes below its own example in a comment if there is one, else
    behind the nearest field before it in the order of the schema.

    Args:
        source: the bytes of the file.
        path: of the new value.
        value: the words, or the typed form of a number, a day or a choice.
        kind: of the file.
    """
    file = open_file(source, kind)
    parent = mapping_at(file, path[:-1]) if file else None
    item = field_at(kind, path)
    if file is None or parent is None or item is None or file.node(path) is not None:
        return None
    info = record_of(kind, path[:-1])
    key = item.english if is_english(info, parent) else item.key
    text = _in_brackets(file, parent, key, value) if parent.flow else _as_lines(file, parent, info, item, path, value)
    if text is None:
        return None
    made = file.bytes_of(text)
    after = open_file(made, kind)
    if after is None or after.value(path) != value or without(after, path) != tree(file.document.root):
        return None
    return has_tree(file, text, tree(after.document.root))


def remove_key(source: bytes, path: Path, *, kind: FileKind = "article") -> bytes | None:
    """The file without a field; None when it is not there, or it is the only one of its record."""
    file = open_file(source, kind)
    parent = mapping_at(file, path[:-1]) if file else None
    if file is None or parent is None or len(parent.pairs) < 2:
        return None
    number = next((n for n, (_, value) in enumerate(parent.pairs) if value is file.node(path)), None)
    if number is None:
        return None
    text = _cut_from_brackets(file, parent, number) if parent.flow else _cut_lines(file, parent, number)
    return has_tree(file, text, without(file, path)) if text is not None else None


def record_of(kind: FileKind, path: Path) -> RecordInfo:
    """The fields of the record at a path."""
    item = field_at(kind, path) if path else None
    cls = (item.shape.inner or item.shape).record if item is not None else RECORDS[kind]
    return record_info(cls or RECORDS[kind])


def is_english(info: RecordInfo, node: Mapping) -> bool:
    """Whether most keys of a record are typed in English."""
    english = sum(key.text in {item.english for item in info.fields} for key, _ in node.pairs)
    return 2 * english > len(node.pairs)


def _as_lines(
    file: TypedFile, parent: Mapping, info: RecordInfo, item: FieldInfo, path: Path, value: str
) -> str | None:
    column = parent.pairs[0][0].column if parent.pairs else 0
    key = item.english if is_english(info, parent) else item.key
    if "\n" in value and item.multiline:
        sign, below = block_text(value, column + INDENT)
    else:
        sign, below = (f'"{escaped(value)}"' if is_text(file.kind, path) else value), []
    at = place_of_key(file, parent, info, item, column)
    if at is None:
        return None
    new = [f"{' ' * column}{key}: {sign}", *below]
    lines = list(file.lines)
    if at == len(lines):  # behind a last line without an end
        return file.text + file.newline + file.newline.join(new)
    return joined(file, lines[:at], new, lines[at:], at, at) if lines[at:] else None


def place_of_key(file: TypedFile, parent: Mapping, info: RecordInfo, item: FieldInfo, column: int) -> int | None:
    """The line before which a new field goes."""
    first, last = parent.pairs[0][0].line, last_line(file, parent)
    names = {fold(name) for name in item.names}
    for number in range(first, min(last + 20, len(file.lines))):
        line = file.lines[number]
        example = ":" in line and line[: column + 1].strip() == "#" and _between(file, parent, number)
        if example and fold(line.strip("# \t").partition(":")[0]) in names:
            return number + 1
    order = {field.name: number for number, field in enumerate(info.fields)}
    mine = order[item.name]
    before: list[tuple[int, Node]] = []
    for key, value in parent.pairs:
        found = info.by_key.get(fold(key.text))
        if found is not None and order[found.name] < mine:
            before.append((order[found.name], value))
    if before:
        key_line = max(before, key=lambda pair: pair[0])[1]
        return last_line(file, key_line) + 1
    # Before the first field only where that has a line of its own: the dash of an item stays where it is.
    line = file.lines[first]
    return first if not line[:column].strip() else last_line(file, parent.pairs[0][1]) + 1


def _between(file: TypedFile, parent: Mapping, number: int) -> bool:
    """Whether a line is between two fields of a record and not inside the value of one."""
    return all(not key.line <= number <= last_line(file, value) for key, value in parent.pairs)


def _in_brackets(file: TypedFile, parent: Mapping, key: str, value: str) -> str | None:
    end = file.offset(parent.last_line, parent.last_column) - 1
    if file.text[end : end + 1] != "}" or not parent.pairs:
        return None
    at = len(file.text[:end].rstrip(" \t\r\n,"))
    return f'{file.text[:at]}, {key}: "{escaped(value)}"{file.text[at:]}'


def without(file: TypedFile, path: Path) -> Any:
    """The tree of a file with one field left out."""
    target, parent = file.node(path), mapping_at(file, path[:-1])

    def walk(node: Node) -> Any:
        if isinstance(node, Mapping):
            return [(key.text, walk(value)) for key, value in node.pairs if node is not parent or value is not target]
        return {"items": [walk(part) for part in node.items]} if isinstance(node, Sequence) else tree(node)

    return walk(file.document.root) if file.document.root is not None else None


def _cut_lines(file: TypedFile, parent: Mapping, number: int) -> str | None:
    key, value = parent.pairs[number]
    after = last_line(file, value) + 1
    lines = list(file.lines)
    if not lines[key.line][: key.column].strip():
        return joined(file, lines[: key.line], [], lines[after:], key.line, after)
    if number + 1 == len(parent.pairs):
        return None
    following = parent.pairs[number + 1][0]  # it takes the place behind the dash
    return file.text[: file.offset(key.line, key.column)] + file.text[file.offset(following.line, following.column) :]


def _cut_from_brackets(file: TypedFile, parent: Mapping, number: int) -> str:
    starts = [file.offset(key.line, key.column) for key, _ in parent.pairs]
    if number + 1 < len(starts):
        return file.text[: starts[number]] + file.text[starts[number + 1] :]
    end = file.offset(parent.last_line, parent.last_column) - 1
    before = parent.pairs[number - 1][1]
    at = file.offset(before.last_line, before.last_column)
    return file.text[:at] + file.text[end:]
