"""The JSON Schema of `bulletin plan --json`, made from the types that are written."""

from __future__ import annotations

import dataclasses
import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from bulletin.layout.quality.as_json import ALTERNATIVES, VERSION
from bulletin.layout.quality.description import DescribedPlan

_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean"}
_TEXT = {"type": "object", "properties": {"vi": {"type": "string"}, "en": {"type": "string"}}, "required": ["vi", "en"]}


def plan_schema() -> dict[str, Any]:
    """Return the schema; it allows more properties, for the version changes only when one is taken away."""
    definitions: dict[str, Any] = {"Text": _TEXT}
    plan = _of(DescribedPlan, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": VERSION,
        "title": "Bản đồ trang / flatplan: bulletin plan --json",
        "type": "object",
        "properties": {
            "schema": {"const": VERSION},
            "plan": plan,
            "score": _score(),
            "fit": _fit(),
            "repair": _repair(),
            "alternatives": _alternatives(plan),
            "chosen": {"type": "integer", "description": "the plan whose places were written, where --choose asks"},
            "ok": {"type": "boolean", "description": "whether the command ended without errors"},
            "exit_code": {"type": "integer", "description": "docs/exit-codes.md"},
            "file": {"type": "string", "description": "the picture that was written, where --out asks for one"},
            "findings": {"type": "array", "items": {"type": "object"}, "description": "as those of `bulletin check`"},
        },
        "required": ["schema", "plan", "score"],
        "$defs": definitions,
    }


def _alternatives(plan: dict[str, Any]) -> dict[str, Any]:
    """Other plans to choose from, where they are asked for."""
    number, text = {"type": "integer"}, {"type": "string"}
    differs = {"type": "number", "description": "share of the stories that are on another page or in another form"}
    one = _object(
        {"number": {"type": "integer", "description": "for --choose; 1 is the plan above"}, "differs": differs,
         "stories": {"type": "array", "items": text, "description": "ids of those stories"},
         "schema": {"const": VERSION}, "plan": plan, "score": _score()}
    )  # fmt: skip
    return _object(
        {"schema": {"const": ALTERNATIVES}, "asked": number, "found": number,
         "plans": {"type": "array", "items": one}}
    )  # fmt: skip


def _repair() -> dict[str, Any]:
    """How the last plan was repaired; null where all pages were planned anew."""
    how = {"enum": ["same", "heights", "page", "around"]}
    page = _object({"page": {"type": "integer"}, "how": how})
    told = _object({"schema": {"const": "bulletin/repair@1"}, "pages": {"type": "array", "items": page}})
    return {"anyOf": [told, {"type": "null"}]}


def _fit() -> dict[str, Any]:
    """How the issue came to its number of pages; `docs/plan.md` says what each field is."""
    whole, text = {"type": "integer"}, {"type": "string"}
    cut = _object({"story": text, "file": text, "words": whole, "photo": whole})
    words = {"type": "array", "items": {"$ref": "#/$defs/Text"}}
    levers = _object(
        {
            "gap_rows": whole,
            "heads_down": whole,
            "photos": {"type": "number"},
            "rows_more": whole,
            "spares_out": whole,
            "words": words,
        }
    )
    answer = _object(
        {"wanted": whole, "pages_given_way": whole, "lines_over": whole, "words_over": whole,
         "proved": {"type": "boolean"}, "cuts": {"type": "array", "items": cut},
         "photo": {"anyOf": [cut, {"type": "null"}]}}
    )  # fmt: skip
    wanted = _object({"least": whole, "most": whole, "multiple": whole})
    return _object(
        {"schema": {"const": "bulletin/fit@1"}, "wanted": {"anyOf": [wanted, {"type": "null"}]}, "pages": whole,
         "met": {"type": "boolean"}, "levers": levers,
         "tried": {"type": "array", "items": _object({"levers": levers, "pages": whole})},
         "reached": {"type": "array", "items": whole}, "answer": {"anyOf": [answer, {"type": "null"}]}}
    )  # fmt: skip


def _score() -> dict[str, Any]:
    number = {"type": ["number", "null"]}
    figure = _object(
        {"id": {"type": "string"}, "name": {"$ref": "#/$defs/Text"}, "value": number, "unit": {"type": "string"},
         "at_most": number, "at_least": number, "met": {"type": ["boolean", "null"]}}
    )  # fmt: skip
    offence = _object(
        {"page": {"type": "integer"}, "story": {"type": "string"}, "what": {"$ref": "#/$defs/Text"}}
    )  # fmt: skip
    term = _object(
        {"id": {"type": "string"}, "name": {"$ref": "#/$defs/Text"},
         "weight": {"type": "number", "description": "cost of one offence"}, "cost": {"type": "number"},
         "figures": {"type": "array", "items": figure}, "offences": {"type": "array", "items": offence}}
    )  # fmt: skip
    return _object({"total": {"type": "number"}, "terms": {"type": "array", "items": term}})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; records go into the definitions."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, note = get_args(kind)[:2]
        return {**_of(inner, definitions), "description": note}
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if origin is tuple:
        return _array(get_args(kind), definitions)
    if origin in (Union, types.UnionType):
        every = [_of(part, definitions) for part in get_args(kind) if part is not type(None)]
        return {"anyOf": [*every, {"type": "null"}]}
    if dataclasses.is_dataclass(kind):
        return _record(kind, definitions)
    return {"type": _SIMPLE[kind]}


def _array(parts: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return {"type": "array", "items": _of(parts[0], definitions)}
    every = [_of(part, definitions) for part in parts]
    return {"type": "array", "prefixItems": every, "minItems": len(every), "maxItems": len(every)}


def _record(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        hints = get_type_hints(kind, include_extras=True)
        properties = {item.name: _of(hints[item.name], definitions) for item in dataclasses.fields(kind)}
        about = (kind.__doc__ or "").strip().splitlines()[0]
        definitions[name] = _object(properties) | {"description": about}
    return {"$ref": f"#/$defs/{name}"}
