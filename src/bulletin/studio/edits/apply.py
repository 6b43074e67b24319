"""APPLY: operations on the bytes of one file. What somebody else changed meanwhile stays, and a clash is told."""

from __future__ import annotations

from typing import Any

from bulletin.lazy import dataclass
from bulletin.sources.edits.items import Item, insert_item, move_item, remove_item
from bulletin.sources.edits.keys import add_key, is_english, record_of, remove_key
from bulletin.sources.edits.lists import append_item, begin_record
from bulletin.sources.edits.marks import without_mark
from bulletin.sources.edits.typed_file import Path, TypedFile, field_at, open_file
from bulletin.sources.edits.values import set_value
from bulletin.sources.folding import free_id, slug
from bulletin.sources.schema.kinds import FileKind
from bulletin.sources.yaml.nodes import Mapping
from bulletin.studio.desk.values import at, item_number, resolved, values_of
from bulletin.studio.edits.merge import merged
from bulletin.studio.edits.operations import AddItem, ConfirmMark, MoveItem, Operation, RemoveItem, SetBody, SetValue
from bulletin.studio.story.blocks import BodyBlock, blocks_of, body_of

GAP = "\n\n"
"""Between two blocks."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed one place: what this window wanted there, and what is in the file (None: nothing)."""

    path: tuple[Any, ...]
    mine: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Applied:
    """The bytes of the file with all operations that could be done; `refused` are those that cannot be written."""

    source: bytes
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[Operation, ...] = ()


class _RefusedError(Exception):
    """A value cannot be written so that the file reads the same elsewhere."""


class _ClashError(Exception):
    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        super().__init__(conflict.path)


def apply(source: bytes, kind: FileKind, ops: tuple[Operation, ...], *, made_on_it: bool = False) -> Applied:
    """The file with the operations, one after the other; pure.

    An operation whose wish is true already does nothing, so the same ones may be sent twice.

    Args:
        source: the bytes of a file that reads.
        kind: of the file.
        ops: what is wanted.
        made_on_it: the window knew this very file, so an item that is there already is wanted a second time.
    """
    conflicts: list[Conflict] = []
    refused: list[Operation] = []
    for op in ops:
        try:
            source = _one(source, kind, op, made_on_it)
        except _ClashError as clash:
            conflicts.append(clash.conflict)
        except _RefusedError:
            refused.append(op)
    return Applied(source, tuple(conflicts), tuple(refused))


def _one(source: bytes, kind: FileKind, op: Operation, made_on_it: bool) -> bytes:
    file = open_file(source, kind)
    if file is None:
        raise _RefusedError
    if isinstance(op, ConfirmMark):
        return _made(without_mark(source, op.mark) if kind == "article" else None)
    values = values_of(file)
    if isinstance(op, SetValue):
        return _set(source, file, values, op)
    if isinstance(op, SetBody):
        return _body(source, file, values, op)
    path = resolved(values, op.path)
    if path is None:
        raise _ClashError(Conflict(op.path, None, None))
    items = at(values, path)
    if isinstance(op, AddItem):
        if (
            not made_on_it and isinstance(items, list) and _has(items, op.item)
        ):  # it came before, and the answer was lost
            return source
        return _added(source, file, path, items, op)
    number = item_number(items, op.key)
    if number is None:
        if isinstance(op, RemoveItem):  # it is gone already
            return source
        raise _ClashError(Conflict((*op.path, op.key), None, None))
    if isinstance(op, RemoveItem):
        return _made(remove_item(source, path, number, kind=kind) or _without(source, path, kind))
    return _moved(source, kind, path, items, number, op)


def _made(found: bytes | None) -> bytes:
    if found is None:
        raise _RefusedError
    return found


def _set(source: bytes, file: TypedFile, values: Any, op: SetValue) -> bytes:
    path = resolved(values, op.path)
    if path is None:
        if op.new is None:
            return source
        raise _ClashError(Conflict(op.path, op.new, None))
    now = _words(at(values, path))
    if now == op.new or (not now and not op.new):
        return source
    if now != op.old and (now or op.old):
        raise _ClashError(Conflict(op.path, op.new, now))
    if op.new is None or (op.new == "" and not _is_required(file, path)):
        return _without_value(source, file, path)
    node = file.node(path)
    if node is not None:
        return _made(set_value(source, path, op.new, kind=file.kind))
    if file.node(path[:-1]) is None and len(path) > 1:
        return _made(begin_record(source, path[:-1], {str(path[-1]): op.new}, kind=file.kind))
    return _made(add_key(source, path, op.new, kind=file.kind))


def _words(value: Any) -> str | None:
    """A value in words, as windows send and know it; None for none."""
    if value is None or isinstance(value, str):
        return value
    return ", ".join(map(str, value)) if isinstance(value, list) else None


def _is_required(file: TypedFile, path: Path) -> bool:
    field = field_at(file.kind, path)
    return field is not None and field.required


def _without_value(source: bytes, file: TypedFile, path: Path) -> bytes:
    if file.node(path) is None:
        return source
    return _made(_without(source, path, file.kind))


def _without(source: bytes, path: Path, kind: FileKind) -> bytes | None:
    """The file without a value; a record or an item that has nothing else goes with it."""
    found = remove_key(source, path, kind=kind)
    if found is not None or len(path) < 2:
        return found
    above = path[:-1]
    if isinstance(above[-1], int):
        return remove_item(source, above[:-1], above[-1], kind=kind)
    return _without(source, above, kind)


def _added(source: bytes, file: TypedFile, path: Path, items: Any, op: AddItem) -> bytes:
    item = _typed(file, path, _identified(file, path, items, op.item))
    number = item_number(items, op.before) if op.before is not None else op.at
    if number is None or not isinstance(items, list) or number >= len(items):
        return _made(append_item(source, path, item, kind=file.kind))
    return _made(insert_item(source, path, number, item, kind=file.kind))


def _identified(file: TypedFile, path: Path, items: Any, item: str | dict[str, str]) -> str | dict[str, str]:
    """An item whose record needs an id, with one that is made from its name."""
    if not isinstance(item, dict) or not item.get("name") or item.get("id"):
        return item
    if not any(one.name == "id" and one.required for one in record_of(file.kind, path).fields):
        return item
    taken = {str(one.get("id")) for one in items or () if isinstance(one, dict)}
    return {"id": free_id(slug(item["name"]) or "muc", taken), **item}


def _has(items: list[Any], item: str | dict[str, str]) -> bool:
    """Whether an item was added before: the same words, or a record of the same name."""
    if isinstance(item, str):
        return item_number(items, item) is not None
    key = next((name for name in ("id", "article") if name in item), None)
    if key is not None:
        return any(isinstance(one, dict) and one.get(key) == item[key] for one in items)
    return item in items


def _typed(file: TypedFile, path: Path, item: str | dict[str, str]) -> Item:
    """An item with the keys in the language of the file."""
    if isinstance(item, str):
        return item
    root = file.document.root
    english = isinstance(root, Mapping) and is_english(record_of(file.kind, ()), root)
    fields = {one.name: one for one in record_of(file.kind, path).fields}
    return {(fields[name].english if english else fields[name].key): value for name, value in item.items()
            if name in fields and value}  # fmt: skip


def _moved(source: bytes, kind: FileKind, path: Path, items: list[Any], number: int, op: MoveItem) -> bytes:
    target = len(items)
    if op.before is not None:
        found = item_number(items, op.before)
        if found is None:
            raise _ClashError(Conflict((*op.path, op.before), None, None))
        target = found
    target -= target > number
    return _made(move_item(source, path, number, target, kind=kind))


# --- bodies ---------------------------------------------------------------------------------------------------


def _body(source: bytes, file: TypedFile, values: Any, op: SetBody) -> bytes:
    path = resolved(values, op.path)
    if path is None:
        raise _ClashError(Conflict(op.path, _whole(op), None))
    lead, blocks = blocks_of(_words(at(values, path)) or "")
    known = {block.id: block for block in blocks}
    theirs = [f"={block.id}" if block.id in op.old else f"+{block.markdown}" for block in blocks]
    mine = [f"={text}" if kind == "keep" else f"+{text}" for kind, text in op.new]
    wanted = merged([f"={ident}" for ident in op.old], mine, theirs)
    if wanted is None or any(item[0] == "=" and item[1:] not in known for item in wanted):
        raise _ClashError(Conflict(op.path, _whole(op, known), body_of(lead, blocks)))
    body = _joined(lead, [known[i[1:]] if i[0] == "=" else i[1:] for i in wanted], blocks)
    if body == body_of(lead, blocks):
        return source
    if file.node(path) is None:
        return _made(add_key(source, path, body, kind=file.kind))
    return _made(set_value(source, path, body, kind=file.kind))


def _whole(op: SetBody, known: dict[str, BodyBlock] | None = None) -> str:
    """The body that a window wanted, as far as its blocks are known."""
    parts = [text if kind == "text" else (known or {})[text].markdown if text in (known or {}) else "…"
             for kind, text in op.new]  # fmt: skip
    return GAP.join(parts)


def _joined(lead: str, parts: list[BodyBlock | str], before: tuple[BodyBlock, ...]) -> str:
    """Blocks and new texts as one body: a kept block keeps the lines below it, but for the end of the body."""
    made = lead
    end = before[-1].gap if before else ""
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if isinstance(part, str):
            made += part + (end if last else GAP)
        else:
            gap = end if last else part.gap if part.gap.count("\n") and part is not before[-1] else GAP
            made += part.markdown + gap
    return made


__all__ = ["Applied", "Conflict", "apply"]
