"""Check 5, forms: fields to fill in, and values that only some programs show. A signature is not a form."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from bulletin.errors import Finding, Text
from bulletin.pdf.form_fields import Field, dynamic, fields
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.subject import found

FORM = flight_rule(
    "form", ERROR,
    Text("Tệp có biểu mẫu điền: {what}.", "The file holds a form: {what_en}."),
    Text("Ô điền hiện khác nhau trên mỗi máy và có thể không được in.",
         "Fields look different on every machine and may not be printed."),
    Text("Anh/chị in biểu mẫu thành nội dung trang (flatten) rồi xuất lại.", "Flatten the form and export again."),
)  # fmt: skip
_MOST = 20


def only_signatures(pdf: pikepdf.Pdf) -> bool:
    """Whether all fields of the file are signatures, and there is one."""
    listed = list(fields(pdf))
    return bool(listed) and all(field.signature for field in listed) and not dynamic(pdf)


def form_findings(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """A finding for the form, for each page with fields, and for each value that the file does not draw itself."""
    listed = [field for field in fields(pdf) if not field.signature]
    if "/AcroForm" in pdf.Root and not only_signatures(pdf):
        what = "/AcroForm /XFA" if dynamic(pdf) else "/AcroForm"
        yield found(FORM, quote=what, what=what, what_en=what)
    for page in sorted({field.page for field in listed if field.page}):
        yield found(FORM, page, quote="/Widget", what="/Widget", what_en="/Widget")
    for field in [field for field in listed if field.value and not field.drawn][:_MOST]:
        yield _undrawn(field)


def _undrawn(field: Field) -> Finding:
    return found(
        FORM, field.page, quote=field.value,
        what=f"ô “{field.name}” ghi “{field.value}”, mà tệp không có hình của nó",
        what_en=f"field “{field.name}” says “{field.value}”, and the file holds no picture of it",
    )  # fmt: skip
