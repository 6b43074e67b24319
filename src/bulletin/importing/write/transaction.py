"""Several new files at once: all of them are there or none, also when the program is killed in between.

The files are first written into a folder of their own. When all of them are on the disk a plan is put beside them, in
one step: from then on the files will be there. Each is moved to its place, never over another; what a killed process
left is finished by the next import, or removed where its plan was not there yet.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from bulletin.runtime.files import abandoned, fill, move_free, part_name, sync_folder, write_error

_PLAN = "plan.json"
_NAME = "nhap"


def write_together(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    """Put new files into a folder, all or none.

    Args:
        folder: an issue's.
        files: the content, or a file that has it, by the path inside of the folder; the last one appears last.

    Raises:
        OutputError: the disk refuses, or one of the files is there already. Nothing was written then.
    """
    staging = folder / part_name(_NAME)
    try:
        for name in files:
            (folder / name.partition("/")[0]).mkdir(exist_ok=True)
        _stage(staging, files)
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise write_error(folder, error) from error
    taken = next((name for name in files if os.path.lexists(folder / name)), None)
    if taken is not None:
        shutil.rmtree(staging, ignore_errors=True)
        raise write_error(folder / taken, FileExistsError(errno.EEXIST, "exists"))
    try:
        _decide(staging, list(files))
        _finish(folder, staging)
    except OSError as error:
        raise write_error(folder, error) from error


def recover(folder: Path) -> int:
    """Finish or remove what killed imports left in a folder; returns how many there were."""
    try:
        names = sorted(
            entry.name for entry in folder.iterdir() if entry.name.startswith(f".{_NAME}.") and entry.is_dir()
        )
    except OSError:
        return 0
    found = 0
    for name in names:
        if abandoned(name):
            found += 1
            staging = folder / name
            try:
                if (staging / _PLAN).is_file():
                    _finish(folder, staging)
                else:
                    shutil.rmtree(staging, ignore_errors=True)
            except OSError as error:
                raise write_error(staging, error) from error
    return found


def _stage(staging: Path, files: Mapping[str, bytes | Path]) -> None:
    """Every file under its number, on the disk."""
    staging.mkdir()
    for number, content in enumerate(files.values()):
        data = content if isinstance(content, bytes) else content.read_bytes()
        fill(
            os.open(staging / str(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666),
            data,
            durable=True,
        )


def _decide(staging: Path, names: list[str]) -> None:
    """The plan appears in one step; before it nothing is decided, behind it everything is."""
    unready = staging / "plan.part"
    data = json.dumps(names, ensure_ascii=False).encode()
    fill(os.open(unready, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666), data, durable=True)
    unready.rename(staging / _PLAN)
    sync_folder(staging)


def _finish(folder: Path, staging: Path) -> None:
    """Move what has not been moved yet, then remove the folder; the plan goes last."""
    names = json.loads((staging / _PLAN).read_bytes())
    for number, name in enumerate(names):
        source = staging / str(number)
        if source.exists():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            move_free(source, target)
            sync_folder(target.parent)
    (staging / _PLAN).unlink()
    shutil.rmtree(staging, ignore_errors=True)
