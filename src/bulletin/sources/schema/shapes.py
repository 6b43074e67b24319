"""The dataclasses of the model as data: which fields, of which shape, under which names.

The reader, the JSON Schema and the scaffold walk over these and over nothing else.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bulletin.lazy import dataclass
from bulletin.sources.folding import fold

ShapeName = Literal[
    "text", "int", "float", "bool", "date", "datetime", "choice", "record", "list", "pair", "numbers", "map"
]
_SCALARS: dict[object, ShapeName] = {
    str: "text", int: "int", float: "float", bool: "bool", dt.date: "date", dt.datetime: "datetime",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What an annotation says: `inner` for lists and maps of records, `record` for records, `choices` for literals.

    `count` is how many numbers a pair or `numbers` has.
    """

    name: ShapeName
    inner: Shape | None = None
    record: type[Any] | None = None
    choices: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One field. `key` is the Vietnamese key shown to people, `values` folded spellings of choices."""

    name: str
    shape: Shape
    required: bool
    aliases: tuple[str, ...]
    vi: str
    en: str
    pattern: str | None
    max_length: int | None
    minimum: float | None
    maximum: float | None
    multiline: bool
    example: str
    values: Mapping[str, str]
    spellings: Mapping[str, str]
    kind: str
    main: bool
    placeholder: bool = False

    @property
    def key(self) -> str:
        return self.aliases[0] if self.aliases and self.name != "schema" else self.name

    @property
    def english(self) -> str:
        """The English key; `from_` is typed `from`, which Python keeps for itself."""
        return self.name.rstrip("_")

    @property
    def names(self) -> tuple[str, ...]:
        return (self.english, *self.aliases)


@dataclass(frozen=True, slots=True)
class RecordInfo:
    """One record: its fields in order, and the field of each folded key."""

    cls: type[Any]
    fields: tuple[FieldInfo, ...]
    by_key: Mapping[str, FieldInfo]
    main: FieldInfo | None


_INFOS: dict[type[Any], RecordInfo] = {}
_KEYS: dict[type[Any], frozenset[str]] = {}


def record_info(cls: type[Any]) -> RecordInfo:
    """The fields of one dataclass of the model; raises TypeError for an annotation that no reader knows."""
    if cls not in _INFOS:
        _INFOS[cls] = _record_info(cls)
    return _INFOS[cls]


def _record_info(cls: type[Any]) -> RecordInfo:
    hints = get_type_hints(cls)
    infos = tuple(_field_info(item, hints[item.name]) for item in fields(cls))
    by_key: dict[str, FieldInfo] = {}
    for info in infos:
        for name in info.names:
            if by_key.setdefault(fold(name), info) is not info:
                raise TypeError(f"{cls.__name__}: the key {name} means two fields")
    return RecordInfo(cls, infos, by_key, next((info for info in infos if info.main), None))


def _field_info(item: Any, hint: object) -> FieldInfo:
    meta = item.metadata
    shape = _shape(hint)
    if meta["kind"] == "measures":
        shape = replace(shape, name="numbers")
    element = shape.inner if shape.name == "list" and shape.inner else shape
    spellings = {value: value for value in element.choices} | meta["values"]
    return FieldInfo(
        name=item.name,
        shape=shape,
        required=item.default is MISSING,
        aliases=meta["aliases"],
        vi=meta["vi"],
        en=meta["en"],
        pattern=meta["pattern"],
        max_length=meta["max_length"],
        minimum=meta["minimum"],
        maximum=meta["maximum"],
        multiline=meta["multiline"],
        example=meta["example"],
        values={fold(word): value for word, value in spellings.items()},
        spellings=spellings,
        kind=meta["kind"],
        main=meta["main"],
        placeholder=meta["placeholder"],
    )


def _shape(hint: Any) -> Shape:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in args if arg is not type(None))
        return _shape(inner)
    if hint in _SCALARS:
        return Shape(_SCALARS[hint])
    if origin is Literal:
        return Shape("choice", choices=args)
    if origin is tuple:
        return Shape("list", inner=_shape(args[0])) if args[-1] is Ellipsis else Shape("pair", count=len(args))
    if origin in (Mapping, dict):
        inner = _shape(args[1])
        return Shape("map", inner=inner if inner.record is not None else None)
    if isinstance(hint, type):
        return Shape("record", record=hint)
    raise TypeError(f"no reader for {hint!r}")


def known_keys(cls: type[Any]) -> frozenset[str]:
    """The folded names of all fields of a record and of the records inside it."""
    if cls not in _KEYS:
        names = set(record_info(cls).by_key)
        for item in record_info(cls).fields:
            inner = (item.shape.inner or item.shape).record
            names |= known_keys(inner) if inner is not None else set()
        _KEYS[cls] = frozenset(names)
    return _KEYS[cls]
