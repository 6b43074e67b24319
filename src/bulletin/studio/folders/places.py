"""PLACES: which folders the window may show, under names of ours: below the home folder and on mounted drives.

The page never says a path. It says the name that it was given for a folder, and each folder is looked at again when it
is asked for: no link on the way, nothing hidden, nothing beside the roots. Only names of folders are shown, and
whether a bulletin is in them; no file is opened.
"""

from __future__ import annotations

import getpass
import os
import secrets
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

from bulletin.lazy import dataclass
from bulletin.sources.folding import fold

MOST_SHOWN = 500
_HOME = "Thư mục của tôi"
_MOST_NAMES = 20_000
_SYSTEMS = frozenset({"$RECYCLE.BIN", "System Volume Information", "lost+found", "node_modules"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_DRIVES = ("/media/{user}", "/run/media/{user}", "/media", "/mnt", "/Volumes")


@dataclass(frozen=True, slots=True)
class ShownFolder:
    """A folder under a name of ours: how it is called, and what is directly in it."""

    id: str
    name: str
    holds: Literal["bulletin", "issue", ""] = ""


@dataclass(frozen=True, slots=True)
class FolderList:
    """The folders in a folder, the way to it from a root, and whether it can be opened (a root cannot)."""

    here: ShownFolder
    way: tuple[ShownFolder, ...]
    folders: tuple[ShownFolder, ...]
    more: bool
    openable: bool


def drives() -> Iterator[Path]:
    """The mounted drives of this user, as systems place them."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "-"
    for place in map(Path, (one.format(user=user) for one in _DRIVES)):
        try:
            yield from (path for path in sorted(place.iterdir()) if os.path.ismount(path) and path.is_dir())
        except OSError:
            continue


class FolderPlaces:
    """Gives out names for folders, and takes no others.

    Args:
        home: the folder of the user.
        more: further roots, looked for each time.
    """

    def __init__(self, home: Path, more: Callable[[], Iterable[Path]] = drives) -> None:
        self._home, self._more = home, more
        self._lock = threading.Lock()
        self._paths: dict[str, Path] = {}
        self._ids: dict[Path, str] = {}

    def name(self, path: Path) -> ShownFolder:
        """A folder under its name; the same path keeps it."""
        with self._lock:
            if path not in self._ids:
                if len(self._ids) >= _MOST_NAMES:
                    self._ids.clear()
                    self._paths.clear()
                new = secrets.token_urlsafe(12)
                self._ids[path], self._paths[new] = new, path
            ident = self._ids[path]
        # Outside of the lock: a drive may not answer for a long time.
        shown = _HOME if path == self._home.resolve() else clean_name(path.name or str(path))
        return ShownFolder(ident, shown, _holds(path))

    def path(self, ident: str) -> Path | None:
        """The folder of a name; None for a name that was not given out."""
        with self._lock:
            return self._paths.get(ident)

    def roots(self) -> tuple[Path, ...]:
        """The home folder and the mounted drives."""
        found = dict.fromkeys(path.resolve() for path in (self._home, *self._more()))
        return tuple(path for path in found if path.is_dir() and path != path.parent)

    def allowed(self, path: Path) -> bool:
        """Whether a folder may be shown and opened now: below a root, without links or hidden folders on the way."""
        root = self._root(path)
        try:
            return (
                root is not None
                and path.resolve(strict=True) == path
                and path.is_dir()
                and not any(_is_hidden(part) for part in path.relative_to(root).parts)
            )
        except (OSError, ValueError, RuntimeError):
            return False

    def _root(self, path: Path) -> Path | None:
        held = [root for root in self.roots() if path.is_relative_to(root)]
        return max(held, key=lambda root: len(root.parts)) if held else None

    def inside(self, path: Path) -> FolderList | None:
        """The folders in a folder; None for one that may not be shown or does not open."""
        root = self._root(path)
        if root is None or not self.allowed(path):
            return None
        try:
            with os.scandir(path) as entries:
                names = [one.name for one in entries if one.is_dir(follow_symlinks=False) and not _is_hidden(one.name)]
        except OSError:
            return None
        names.sort(key=lambda name: (fold(clean_name(name)), name))
        parts = path.relative_to(root).parts
        steps = tuple(self.name(root.joinpath(*parts[:n])) for n in range(len(parts)))
        shown = tuple(self.name(path / name) for name in names[:MOST_SHOWN])
        return FolderList(self.name(path), steps, shown, len(names) > MOST_SHOWN, path != root)


def _is_hidden(name: str) -> bool:
    return name[:1] in (".", "~", "") or name in _SYSTEMS


def _holds(path: Path) -> Literal["bulletin", "issue", ""]:
    if (path / "publication.yaml").is_file():
        return "bulletin"
    return "issue" if (path / "issue.yaml").is_file() else ""


def clean_name(name: str) -> str:
    """A name as it may be shown: bytes that are no text, and signs that turn or hide words, are replaced."""
    text = os.fsencode(name).decode("utf-8", "replace")
    shown = "".join("\ufffd" if unicodedata.category(sign) in _UNSEEN else sign for sign in text)
    return shown if shown.strip() else "(tên trống)"
