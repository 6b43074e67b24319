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
