"""The publication whose mailbox is read: its folder and its id."""

from __future__ import annotations

import os
from pathlib import Path

from bulletin.delivery.returns import rules
from bulletin.errors import Finding, InputError, Place
from bulletin.runtime import paths
from bulletin.sources.issue import LEVELS_UP, parse
from bulletin.sources.yaml.nodes import MAX_BYTES

FILE = "publication.yaml"


def publication_folder(start: Path) -> Path:
    """The folder with `publication.yaml`: this one or one above it.

    Raises:
        InputError: there is none.
    """
    here = start.absolute()
    for folder in (here, *here.parents[:LEVELS_UP]):
        if os.path.lexists(folder / FILE):
            return folder
    raise InputError([Finding(rules.NO_PUBLICATION, Place(FILE), values={"folder": str(start)})])


def publication_id(folder: Path) -> str:
    """The id in a folder's `publication.yaml`; other mistakes in that file do not matter here.

    Raises:
        InputError: the file cannot be read or says no id.
    """
    path = folder / FILE
    if not paths.is_file(path):
        raise InputError([Finding(rules.NO_PUBLICATION, Place(FILE), values={"folder": str(folder)})])
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        values = {"path": str(path), "reason": error.strerror or type(error).__name__}
        raise InputError([Finding(rules.CANNOT_READ, Place(FILE), values=values)]) from error
    read = parse("publication", data, FILE)
    if not read.id:
        raise InputError(read.findings or [Finding(rules.NO_PUBLICATION, Place(FILE), values={"folder": str(folder)})])
    return read.id
