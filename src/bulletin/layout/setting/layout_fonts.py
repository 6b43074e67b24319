"""The faces that WeasyPrint can see, in a folder that goes with them.

WeasyPrint removes its folder when the object is deleted. In an interpreter that ends this fails with a traceback on the
terminal, and a process that is ended from outside never gets there: 3 MB stayed behind after each first build.
"""

from __future__ import annotations

import os
import time
import weakref
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp

from bulletin.layout.setting.weasy_import import lean_import
from bulletin.runtime.files import abandoned, part_name

with lean_import():
    from weasyprint.text.fonts import FontConfiguration

_PREFIX = ".bulletin-faces-"
_STALE_S = 3600
"""A folder that is younger may be that of a process which cannot be seen from here."""


class LayoutFonts(FontConfiguration):  # type: ignore[misc]
    """WeasyPrint's font configuration. Its folder goes with it, at `close()`, or when the process ends."""

    def __init__(self) -> None:
        super().__init__()
        forget_folders(Path(gettempdir()))
        self._folder = Path(mkdtemp(prefix=_PREFIX, suffix=part_name("faces")))
        self._gone = weakref.finalize(self, _remove, self._folder, os.getpid())

    def close(self) -> None:
        """Remove the folder; nothing can be set any more."""
        self._gone()

    def __del__(self) -> None:
        """Do nothing: whatever removes the folder was told when it was made."""


def _remove(folder: Path, process: int) -> None:
    """Remove a folder, if this is the process that made it and not one that was forked from that."""
    if os.getpid() == process:
        rmtree(folder, ignore_errors=True)


def forget_folders(temporary: Path) -> None:
    """Remove the folders of processes that were ended before they could do so."""
    with suppress(OSError), os.scandir(temporary) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and abandoned(entry.name) and entry.is_dir(follow_symlinks=False):
                with suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime >= _STALE_S:
                        rmtree(entry.path, ignore_errors=True)
