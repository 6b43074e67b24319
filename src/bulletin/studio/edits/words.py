"""An edit in words, for the history: “sửa sa-pô bài ‘Bến cá’”."""

from __future__ import annotations

from typing import Any

from bulletin.sources.edits.typed_file import field_at, open_file
from bulletin.studio.desk.desk import StudioFile
from bulletin.studio.edits.operations import AddItem, ConfirmMark, Edit, MoveItem, Operation, RemoveItem, SetBody
from bulletin.studio.history.listing import named_file

_MOST = 60


def said_edit(edit: Edit, file: StudioFile) -> str:
    """What an edit does, in a few Vietnamese words."""
    what = dict.fromkeys(_said(op, edit.kind) for op in edit.ops)
    return f"{', '.join(what)} {_where(file)}"


def _where(file: StudioFile) -> str:
    if file.kind != "article":
        return named_file(file.name, None).words
    typed = open_file(file.source, "article")
    title = (typed.value(("title",)) if typed is not None else None) or file.id
    return f"bài “{title if len(title) <= _MOST else title[: _MOST - 1] + '…'}”"


def _said(op: Operation, kind: Any) -> str:
    field = field_at(kind, tuple(part for part in op.path if isinstance(part, str)))
    name = field.vi.partition(":")[0].partition(",")[0].lower() if field is not None else "mục"
    if isinstance(op, ConfirmMark):
        return "xem chỗ máy đoán" if field is None else f"xem chỗ máy đoán ở {name}"
    if isinstance(op, SetBody):
        return "sửa nội dung"
    if isinstance(op, AddItem):
        return f"thêm vào {name}"
    if isinstance(op, RemoveItem):
        return f"bỏ khỏi {name}"
    if isinstance(op, MoveItem):
        return f"đổi chỗ trong {name}"
    return f"sửa {name}"
