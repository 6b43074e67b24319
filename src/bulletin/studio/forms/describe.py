"""The form of a kind of file as data for the window: groups, fields, shapes, limits. Nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from typing import Any, Literal

from bulletin.sources.schema.kinds import RECORDS
from bulletin.sources.schema.shapes import FieldInfo, Shape, record_info
from bulletin.studio.forms.naming import choices, groups, hint, label, late

FormKind = Literal["publication", "issue", "article", "mail"]
KINDS: tuple[FormKind, ...] = ("publication", "issue", "article", "mail")
_FIXED = {("schema",), ("id",), ("approved",), ("placed",), ("flatplan", "place")}
"""What other files point to, what says how the file is written, and what programs write: shown, not typed."""
_YES_NO = {
    "có": True,
    "đúng": True,
    "true": True,
    "yes": True,
    "không": False,
    "sai": False,
    "false": False,
    "no": False,
}
_KEYS = {"Photo": "id", "Placement": "article", "Section": "id"}
"""The field by which an item of a list is found again; other items are found by their place."""


@lru_cache(maxsize=8)
def form_of(kind: FormKind) -> dict[str, Any]:
    """The form of one kind of file: its groups in order, each with its fields."""
    record = RECORDS[kind]
    infos = {item.name: item for item in record_info(record).fields}
    made = [
        {
            "name": group["name"],
            "open": bool(group.get("open")),
            "fields": [_field(record, infos[name], (name,)) for name in group["fields"]],
        }
        for group in groups(kind)
    ]
    return {"kind": kind, "groups": made}


def _field(record: type[Any], item: FieldInfo, path: tuple[str, ...]) -> dict[str, Any]:
    """One field with everything that the window must know of it."""
    made: dict[str, Any] = {
        "name": item.name,
        "label": label(record, item),
        "hint": hint(record, item),
        "example": "" if item.shape.name in ("choice", "bool") or item.multiline else item.example,
        "required": item.required,
        "multiline": item.multiline,
        "long": _is_long(record, item),
        "fixed": path in _FIXED or path[:1] in _FIXED,
        "empty": "" if path in _FIXED else _empty(record, item),
        "kind": item.kind,
        **_shape(record, item, item.shape, path),
    }
    for name in ("max_length", "minimum", "maximum"):
        if getattr(item, name) is not None:
            made[name] = getattr(item, name)
    return made


def _empty(record: type[Any], item: FieldInfo) -> str:
    """What an empty choice means, in the words of the choice, or an empty name; nothing where it means none."""
    default = next(one.default for one in fields(record) if one.name == item.name)
    if item.shape.name == "bool":
        return "Có" if default is True else "Không"
    if item.shape.name == "text":
        return default if isinstance(default, str) else ""
    if item.shape.name in ("int", "float") and isinstance(default, int | float):
        return f"{default:g}".replace(".", ",")
    if item.required or item.shape.name != "choice":
        return ""
    return next((one["label"] for one in choices(record, item) if one["value"] == default), "")


def _is_long(record: type[Any], item: FieldInfo) -> bool:
    """Whether the words of a field are often longer than a line of the form."""
    long = {"Article": ("lead", "notes", "title", "subtitle"), "Photo": ("caption", "alt"), "Quote": ("text",),
            "HouseNotice": ("text",), "Document": ("title",)}  # fmt: skip
    return item.multiline or item.name in long.get(record.__name__, ()) or item.name in ("corrections", "notices")


def _shape(record: type[Any], item: FieldInfo, shape: Shape, path: tuple[str, ...]) -> dict[str, Any]:
    """The shape of a value: of a list with that of its rows, of a record with its fields."""
    if shape.name in ("list", "map") and shape.inner is not None:
        inner = _shape(record, item, shape.inner, path)
        key = _KEYS.get(shape.inner.record.__name__) if shape.inner.record else None
        return {"shape": shape.name, "item": inner, "key": key}
    if shape.name == "map":
        return {"shape": "map", "item": {"shape": "text"}, "key": None}
    if shape.record is not None:
        cls: type[Any] = shape.record
        inside = sorted(record_info(cls).fields, key=lambda one: f"{cls.__name__}.{one.name}" in late())
        return {"shape": "record", "fields": [_field(cls, one, (*path, one.name)) for one in inside]}
    if shape.name == "choice":
        return {"shape": "choice", "choices": choices(record, item), "spellings": _spellings(item)}
    if shape.name == "bool":
        return {"shape": "bool", "spellings": {word: "có" if yes else "không" for word, yes in _YES_NO.items()}}
    return {"shape": shape.name} | ({"count": shape.count} if shape.count else {})


def _spellings(item: FieldInfo) -> dict[str, str]:
    """The ways to write each choice, in small letters."""
    return {word.lower(): value for word, value in item.spellings.items()}


def reachable(kind: FormKind) -> Iterator[tuple[str, ...]]:
    """The paths of all fields of a form, items of lists counted out."""
    for group in form_of(kind)["groups"]:
        yield from _paths(group["fields"], ())


def _paths(fields: list[dict[str, Any]], before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for one in fields:
        path = (*before, one["name"])
        yield path
        inner = one.get("item", one)
        yield from _paths(inner.get("fields", []), path)
