"""One source as people give it: a paste, a file, or a folder with a week of everything, in the order of its names."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

from bulletin.errors import InputError
from bulletin.importing import rules
from bulletin.importing.readers.beside import is_noise, page_folders, siblings_on_disk
from bulletin.importing.readers.context import Context, no_sibling
from bulletin.importing.readers.dispatch import load, read_member
from bulletin.importing.result import ReadResult


def read(
    source: Path | bytes, name: str, spool: Path, address: str | None = None, charset: str | None = None
) -> ReadResult:
    """Read one source with everything inside it.

    Args:
        source: a file, a folder, or the bytes of a pasted text.
        name: what the source is called in findings and origins.
        spool: the folder for the bytes of pictures; it must exist.
        address: where a page came from.
        charset: the encoding that its server declared.

    Returns:
        Its documents as they were read, and what was refused or left out. Nothing that is wrong with a file raises.
    """
    context = Context(name, spool)
    if isinstance(source, Path) and source.is_dir():
        _read_folder(source, context)
    else:
        try:
            data = source if isinstance(source, bytes) else load(source, context)
        except InputError as error:
            return ReadResult((), error.findings)
        near = None if isinstance(source, bytes) else siblings_on_disk(source)
        read_member(data, replace(context, sibling=near or no_sibling, beside=near, address=address, charset=charset))
    if not context.documents and not context.findings:
        context.tell(rules.EMPTY)
    return ReadResult(tuple(context.documents), tuple(context.findings))


def _read_folder(folder: Path, context: Context) -> None:
    """Read every file below a folder into the context. Links are not followed."""
    found = sorted(_files(folder, context), key=lambda path: path.relative_to(folder).as_posix())
    names = [path.relative_to(folder).as_posix() for path in found]
    inside = page_folders(names)
    for path, name in zip(found, names, strict=True):
        if is_noise(name) or any(name.startswith(one) for one in inside):
            continue
        inner = Context(
            f"{context.file}/{name}", context.spool, context.budget, context.findings, context.documents, 0,
            siblings_on_disk(path), siblings_on_disk(path),
        )  # fmt: skip
        try:
            read_member(load(path, inner), inner)
        except InputError as error:
            context.findings.extend(error.findings)


def _files(folder: Path, context: Context) -> list[Path]:
    """The ordinary files below a folder, up to the cap."""
    made: list[Path] = []
    waiting = [folder]
    while waiting:
        try:
            entries = sorted(waiting.pop().iterdir())
        except OSError as error:
            context.tell(rules.MISSING, reason=error.strerror or type(error).__name__)
            continue
        for path in entries:
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode) and not path.name.startswith("."):
                waiting.append(path)
            elif stat.S_ISREG(mode) and not path.name.startswith("."):
                made.append(path)
            elif stat.S_ISLNK(mode):
                context.tell(rules.BAD_MEMBER, path.name, member=path.name, reason="liên kết / link")
        if len(made) > context.budget.caps.members:
            context.tell(rules.TOO_MANY, limit=str(context.budget.caps.members))
            return made[: context.budget.caps.members]
    return made
