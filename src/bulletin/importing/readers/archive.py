"""Zip archives: every member is read by its content; pages find their pictures in the archive."""

from __future__ import annotations

import posixpath
import unicodedata
from urllib.parse import unquote, urlsplit

from bulletin.errors import InputError
from bulletin.importing import rules
from bulletin.importing.readers.context import Context, Sibling
from bulletin.importing.readers.dispatch import read_member
from bulletin.importing.readers.package import OfficePackage

_NOISE = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_PAGE_FOLDERS = ("_files", "_file", ".files", "-filer", "-dateien")
"""How browsers call the folder beside a saved page."""


def read_zip(data: bytes, context: Context) -> None:
    """Read the members of an archive into the context."""
    package = OfficePackage(data, context)
    names = [name for name in package.names if not is_noise(name)]
    inside = page_folders(names)
    for name in names:
        if any(name.startswith(folder) for folder in inside):
            continue  # the parts of a page are read with it
        inner = context.inside(name, _sibling(package, name))
        if inner.depth > context.budget.caps.depth:
            context.tell(rules.TOO_DEEP, name, member=name[:120], limit=str(context.budget.caps.depth))
            continue
        try:
            member = package.read(name)
        except InputError as error:
            context.findings.extend(error.findings)
            continue
        read_member(member, inner)


def is_noise(name: str) -> bool:
    """Whether a system made the file for itself."""
    lower = name.lower()
    last = lower.rpartition("/")[2]
    return lower.startswith("__macosx/") or last in _NOISE or last.startswith(("._", "~$"))


def page_folders(names: list[str]) -> tuple[str, ...]:
    """The folders of saved pages: `Tin_files/` beside `Tin.html`."""
    made = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        if dot and ending.lower() in {"html", "htm", "xhtml"}:
            made += [f"{stem}{tail}/" for tail in _PAGE_FOLDERS]
    return tuple(made)


def _sibling(package: OfficePackage, name: str) -> Sibling:
    """What finds members beside a page; nothing outside of the archive."""

    def find(address: str) -> bytes | None:
        joined = local_path(address)
        if joined is None:
            return None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), joined))
        if path in package:
            return package.read(path)
        alike = [one for one in package.names if plain_name(one) == plain_name(path)]
        return package.read(alike[0]) if len(alike) == 1 else None

    return find


def plain_name(name: str) -> str:
    """A name as Windows compares it: without regard to case, in one normal form."""
    return unicodedata.normalize("NFC", name).casefold()


def local_path(address: str) -> str | None:
    """The relative path that an address gives; None for one that leads to another place."""
    try:
        parts = urlsplit(address.replace("\\", "/"))
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return unquote(parts.path)
