"""What is on the disk, asked with whatever people type: a name too long, or one with a NUL in it, is not there.

`Path.exists` and its kin raise `OSError` for such names. Every name from a command line or an input file is asked for
here.
"""

from __future__ import annotations

import os
from pathlib import Path


def exists(path: Path) -> bool:
    """Whether anything is there, links followed."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: Path) -> bool:
    """Whether a plain file is there, links followed."""
    return os.path.isfile(path)  # noqa: PTH113


def is_dir(path: Path) -> bool:
    """Whether a folder is there, links followed."""
    return os.path.isdir(path)  # noqa: PTH112


def same_file(one: Path, other: Path) -> bool:
    """Whether two names are one file; False where either is not there."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def shown_folder(folder: Path) -> str:
    """The folder as short as it can be typed from the current one."""
    try:
        near = os.path.relpath(folder)
    except (OSError, ValueError):  # the current folder is gone, or on another drive
        return str(folder)
    return near if len(near) < len(str(folder)) else str(folder)


def typed(path: Path) -> str:
    """The shortest name of a file or folder, quoted for a command line where it must be."""
    import shlex  # only needed when something is wrong

    return shlex.quote(shown_folder(path))
