"""Shipped layouts read plainly: `check` asks for one each time, and the reader of typed files takes five times as long.

A test holds what is read here equal to what that reader makes of the same bytes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from bulletin.fields.layout import Codes, Furniture, Ink, Layout, Margins, Photos, Role, Spaces

_PARTS: Mapping[str, type[Any]] = {
    "margins_mm": Margins, "furniture": Furniture, "spaces": Spaces, "photos": Photos, "codes": Codes,
}  # fmt: skip
_MAPS: Mapping[str, type[Any]] = {"palette": Ink, "roles": Role}


@lru_cache(maxsize=8)
def shipped_layout(data: bytes) -> Layout:
    """Return the layout of a shipped `layout.yaml`, which the tests have checked; a pure function of its bytes."""
    values = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for name in _PARTS.keys() & values.keys():
        values[name] = _record(_PARTS[name], values[name])
    for name in _MAPS.keys() & values.keys():
        values[name] = {key: _record(_MAPS[name], inner) for key, inner in values[name].items()}
    made: Layout = _record(Layout, values)
    return made


def _record(kind: type[Any], values: Mapping[str, Any]) -> Any:
    types = {item.name: str(item.type) for item in dataclasses.fields(kind)}
    return kind(**{key: _value(value, types[key]) for key, value in values.items()})


def _value(value: Any, annotation: str) -> Any:
    if isinstance(value, list):
        return tuple(_value(item, "float" if "float" in annotation else "") for item in value)
    return float(value) if annotation == "float" else value
