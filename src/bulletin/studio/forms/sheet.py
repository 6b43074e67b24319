"""One file as the window shows its form: values, groups of fields, choices, findings at their fields."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bulletin.errors import Finding, Severity
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.issue import parse
from bulletin.sources.yaml.signs import NEWLINE
from bulletin.studio.desk.values import at as value_at
from bulletin.studio.desk.values import values_of
from bulletin.studio.forms.describe import FormKind, form_of
from bulletin.studio.forms.places import FieldPath, at_fields, in_window

_UNKNOWN = {"path": [], "severity": "error", "rule": "", "what": "Tệp này không đọc được.", "why": "", "remedy": ""}
_BY_READING = ("yaml.", "schema.", "date.form", "date.time-form", "date.no-such-day")
"""What only reading finds: a later stage that says so has read the file as it was before the last edit."""


def sheet_data(
    kind: FormKind, source: bytes, further: Sequence[Finding] = (), repairs: Iterable[Mapping[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    """The form of one file with what it says now.

    Args:
        kind: of the file.
        source: its bytes.
        further: findings on this file that later stages made; those of reading are found here.
        repairs: what to type instead at places of this file (`rule`, `line`, `column`, `word`, `better`).
    """
    file = open_file(source, kind)
    read = reading(kind, source)
    if file is None:
        return _locked(kind, source, read)
    told = {(one.rule.id, one.place.line, one.place.column) for one in read}
    more = [
        one for one in further
        if not one.rule.id.startswith(_BY_READING) and (one.rule.id, one.place.line, one.place.column) not in told
    ]  # fmt: skip
    every = (*read, *more)
    known = {(one["rule"], one["line"], one["column"]): one for one in repairs}
    values = values_of(file)
    found = []
    for finding, one in zip(every, at_fields(source, kind, every), strict=True):
        repair = known.get((finding.rule.id, finding.place.line, finding.place.column))
        fix = _fix(values, one.path, repair) if repair is not None else None
        found.append({**one.as_dict(), "path": in_window(one.path, values), **({"fix": fix} if fix else {})})
    return {
        "version": hashlib.sha256(source).hexdigest(),
        "values": values,
        "form": form_of(kind)["groups"],
        "findings": found,
        "locked": None,
    }


def _locked(kind: FormKind, source: bytes, found: tuple[Finding, ...]) -> dict[str, Any]:
    """The same of a file that does not read: no value, but why, and its lines as they are.

    `at` is the line of the fault, from 0, where it is known.
    """
    # What locks a file is an error; remarks about the rest of it may come before.
    why = tuple(sorted(found, key=lambda one: one.severity is not Severity.ERROR)[:1])
    at = why[0].place.line if why else None
    said = {**at_fields(source, kind, why)[0].as_dict(), "path": []} if why else dict(_UNKNOWN)
    return {
        "version": hashlib.sha256(source).hexdigest(), "values": {}, "form": form_of(kind)["groups"], "findings": [],
        "locked": {**said, "lines": NEWLINE.split(_typed(source)), "at": at - 1 if at is not None else None},
    }  # fmt: skip


def _typed(source: bytes) -> str:
    """The words of a file, to be read by people; bytes that are no letters are shown as such."""
    wide = source[:2] in (b"\xff\xfe", b"\xfe\xff")
    return source.decode("utf-16" if wide else "utf-8-sig", "replace")


def reading(kind: FormKind, source: bytes) -> tuple[Finding, ...]:
    """What reading a file finds: of the file of mail also what two of its fields cannot mean together."""
    if kind == "mail":
        from bulletin.delivery.settings.read import read_settings

        return read_settings(source)[1]
    return parse(kind, source, "").findings


def _fix(values: Any, path: FieldPath, repair: Mapping[str, Any]) -> dict[str, Any] | None:
    """The button of a repair: these words replaced in their field; None where they are there more than once."""
    text = value_at(values, path)
    word, better = str(repair["word"]), str(repair["better"])
    if not isinstance(text, str) or text.count(word) != 1:
        return None
    op = {"op": "set", "path": in_window(path, values), "old": text, "new": text.replace(word, better)}
    return {"label": f"Sửa thành “{better}”", "op": op}
