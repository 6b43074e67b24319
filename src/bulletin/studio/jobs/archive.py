"""The archive as the window shows it: what is kept of an issue, when it was read last, and reading it anew."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError, Finding
from bulletin.lazy import dataclass
from bulletin.runtime.progress import Progress
from bulletin.runtime.wire import Request, findings_to_wire
from bulletin.studio.answers import said_finding
from bulletin.studio.desk.bulletins import KnownBulletin, KnownIssue
from bulletin.studio.forms.naming import window_words

_MOST_DAMAGES = 100
_HOW = {"changed": "bị đổi", "missing": "bị mất", "untracked": "thừa"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveReading(Request):
    """Read the whole archive of the issue in `folder`; `now` is the time in ISO 8601."""

    folder: Path
    now: str


def archive_state(bulletin: KnownBulletin, issue: KnownIssue) -> dict[str, Any]:
    """What is kept of an issue; `place` is empty where the publication names no archive."""
    from bulletin.archive.fixity.record import read_record
    from bulletin.archive.package import object_id
    from bulletin.archive.store.inventory import digest_of, inventory_bytes
    from bulletin.archive.store.object import read_object
    from bulletin.archive.store.root import archive_folder, has_object, is_archive, object_ids, open_archive

    shown: dict[str, Any] = {"place": "", "kept": None, "read": "", "issues": 0, "problems": [], "repair": ""}
    if bulletin.record is None or not bulletin.record.archive or issue.sheet is None:
        return shown
    try:
        folder = archive_folder(issue.folder, None)
        shown["place"] = str(folder)
        shown["repair"] = f"bulletin verify {shlex.quote(str(issue.folder))} --repair-from THƯ_MỤC_BẢN_SAO"
        if not is_archive(folder):
            return shown
        archive = open_archive(folder)
        record = read_record(archive)
        ident = object_id(bulletin.record.id, issue.sheet.date.year, issue.sheet.number.in_year)
        shown["issues"] = len(object_ids(archive))
        if has_object(archive, ident):
            found = read_object(archive, ident)
            version = found.versions[found.head]
            shown["kept"] = {
                "id": ident, "version": found.head, "at": version.created.isoformat(timespec="seconds"),
                "why": version.message, "files": len(version.state),
                "digest": digest_of(inventory_bytes(found.inventory)),
            }  # fmt: skip
        last = (record or {}).get(ident)
        shown["read"] = last.at.isoformat(timespec="seconds") if last is not None else ""
    except BulletinError as error:
        shown["problems"] = [in_words(one) for one in error.findings]
    except OSError as error:
        shown["problems"] = [{"severity": "error", "what": f"Không đọc được kho ({error.strerror})."}]
    return shown


def in_words(finding: Finding) -> dict[str, Any]:
    """A finding in the words of the window, without names of our files."""
    row = said_finding(finding)
    return {**row, **{key: window_words(row[key]) for key in ("what", "why", "remedy")}}


def kept_finding(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept with an output: for commands, and in the words of the window."""
    said = in_words(finding)
    return {**finding.as_dict(), "form": {key: said[key] for key in ("what", "why", "remedy")}}


def reading_job(order: Mapping[str, object], report: Progress) -> dict[str, Any]:
    """Child entry: every byte of the archive read and compared; what was read whole is noted beside it."""
    from bulletin.archive.fixity.verify import findings_of, finish_interrupted, is_damaged, is_listed, remember, verify
    from bulletin.archive.store.root import archive_folder, open_archive

    request = ArchiveReading.from_wire(order)
    archive = open_archive(archive_folder(request.folder, None))
    report.stage("archive")

    def told(_: str, number: int, count: int) -> None:
        if number == 1:
            report.stage("archive", count)
        report.advance()

    found = verify(archive, dt.datetime.fromisoformat(request.now), progress=told)
    noted: list[Finding] = []
    try:
        noted += finish_interrupted(archive, found)
        remember(archive, found)
    except BulletinError as error:  # a disc that cannot be written is read all the same
        noted += error.findings
    damages = [f"{_HOW[one.kind]}: {one.path}" for one in found.damages]
    others = [one for one in findings_of(found) if not is_listed(one)]
    return {
        "damaged": is_damaged(found), "issues": len(found.objects), "files": found.files, "bytes": found.bytes,
        "damages": damages[:_MOST_DAMAGES], "findings": findings_to_wire((*others, *noted)),
    }  # fmt: skip
