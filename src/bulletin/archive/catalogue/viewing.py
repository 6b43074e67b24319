"""The file that a reader opens for a hit."""

from __future__ import annotations

from pathlib import Path

from bulletin.archive.catalogue.rules import NO_PDF
from bulletin.archive.store.object import files, read_object
from bulletin.archive.store.root import Archive
from bulletin.errors import Finding, InputError, Place

_BEST = ("screen.pdf", "record.pdf", "office.pdf", "press.pdf")


def pdf_of(archive: Archive, object_id: str) -> Path:
    """The PDF of an issue that is best on a screen.

    Raises:
        InputError: there is none.
    """
    kept = files(read_object(archive, object_id))
    found = [name for name in _BEST if name in kept] or [
        name for name in kept if "/" not in name and name.endswith(".pdf")
    ]
    if not found:
        raise InputError([Finding(NO_PDF, Place(file=object_id), values={"id": object_id})])
    return kept[found[0]].content
