"""GUESSES: what an import guessed or did not find, at the fields of the story, each to be confirmed by a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bulletin.lazy import pattern
from bulletin.model import Article
from bulletin.sources.edits.marks import GuessMark, marks_in
from bulletin.sources.edits.typed_file import TypedFile, field_at, open_file
from bulletin.sources.folding import fold
from bulletin.sources.schema.shapes import record_info
from bulletin.studio.forms.naming import path_label, window_words
from bulletin.studio.forms.places import FieldPath, in_window

_KEY = pattern(r"^([^\W\d][\w ]*?)[ \t]*:")
_EXAMPLE = pattern(r"thí dụ: ([a-z_]+):")
_PHOTO = "tệp ảnh "
_DO = {True: "Sai thì sửa rồi bấm Đúng.", False: "Điền rồi bấm Đúng; không cần thì để trống rồi bấm Đúng."}
_WHY = "Máy làm khi nhập bài, chưa có người xem."


def guesses_of(source: bytes, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A finding for each mark of an article that reads, with the button by which a person confirms it.

    Args:
        source: its bytes.
        values: of its fields.
    """
    file = open_file(source, "article")
    return [_shown(file, mark, values) for mark in marks_in(file.lines)] if file is not None else []


def _shown(file: TypedFile, mark: GuessMark, values: Mapping[str, Any]) -> dict[str, Any]:
    path = _drawn(_path(file, mark))
    words = window_words(mark.words if mark.guess else mark.words.partition(";")[0]).rstrip(".")
    at = in_window(path, values)
    fix = {"label": "✓ Đúng", "of": path_label(Article, path), "op": {"op": "confirm", "path": at, "mark": mark.id}}
    return {
        "path": at, "rule": f"import.mark-{mark.id}", "severity": "warning",
        "what": f"Máy đoán: {words}." if mark.guess else f"Khi nhập còn thiếu: {words}.",
        "why": _WHY, "remedy": _DO[mark.guess], "quote": "", "fix": fix,
    }  # fmt: skip


def _path(file: TypedFile, mark: GuessMark) -> FieldPath:
    """The field that a mark is about: the value on its line, or that which its words or the lines below it name."""
    line = file.lines[mark.line]
    if line[: mark.column].strip():
        there = [key for key, node in file.nodes.items() if key and node.line == mark.line]
        if there:
            return file.numbered(max(there, key=len))
        return _named(line)
    example = _EXAMPLE.search(mark.words)
    if example is not None:
        return _named(f"{example[1]}:")
    if mark.words.startswith(_PHOTO):
        return ("photos",)
    below = (one for one in file.lines[mark.line + 1 :] if one.strip() and not one.lstrip().startswith("#"))
    return _named(next(below, ""))


def _named(line: str) -> FieldPath:
    """The field of an article whose key begins a line."""
    found = _KEY.match(line)
    item = record_info(Article).by_key.get(fold(found[1])) if found is not None else None
    return (item.name,) if item is not None else ()


def _drawn(path: FieldPath) -> FieldPath:
    """The path of a field that is drawn: of a record its first one, since only fields have a place for findings."""
    item = field_at("article", path) if path else None
    record = item.shape.record if item is not None and item.shape.name != "list" else None
    if record is None or (path and isinstance(path[-1], int)):
        return path
    info = record_info(record)
    return (*path, (info.main or info.fields[0]).name)
