"""The id of the publication whose letters come back."""

from __future__ import annotations

from pathlib import Path

from bulletin.delivery.readers.rules import NO_PUBLICATION
from bulletin.delivery.returns import rules
from bulletin.errors import Finding, InputError, Place
from bulletin.runtime import paths
from bulletin.sources.issue import parse
from bulletin.sources.yaml.nodes import MAX_BYTES

FILE = "publication.yaml"


def publication_id(folder: Path) -> str:
    """The id in a folder's `publication.yaml`; other mistakes in that file do not matter here.

    Raises:
        InputError: the file cannot be read or says no id.
    """
    path = folder / FILE
    if not paths.is_file(path):
        raise InputError([Finding(NO_PUBLICATION, Place(FILE), values={"folder": str(folder)})])
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        values = {"path": str(path), "reason": error.strerror or type(error).__name__}
        raise InputError([Finding(rules.CANNOT_READ, Place(FILE), values=values)]) from error
    read = parse("publication", data, FILE)
    if not read.id:
        raise InputError(read.findings or [Finding(NO_PUBLICATION, Place(FILE), values={"folder": str(folder)})])
    return read.id
