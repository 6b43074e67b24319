"""JSON Schema (2020-12) of the input files, so that editors complete and check while somebody types.

It says what the reader accepts, from the same dataclasses; the reader remains the judge. Keys may also be typed with
marks and capitals (`Tiêu đề`), which a JSON Schema cannot express; editors then fall back to the reader's messages.
"""

from __future__ import annotations

from typing import Any, Literal

from bulletin.fields import SLUG
from bulletin.fields.layout import Layout
from bulletin.model import Article, IssueSheet, Printer, Publication
from bulletin.sources import addresses
from bulletin.sources.shapes import FieldInfo, RecordInfo, Shape, record_info

Json = dict[str, Any]
FileKind = Literal["publication", "issue", "article", "printer", "layout"]

_RECORDS: dict[str, type[Any]] = {
    "publication": Publication,
    "issue": IssueSheet,
    "article": Article,
    "printer": Printer,
    "layout": Layout,
}
_TITLES = {
    "publication": "publication.yaml: ấn phẩm",
    "issue": "issue.yaml: số báo",
    "article": "articles/*.yaml: bài",
    "printer": "printers/*.yaml: nhà in",
    "layout": "layouts/*/layout.yaml: mẫu trình bày",
}
_DATE = (
    r"^([^0-9]*, *)?([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"|(ngày )?[0-9]{1,2}([/.-]| tháng )[0-9]{1,2}([/.-]| năm )[0-9]{4})"
)
_YES_NO = [True, False, "có", "không", "yes", "no", "đúng", "sai"]
_ANY_TEXT: Json = {"type": ["string", "number", "boolean"]}


def schema(kind: FileKind) -> Json:
    """The JSON Schema of one kind of input file, as plain values ready for `json.dumps`."""
    definitions: dict[str, Json] = {}
    info = record_info(_RECORDS[kind])
    result: Json = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"bulletin/{kind}@1",
        "title": _TITLES[kind],
        **_record(info, definitions),
    }
    result["$defs"] = dict(sorted(definitions.items()))
    return result


def _record(info: RecordInfo, definitions: dict[str, Json]) -> Json:
    """Every field under every name; one name at most of each field, one at least of each required field."""
    properties: dict[str, Json] = {}
    conditions: list[Json] = []
    for item in info.fields:
        described = {"description": _description(item), **_field(item, definitions)}
        for name in item.names:
            properties[name] = described if name == item.name else {**described, "title": f"= {item.name}"}
        choices: list[Json] = [{"required": [name]} for name in item.names]
        if item.required:
            conditions.append({"oneOf": choices})
        elif len(choices) > 1:
            conditions.append({"oneOf": [*choices, {"not": {"anyOf": choices}}]})
    return {"type": "object", "properties": properties, "additionalProperties": False, "allOf": conditions}


def _description(item: FieldInfo) -> str:
    needed = " (bắt buộc)" if item.required else ""
    sample = f" Ví dụ: {item.example}" if item.example and "\n" not in item.example else ""
    return f"{item.vi}{needed}.{sample}"


def _field(item: FieldInfo, definitions: dict[str, Json]) -> Json:
    body = _shape(item, item.shape, definitions)
    return body if item.required else {"anyOf": [body, {"type": "null"}]}


def _shape(item: FieldInfo, shape: Shape, definitions: dict[str, Json]) -> Json:
    if shape.name == "record" and shape.record is not None:
        return _reference(shape.record, definitions)
    if shape.name == "list" and shape.inner is not None:
        one = _shape(item, shape.inner, definitions)
        many: Json = {"type": "array", "items": one} | ({"minItems": 1} if item.required else {})
        return {"anyOf": [many, one]}
    if shape.name == "map" and shape.inner is not None and shape.inner.record is not None:
        named = _reference(shape.inner.record, definitions)
        return {"type": "object", "additionalProperties": False, "patternProperties": {f"^(?:{SLUG})$": named}}
    if shape.name == "map":
        return {"type": "object", "additionalProperties": _ANY_TEXT}
    if shape.name == "pair":
        number: Json = {"type": ["number", "string"], "minimum": item.minimum, "maximum": item.maximum}
        pair: Json = {"type": "array", "prefixItems": [number, number], "minItems": 2, "maxItems": 2}
        return {"anyOf": [pair, {"type": "string", "pattern": r"^[0-9][0-9.,% ;]*$"}]}
    if shape.name == "numbers":
        limits = {"minimum": item.minimum, "maximum": item.maximum}
        one_of = {"anyOf": [{"type": "number", **limits}, {"type": "string", "pattern": r"^[0-9]+([.,][0-9]+)?$"}]}
        many = {"type": "array", "items": one_of, "minItems": shape.count, "maxItems": shape.count}
        return {"anyOf": [many, {"type": "string", "pattern": r"^[0-9][0-9.,x×; ]*$"}]}
    return _scalar(item, shape)


def _reference(record: type[Any], definitions: dict[str, Json]) -> Json:
    """A group by name; where the model has a main field, a plain value will do as well."""
    info = record_info(record)
    name = record.__name__
    if name not in definitions:
        definitions[name] = {}
        group = _record(info, definitions)
        definitions[name] = (
            {"anyOf": [group, _shape(info.main, info.main.shape, definitions)]} if info.main is not None else group
        )
    return {"$ref": f"#/$defs/{name}"}


def _scalar(item: FieldInfo, shape: Shape) -> Json:
    if shape.name == "choice":
        return {"enum": list(item.spellings)}
    if shape.name == "bool":
        return {"enum": _YES_NO}
    limits = {k: v for k, v in (("minimum", item.minimum), ("maximum", item.maximum)) if v is not None}
    if shape.name == "float":
        return {"anyOf": [{"type": "number", **limits}, {"type": "string", "pattern": r"^[0-9]+([.,][0-9]+)?$"}]}
    if shape.name == "int":
        return {"anyOf": [{"type": "integer", **limits}, {"type": "string", "pattern": r"^[0-9]{1,3}(\.?[0-9]{3})*$"}]}
    if shape.name == "date":
        return {"type": "string", "pattern": _DATE + "$"}
    if shape.name == "datetime":
        return {"type": "string", "pattern": _DATE + r"|[0-9]{1,2}[:hg]"}
    return _text(item)


def _text(item: FieldInfo) -> Json:
    if item.kind == "url":
        return {"type": "string", "format": "uri", "pattern": f"^({'|'.join(addresses.SCHEMES)}):", "maxLength": 2000}
    if item.pattern is not None:
        return {"type": "string", "pattern": f"^(?:{item.pattern})$"}
    if item.max_length is not None:
        return {"type": "string", "maxLength": item.max_length}
    return {"type": "string"} if item.multiline or item.kind == "path" else dict(_ANY_TEXT)
