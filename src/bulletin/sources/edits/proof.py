"""Whether an edited file says what was wanted and nothing else: it is read again and compared, value by value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bulletin.sources.edits.typed_file import Path, TypedFile, complaints, follow, open_file, tree


def says(before: TypedFile, text: str, path: Path, value: str) -> bytes | None:
    """The bytes of an edited text when one value became `value` and every other is the same; else None.

    A value that its field does not take, such as an empty headline, is written too: it is for the finding to say so.
    """
    made = before.bytes_of(text)
    after = open_file(made, before.kind)
    old, new = before.node(path), after.node(path) if after else None
    if after is None or new is None or after.value(path) != value:
        return None
    if tree(before.document.root, old) != tree(after.document.root, new):
        return None
    if before.record is not None and after.record is not None:
        mine = with_value(before.record, path, follow(after.record, path))
        if mine != after.record:
            return None
    return made if not _yaml_complaints(before, after) else None


def has_tree(before: TypedFile, text: str, wanted: Any) -> bytes | None:
    """The bytes of an edited text when it reads as this tree (`typed_file.tree`); else None."""
    made = before.bytes_of(text)
    after = open_file(made, before.kind)
    if after is None or tree(after.document.root) != wanted or _yaml_complaints(before, after):
        return None
    return made


def with_value(record: Any, path: Path, value: Any) -> Any:
    """The record with another value at a path; the same where there is no such place."""
    if not path:
        return value
    part, rest = path[0], path[1:]
    if isinstance(record, tuple):
        if not isinstance(part, int) or part >= len(record):
            return record
        return (*record[:part], with_value(record[part], rest, value), *record[part + 1 :])
    if isinstance(record, Mapping):
        return {**record, str(part): with_value(record.get(str(part)), rest, value)}
    if not hasattr(record, str(part)):
        return record
    return replace(record, **{str(part): with_value(getattr(record, str(part)), rest, value)})


def _yaml_complaints(before: TypedFile, after: TypedFile) -> bool:
    """Whether the edited file is written in a way that the reader must mend where the old one was not."""
    return any(rule.startswith("yaml.") for rule in complaints(after) - complaints(before))
