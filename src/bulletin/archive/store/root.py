"""The archive folder of a publication and the storage root in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.archive.store.names import is_object_id
from bulletin.archive.store.rules import NO_FOLDER, NOT_AN_ARCHIVE
from bulletin.errors import Finding, InputError, Place, has_errors
from bulletin.lazy import dataclass
from bulletin.runtime import paths

if TYPE_CHECKING:
    from bulletin.model import Publication

ROOT = "kho"
ROOT_MARKER, ROOT_MARKER_TEXT = "0=ocfl_1.1", b"ocfl_1.1\n"
STAGE, LOCK = ".dang-ghi", ".khoa"
_LEVELS_UP = 6


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive: `folder` holds the storage root, the register, the catalogue and the pages to browse."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / ROOT

    @property
    def stage(self) -> Path:
        """Unfinished writes, on the same disk as the root and outside it."""
        return self.folder / STAGE

    @property
    def lock(self) -> Path:
        return self.folder / LOCK

    def object_folder(self, object_id: str) -> Path:
        """Where an object is or would be.

        Raises:
            ValueError: no object can have that id.
        """
        if not is_object_id(object_id):
            raise ValueError(f"not an object id: {object_id!r}")
        return self.root / object_id


def is_archive(folder: Path) -> bool:
    """Whether a folder is an archive of ours; a link in the place of the storage root is none."""
    root = folder / ROOT
    return not root.is_symlink() and paths.is_file(root / ROOT_MARKER)


def open_archive(folder: Path) -> Archive:
    """The archive in a folder; nothing is written.

    Raises:
        InputError: the folder is not an archive.
    """
    if not is_archive(folder):
        raise InputError([Finding(NOT_AN_ARCHIVE, Place(file=str(folder)), values={"path": str(folder)})])
    return Archive(folder)


def object_ids(archive: Archive) -> tuple[str, ...]:
    """The ids of all objects, sorted."""
    with os.scandir(archive.root) as entries:
        return tuple(sorted(e.name for e in entries if e.is_dir(follow_symlinks=False) and _is_object(e.name)))


def has_object(archive: Archive, object_id: str) -> bool:
    """Whether there is an object with an id; the others are not looked at."""
    folder = archive.root / object_id if _is_object(object_id) else None
    return folder is not None and paths.is_dir(folder) and not folder.is_symlink()


def _is_object(name: str) -> bool:
    return is_object_id(name) and name != "extensions"


def archive_folder(issue_or_publication: Path, given: Path | None) -> Path:
    """Where the archive of an issue or publication is: as given, else what publication.yaml says.

    Args:
        issue_or_publication: the folder of an issue, of a publication, or one inside them.
        given: the value of --archive; relative to where the command is typed.

    Raises:
        InputError: nobody says where it is, or publication.yaml cannot be read.
    """
    if given is not None:
        return given.absolute()
    file = publication_file(issue_or_publication)
    named = read_publication(file).archive if file else None
    if file is None or named is None:
        raise InputError([Finding(NO_FOLDER, Place(file="publication.yaml"))])
    return Path(os.path.normpath(file.parent / named))


def publication_file(folder: Path) -> Path | None:
    """The publication.yaml of a folder: inside it or in one above it."""
    start = folder.absolute()
    above = [start, *start.parents][: _LEVELS_UP + 1]
    return next((place / "publication.yaml" for place in above if paths.is_file(place / "publication.yaml")), None)


def read_publication(file: Path) -> Publication:
    """The publication that a publication.yaml describes.

    Raises:
        InputError: with what is wrong in it.
    """
    from bulletin.model import Publication
    from bulletin.sources.issue import parse
    from bulletin.sources.rules import files as rules

    try:
        read = parse("publication", file.read_bytes(), file.name)
    except OSError as error:
        values = {"word": file.name, "reason": error.strerror or type(error).__name__}
        raise InputError([Finding(rules.UNREADABLE, Place(file.name), "", values)]) from error
    if not isinstance(read.record, Publication):
        raise InputError([finding for finding in read.findings if has_errors([finding])])
    return read.record
