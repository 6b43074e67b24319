"""From repairs to the bytes of files: pure, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bulletin.desk.repair.opened import kind_of
from bulletin.desk.repair.remark import Remark
from bulletin.lazy import dataclass
from bulletin.model import Issue
from bulletin.sources.edits.typed_file import Path, open_file
from bulletin.sources.edits.words import Words, replace_many
from bulletin.sources.schema.kinds import FileKind


@dataclass(frozen=True, slots=True)
class Made:
    """The new bytes of one file, the repairs in it, and those that could not be made there."""

    file: str
    before: bytes
    after: bytes
    done: tuple[Remark, ...]
    left: tuple[Remark, ...] = ()


def make(issue: Issue, wanted: Iterable[Remark]) -> tuple[Made, ...]:
    """The files of an issue with repairs made, and in each those that cannot be made there.

    Of repairs that overlap the first is made: the next reading finds the other if it is still one.
    """
    files: dict[str, dict[Path, list[Remark]]] = {}
    for one in wanted:
        if one.better is not None:
            files.setdefault(one.typed.file, {}).setdefault(one.typed.path, []).append(one)
    return tuple(_file(issue, file, values) for file, values in files.items())


def _file(issue: Issue, file: str, values: dict[Path, list[Remark]]) -> Made:
    before = data = issue.sources[file]
    kind = kind_of(issue, file)
    done: list[Remark] = []
    left: list[Remark] = []
    for path, repairs in values.items():
        chosen = _apart(repairs)
        data, made = _value(data, kind, path, chosen)
        done += made
        left += [one for one in chosen if one not in made]
    return Made(file, before, data, tuple(done), tuple(left))


def _apart(repairs: Sequence[Remark]) -> list[Remark]:
    """Repairs that do not touch each other, ascending; slips come before changes of the text rules."""
    chosen: list[Remark] = []
    for one in sorted(repairs, key=lambda one: (one.kind != "L", one.start)):
        if all(one.end < other.start or one.start > other.end for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.start)


def _value(data: bytes, kind: FileKind, path: Path, repairs: Sequence[Remark]) -> tuple[bytes, list[Remark]]:
    """A file with the repairs of one value: all at once, else one by one from the last, so that places stay."""
    edits = [(one.start, one.end, one.better or "") for one in repairs]
    whole = _replaced(data, path, edits, kind)
    if whole is not None:
        return whole, list(repairs)
    done = []
    for one, edit in zip(reversed(repairs), reversed(edits), strict=True):
        made = _replaced(data, path, [edit], kind)
        if made is not None:
            data = made
            done.append(one)
    return data, done


def _replaced(data: bytes, path: Path, edits: Sequence[Words], kind: FileKind) -> bytes | None:
    """The file with other words; None where the field would not take them: no repair makes a good file a bad one."""
    made = replace_many(data, path, edits, kind=kind)
    if made is None:
        return None
    before, after = open_file(data, kind), open_file(made, kind)
    good = after is not None and (after.record is not None or before is None or before.record is None)
    return made if good else None
