"""Where the readers of a publication are kept, found from any folder of it."""

from __future__ import annotations

from pathlib import Path

from bulletin.delivery.readers import rules
from bulletin.delivery.readers.database import database_path
from bulletin.errors import Finding, InputError
from bulletin.runtime import paths

LEVELS_UP = 6
"""A build looks for `publication.yaml` so many folders above, and so does everything that sends."""


def publication_folder(start: Path) -> Path:
    """The folder of `publication.yaml`: `start` or one of the folders above it.

    Raises:
        InputError: none of them has one.
    """
    start = start.absolute()
    for place in (start, *start.parents[:LEVELS_UP]):
        if paths.is_file(place / "publication.yaml"):
            return place
    raise InputError([Finding(rules.NO_PUBLICATION, values={"folder": start.name or str(start)})])


def readers_path(start: Path) -> Path:
    """The database of the publication that `start` belongs to; it need not be there yet."""
    return database_path(publication_folder(start))
