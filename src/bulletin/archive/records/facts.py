"""What the papers say of one kept issue: its numbers, pages, editions, print run, deposit, hash and chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from bulletin.archive.events import Event, events, head
from bulletin.archive.records.rules import UNREADABLE
from bulletin.archive.records.which import read_publication_bytes
from bulletin.archive.store.object import StoredObject, read_bytes, read_object
from bulletin.archive.store.root import Archive, object_ids
from bulletin.errors import BulletinError, Finding, Place
from bulletin.issue_text import issue_text_from
from bulletin.lazy import dataclass
from bulletin.model import Publication
from bulletin.release import Edition, Release, release_from

PUBLICATION = "issue/publication.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRecord:
    """One kept issue. `printed` and `deposited` are the values of the newest event of that kind."""

    id: str
    release: Release
    name: str
    stories: int
    versions: int
    kept: dt.datetime
    events: tuple[Event, ...]
    chain_head: str
    publication: Publication | None

    @property
    def label(self) -> str:
        return f"{self.release.number}/{self.release.date.year}"

    @property
    def proof(self) -> Edition | None:
        """The edition whose hash names the issue: the record edition, else the first there is."""
        found = {edition.name: edition for edition in self.release.editions}
        return found.get("record") or next(iter(self.release.editions), None)

    @property
    def printed(self) -> Mapping[str, str] | None:
        return next((event.values for event in reversed(self.events) if event.kind == "printed"), None)

    @property
    def recorded_copies(self) -> int | None:
        """The print run that was recorded last; None when there is none, or when it is no number."""
        copies = (self.printed or {}).get("copies", "")
        return int(copies) if copies.isdecimal() else None

    @property
    def deposited(self) -> Mapping[str, str] | None:
        return next((event.values for event in reversed(self.events) if event.kind == "deposited"), None)


def record_of(archive: Archive, object_id: str) -> IssueRecord:
    """What is known of an issue.

    Raises:
        InputError: its files are damaged.
    """
    obj = read_object(archive, object_id)
    state = obj.state()
    release = release_from(read_bytes(obj, "release.json"))
    words = issue_text_from(read_bytes(obj, "articles.json")) if "articles.json" in state else None
    return IssueRecord(
        id=obj.id, release=release, name=words.full_name if words else release.publication,
        stories=len(words.articles) if words else 0, versions=obj.head, kept=obj.versions[1].created,
        events=events(obj), chain_head=head(obj), publication=_publication(obj),
    )  # fmt: skip


def records(archive: Archive) -> tuple[tuple[IssueRecord, ...], tuple[Finding, ...]]:
    """All issues in order of appearance, and a finding for each that cannot be read."""
    found: list[IssueRecord] = []
    findings: list[Finding] = []
    for one in object_ids(archive):
        try:
            found.append(record_of(archive, one))
        except BulletinError as error:
            first = error.findings[0]
            values = {"id": one, "what": first.what("vi"), "what_en": first.what("en")}
            findings.append(Finding(UNREADABLE, Place(file=one), values=values))
    return tuple(sorted(found, key=lambda r: (r.release.date, r.release.number, r.id))), tuple(findings)


def _publication(obj: StoredObject) -> Publication | None:
    return read_publication_bytes(read_bytes(obj, PUBLICATION)) if PUBLICATION in obj.state() else None


def yaml_lines(values: Mapping[str, str]) -> Iterator[str]:
    """Values as lines that a person and YAML can read."""
    import json

    for key, value in values.items():
        yield f"{key}: {json.dumps(value, ensure_ascii=False)}"
