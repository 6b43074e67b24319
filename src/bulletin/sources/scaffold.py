"""Commented scaffolds in Vietnamese for `bulletin new KIND`, made from the model's fields.

Required fields stand ready with a clear placeholder, optional ones stand behind `#` with an example.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from bulletin.errors import Finding, InputError, OutputError, Place, Rule
from bulletin.sources.folding import quoted
from bulletin.sources.rules import files as rules
from bulletin.sources.schema.kinds import RECORDS
from bulletin.sources.schema.shapes import FieldInfo, Shape, record_info

ScaffoldKind = Literal["publication", "issue", "article", "printer", "mail"]
"""Kinds of files that a scaffold is made of."""
_SHOWN = frozenset(("schema", "status", "slot", "icc", "condition"))
_HEADS = {
    "publication": ("publication.yaml – những gì giữ nguyên từ số này sang số khác",),
    "issue": ("issue.yaml – một số báo: số, ngày và thứ tự các bài",),
    "article": ("Một bài báo. Ảnh để trong thư mục photos của số báo.",),
    "printer": (
        "Điều kiện của một nhà in. Đặt tệp này trong thư mục printers, cạnh publication.yaml;",
        "tên tệp không có .yaml là tên gọi của nhà in: trong publication.yaml ghi ban_in, rồi nha_in: tên-tệp.",
        "Chép các con số mà nhà in báo; dòng nào nhà in không nói gì thì để nguyên.",
    ),
    "mail": (
        "mail.yaml – gửi số báo bằng thư điện tử. Đặt tệp này cạnh publication.yaml.",
        "Không bao giờ ghi mật khẩu vào đây. Hãy gõ: bulletin mail login; rồi kiểm tra bằng: bulletin mail check",
    ),
}
_COMMON = (
    "Dòng bắt đầu bằng # là ghi chú; bỏ dấu # (và một dấu cách sau nó) để dùng dòng đó.",
    "Chữ có dấu hai chấm hoặc dấu # phải đặt trong ngoặc kép. Thụt đầu dòng bằng dấu cách, không dùng phím Tab.",
)


def render(kind: ScaffoldKind, known: Mapping[str, Any] | None = None, **values: str) -> str:
    """The text of a scaffold.

    Args:
        kind: which file.
        known: values of the model that are already known, by field name.
        values: what is already known, by English field name (`id`, `title`, `name` …); everything else gets a
            placeholder. The text is valid input as it is.

    Raises:
        KeyError: a name that is no field of this file.
    """
    info = record_info(RECORDS[kind])
    known = known or {}
    unknown = {*values, *known} - {item.name for item in info.fields}
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    lines = [f"# {line}" for line in (*_HEADS[kind], *_COMMON)]
    for item in info.fields:
        lines += ["", *(_known(item, known[item.name]) if item.name in known else _field(item, values))]
    return "\n".join(lines) + "\n"


def write(kind: ScaffoldKind, target: Path, known: Mapping[str, Any] | None = None, **values: str) -> Path:
    """Writes a scaffold to a file that does not exist yet, with the folders above it.

    Raises:
        InputError: the file is already there (it is never overwritten).
        OutputError: the disk refuses.
    """
    text = render(kind, known, **values)
    if os.path.lexists(target):
        raise InputError([_finding(target, rules.EXISTS, word=target.name)])
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError([_finding(target, rules.CANNOT_WRITE, word=target.name, reason=reason)]) from error
    return target


def _finding(target: Path, rule: Rule, **values: str) -> Finding:
    return Finding(rule, Place(target.name), "", values)


def _known(item: FieldInfo, value: Any) -> Iterator[str]:
    yield f"# {item.vi}" + (" (bắt buộc)" if item.required else "")
    yield from typed_lines(item, item.shape, value)


def typed_lines(item: FieldInfo, shape: Shape, value: Any) -> Iterator[str]:
    """The lines that somebody would type for a value of the model."""
    if shape.name == "list" and shape.inner is not None:
        yield f"{item.key}:"
        for part in value:
            inner = list(_members(shape.inner, part)) if shape.inner.record else [_scalar(item, part)]
            yield from (("  - " if number == 0 else "    ") + line for number, line in enumerate(inner))
    elif shape.record is not None:
        yield f"{item.key}:"
        yield from (f"  {line}" for line in _members(shape, value))
    elif shape.name == "map":
        yield f"{item.key}:"
        yield from (f"  {key}: {quoted(text)}" for key, text in value.items())
    elif item.multiline:
        yield from _value(item, value)
    else:
        yield f"{item.key}: {_scalar(item, value)}"


def _members(shape: Shape, record: Any) -> Iterator[str]:
    """The fields of a record that differ from what they would be when left out."""
    assert shape.record is not None
    plain = {field.name: field.default for field in dataclasses.fields(shape.record)}
    for item in record_info(shape.record).fields:
        value = getattr(record, item.name)
        if value is not None and (item.required or value != plain[item.name]):
            yield from typed_lines(item, item.shape, value)


def _scalar(item: FieldInfo, value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple):
        return f"[{', '.join(f'{part:g}' for part in value)}]"
    if isinstance(value, float):
        return f"{value:g}"
    bare = isinstance(value, int) or bool(item.pattern) or (item.shape.inner or item.shape).name == "choice"
    return str(value) if bare else quoted(value)


def _field(item: FieldInfo, values: Mapping[str, str]) -> Iterator[str]:
    yield f"# {item.vi}" + (" (bắt buộc)" if item.required else "")
    live = item.required or item.name in values or item.name in _SHOWN
    for line in _lines(item, values.get(item.name), live=live):
        yield line if live else f"# {line}"


def _lines(item: FieldInfo, value: str | None, *, live: bool) -> Iterator[str]:
    """One field with its value or example; inside a group that is in use only required fields are in use."""
    shape = item.shape
    inner = shape.inner or shape
    if value is not None:
        yield from _value(item, value)
    elif inner.record is not None:
        yield f"{item.key}:"
        first = "  - " if shape.name == "list" else "  "
        rest = " " * len(first)
        for number, line in enumerate(_group(inner.record, live=live)):
            yield (rest if number else first) + line
    elif shape.name == "list":
        yield f"{item.key}:"
        yield f"  - {quoted(item.example)}"
    elif shape.name == "map":
        yield f"{item.key}:"
        yield f"  {item.example}"
    else:
        yield from _value(item, item.example)


def _group(record: type[Any], *, live: bool) -> Iterator[str]:
    """Every field of a record with its example and, after two spaces, what it is."""
    for item in record_info(record).fields:
        used = not live or item.required or item.name in _SHOWN
        needed = " (bắt buộc)" if item.required else ""
        for number, line in enumerate(_lines(item, None, live=live)):
            text = f"{line}  # {item.vi}{needed}" if number == 0 and not item.multiline else line
            yield text if used else f"# {text}"


def _value(item: FieldInfo, value: str) -> Iterator[str]:
    if item.multiline:
        yield f"{item.key}: |"
        for line in value.split("\n"):
            yield f"  {line}".rstrip()
        return
    bare = item.shape.name in ("int", "float", "date", "choice", "bool", "pair", "numbers") or bool(item.pattern)
    yield f"{item.key}: {value if bare else quoted(value)}"
