"""What `bulletin keep --sign`, `--signed FILE` and `--renew-timestamps` do; their options are in `keep.py`."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.cli.findings import print_findings, verdict
from bulletin.cli.settings import Settings, emit_json
from bulletin.errors import BulletinError, ExitCode, Finding, InputError, Text, has_errors
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from bulletin.archive.signature.keeping import Done
    from bulletin.archive.signature.settings import Trust
    from bulletin.archive.store.object import StoredObject
    from bulletin.archive.store.root import Archive
    from bulletin.model import SignatureOptions


def sign(settings: Settings, folder: Path, archive: Archive, object_id: str, now: dt.datetime) -> ExitCode:
    """Sign the kept record of an issue with what publication.yaml names, and say what became of it.

    Raises:
        BulletinError: as `sign_kept`, and when publication.yaml cannot be used.
    """
    from bulletin.archive.signature.settings import read_signing, read_trust

    options, home = _office(folder)
    trust = read_trust(options, home)
    guarded = (folder.absolute(), archive.folder.absolute())
    ask = None if settings.json or not sys.stdin.isatty() else lambda text: _ask(settings, text)
    signing = read_signing(options, home, guarded, os.environ, ask)
    from bulletin.archive.signature.keeping import sign_kept

    return _report(settings, [sign_kept(archive, object_id, signing, trust, now)])


def keep_signed_file(
    settings: Settings, folder: Path, archive: Archive, object_id: str, file: Path, now: dt.datetime
) -> ExitCode:
    """Keep a copy of the record that was signed elsewhere, and say what its signatures are worth.

    Raises:
        BulletinError: as `keep_signed`, and when publication.yaml cannot be used.
    """
    from bulletin.archive.signature.keeping import keep_signed
    from bulletin.archive.signature.settings import read_trust

    trust = read_trust(*_office(folder))
    return _report(settings, [keep_signed(archive, object_id, file.read_bytes(), trust, now, file.name)])


def renew_timestamps(settings: Settings, folder: Path, archive: Archive, now: dt.datetime) -> ExitCode:
    """Put a timestamp on every signed copy that is due; what fails for one issue does not keep the others from theirs.

    Raises:
        BulletinError: publication.yaml cannot be used.
    """
    from bulletin.archive.signature.keeping import Done, renew_kept, signed_ids
    from bulletin.archive.signature.settings import read_timestamp, read_trust

    options, home = _office(folder)
    trust, address = read_trust(options, home), read_timestamp(options)
    done: list[Done] = []
    for object_id in signed_ids(archive):
        try:
            done.append(renew_kept(archive, object_id, address, trust, now))
        except BulletinError as error:
            done.append(Done(object_id, None, error.findings))
    return _report(settings, done)


def judge_signed(folder: Path, archive: Archive, object_ids: Iterable[str], now: dt.datetime) -> tuple[Finding, ...]:
    """What the signatures on kept records are worth, by the roots that the office names.

    Args:
        folder: of the publication, whose publication.yaml names the roots.
        archive: holds the issues.
        object_ids: those to judge; those without a signed record say nothing, and so do damaged ones.
        now: for what has ended or ends soon.

    Raises:
        BulletinError: publication.yaml cannot be used.
    """
    from bulletin.archive.store.object import read_object

    signed = [obj for name in object_ids if "record-signed.pdf" in (obj := read_object(archive, name)).state()]
    if not signed:
        return ()  # the library of signatures takes a second to load
    from bulletin.archive.signature.keeping import judge_kept

    trust, gone = _trust(folder, signed)
    told = [
        replace(finding, place=replace(finding.place, file=f"{obj.id}/{finding.place.file}"))
        for obj in signed
        for finding in judge_kept(obj, trust, now)
    ]
    return (*gone, *told)


def _trust(folder: Path, signed: Iterable[StoredObject]) -> tuple[Trust, tuple[Finding, ...]]:
    """Whose word counts, and what to say when the office's files are gone but those in the archive are there.

    Raises:
        BulletinError: publication.yaml, or a file that it names, cannot be used and the archive holds nothing instead.
    """
    from bulletin.archive.signature import verdicts
    from bulletin.archive.signature.settings import Trust, read_trust
    from bulletin.archive.signature.stored import stored_trust

    options, home = _office(folder)
    try:
        return read_trust(options, home), ()
    except InputError as error:
        if not all(stored_trust(obj).roots for obj in signed):
            raise
        said = error.findings[0]
        values = {"reason_vi": said.what("vi"), "reason_en": said.what("en")}
        return Trust(), (Finding(verdicts.FILES_GONE, said.place, quote=said.quote, values=values),)


def _office(folder: Path) -> tuple[SignatureOptions | None, Path]:
    """What publication.yaml says about signing, and the folder that its paths start from."""
    from bulletin.archive.store.root import publication_file
    from bulletin.model import Publication
    from bulletin.sources.issue import parse

    file = publication_file(folder)
    if file is None:
        return None, folder
    read = parse("publication", file.read_bytes(), file.name)
    if not isinstance(read.record, Publication):
        raise InputError([finding for finding in read.findings if has_errors([finding])])
    return read.record.signature, file.parent


def _ask(settings: Settings, text: Text) -> str:
    answer = click.prompt(settings.words(text.vi, text.en), hide_input=True, err=True, default="", show_default=False)
    return str(answer)


def _report(settings: Settings, done: Iterable[Done]) -> ExitCode:
    """Say for every issue what became of it; the exit code of the first error."""
    done = list(done)
    findings: list[Finding] = [finding for item in done for finding in item.findings]
    code = verdict(findings)
    if settings.json:
        issues = [
            {"id": item.object_id, "version": item.version, "findings": findings_to_wire(item.findings)}
            for item in done
        ]
        emit_json({"ok": code is ExitCode.DONE, "exit_code": int(code), "issues": issues})
        return code
    print_findings(findings, settings, None)
    written = [item for item in done if item.version is not None]
    for item in written:
        settings.say(
            f"Đã ghi {item.object_id}, phiên bản {item.version}: record-signed.pdf.",
            f"Wrote {item.object_id}, version {item.version}: record-signed.pdf.",
        )
    if not written:
        settings.say("Không có gì phải ghi.", "There was nothing to write.")
    return code
