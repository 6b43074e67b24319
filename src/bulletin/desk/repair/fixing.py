"""Certain repairs made until none is left, and what they would change."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bulletin.desk.repair.found import DeskRead, read_desk
from bulletin.desk.repair.making import Made, make
from bulletin.desk.repair.remark import Remark
from bulletin.desk.repair.rules import NOT_REPAIRED
from bulletin.desk.repair.writing import write
from bulletin.errors import Finding
from bulletin.lazy import dataclass
from bulletin.model import Issue
from bulletin.sources import load_issue

_ROUNDS = 8
"""A repair may make room for another beside it; slips of writing are gone after two rounds."""
Chosen = Callable[[Remark], bool]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was repaired, in which files, and what there is to say about it."""

    done: tuple[Remark, ...]
    files: tuple[str, ...]
    findings: tuple[Finding, ...]


def certain(one: Remark) -> bool:
    """Whether a repair may be made without asking."""
    return one.certain and one.better is not None and one.better != one.words


def fix(folder: Path, kept: Path, wanted: Chosen = certain) -> Fixed:
    """Make the certain repairs of an issue in its files.

    Args:
        folder: of the issue.
        kept: the folder for the versions before the first repair.
        wanted: which repairs are made.

    Raises:
        OutputError: a file could not be written.
    """
    done: list[Remark] = []
    files: dict[str, None] = {}
    told: dict[tuple[str, str], Finding] = {}
    for _round in range(_ROUNDS):
        issue = load_issue(folder).issue
        if issue is None:
            break
        made = make(issue, filter(wanted, read_desk(issue).found))
        written = write(folder, kept, made)
        for finding in (*written.findings, *not_repaired(made)):
            told.setdefault((finding.rule.id, str(finding.place)), finding)
        if not written.files:
            break
        files.update(dict.fromkeys(written.files))
        done += [one for file in made if file.file in written.files for one in file.done]
    return Fixed(tuple(done), tuple(files), tuple(told.values()))


def not_repaired(made: Iterable[Made]) -> Iterator[Finding]:
    """A finding for each repair that could not be made."""
    for file in made:
        for one in file.left:
            values = {"word": one.words, "better": one.better or ""}
            yield Finding(NOT_REPAIRED, one.place, one.words, values)


def diff(issue: Issue, read: DeskRead, wanted: Chosen = certain) -> tuple[str, ...]:
    """The lines of the files before and after the certain repairs, as `diff -u` shows them. Nothing is written."""
    lines: list[str] = []
    for one in make(issue, filter(wanted, read.found)):
        before, after = _lines(one.before), _lines(one.after)
        lines += difflib.unified_diff(before, after, one.file, one.file, n=1, lineterm="")
    return tuple(lines)


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8").replace("\r\n", "\n").split("\n")
