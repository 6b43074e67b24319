"""How a field of an input file is described: once, and everything else is made from it.

The annotation of a dataclass field gives its shape, `spec()` gives what an annotation cannot say. The reader, the
JSON Schema, the scaffold and the reference page read nothing but these two. `bulletin.model` offers every record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, field
from typing import Any, Literal

SLUG = r"(?!.{101})[a-z0-9]+(-[a-z0-9]+)*"
"""A name that may become that of a file: at most 100 signs, so that every file system takes it with its ending."""
Kind = Literal["text", "url", "printed-url", "path", "measures"]


def spec(
    *aliases: str,
    vi: str = "",
    en: str = "",
    default: Any = MISSING,
    pattern: str | None = None,
    max_length: int | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
    multiline: bool = False,
    example: str = "",
    values: Mapping[str, str] | None = None,
    kind: Kind = "text",
    main: bool = False,
    placeholder: bool = False,
) -> Any:
    """A dataclass field with metadata for reader, schema and help.

    Args:
        aliases: Vietnamese keys without marks (`tieu_de`), compared after folding.
        vi: one line of help, used in the scaffold, the JSON Schema and the reference page.
        en: the same in English.
        default: value when the key is absent; a field without one is required.
        pattern: regular expression that the whole scalar must match.
        max_length: longest value in characters (counted in NFC).
        minimum: smallest number allowed.
        maximum: largest number allowed.
        multiline: whether line breaks are meant (Markdown bodies).
        example: a value as an office would type it.
        values: Vietnamese spellings of the values of a `Literal`, compared after folding.
        kind: `url` (http, https, mailto, tel), `printed-url` (an address that readers type) and `path` (a file inside
            the folder) get checks of their own; `measures` are so many numbers as the annotation has, each within
            `minimum` and `maximum`.
        main: the field that is meant when a plain value is typed for the whole record (`tac_gia: Minh Khuê`).
        placeholder: the example is there to be replaced; whoever leaves it as it is gets a warning.
    """
    meta = {
        "aliases": aliases, "vi": vi, "en": en, "pattern": pattern, "max_length": max_length,
        "minimum": minimum, "maximum": maximum, "multiline": multiline, "example": example,
        "values": dict(values or {}), "kind": kind, "main": main, "placeholder": placeholder,
    }  # fmt: skip
    return field(metadata=meta) if default is MISSING else field(default=default, metadata=meta)


NO_TITLE = "(chưa có tiêu đề)"
NO_CAPTION = "(chưa có chú thích)"
NO_ALT = "(chưa có mô tả ảnh)"
NO_BODY = "(chưa có nội dung)"
GAPS = frozenset((NO_TITLE, NO_CAPTION, NO_ALT, NO_BODY))
"""What required fields hold where an imported source says nothing: the issue can be built, nobody takes it for text."""
