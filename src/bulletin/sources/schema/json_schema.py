"""JSON Schema (2020-12) of the input files, so that editors complete and check while somebody types.

It says what the reader accepts, from the same dataclasses; the reader remains the judge. Keys and fixed
values may be typed with marks, capitals and blanks (`Tiêu đề`): patterns say so, built from the same folding.
"""

from __future__ import annotations

import re
from typing import Any

from bulletin.fields import SLUG
from bulletin.sources import addresses
from bulletin.sources.folding import fold
from bulletin.sources.schema.kinds import RECORDS, FileKind
from bulletin.sources.schema.shapes import FieldInfo, RecordInfo, Shape, record_info

Json = dict[str, Any]
_TITLES = {
    "publication": "publication.yaml: ấn phẩm",
    "issue": "issue.yaml: số báo",
    "article": "articles/*.yaml: bài",
    "printer": "printers/*.yaml: nhà in",
    "layout": "layouts/*/layout.yaml: mẫu trình bày",
    "mail": "mail.yaml: gửi thư",
    "review": "review.yaml: góp ý cho bản nháp",
}
_DATE = (
    r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"|([Nn]gày\s+)?[0-9]{1,2}([/.-]|\s+tháng\s+)[0-9]{1,2}([/.-]|\s+năm\s+)[0-9]{4})"
)
_WEEKDAY = r"([^\s,0-9]+\s*([^\s,0-9]+|[2-7])(,|\s+ngày)\s*)?"
_YES_NO = [True, False, "có", "không", "true", "false", "yes", "no", "đúng", "sai"]
_WHOLE = r"^\s*([+-]?[0-9]{1,12}|[0-9]{1,3}(\.[0-9]{3}){1,3})\s*$"
_DECIMAL = r"^\s*[+-]?[0-9]{1,9}([.,][0-9]{1,6})?\s*$"
_MARKED = {
    "a": "aăâáàảãạắằẳẵặấầẩẫậ", "d": "dđ", "e": "eêéèẻẽẹếềểễệ", "i": "iíìỉĩị",
    "o": "oôơóòỏõọốồổỗộớờởỡợ", "u": "uưúùủũụứừửữự", "y": "yýỳỷỹỵ",
}  # fmt: skip
_LETTERS = {plain: f"[{marked}{marked.upper()}][\u0300-\u036f]*" for plain, marked in _MARKED.items()}
_ANY_TEXT: Json = {"type": ["string", "number", "boolean"]}


def schema(kind: FileKind) -> Json:
    """The JSON Schema of one kind of input file, as plain values ready for `json.dumps`."""
    definitions: dict[str, Json] = {}
    info = record_info(RECORDS[kind])
    result: Json = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"bulletin/{kind}@1",
        "title": _TITLES[kind],
        **_record(info, definitions),
    }
    result["$defs"] = dict(sorted(definitions.items()))
    return result


def _record(info: RecordInfo, definitions: dict[str, Json]) -> Json:
    """Every field under every spelling of its names; one of them at most, one at least of each required field."""
    properties: dict[str, Json] = {}
    spelled: dict[str, Json] = {}
    conditions: list[Json] = []
    for item in info.fields:
        field = _field(item, definitions)
        described = {"description": _description(item), **field}
        for name in item.names:
            properties[name] = described if name == item.english else {**described, "title": f"= {item.english}"}
            spelled[spelling(name)] = field
        choices: list[Json] = [has(name) for name in item.names]
        if item.required:
            conditions.append({"oneOf": choices})
        elif len(choices) > 1:
            conditions.append({"oneOf": [*choices, {"not": {"anyOf": choices}}]})
    return {
        "type": "object", "properties": properties, "patternProperties": spelled, "additionalProperties": False,
        "allOf": conditions,
    }  # fmt: skip


def has(name: str) -> Json:
    """The condition that a group holds a key, in whatever spelling: not true that no key is one."""
    return {"not": {"patternProperties": {spelling(name): False}}}


def spelling(word: str) -> str:
    """A pattern for every spelling that the reader takes for one word: marks, capitals, blanks, hyphens."""
    parts = [r"[\s_-]+" if char == "_" else _LETTERS.get(char, _escaped(char)) for char in fold(word)]
    return rf"^\s*{''.join(parts)}\s*$"


def _escaped(char: str) -> str:
    return f"[{char}{char.upper()}]" if char.isalpha() else char if char.isalnum() else re.escape(char)


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
        return _words(list(item.spellings))
    if shape.name == "bool":
        return _words(_YES_NO)
    limits = {k: v for k, v in (("minimum", item.minimum), ("maximum", item.maximum)) if v is not None}
    if shape.name == "float":
        return {"anyOf": [{"type": "number", **limits}, {"type": "string", "pattern": _DECIMAL}]}
    if shape.name == "int":
        # `1.200` is a fraction for an editor and twelve hundred for the reader.
        return {"anyOf": [{"type": "number", **limits}, {"type": "string", "pattern": _WHOLE}]}
    if shape.name == "date":
        return {"type": "string", "pattern": rf"^\s*{_WEEKDAY}{_DATE}\s*$"}
    if shape.name == "datetime":
        return {"type": "string", "pattern": _DATE}
    return _text(item)


def _words(known: list[Any]) -> Json:
    """Fixed values for completion, and every spelling of them."""
    patterns = "|".join(dict.fromkeys(spelling(word) for word in known if isinstance(word, str)))
    return {"anyOf": [{"enum": known}, {"type": "string", "pattern": patterns}]}


def _text(item: FieldInfo) -> Json:
    if item.kind == "url":
        return {"type": "string", "format": "uri", "pattern": f"^({_schemes()}):", "maxLength": addresses.MAX_LENGTH}
    if item.pattern is not None:
        return {"anyOf": [{"type": "string", "pattern": f"^(?:{item.pattern})$"}, {"type": "integer"}]}
    if item.max_length is not None:
        return {**_ANY_TEXT, "maxLength": item.max_length}
    return dict(_ANY_TEXT)


def _schemes() -> str:
    return "|".join("".join(f"[{char}{char.upper()}]" for char in name) for name in addresses.SCHEMES)
