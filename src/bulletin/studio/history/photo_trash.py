"""PHOTO TRASH: photos that were deleted from an issue, beside its stories in the trash, and the way back.

A photo is moved as it is. It is in no save: the history keeps words, and photos would soon fill it.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from bulletin.lazy import dataclass, pattern
from bulletin.runtime.files import move_free, sync_folder
from bulletin.studio.desk.desk import HIDDEN, Desk
from bulletin.studio.history.back import CannotGoBackError
from bulletin.studio.history.store import digest_of

_NAME = pattern(r"(?P<at>\d{8}-\d{6})-(?P<digest>[0-9a-f]{8})-(?P<name>[^.~].*)")
_TYPED = (".yaml", ".yml")
_MOST = 500


@dataclass(frozen=True, slots=True)
class TrashedPhoto:
    """A photo in the trash under the name that it had."""

    id: str
    path: Path
    name: str
    at: dt.datetime


def trashed_photos(folder: Path) -> tuple[TrashedPhoto, ...]:
    """The photos in the trash of an issue, the newest first; links and what is none of ours are left out."""
    place = _place(folder)
    if place is None or not place.is_dir():
        return ()
    names = sorted((path.name for path in place.iterdir()), reverse=True)[:_MOST]
    return tuple(one for name in names if (one := _photo(place / name)) is not None)


def _place(folder: Path) -> Path | None:
    """The trash of an issue; None where somebody put a link there."""
    place = folder / HIDDEN / "trash"
    return None if place.is_symlink() or place.parent.is_symlink() else place


def _photo(path: Path) -> TrashedPhoto | None:
    found = _NAME.fullmatch(path.name)
    if found is None or path.suffix.lower() in _TYPED or path.is_symlink() or not path.is_file():
        return None
    try:
        at = dt.datetime.strptime(found["at"], "%Y%m%d-%H%M%S").astimezone()
    except ValueError:
        return None
    ident = digest_of(b"photo\0" + os.fsencode(path.name))[:20]
    return TrashedPhoto(ident, path, found["name"], at)


def put_away(desk: Desk, folder: Path, photo: Path) -> str:
    """Move a photo of an issue into its trash; return what it is called there.

    Raises:
        CannotGoBackError: a folder on the way is a link, so that it would leave the issue.
    """
    with desk.lock:
        place = _place(folder)
        if place is None or photo.parent.is_symlink() or photo.is_symlink():
            raise CannotGoBackError("Thư mục ảnh của số báo này là một liên kết, nên không bỏ ảnh được.")
        place.mkdir(parents=True, exist_ok=True)
        digest = digest_of(photo.read_bytes())
        kept = move_free(photo, place / f"{desk.clock():%Y%m%d-%H%M%S}-{digest[:8]}-{photo.name}")
        sync_folder(place)
        sync_folder(photo.parent)
        made = _photo(kept)
        assert made is not None
        return made.id


def take_back(desk: Desk, folder: Path, ident: str) -> str | None:
    """Bring a photo back beside the others; return its name below the issue, None where it is not in the trash.

    Another photo that has its name meanwhile keeps it; the one that comes back gets a number.

    Raises:
        CannotGoBackError: the folder of the photos is a link.
    """
    with desk.lock:
        found = next((one for one in trashed_photos(folder) if one.id == ident), None)
        if found is None:
            return None
        place = folder / "photos"
        if place.is_symlink():
            raise CannotGoBackError("Thư mục ảnh của số báo này là một liên kết, nên không lấy lại được.")
        place.mkdir(exist_ok=True)
        kept = move_free(found.path, place / found.name)
        sync_folder(place)
        return f"photos/{kept.name}"
