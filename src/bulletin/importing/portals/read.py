"""The rules of all portals: the shipped files and those in the publication's folder `portals/`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bulletin import datafiles
from bulletin.errors import Finding, Place, has_errors, with_lines
from bulletin.fields.portal import Portal
from bulletin.runtime import paths
from bulletin.sources import jail
from bulletin.sources.rules import files as rules
from bulletin.sources.schema.reader import SchemaReader
from bulletin.sources.schema.shapes import known_keys
from bulletin.sources.yaml.nodes import MAX_BYTES, read

GENERIC = "generic"
MOST = 200
LEVELS_UP = 6
_WHERE = ("tệp cổng thông tin", "the portal file")


class Portals:
    """All portals that can be used, and what was found while reading the office's own files.

    The shipped files are read when they are asked for: a Word file needs the general rules only.
    """

    def __init__(self, own: Sequence[Portal] = (), findings: Sequence[Finding] = ()) -> None:
        self.own = tuple(own)
        self.findings = tuple(findings)

    @property
    def portals(self) -> tuple[Portal, ...]:
        """All of them, own ones first; an own one takes the place of a shipped one of the same id."""
        taken = {portal.id for portal in self.own}
        return (*self.own, *(portal for portal in shipped() if portal.id not in taken))

    @property
    def generic(self) -> Portal:
        """What holds for pages of unknown portals."""
        return next((portal for portal in self.own if portal.id == GENERIC), None) or shipped_one(f"{GENERIC}.yaml")


def load_portals(folders: Sequence[Path] = ()) -> Portals:
    """All portals: those in the folders come first, and take the place of a shipped one of the same id.

    Args:
        folders: the publication's own folders `portals`; those that do not exist are passed over.
    """
    own: list[Portal] = []
    findings: list[Finding] = []
    for folder in folders:
        for path in sorted(folder.glob("*.yaml"))[:MOST] if paths.is_dir(folder) else []:
            portal, found = _own(path)
            findings += found
            own += [portal] if portal is not None else []
    return Portals(own, findings)


@lru_cache(maxsize=1)
def shipped() -> tuple[Portal, ...]:
    """The portals that come with the program."""
    return tuple(shipped_one(path.name) for path in sorted(datafiles.folder("portals").glob("*.yaml")))


@lru_cache(maxsize=64)
def shipped_one(name: str) -> Portal:
    """One file that comes with the program; a mistake in it is a fault of the program."""
    portal, findings = read_portal(datafiles.find("portals", name).read_bytes(), f"portals/{name}")
    assert portal is not None, findings
    return portal


def read_portal(data: bytes, file: str) -> tuple[Portal | None, tuple[Finding, ...]]:
    """The rules in one file, None when there are mistakes in it; every mistake with file, line and column."""
    document = read(data, file, known=known_keys(Portal), first="ten")
    reader = SchemaReader(document, _WHERE)
    portal = reader.read(Portal)
    findings = with_lines((*document.findings, *reader.findings), {file: data})
    good = isinstance(portal, Portal) and not has_errors(findings)
    return (portal if good else None), findings


def _own(path: Path) -> tuple[Portal | None, tuple[Finding, ...]]:
    shown = f"portals/{path.name}"
    try:
        if path.is_symlink() or not path.is_file():
            return None, (jail.not_plain(path, shown, path.lstat().st_mode),)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        values = {"word": shown, "reason": error.strerror or type(error).__name__}
        return None, (Finding(rules.UNREADABLE, Place(shown), "", values),)
    return read_portal(data, shown)


def portal_folders(issue: Path) -> tuple[Path, ...]:
    """The folders `portals` beside the issue's and the publication's files."""
    found = [issue / "portals"]
    for place in (issue, *issue.absolute().parents[:LEVELS_UP]):
        if (place / "publication.yaml").is_file():
            found.append(place / "portals")
            break
    return tuple(dict.fromkeys(found))
