"""Which kept issue is meant: its id, its number, number and year, or the folder in which it is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bulletin.archive.package import object_id
from bulletin.archive.records.rules import NO_ISSUE, SEVERAL
from bulletin.archive.store.root import Archive, object_ids
from bulletin.errors import Finding, InputError, Rule
from bulletin.model import IssueSheet, Publication
from bulletin.runtime import paths

_NUMBER = re.compile(r"0*(\d{1,5})(?:[/-](\d{4}))?")


def which_issue(archive: Archive, word: str) -> str:
    """The id of the issue that a word names.

    Raises:
        InputError: none, or several.
    """
    known = object_ids(archive)
    if word in known:
        return word
    if paths.is_dir(Path(word)) and (found := _of_folder(Path(word))):
        if found in known:
            return found
        raise InputError([_finding(NO_ISSUE, found, known)])
    match = _NUMBER.fullmatch(word.strip())
    fitting = [one for one in known if match and _fits(one, match[1], match[2])]
    if len(fitting) == 1:
        return fitting[0]
    raise InputError([_finding(SEVERAL if fitting else NO_ISSUE, word, fitting or known)])


def _fits(ident: str, number: str, year: str | None) -> bool:
    _, its_year, its_number = ident.rsplit("-", 2)
    return its_number.lstrip("0") == number and year in (None, its_year)


def _of_folder(folder: Path) -> str | None:
    """The id of an issue from its issue.yaml; None where that cannot be read."""
    from bulletin.sources.issue import parse

    try:
        data = (folder / "issue.yaml").read_bytes()
    except OSError:
        return None
    sheet = parse("issue", data, "issue.yaml").record
    return (
        object_id(sheet.publication, sheet.date.year, sheet.number.in_year) if isinstance(sheet, IssueSheet) else None
    )


def _finding(rule: Rule, word: str, known: Sequence[str]) -> Finding:
    shown = ", ".join(known if len(known) <= 5 else (*known[:3], "…", known[-1])) or "–"
    return Finding(rule, values={"word": word, "known": shown, "example": known[-1] if known else "do-son-2026-046"})


def read_publication_bytes(data: bytes) -> Publication | None:
    """A publication.yaml as it was kept; None where it cannot be read any more."""
    from bulletin.sources.issue import parse

    record = parse("publication", data, "publication.yaml").record
    return record if isinstance(record, Publication) else None
