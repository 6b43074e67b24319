"""What people read of a kept issue: its words, and the file with its pages in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bulletin.archive.store.object import StoredFile, StoredObject, damaged, files, read_bytes
from bulletin.archive.store.root import Archive, object_ids
from bulletin.issue_text import IssueText, issue_text_from
from bulletin.lazy import dataclass
from bulletin.release import FILE_NAME, Release, release_from

_READING = ("screen", "record", "imported", "office", "press")
"""Editions with the pages in their order, the one for reading first."""
_PAGE = re.compile(r"text/page-(\d{1,4})\.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIssue:
    """The newest version of an issue. `pdf` is the file for reading; None when the release names none.

    `page_words` has the text of the pages by number, only of an issue whose stories are unknown (from before the
    program).
    """

    id: str
    release: Release
    words: IssueText
    pdf: StoredFile | None
    pages: int
    page_words: Mapping[int, str]

    @property
    def year(self) -> int:
        return self.words.date.year

    @property
    def titled(self) -> str:
        """`BẢN TIN Đồ Sơn số 46, 20/11/2026`."""
        return f"{self.words.full_name} số {self.words.number}, {self.words.date:%d/%m/%Y}"


def year_of(object_id: str) -> int:
    """The year that an id tells: 2026 for `do-son-2026-046`; 0 when it tells none."""
    parts = object_id.rsplit("-", 2)
    return int(parts[1]) if len(parts) == 3 and parts[1].isdigit() else 0


def ids_of_year(archive: Archive, year: int) -> tuple[str, ...]:
    """The ids of the issues of a year, in the order of their numbers."""
    return tuple(one for one in object_ids(archive) if year_of(one) == year)


def kept_issue(obj: StoredObject) -> StoredIssue:
    """The issue that an object holds.

    Raises:
        InputError: a file that is needed is lost or damaged (exit code 8).
    """
    state = obj.state()
    release = release_from(read_bytes(obj, FILE_NAME))
    words = issue_text_from(read_bytes(obj, "articles.json"))
    by_name = {edition.name: edition for edition in release.editions if edition.file in state}
    edition = next((by_name[name] for name in _READING if name in by_name), None)
    pdf = files(obj)[edition.file] if edition else None
    if pdf is not None and pdf.bytes < 0:
        raise damaged(pdf.content, "tệp bị mất hoặc không đọc được", "the file is lost or unreadable")
    page_words = {} if words.articles else _page_words(obj)
    return StoredIssue(
        id=obj.id, release=release, words=words, pdf=pdf, pages=edition.pages if edition else 0, page_words=page_words
    )


def _page_words(obj: StoredObject) -> dict[int, str]:
    found = {int(name[1]): path for path in sorted(obj.state()) if (name := _PAGE.fullmatch(path))}
    return {number: read_bytes(obj, found[number]).decode("utf-8", "replace").strip() for number in sorted(found)}
