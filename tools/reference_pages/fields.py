"""`docs/reference.md`: every field of the YAML files, from the dataclasses of the model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bulletin.errors import Text
from bulletin.fields.issue import ReviewSheet
from bulletin.fields.layout import Layout
from bulletin.fields.mail import MailSettings
from bulletin.model import Article, IssueSheet, Printer, Publication
from bulletin.sources.schema.shapes import FieldInfo, Shape, record_info

from . import cell, code

HEAD = """\
# Các trường của các tệp YAML / Fields of the YAML files

Mỗi trường có một khóa tiếng Anh và một hay nhiều khóa tiếng Việt; dùng khóa nào cũng được, mỗi trường chỉ gõ một lần.
Khi so khóa, chương trình không kể dấu, chữ hoa, dấu cách, gạch nối và gạch dưới: `tieu_de`, `tiêu đề`, `Tiêu-đề` là
một. **Đậm** là trường bắt buộc. “Danh sách” nhận một hay nhiều giá trị; chỉ có một thì không cần gạch đầu dòng. Ngày gõ
`20/11/2026`, `2026-11-20` hay `ngày 20 tháng 11 năm 2026` đều được. Dấu ∅: trường được đọc và soát nhưng chữ của nó
không in thành chữ trên trang. Ngày âm lịch, giá và “xuất bản từ” chỉ in ở mẫu trình bày có chỗ cho chúng; nơi xảy ra sự
việc (`place`) in cùng ngày đăng (`published_at`); tên chuyên mục in khi bài không có dòng trên tít.

Every field has an English key and Vietnamese ones; use either, once. Keys are compared without marks, case, spaces,
hyphens and underscores. **Bold** means required. A list takes one value or several. ∅ marks fields that are read and
checked and whose words stand on no page. Lunar date, price and `since` are printed by layouts with room for them;
`place` beside `published_at`; a section's name where there is no kicker. `bulletin new` writes the same fields as a
commented scaffold, `bulletin schema` as a JSON Schema for editors.
"""

FILES = (
    ("publication.yaml", Publication, "Ấn phẩm: khai một lần, dùng cho mọi số", "The publication, once for all issues"),
    ("issue.yaml", IssueSheet, "Một số báo: số, ngày, thứ tự các bài", "One issue: number, date, order of articles"),
    ("articles/*.yaml", Article, "Một bài", "One article"),
    ("printers/*.yaml", Printer, "Điều kiện của một nhà in", "The conditions of one print shop"),
    (
        "layouts/*/layout.yaml",
        Layout,
        "Số đo, kiểu chữ, màu của một mẫu trình bày",
        "Measures, type, palette of a layout",
    ),
    ("mail.yaml", MailSettings, "Gửi số báo bằng thư điện tử", "Sending the issue by mail"),
    ("review.yaml", ReviewSheet, "Góp ý cho bản nháp, do studio ghi", "Remarks on the draft, written by the studio"),
)

NOT_PRINTED: dict[str, tuple[str, ...]] = {
    "Publication": (
        "schema", "id", "layout", "trim", "legal_profile", "fonts", "style", "terms", "abbreviations", "units",
        "outputs", "signature", "archive", "distribution",
    ),
    "DeskOptions": ("off", "levels"),
    "IssueSheet": (
        "schema", "publication", "pages", "layout", "overrides", "outputs", "approved",
    ),
    "Article": ("schema", "id", "status", "event_date", "documents", "notes"),
    "Receiver": ("name", "copies", "kind", "person"),
    "Related": ("url",),
    "Photo": ("id", "file", "alt", "taken", "focus", "crop", "width", "consent"),
    "Source": ("retrieved", "rights"),
}  # fmt: skip
"""Record → fields that are read and checked, and whose words stand on no page; `tests/docs` builds a page to see."""

_SHAPES = {
    "text": Text("chữ", "text"),
    "int": Text("số nguyên", "number"),
    "float": Text("số đo", "measure"),
    "bool": Text("có / không", "yes / no"),
    "date": Text("ngày", "date"),
    "datetime": Text("ngày giờ", "date and time"),
    "pair": Text("hai số", "two numbers"),
    "numbers": Text("các số đo", "measures"),
    "map": Text("bảng `tên: giá trị`", "table of `name: value`"),
}


def page() -> Iterator[str]:
    """The lines of the page."""
    yield HEAD
    seen: list[type[Any]] = []
    for file, record, vi, en in FILES:
        yield f"## {file}\n\n{vi}. / {en}.\n"
        yield from _record(record)
        queue = _inner(record)
        while queue:
            inner = queue.pop(0)
            if inner not in seen:
                seen.append(inner)
                yield f"### {inner.__name__}\n"
                main = record_info(inner).main
                if main is not None:
                    yield (
                        f"Chỉ cần {code(main.name)} thì gõ thẳng giá trị của nó. / "
                        f"A plain value stands for {code(main.name)}.\n"
                    )
                yield from _record(inner)
                queue += _inner(inner)


def _inner(record: type[Any]) -> list[type[Any]]:
    shapes = [item.shape.inner or item.shape for item in record_info(record).fields]
    return [shape.record for shape in shapes if shape.record is not None]


def _record(record: type[Any]) -> Iterator[str]:
    yield "| Khóa / Key | Loại / Type | Nghĩa / Meaning | Ví dụ / Example |\n| --- | --- | --- | --- |"
    silent = NOT_PRINTED.get(record.__name__, ())
    for item in record_info(record).fields:
        name = f"**{code(item.english)}**" if item.required else code(item.english)
        keys = f"{name}{' ∅' if item.name in silent else ''}" + "".join(f"<br>{code(alias)}" for alias in item.aliases)
        yield f"| {keys} | {_type(item)} | {cell(item.vi)}<br>{cell(item.en)} | {_example(item)} |"
    yield ""


def _type(item: FieldInfo) -> str:
    shown = _shape(item.shape.inner or item.shape, item)
    many = "danh sách / list: " if item.shape.name == "list" else ""
    if item.shape.name == "map" and item.shape.inner is not None:
        many = "tên: / name: "
    return many + shown + _limits(item)


def _shape(shape: Shape, item: FieldInfo) -> str:
    if shape.record is not None:
        return f"[{shape.record.__name__}](#{shape.record.__name__.lower()})"
    if shape.name == "choice":
        return "<br>".join(_choice(value, item) for value in shape.choices)
    if item.kind == "path":
        return "tệp / file"
    if item.kind == "url":
        return "địa chỉ / address"
    if item.multiline:
        return "Markdown"
    text = _SHAPES[shape.name]
    return f"{text.vi} / {text.en}"


def _choice(value: str, item: FieldInfo) -> str:
    """One allowed value with its Vietnamese spellings."""
    words = [code(word) for word, meant in item.spellings.items() if meant == value != word]
    return code(value) + (f" ({', '.join(words)})" if words else "")


def _limits(item: FieldInfo) -> str:
    limits = []
    if item.minimum is not None or item.maximum is not None:
        low, high = ("" if limit is None else f"{limit:.15g}" for limit in (item.minimum, item.maximum))
        limits.append(f"{low}–{high}")
    if item.max_length is not None:
        limits.append(f"≤ {item.max_length} ký tự / characters")
    return "".join(f"<br>{limit}" for limit in limits)


def _example(item: FieldInfo) -> str:
    return "<br>".join(code(line) for line in item.example.split("\n") if line)
