"""The text stage as one step: an issue as typed → the same issue in normal text, with its bodies as blocks.

`PLAN` says for every class of the model which fields are words for people; ids, addresses of files and of pages,
numbers and dates are never touched.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import replace
from typing import Any, Literal

from bulletin.errors import Finding, Place
from bulletin.lazy import dataclass
from bulletin.model import (
    AiUse,
    Approval,
    Article,
    Author,
    Block,
    Box,
    Contacts,
    Deposit,
    Document,
    Entry,
    HouseNotice,
    Issue,
    IssueSheet,
    Licence,
    ListBlock,
    Paragraph,
    Person,
    Photo,
    PhotoRef,
    PrintRun,
    Publication,
    Qr,
    Quote,
    Related,
    Section,
    Source,
    Style,
    Subhead,
    plain,
)
from bulletin.runtime.working import working_on
from bulletin.text import findings as text_findings
from bulletin.text.body.bars import with_bars
from bulletin.text.body.forms import form_of
from bulletin.text.body.markup import Parsed, parse_body
from bulletin.text.body.tables import bar_cells, ruling
from bulletin.text.dates import weekday_findings
from bulletin.text.leaving import Leaving
from bulletin.text.names import author_name
from bulletin.text.normalise import Normalised, normalise
from bulletin.text.places import Locator
from bulletin.text.rules.rule import TextEdit
from bulletin.text.style.rule import Leave, Role, Setting
from bulletin.text.style.wording import EMOJI_FROM

Treatment = Literal["line", "exact", "body", "name", "deep"]

SHEET_FILE = "issue.yaml"

PLAN: dict[type, dict[str, Treatment]] = {
    Publication: {
        "label": "exact", "name": "exact", "tagline": "line", "owner": "exact", "publisher": "exact", "since": "line",
        "periodicity": "line", "licence": "deep", "responsible": "deep", "editors": "exact", "contacts": "deep",
        "sections": "deep", "fillers": "deep",
    },
    Licence: {"number": "exact", "issuer": "exact"},
    Person: {"name": "exact", "office": "exact", "role": "line"},
    Contacts: {"address": "exact", "phone": "line"},
    Section: {"name": "exact"},
    IssueSheet: {
        "lunar": "line", "print": "deep", "deposit": "deep", "corrections": "line", "notices": "line",
        "approved": "deep",
    },
    PrintRun: {"house": "exact", "price": "line"},
    Deposit: {"month": "line"},
    Approval: {"name": "exact", "office": "exact"},
    Article: {
        "genre": "line", "kicker": "line", "title": "line", "subtitle": "line", "short_title": "line", "lead": "line",
        "place": "line", "authors": "deep", "body": "body", "photos": "deep", "quotes": "deep", "boxes": "deep",
        "documents": "deep", "source": "deep", "qr": "deep", "related": "deep", "ai": "deep",
    },
    Author: {"name": "name", "role": "line", "byline": "line"},
    Photo: {"caption": "line", "credit": "line", "alt": "line"},
    Quote: {"text": "line", "by": "line"},
    Box: {"title": "line", "body": "body"},
    Document: {"number": "exact", "kind": "exact", "issuer": "exact", "title": "exact"},
    Source: {"name": "exact", "rights": "line"},
    Qr: {"caption": "line"},
    Related: {"title": "line"},
    AiUse: {"note": "line"},
    HouseNotice: {"title": "line", "text": "line"},
}  # fmt: skip
"""Class → field → what is done with it: one line of words, a Markdown body, an author's name, or go inside.

Names of bodies, documents and people are `exact`: the safe rules mend them, the house style does not touch them.
"""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A change of one field; `field` is the path of its value (`photos.0.caption`), `place` where it was typed."""

    place: Place
    field: str
    change: TextEdit


@dataclass(frozen=True, slots=True)
class SetIssue:
    """The issue in normal text, what was changed, and what needs a look."""

    issue: Issue
    changes: tuple[FieldChange, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class SetArticle:
    """One article after the text stage: the value of the cache."""

    article: Article
    blocks: tuple[Block, ...]
    box_blocks: tuple[tuple[Block, ...], ...]
    changes: tuple[FieldChange, ...]
    findings: tuple[Finding, ...]


def normalise_issue(issue: Issue, cache: MutableMapping[str, SetArticle] | None = None) -> SetIssue:
    """Normalise every text of an issue and read its bodies into blocks.

    Args:
        issue: as the reader made it.
        cache: remembers articles by a hash of everything their setting depends on; the same mapping passed again makes
            unchanged articles free.
    """
    style = issue.sheet.overrides or issue.publication.style
    publication_walk = _Walk(issue, issue.publication_file, style)
    sheet_walk = _Walk(issue, SHEET_FILE, style)
    publication = publication_walk.value(issue.publication, ())
    sheet = sheet_walk.value(issue.sheet, ())
    changes = [*publication_walk.changes, *sheet_walk.changes]
    findings = [*_notice_findings(issue, sheet), *_removed(changes)]
    sections = {section.id: section for section in publication.sections}
    entries = []
    for entry in issue.entries:
        with working_on(entry.file):
            done = _cached(issue, entry, style, cache)
        section = sections.get(entry.section.id, entry.section) if entry.section else None
        entries.append(
            replace(entry, article=done.article, blocks=done.blocks, box_blocks=done.box_blocks, section=section)
        )
        changes += done.changes
        findings += done.findings
    whole = replace(issue, publication=publication, sheet=sheet, entries=tuple(entries))
    return SetIssue(whole, tuple(changes), tuple(findings))


def _cached(issue: Issue, entry: Entry, style: Style, cache: MutableMapping[str, SetArticle] | None) -> SetArticle:
    if cache is None:
        return set_article(issue, entry, style)
    day, typed = issue.sheet.date.isoformat(), issue.sources.get(entry.file, b"")
    facts = "\0".join((entry.file, day, repr(style), repr(entry.article))).encode("utf-8", "surrogatepass")
    key = hashlib.sha256(facts + b"\0" + typed).hexdigest()
    found = cache.get(key)
    if found is None:
        found = cache[key] = set_article(issue, entry, style)
    return found


def set_article(issue: Issue, entry: Entry, style: Style) -> SetArticle:
    """One article in normal text, its body and boxes as blocks."""
    locator = Locator(issue, entry.file)
    walk = _Walk(issue, entry.file, style)
    article: Article = walk.value(entry.article, ())
    day = issue.sheet.date
    body = parse_body(article.body, form_of(article))
    boxes = [parse_body(box.body) for box in article.boxes]
    findings = [*_line_findings(locator, article, day), *_removed(walk.changes)]
    findings += _body_findings(locator, ("body",), body, article.body, day)
    findings += _verse_findings(locator, ("body",), body, article.body)
    for number, (box, parsed) in enumerate(zip(article.boxes, boxes, strict=True)):
        findings += _body_findings(locator, ("boxes", number, "body"), parsed, box.body, day)
        findings += _verse_findings(locator, ("boxes", number, "body"), parsed, box.body)
    shown = [with_bars(parsed.blocks, box.bars) for box, parsed in zip(article.boxes, boxes, strict=True)]
    for number, (box, barred) in enumerate(zip(article.boxes, shown, strict=True)):
        for rule, cell in barred.refused:
            place = locator.at(("boxes", number, "body"), cell, box.body)
            findings.append(Finding(rule, place, cell, {"cell": cell}))
    return SetArticle(
        article, body.blocks, tuple(barred.blocks for barred in shown), tuple(walk.changes), tuple(findings)
    )


class _Walk:
    """Goes through a value by `PLAN` and gathers the changes on the way."""

    def __init__(self, issue: Issue, file: str, style: Style) -> None:
        self._locator = Locator(issue, file)
        self._leaving = Leaving(issue, file)
        self._style = style
        self.changes: list[FieldChange] = []

    def value(self, value: Any, path: tuple[str | int, ...]) -> Any:
        """The value with every planned text in normal form; the same object if nothing changed."""
        new = {}
        for name, treatment in PLAN[type(value)].items():
            old = getattr(value, name)
            made = self._field(old, treatment, (*path, name))
            if made is not old:
                new[name] = made
        return replace(value, **new) if new else value

    def _field(self, value: Any, treatment: Treatment, path: tuple[str | int, ...]) -> Any:
        if isinstance(value, tuple):
            made = tuple(self._field(item, treatment, (*path, number)) for number, item in enumerate(value))
            return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
        if value is None:
            return None
        if treatment == "deep":
            return self.value(value, path)
        result = normal_text(value, treatment, path, self._style, self._leaving.of(path))
        self.changes += (
            FieldChange(self._locator.offset(path, value, change.first), ".".join(map(str, path)), change)
            for change in result.changes
        )
        return result.text if result.text != value else value


def normal_text(
    text: str,
    treatment: Treatment,
    path: tuple[str | int, ...],
    style: Style,
    leaves: tuple[Leave, ...] = (),
    off: frozenset[str] = frozenset(),
) -> Normalised:
    """The text of one value as it is printed, and where it differs from the text as typed.

    Args:
        text: as typed.
        treatment: of the field, by `PLAN`.
        path: of the value.
        style: of the publication or of the issue.
        leaves: what rules of style leave as typed.
        off: ids of rules that are not asked.
    """
    if treatment == "name":
        return author_name(text)
    multiline = treatment == "body"
    if treatment == "exact":
        return normalise(text, multiline=multiline, off=off)
    role: Role = "body" if multiline else "caption" if path[-1:] == ("caption",) and path[:1] == ("photos",) else "line"
    return normalise(text, Setting(style, role, multiline, leaves), multiline, off)


def _removed(changes: Iterable[FieldChange]) -> Iterator[Finding]:
    """A finding for every emoji that is not printed (R50)."""
    for item in changes:
        if "R50" in item.change.rule.split(", "):
            before = item.change.before
            at = next((number for number, char in enumerate(before) if char >= EMOJI_FROM), 0)
            sign, place = before[at : at + 1], item.place
            if place.column is not None and "\n" not in before[:at]:
                place = replace(place, column=place.column + at)
            yield Finding(text_findings.EMOJI, place, sign, {"name": unicodedata.name(sign, "emoji").lower()})


def _body_findings(
    locator: Locator, path: tuple[str | int, ...], parsed: Parsed, text: str, day: dt.date
) -> Iterator[Finding]:
    for problem in parsed.problems:
        place = locator.line(path, problem.line, problem.quote, text)
        headless = problem.rule.id == text_findings.HEADLESS_TABLE.id
        values = {"ruling": ruling(len(bar_cells(problem.quote)))} if headless else {}
        yield Finding(problem.rule, place, problem.quote, values)
    for block in parsed.blocks:
        for words in _texts(block):
            yield from _dated(locator, path, words, text, day)


def _verse_findings(locator: Locator, path: tuple[str | int, ...], parsed: Parsed, text: str) -> Iterator[Finding]:
    """Verse that was not declared; only an article can be a poem as a whole, a box cannot."""
    for verse in parsed.verse:
        rule = text_findings.UNDECLARED_POEM if verse.whole and path == ("body",) else text_findings.UNDECLARED_VERSE
        line = next((number for number, row in enumerate(text.split("\n")) if verse.first in row), 0)
        yield Finding(rule, locator.line(path, line, verse.first, text), verse.first)


def _texts(block: Block) -> tuple[str, ...]:
    if isinstance(block, (Paragraph, Subhead)):
        return (plain(block.inline),)
    if isinstance(block, ListBlock):
        return tuple(plain(item) for item in block.items)
    if isinstance(block, PhotoRef):
        return ()
    return tuple(plain(cell) for row in (block.head, *block.rows) for cell in row)


def _line_findings(locator: Locator, article: Article, day: dt.date) -> Iterator[Finding]:
    """Dates in the short texts that are printed."""
    lines: list[tuple[tuple[str | int, ...], str | None]] = [
        (("kicker",), article.kicker), (("title",), article.title), (("subtitle",), article.subtitle),
        (("lead",), article.lead),
        *((("photos", number, "caption"), photo.caption) for number, photo in enumerate(article.photos)),
        *((("quotes", number, "text"), quote.text) for number, quote in enumerate(article.quotes)),
    ]  # fmt: skip
    for path, text in lines:
        if text is not None:
            yield from _dated(locator, path, text, text, day)


def _notice_findings(issue: Issue, sheet: IssueSheet) -> list[Finding]:
    locator = Locator(issue, SHEET_FILE)
    return [
        finding
        for name, texts in (("notices", sheet.notices), ("corrections", sheet.corrections))
        for number, text in enumerate(texts)
        for finding in _dated(locator, (name, number), text, text, sheet.date)
    ]


def _dated(locator: Locator, path: tuple[str | int, ...], words: str, text: str, day: dt.date) -> Iterator[Finding]:
    for finding in weekday_findings(words, near=day):
        yield replace(finding, place=locator.at(path, finding.quote, text))
