"""LOOKER: photos are opened one after the other in a child that stays warm; small pictures are kept in the cache."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from bulletin.assets.photos.thumbs import KIND
from bulletin.errors import BulletinError
from bulletin.runtime.cache import Cache
from bulletin.runtime.child import WarmChild
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import ChildBugError
from bulletin.studio.photos.child import PhotoLookRequest

_ENTRY = "bulletin.studio.photos.child:look_job"
_REFUSED = {"severity": "error", "what": "Ảnh này không mở được.", "remedy": "Hãy mở ảnh trên máy chụp và gửi lại."}


class PhotoLooker:
    """Looks at photos.

    Args:
        cache: the cache folder of the program.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._child = WarmChild(_ENTRY, Limits())
        self._lock = threading.Lock()
        self._known: dict[tuple[str, int, int], dict[str, Any]] = {}

    def look(self, path: Path, root: Path, name: str) -> dict[str, Any]:
        """What `look_job` says of a photo; the answer is remembered until the file changes."""
        key = _key(path)
        known = self._known.get(key)
        if known is not None and (not known["ok"] or self.thumb(known["sha256"]) is not None):
            return known
        request = PhotoLookRequest(path=path, root=root, cache=self._cache, name=name)
        with self._lock:
            try:
                found = self._child.run(request.to_wire())
            except BulletinError as error:
                said = [
                    {"severity": "error", "what": one.what("vi"), "remedy": one.in_form("vi")} for one in error.findings
                ]
                found = {"ok": False, "findings": said or [_REFUSED]}
            except ChildBugError:
                found = {"ok": False, "findings": [_REFUSED]}
        self._known[key] = found
        return found

    def moved(self, path: Path, found: dict[str, Any]) -> None:
        """Remember what was said of a photo that has another name now."""
        self._known[_key(path)] = found

    def digest(self, path: Path) -> str | None:
        """The SHA-256 of a photo that was looked at and has not changed since; None of another one."""
        found = self._known.get(_key(path), {}).get("sha256")
        return str(found) if found is not None else None

    def thumb(self, sha256: str) -> bytes | None:
        """The small picture of a photo by the SHA-256 of the photo; None when it is gone."""
        return Cache(self._cache).read(KIND, sha256)

    def close(self) -> None:
        """End the child."""
        self._child.close()


def _key(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return str(path), status.st_size, status.st_mtime_ns
