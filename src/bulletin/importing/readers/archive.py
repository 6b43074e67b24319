"""Zip archives: every member is read by its content; pages find their pictures in the archive."""

from __future__ import annotations

import posixpath

from bulletin.errors import InputError
from bulletin.importing import rules
from bulletin.importing.readers.beside import is_noise, local_path, page_folders, plain_name
from bulletin.importing.readers.context import Context, Sibling
from bulletin.importing.readers.dispatch import read_member
from bulletin.importing.readers.package import OfficePackage


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
