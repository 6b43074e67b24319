"""publication.yaml as an issue was built with it, where only lines were added or changed that nothing prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bulletin.errors import InputError
from bulletin.model import Publication
from bulletin.release import sha256

_FILE = "publication.yaml"


def publication_as_built(now: Path, record: Path, digest: str) -> bytes | None:
    """The bytes of publication.yaml that a record edition carries.

    Args:
        now: the file as it is on the disk.
        record: the record edition.
        digest: the SHA-256 of the file that the issue was built with.

    Returns:
        None where record.pdf carries no such file, or where anything differs that a build reads.
    """
    from bulletin.pdf.attachments import attached_files

    data = next((one for one in attached_files(record.read_bytes()).values() if sha256(one) == digest), None)
    if data is None:
        return None
    before, after = _printed(data), _printed(now.read_bytes())
    return data if before is not None and before == after else None


def _printed(data: bytes) -> Publication | None:
    """The publication without what only the archive and the delivery of copies read; None for a file with mistakes."""
    from bulletin.sources.issue import parse

    try:
        record = parse("publication", data, _FILE).record
    except InputError:
        return None
    return replace(record, archive=None, distribution=(), signature=None) if isinstance(record, Publication) else None
