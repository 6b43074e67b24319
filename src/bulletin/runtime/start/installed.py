"""What came with the installation ready made: faces, compiled templates, declarations of C libraries.

Whoever reads from here compares a hash, and makes the thing again in the cache when it is missing or damaged. Nothing
is written here while the program runs: the folder may belong to another user. `bulletin.layout.ready` fills it when the
program is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bulletin.runtime.cache import unsealed

_PACKAGE = Path(__file__).resolve().parents[2]


def ready_folders() -> Iterator[Path]:
    """Where ready things may be: in the package of a wheel; in the environment that `./run` made for a checkout."""
    yield _PACKAGE / "data" / "ready"
    yield Path(sys.prefix) / "share" / "bulletin" / "ready"


def ready_files(*steps: str) -> Iterator[Path]:
    """The files of that name that came with the installation, the likelier first; the steps are those of a cache."""
    for folder in ready_folders():
        path = folder.joinpath(*steps)
        if path.is_file():
            yield path


def ready_sealed(*steps: str) -> bytes | None:
    """The content of a file that came behind its own hash; None when there is none or it was changed."""
    for path in ready_files(*steps):
        try:
            data = unsealed(path.read_bytes())
        except OSError:
            continue
        if data is not None:
            return data
    return None
