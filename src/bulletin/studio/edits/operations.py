"""OPERATIONS: what a window asks to change in one file, read from JSON with nothing believed."""

from __future__ import annotations

from typing import Any, Literal

from bulletin.lazy import dataclass

MOST_OPS = 400
_MOST_PARTS = 12
_MOST_TEXT = 1_000_000
Kind = Literal["publication", "issue", "article", "mail"]
_KINDS = ("publication", "issue", "article", "mail")


class BadEditError(ValueError):
    """An edit is no edit; says in Vietnamese what is wrong with it."""


@dataclass(frozen=True, slots=True)
class SetValue:
    """Another value for a field: `old` as the window knew it, None for one that was not there."""

    path: tuple[Any, ...]
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class SetBody:
    """Another body: `old` are the ids of its blocks as the window knew them, `new` ids that stay and new texts."""

    path: tuple[Any, ...]
    old: tuple[str, ...]
    new: tuple[tuple[Literal["keep", "text"], str], ...]


@dataclass(frozen=True, slots=True)
class AddItem:
    """One item more in a list: at a place (from 0), before another item, or at its end."""

    path: tuple[Any, ...]
    item: str | dict[str, str]
    at: int | None = None
    before: Any = None


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """One item of a list less."""

    path: tuple[Any, ...]
    key: Any


@dataclass(frozen=True, slots=True)
class MoveItem:
    """An item at another place: before the item `before`, or at the end."""

    path: tuple[Any, ...]
    key: Any
    before: Any = None


@dataclass(frozen=True, slots=True)
class ConfirmMark:
    """A guess that an import marked, looked at by a person: the mark goes, the value stays. No path: no field's."""

    path: tuple[Any, ...]
    mark: str


Operation = ConfirmMark | SetValue | SetBody | AddItem | RemoveItem | MoveItem


@dataclass(frozen=True, slots=True)
class Edit:
    """The operations of one window on one file: `number` counts those of the window `client`."""

    client: str
    number: int
    kind: Kind
    id: str
    base: str
    ops: tuple[Operation, ...]


def read_edit(said: Any) -> Edit:
    """An edit from JSON values.

    Raises:
        BadEditError: anything in it is not what it must be.
    """
    if not isinstance(said, dict):
        raise BadEditError("Yêu cầu sửa không đúng dạng.")
    ops = said.get("ops")
    if not isinstance(ops, list) or not 0 < len(ops) <= MOST_OPS:
        raise BadEditError("Yêu cầu sửa không có gì để sửa, hoặc quá dài.")
    kind = said.get("kind")
    number = said.get("number")
    if kind not in _KINDS or not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise BadEditError("Yêu cầu sửa không nói sửa tệp nào.")
    return Edit(
        _text(said.get("client"), 80), number, kind, _text(said.get("id"), 200, empty=kind != "article"),
        _text(said.get("base"), 64, empty=True), tuple(_operation(op) for op in ops),
    )  # fmt: skip


def _operation(said: Any) -> Operation:
    if not isinstance(said, dict):
        raise BadEditError("Yêu cầu sửa không đúng dạng.")
    if said.get("op") == "confirm":
        return ConfirmMark(_path(said.get("path"), least=0), _text(said.get("mark"), 80))
    path = _path(said.get("path", ["body"] if said.get("op") == "body" else None))
    match said.get("op"):
        case "set":
            return SetValue(path, _value(said.get("old")), _value(said.get("new")))
        case "body":
            return SetBody(path, tuple(_text(one, 80) for one in _list(said.get("old"))), _blocks(said.get("new")))
        case "add_item":
            return AddItem(path, _item(said.get("item")), _place(said.get("at")), _key(said.get("before")))
        case "remove_item":
            return RemoveItem(path, _key(said.get("key"), needed=True))
        case "move_item":
            return MoveItem(path, _key(said.get("key"), needed=True), _key(said.get("before")))
        case _:
            raise BadEditError("Chương trình không biết cách sửa này.")


def _path(said: Any, least: int = 1) -> tuple[Any, ...]:
    parts = _list(said)
    if not least <= len(parts) <= _MOST_PARTS:
        raise BadEditError("Yêu cầu sửa không nói sửa chỗ nào.")
    return tuple(_key(part, needed=True) for part in parts)


def _key(said: Any, *, needed: bool = False) -> Any:
    """A name, a number, or values that find an item."""
    if said is None and not needed:
        return None
    if isinstance(said, bool):
        raise BadEditError("Yêu cầu sửa không nói sửa chỗ nào.")
    if isinstance(said, int) and 0 <= said < 100_000:
        return said
    if isinstance(said, dict) and 0 < len(said) <= 4:
        return {_text(name, 80): _text(value, 2000) for name, value in said.items()}
    return _text(said, 2000)


def _place(said: Any) -> int | None:
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, int) or not 0 <= said < 100_000:
        raise BadEditError("Yêu cầu sửa không nói thêm vào chỗ nào.")
    return said


def _item(said: Any) -> str | dict[str, str]:
    if isinstance(said, dict):
        if not said or len(said) > 40:
            raise BadEditError("Mục thêm vào không có gì.")
        return {_text(name, 80): _text(_plain(value), _MOST_TEXT, empty=True) for name, value in said.items()}
    return _text(_plain(said), _MOST_TEXT)


def _blocks(said: Any) -> tuple[tuple[Literal["keep", "text"], str], ...]:
    found: list[tuple[Literal["keep", "text"], str]] = []
    for one in _list(said):
        if isinstance(one, dict) and set(one) == {"keep"}:
            found.append(("keep", _text(one["keep"], 80)))
        elif isinstance(one, dict) and set(one) == {"text"}:
            found.append(("text", _text(one["text"], _MOST_TEXT, empty=True)))
        else:
            raise BadEditError("Một đoạn của bài không đúng dạng.")
    return tuple(found)


def _value(said: Any) -> str | None:
    return None if said is None else _text(_plain(said), _MOST_TEXT, empty=True)


def _plain(said: Any) -> Any:
    """A number, or yes and no, in the words that are typed for it; numbers of a list with blanks between them."""
    if isinstance(said, bool):
        return "true" if said else "false"
    if isinstance(said, int):
        return str(said) if abs(said) < 1e15 else said
    if isinstance(said, float):
        return f"{said:g}" if abs(said) < 1e15 else said
    if isinstance(said, list) and said and all(isinstance(one, int | float) for one in said):
        return " ".join(str(_plain(one)) for one in said)
    return said


def _text(said: Any, most: int, *, empty: bool = False) -> str:
    if not isinstance(said, str) or len(said) > most or (not said and not empty):
        raise BadEditError("Một giá trị không phải là chữ, hoặc quá dài.")
    try:
        said.encode()
    except UnicodeEncodeError:
        raise BadEditError("Một giá trị có ký tự không phải là chữ.") from None
    return said


def _list(said: Any) -> list[Any]:
    if not isinstance(said, list) or len(said) > 20_000:
        raise BadEditError("Yêu cầu sửa không đúng dạng.")
    return said
