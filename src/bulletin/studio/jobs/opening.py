"""Opening a file or a folder with the programs of the desktop."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_OPENERS = ("xdg-open", "wslview", "open")
"""On Linux desktops, in WSL, on macOS."""


def open_path(path: Path) -> bool:
    """Open a file or folder; whether there is a program for that."""
    program = next((found for name in _OPENERS if (found := shutil.which(name))), None)
    if program is None or not path.exists():
        return False
    subprocess.Popen(
        [program, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    return True
