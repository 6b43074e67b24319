"""The folder of the pages to browse: whose it is, what was written into it before, and what may go."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from bulletin.archive.shelf import rules
from bulletin.archive.store.names import path_problem
from bulletin.archive.store.root import Archive
from bulletin.errors import Finding, InputError, Place
from bulletin.runtime.files import atomic_write, write_error

LIST, SCHEMA = "danh-sach.json", "bulletin/shelf@1"
DEFAULT = "xem"
_OURS = re.compile(r"index\.html|xem\.css|tim/[a-z0-9-]+\.js|so/[a-z0-9-]+/[a-z0-9-]+\.(html|jpg|pdf)")


class ShelfFolder:
    """Writes files below a folder and afterwards removes those of an earlier run that were not written again."""

    def __init__(self, path: Path, before: frozenset[str]) -> None:
        self.path = path
        self._before = before
        self._now: set[str] = set()

    def write(self, name: str, data: bytes) -> None:
        """Put a file there; nothing is written when it has these bytes already.

        Raises:
            OutputError: the disk is full, or the folder cannot be written.
        """
        self._now.add(name)
        path = self.path / name
        try:
            if not path.is_symlink() and path.is_file() and path.read_bytes() == data:
                return
        except OSError as error:
            raise write_error(path, error) from error
        atomic_write(path, data, durable=False)

    def keeps(self, names: Iterable[str]) -> None:
        """Say that files which are there already belong to the shelf."""
        self._now |= set(names)

    def begin(self) -> None:
        """Make the folder ours, so that a run that was interrupted can go on."""
        self._put_list(self._before)

    def end(self) -> None:
        """Remove what is left from earlier runs and write the list of what is there.

        Raises:
            OutputError: the folder cannot be written.
        """
        for name in sorted(self._before - self._now):
            path = self.path / name
            try:
                path.unlink(missing_ok=True)
                if path.parent.parent.name == "so" and not any(path.parent.iterdir()):
                    path.parent.rmdir()
            except OSError as error:
                raise write_error(path, error) from error
        self._put_list(self._now)

    def _put_list(self, names: Iterable[str]) -> None:
        value = {"schema": SCHEMA, "files": sorted(names)}
        atomic_write(self.path / LIST, (json.dumps(value, indent=1) + "\n").encode(), durable=False)


def open_folder(archive: Archive, path: Path) -> ShelfFolder:
    """The folder for the shelf; it is made when the first file is written.

    Raises:
        InputError: it holds files that are not ours, or is inside the storage root.
    """
    inside = path.resolve()
    root = archive.root.resolve()
    if inside == root or root in inside.parents:
        raise InputError([Finding(rules.IN_STORE, Place(file=str(path)), values={"path": str(path)})])
    before = _before(path)
    if before is None:
        raise InputError([Finding(rules.NOT_OURS, Place(file=str(path)), values={"path": str(path)})])
    return ShelfFolder(path, before)


def _before(path: Path) -> frozenset[str] | None:
    """What an earlier run wrote; None when the folder holds something and is not ours."""
    try:
        value = json.loads((path / LIST).read_bytes())
        if value["schema"] != SCHEMA:
            return None
        return frozenset(name for name in value["files"] if _OURS.fullmatch(name) and not path_problem(name))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    try:
        return None if any(path.iterdir()) else frozenset()
    except FileNotFoundError:
        return frozenset()
    except OSError:
        return None
