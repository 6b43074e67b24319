"""A proof that failed on a page names the typed words: story and words of the finding → file, line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bulletin.errors import BulletinError, Finding, Place, Text
from bulletin.fields import roles
from bulletin.model import Entry, Issue
from bulletin.text.spots import Spots
from bulletin.text.typed import Typed, typed_texts

_FIELDS = {
    roles.HEADLINE: "title",
    roles.CONTINUED: "title",
    roles.CONTENTS: "title",
    roles.TEASER: "title",
    roles.STANDFIRST: "lead",
    roles.DATELINE: "place",
    roles.SUBHEAD: "body",
    roles.TABLE: "body",
    roles.TABLE_HEAD: "body",
    roles.BOX_TITLE: "boxes",
    roles.BOX: "boxes",
    roles.CAPTION: "photos",
    roles.QUOTE: "quotes",
    roles.QUOTE_BY: "quotes",
    roles.AUTHOR: "authors",
    roles.ADDRESS: "source",
    roles.QR_CAPTION: "qr",
}
_PROOFS = ("proof.", "preflight.")


@contextmanager
def naming_sources(issue: Issue) -> Iterator[None]:
    """Errors of proofs that leave the block name the place in the source of what they are about."""
    try:
        yield
    except BulletinError as error:
        raise type(error)(with_sources(error.findings, issue)) from error


def with_sources(findings: Iterable[Finding], issue: Issue) -> tuple[Finding, ...]:
    """The findings, those of proofs with the file and line of the words in question."""
    spots = Spots(issue)
    return tuple(_named(finding, issue, spots) for finding in findings)


def _named(finding: Finding, issue: Issue, spots: Spots) -> Finding:
    if not finding.rule.id.startswith(_PROOFS) or finding.place.line is not None:
        return finding
    place = _place(finding, issue, spots)
    if place is None:
        return finding
    remedy = finding.rule.remedy
    first = Text(
        f"Hãy xem {place}: xóa các chữ này, gõ lại bằng tay (đừng dán) rồi dựng lại. {remedy.vi}",
        f"Look at {place}: delete these words, type them again by hand (do not paste) and build again. {remedy.en}",
    )
    shown = replace(finding.place, file=place.file, line=place.line, column=place.column)
    return replace(finding, place=shown, rule=replace(finding.rule, remedy=first))


def _place(finding: Finding, issue: Issue, spots: Spots) -> Place | None:
    """Where the first words of a finding were typed: in the field of its role, else anywhere in its story."""
    story, _, role = finding.values.get("where", finding.values.get("story", "")).partition("/")
    entry = next((entry for entry in issue.entries if entry.article.id == story), None)
    words = finding.quote.removesuffix(" …").split()
    texts = [typed for typed in typed_texts(issue) if entry is None or typed.file == entry.file]
    texts.sort(key=lambda typed: typed.path[0] != _field(role))
    for count in range(min(len(words), 3), 0, -1):
        for typed in texts:
            found = _typed_place(typed, " ".join(words[:count]), spots)
            if found is not None:
                return found
    return _of_field(entry, role, issue) if entry is not None else None


def _typed_place(typed: Typed, words: str, spots: Spots) -> Place | None:
    return next(spots.all(typed.file, typed.path, words), None) if words in typed.text else None


def _field(role: str) -> str:
    parts = role.split("-")
    names = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return next((_FIELDS[name] for name in names if name in _FIELDS), parts[0])


def _of_field(entry: Entry, role: str, issue: Issue) -> Place:
    return issue.place(entry.file, _field(role))
