"""PHOTO TRASH: photos that were deleted from an issue, beside its stories in the trash, and the way back.

A photo is moved as it is. The journal says who moved it and when; its bytes are in no save: the history keeps words,
and photos would soon fill it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path

from bulletin.lazy import dataclass, pattern
from bulletin.runtime.files import move_free, sync_folder
from bulletin.studio.desk.desk import HIDDEN, Desk, Save
from bulletin.studio.history.back import CannotGoBackError
from bulletin.studio.history.journal import FileChange
from bulletin.studio.history.store import History, digest_of

_NAME = pattern(r"(?P<at>\d{8}-\d{6})-(?P<digest>[0-9a-f]{8})-(?P<name>[^.~].*)")
_TYPED = (".yaml", ".yml")
_MOST = 500
_IN_TRASH = "@trash/"
"""Begins the name of a photo in the trash where the journal names it; no file of an issue is called so."""


@dataclass(frozen=True, slots=True)
class TrashedPhoto:
    """A photo in the trash under the name that it had; `who` put it there, empty where that is not known any more."""

    id: str
    path: Path
    name: str
    at: dt.datetime
    who: str = ""


def trashed_photos(folder: Path, history: History) -> tuple[TrashedPhoto, ...]:
    """The photos in the trash of an issue, the newest first; links and what is none of ours are left out."""
    place = _place(folder)
    if place is None or not place.is_dir():
        return ()
    names = sorted((path.name for path in place.iterdir()), reverse=True)[:_MOST]
    by = {
        change.file.removeprefix(_IN_TRASH): entry.who
        for entry in history.entries()
        if entry.kind == "photo"
        for change in entry.changes
    }
    return tuple(one for name in names if (one := _photo(place / name, by.get(name, ""))) is not None)


def _place(folder: Path) -> Path | None:
    """The trash of an issue; None where somebody put a link there."""
    place = folder / HIDDEN / "trash"
    return None if place.is_symlink() or place.parent.is_symlink() else place


def _photo(path: Path, who: str) -> TrashedPhoto | None:
    found = _NAME.fullmatch(path.name)
    if found is None or path.suffix.lower() in _TYPED or path.is_symlink() or not path.is_file():
        return None
    try:
        at = dt.datetime.strptime(found["at"], "%Y%m%d-%H%M%S").astimezone()
    except ValueError:
        return None
    ident = digest_of(b"photo\0" + os.fsencode(path.name))[:20]
    return TrashedPhoto(ident, path, found["name"], at, who)


def put_away(desk: Desk, folder: Path, photo: Path, who: str) -> str:
    """Move a photo of an issue into its trash and note who did it; return what it is called there.

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
        _note(desk, folder, kept, f"Bỏ ảnh “{photo.name}” vào thùng rác", who)
        made = _photo(kept, who)
        assert made is not None
        return made.id


def _note(desk: Desk, folder: Path, kept: Path, what: str, who: str) -> None:
    """A line in the journal. Without room for it the photo is in the trash all the same, by nobody that is known."""
    with contextlib.suppress(OSError):
        desk.note(folder, Save(what, who, kind="photo"), [FileChange(_IN_TRASH + kept.name, None, None)])


def take_back(desk: Desk, folder: Path, ident: str, who: str) -> str | None:
    """Bring a photo back beside the others; return its name below the issue, None where it is not in the trash.

    Another photo that has its name meanwhile keeps it; the one that comes back gets a number.

    Raises:
        CannotGoBackError: the folder of the photos is a link.
    """
    with desk.lock:
        found = next((one for one in trashed_photos(folder, desk.history(folder)) if one.id == ident), None)
        if found is None:
            return None
        place = folder / "photos"
        if place.is_symlink():
            raise CannotGoBackError("Thư mục ảnh của số báo này là một liên kết, nên không lấy lại được.")
        place.mkdir(exist_ok=True)
        kept = move_free(found.path, place / found.name)
        sync_folder(place)
        _note(desk, folder, found.path, f"Lấy lại ảnh “{kept.name}” từ thùng rác", who)
        return f"photos/{kept.name}"
