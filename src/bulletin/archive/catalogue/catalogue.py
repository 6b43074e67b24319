"""Opening the catalogue: what has changed in the store since the last time is read, or everything."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from bulletin.archive.catalogue import database as table
from bulletin.archive.catalogue.confirmed import Confirmed, digest_of_index, read_confirmed
from bulletin.archive.catalogue.contents import contents
from bulletin.archive.catalogue.folding import composed, fold, lower
from bulletin.archive.catalogue.query import Question
from bulletin.archive.catalogue.rules import INDEX_BROKEN, UNREAD
from bulletin.archive.catalogue.tokens import words_of
from bulletin.archive.store.inventory import NAME, SIDECAR
from bulletin.archive.store.object import read_bytes, read_object
from bulletin.archive.store.root import Archive, object_ids
from bulletin.errors import BulletinError, Finding, Place
from bulletin.lazy import dataclass
from bulletin.runtime.files import part_name, write_error

_UNKNOWN = ""
_INDEX, _UNITS = "index", "units"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An open catalogue, as new as the store; `findings` says what of the store could not be read."""

    db: sqlite3.Connection
    findings: tuple[Finding, ...]
    issues: int
    read_anew: int

    def close(self) -> None:
        self.db.close()


def open_catalogue(archive: Archive, progress: Callable[[int, int], None] | None = None) -> Catalogue:
    """The catalogue of an archive, made where it is missing or broken, brought up to date where issues have changed.

    In an archive that cannot be written it is made in memory.
    """
    path = archive.folder / table.FILE
    if path.is_file():
        db = table.connect(path)
        try:
            if table.is_current(db):
                return _refreshed(archive, db, progress)
        except sqlite3.DatabaseError:
            pass  # broken, or on a disk that cannot be written: made anew
        db.close()
    try:
        return rebuild(archive, progress)
    except BulletinError:
        return _refreshed(archive, table.create(":memory:"), progress)


def rebuild(archive: Archive, progress: Callable[[int, int], None] | None = None) -> Catalogue:
    """The catalogue made from the store alone; it takes the place of the old file when it is whole.

    Raises:
        OutputError: the file cannot be written.
    """
    path = archive.folder / table.FILE
    part = path.with_name(part_name(path.name))
    try:
        db = table.create(part)
        try:
            made = _refreshed(archive, db, progress)
        finally:
            db.close()
        part.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise write_error(path, error if isinstance(error, OSError) else OSError(0, str(error))) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return Catalogue(table.connect(path), made.findings, made.issues, made.read_anew)


def _refreshed(archive: Archive, db: sqlite3.Connection, progress: Callable[[int, int], None] | None) -> Catalogue:
    known = {row[0]: (row[1], row[2]) for row in db.execute("SELECT id, stamp, digest FROM issues")}
    now = {object_id: _stamp(archive.root / object_id) for object_id in object_ids(archive)}
    changed = [one for one, stamp in now.items() if stamp != known.get(one, (_UNKNOWN,))[0]]
    gone = [one for one in known if one not in now]
    index = digest_of_index(archive.folder)
    if not changed and not gone and index == table.fact(db, _INDEX):
        return Catalogue(db, (), len(now), 0)
    findings: list[Finding] = []
    with table.transaction(db):
        for one in gone:
            table.drop_issue(db, one)
        count = 0
        for number, one in enumerate(changed):
            if progress:
                progress(number, len(changed))
            count += _brought_up_to_date(archive, db, one, now[one], known.get(one), findings)
        if count or gone or not table.fact(db, _UNITS):
            _read_units(archive, db, now)
        findings += _confirm(db, read_confirmed(archive.folder))
        table.forget_unused_names(db)
    return Catalogue(db, tuple(findings), len(now), count)


def _stamp(folder: Path) -> str:
    """Time and size of an object's inventory: another stamp means that it may have changed."""
    try:
        seen = (folder / NAME).stat()
    except OSError:
        return "-"
    return f"{seen.st_mtime_ns} {seen.st_size}"


def _brought_up_to_date(
    archive: Archive, db: sqlite3.Connection, object_id: str, stamp: str, known: tuple[str, str] | None,
    findings: list[Finding],
) -> int:  # fmt: skip
    try:
        digest = (archive.root / object_id / SIDECAR).read_text("ascii", "replace")
    except OSError:
        digest = ""
    if known and digest and digest == known[1]:
        db.execute("UPDATE issues SET stamp = ? WHERE id = ?", (stamp, object_id))
        return 0
    if known:
        table.drop_issue(db, object_id)
    try:
        table.add_issue(db, contents(read_object(archive, object_id)), stamp, digest)
    except BulletinError as error:
        first = error.findings[0]
        values = {"id": object_id, "what": first.what("vi"), "what_en": first.what("en")}
        findings.append(Finding(UNREAD, Place(file=object_id), values=values))
    return 1


def _read_units(archive: Archive, db: sqlite3.Connection, ids: dict[str, str]) -> None:
    """Old and new names of units, from the publication.yaml that was kept with the newest issue."""
    db.execute("DELETE FROM units")
    table.remember(db, _UNITS, "read")
    row = db.execute("SELECT id FROM issues ORDER BY date DESC, id DESC").fetchone()
    if row is None:
        return
    for old, new in _successions(archive, row[0]):
        db.execute("INSERT OR IGNORE INTO units VALUES(?,?,?)", (" ".join(words_of(fold(old))), old, new))


def _successions(archive: Archive, object_id: str) -> Iterator[tuple[str, str]]:
    from bulletin.model import Publication
    from bulletin.sources.issue import parse

    with contextlib.suppress(BulletinError):
        obj = read_object(archive, object_id)
        path = next((p for p in sorted(obj.state()) if p.startswith("issue/") and p.endswith("publication.yaml")), None)
        record = parse("publication", read_bytes(obj, path), PurePosixPath(path).name).record if path else None
        if isinstance(record, Publication):
            for unit in record.units:
                if unit.successor:
                    yield composed(unit.name), composed(unit.successor)


def _confirm(db: sqlite3.Connection, confirmed: Confirmed) -> Iterator[Finding]:
    """Put the confirmed names into the table; the mistakes of the file are given back."""
    # A file with mistakes is read again the next time, so that they are named until they are corrected.
    table.remember(db, _INDEX, "" if confirmed.findings else confirmed.digest)
    db.execute("DELETE FROM named WHERE confirmed")
    for (kind, spelling), name in confirmed.names.items():
        terms = words_of(lower(spelling))
        if terms:
            question = Question("exact-phrase", True, (terms,))
            rows = [row[0] for row in db.execute("SELECT rowid FROM words WHERE words MATCH ?", (question.match,))]
            table.link_names(db, [((kind, name), row) for row in rows], confirmed=True)
    if confirmed.findings:
        yield from confirmed.findings
        count = str(len(confirmed.findings))
        yield Finding(INDEX_BROKEN, Place(file="index.yaml"), values={"file": "index.yaml", "count": count})
