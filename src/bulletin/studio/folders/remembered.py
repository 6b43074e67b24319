"""REMEMBERED: which folders were opened beside which, for the next start; losing it loses no text."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write
from bulletin.sources.partial import read_plain

_FILE = "studio-folders.json"
_MOST = 20


@dataclass(frozen=True, slots=True)
class KnownFolders:
    """Folders that were opened lately, the newest first, and those that are open beside the first one."""

    recent: tuple[Path, ...] = ()
    beside: tuple[Path, ...] = ()


def known_folders(cache: Path, first: Path) -> KnownFolders:
    """What is remembered; nothing where it cannot be read."""
    said = _read(cache)
    return KnownFolders(_paths(said.get("recent")), _paths(_beside(said).get(os.fspath(first))))


def remember(cache: Path, first: Path, known: KnownFolders) -> None:
    """Keep it; a folder that cannot be written is not worth a message."""
    beside = {**_beside(_read(cache)), os.fspath(first): _texts(known.beside)}
    data = {"recent": _texts(known.recent), "beside": dict(list(beside.items())[-_MOST:])}
    with contextlib.suppress(OutputError, OSError, UnicodeError):
        atomic_write(cache / _FILE, json.dumps(data).encode(), durable=False, mode=0o600)


def _read(cache: Path) -> dict[str, object]:
    try:
        said = json.loads(read_plain(cache / _FILE) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _beside(said: dict[str, object]) -> dict[str, object]:
    found = said.get("beside")
    return found if isinstance(found, dict) else {}


def _paths(value: object) -> tuple[Path, ...]:
    texts = [one for one in value if isinstance(one, str) and "\0" not in one] if isinstance(value, list) else []
    return tuple(path for path in map(Path, texts[:_MOST]) if path.is_absolute())


def _texts(paths: Iterable[Path]) -> list[str]:
    return [os.fspath(path) for path in paths][:_MOST]
