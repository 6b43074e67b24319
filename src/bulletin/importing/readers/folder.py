"""A folder with a week of everything: files in the order of their names, saved pages with their folders."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bulletin.errors import InputError
from bulletin.importing import rules
from bulletin.importing.readers.archive import is_noise, local_path, page_folders, plain_name
from bulletin.importing.readers.context import Context, Sibling
from bulletin.importing.readers.dispatch import load, read_member


def read_folder(folder: Path, context: Context) -> None:
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


def siblings_on_disk(page: Path) -> Sibling:
    """What finds files beside a page on the disk; links and paths that lead out of its folder give nothing."""

    def find(address: str) -> bytes | None:
        relative = local_path(address)
        if relative is None or "\0" in relative:
            return None
        try:
            folder = page.parent.resolve(strict=True)
            path = _in_any_case(folder, relative).resolve(strict=True)
            inside = path.is_relative_to(folder) and path.is_file() and path.stat().st_size <= _LARGEST
            return path.read_bytes() if inside else None
        except (OSError, ValueError):
            return None

    return find


def _in_any_case(folder: Path, relative: str) -> Path:
    """A file by its name as Windows finds it: `ANH.JPG` is `anh.jpg`, unless that name is there or two are alike."""
    path = folder
    for part in relative.split("/"):
        exact = path / part
        if part not in ("", ".", "..") and not os.path.lexists(exact) and path.is_dir():
            wanted = plain_name(part)
            alike = [name for name in os.listdir(path) if plain_name(name) == wanted]  # noqa: PTH208 - names, not paths
            exact = path / alike[0] if len(alike) == 1 else exact
        path = exact
    return path


_LARGEST = 60 << 20
