"""One answer of a review made in the files: a repair, or a comment that keeps the rule away from these words."""

from __future__ import annotations

from pathlib import Path

from bulletin.desk.repair.making import Made, make
from bulletin.desk.repair.opened import kind_of
from bulletin.desk.repair.remark import Remark
from bulletin.desk.repair.writing import WrittenFiles, write
from bulletin.model import Issue
from bulletin.sources.edits.comments import add_comment

_LONGEST = 60


def accept(issue: Issue, one: Remark, kept: Path) -> WrittenFiles:
    """Make one repair in its file."""
    return write(issue.folder, kept, make(issue, [one]))


def ignore(issue: Issue, one: Remark, kept: Path) -> WrittenFiles:
    """Write a comment above the value that keeps the rules away from these words.

    Nothing is written when the comment would change what is read.
    """
    before = issue.sources[one.typed.file]
    words = _words(one)
    comment = f"bulletin: bỏ qua {one.rule}" + (f": {words}" if words else "")
    after = add_comment(before, one.typed.path, comment, kind=kind_of(issue, one.typed.file))
    return write(issue.folder, kept, [Made(one.typed.file, before, after or before, ())])


def _words(one: Remark) -> str:
    """The words that are left, with their neighbours where they are too short to be found again."""
    text = one.typed.text
    start, end = one.start, one.end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    words = text[start:end]
    line = max(words.split("\n"), key=len).strip()
    return line if words.strip() == line or len(words) <= _LONGEST else line[:_LONGEST]
