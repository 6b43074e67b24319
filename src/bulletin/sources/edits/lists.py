"""A new item at the end of a list, which may not be there yet."""

from __future__ import annotations

from bulletin.sources.edits.extent import mapping_at
from bulletin.sources.edits.items import Item, insert_item
from bulletin.sources.edits.keys import is_english, place_of_key, record_of, without
from bulletin.sources.edits.proof import has_tree
from bulletin.sources.edits.typed_file import Path, field_at, open_file, tree
from bulletin.sources.edits.values import INDENT, joined
from bulletin.sources.edits.words import escaped
from bulletin.sources.issue import FileKind
from bulletin.sources.yaml.nodes import Sequence


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
    if isinstance(node, Sequence):
        return insert_item(source, path, len(node.items), item, kind=kind)
    parent = mapping_at(file, path[:-1]) if file else None
    field = field_at(kind, path)
    if file is None or node is not None or parent is None or field is None or parent.flow or not parent.pairs:
        return None
    info, column = record_of(kind, path[:-1]), parent.pairs[0][0].column
    at = place_of_key(file, parent, info, field, column)
    if at is None:
        return None
    key = field.english if is_english(info, parent) else field.key
    new = [f"{' ' * column}{key}:", *_lines(item, column + INDENT)]
    lines = list(file.lines)
    if at == len(lines):  # behind a last line without an end
        text = file.text + file.newline + file.newline.join(new)
    else:
        text = joined(file, lines[:at], new, lines[at:], at, at)
    after = open_file(file.bytes_of(text), kind)
    wanted = {"items": [item if isinstance(item, str) else list(item.items())]}
    if after is None or tree(after.node(path)) != wanted or without(after, path) != tree(file.document.root):
        return None
    return has_tree(file, text, tree(after.document.root))


def _lines(item: Item, column: int) -> list[str]:
    blanks = " " * column
    if isinstance(item, str):
        return [f'{blanks}- "{escaped(item)}"']
    typed = [f'{key}: "{escaped(value)}"' for key, value in item.items()]
    return [f"{blanks}{'  ' if n else '- '}{line}" for n, line in enumerate(typed)]
