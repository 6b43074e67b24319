"""`bulletin new layout NAME`: a layout that builds as it is, copied from a shipped one, with what each value means."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from bulletin import datafiles
from bulletin.errors import Finding, InputError, OutputError, Place, Rule
from bulletin.fields import SLUG
from bulletin.fields.layout import Layout
from bulletin.sources.folding import quoted, slug
from bulletin.sources.layouts.read import MAX_NAME, REQUIRED, SHEET, layout_names
from bulletin.sources.rules import files as file_rules
from bulletin.sources.rules import rule
from bulletin.sources.schema.shapes import RecordInfo, record_info

MODEL = "tuan-tin"
BAD_NAME = rule(
    "layout.bad-name",
    ("“{word}” không dùng làm tên mẫu được.", "“{word}” cannot be the name of a layout."),
    ("Tên mẫu là tên thư mục: chữ thường không dấu, số và gạch nối, không trùng mẫu có sẵn ({known}).",
     "It is the name of a folder: small ASCII letters, digits and hyphens, and none of the shipped ones ({known})."),
    ("Hãy gõ, ví dụ: bulletin new layout {mend}", "Type, for example: bulletin new layout {mend}"),
)  # fmt: skip
_HEAD = (
    "layout.yaml – số đo, kiểu chữ và màu của một mẫu trình bày. Mẫu này dựng được ngay; hãy sửa từng số rồi dựng thử.",
    "Ý nghĩa từng dòng (docs/layouts.md nói kỹ hơn):",
)


def write_layout(target: Path) -> Path:
    """Writes the files of a new layout into a folder that does not exist yet.

    Returns:
        Its `layout.yaml`.

    Raises:
        InputError: the folder is there already, or its name cannot be that of a layout.
        OutputError: the disk refuses.
    """
    name = target.name
    if not re.fullmatch(SLUG, name) or len(name) > MAX_NAME or name in layout_names():
        mend = slug(name)[:MAX_NAME].strip("-") or "ten-mau"
        mend = f"{mend}-moi" if mend in layout_names() else mend
        values = {"word": name, "known": ", ".join(layout_names()), "mend": f"layouts/{mend}"}
        raise InputError([Finding(BAD_NAME, Place(), name, values)])
    if os.path.lexists(target):
        raise InputError([_finding(target, file_rules.EXISTS, word=name)])
    model = datafiles.folder("layouts") / MODEL
    try:
        target.mkdir(parents=True)
        for file in REQUIRED:
            text = (model / file).read_text(encoding="utf-8")
            with (target / file).open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(_sheet(text, name) if file == SHEET else text)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError([_finding(target, file_rules.CANNOT_WRITE, word=name, reason=reason)]) from error
    return target / SHEET


def _finding(target: Path, rule: Rule, **values: str) -> Finding:
    return Finding(rule, Place(target.name), "", values)


def _sheet(model: str, name: str) -> str:
    """The sheet of the model under a title of its own, below what each of its keys means."""
    lines = model.splitlines()
    body = [line for line in lines[1:] if not line.startswith(("title:", "about:"))]
    head = [f"# {line}" for line in (*_HEAD, *_meanings(record_info(Layout), ""))]
    own = [f"title: {quoted(name)}", f"about: {quoted('Mẫu riêng của cơ quan')}"]
    return "\n".join((*head, *own, *body)) + "\n"


def _meanings(info: RecordInfo, indent: str) -> Iterator[str]:
    for item in info.fields:
        yield f"{indent}  {item.name}: {item.vi}"
        inner = (item.shape.inner or item.shape).record
        if inner is not None:
            yield from _meanings(record_info(inner), indent + "  ")
