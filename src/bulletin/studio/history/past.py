"""PAST: an issue as it was after a save, laid out as files again, so that its pages can be made.

The history keeps words. Photos, fonts and looks are those of now; a photo that is gone is a grey one here, and told.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import struct
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from bulletin import __version__
from bulletin.lazy import dataclass
from bulletin.model import Photo
from bulletin.runtime.cache import Cache
from bulletin.sources.partial import values_of
from bulletin.studio.desk.bulletins import mark_of
from bulletin.studio.desk.desk import Desk
from bulletin.studio.history.journal import JournalEntry
from bulletin.studio.history.then import files_now, known_files, state_at

KIND = "then"
"""The folder of the cache for pages of then."""
MOST_KEPT = 20
"""Saves whose pages are kept; those that were not looked at for the longest time go."""
MOST_FILES = 4000
"""An issue with more files beside its words is not laid out again."""
_OLD_S = 86_400
_DEEPEST = 4
_SKIPPED = frozenset({"build", "articles", "node_modules", "mail"})
_SHEET = "publication.yaml"
_TYPED = frozenset({".yaml", ".yml"})
_GREY, _WIDE, _HIGH = b"\xbe", 3000, 2000


@dataclass(frozen=True, slots=True)
class PastIssue:
    """What is known of an issue after a save.

    Attributes:
        folder: of the issue now.
        publication: the folder of its publication.
        files: the bytes of its files of then by their names (`issue.yaml`, `publication.yaml`, `articles/…`).
        whole: whether the words of all of them are still kept.
    """

    folder: Path
    publication: Path
    files: Mapping[str, bytes]
    whole: bool

    @property
    def digest(self) -> str:
        """A hash of all that its pages are made from, and of the version of the program."""
        total = hashlib.sha256(f"{__version__}\0".encode())
        for name, data in sorted(self.files.items()):
            total.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\0".encode())
        for name, path in sorted(_others(self)):
            total.update(f"{name}\0{mark_of(path)[:2]}\0".encode())
        return total.hexdigest()[:40]

    @property
    def too_many(self) -> bool:
        """Whether more than `MOST_FILES` files are beside its words, so that it is not laid out."""
        return len(_others(self)) > MOST_FILES

    def lost(self) -> tuple[str, ...]:
        """The photos that its stories name and the folder does not have any more; reads every story."""
        return tuple(_lost(self.folder, self.files))


def past_issue(desk: Desk, folder: Path, publication: Path, entry: JournalEntry) -> PastIssue:
    """The issue right after a save; what the history has never seen changed is as it is now.

    The file of the publication has a history of its own, in which the last save before that moment counts.
    """
    history, own = desk.history(folder), desk.history(publication)
    now = files_now(desk, folder, publication)
    names = {name: digest for name, digest in state_at(history, entry).items() if _is_typed(name)}
    known = known_files(history, entry, names, now)
    kept = {name: history.content(digest) for name, digest in names.items()}
    if entry.kind != "version" and publication != folder and _SHEET not in kept:
        before = [one.number for one in own.entries() if one.at <= entry.at]
        digest = own.at(before[-1] if before else 0).get(_SHEET)
        kept |= {_SHEET: own.content(digest)} if digest is not None else {}
        known.update(kept)
    files = {name: data for name, data in now.items() if name not in known}
    files |= {name: data for name, data in kept.items() if data is not None}
    whole = None not in kept.values() and {"issue.yaml", _SHEET} <= {*files}
    return PastIssue(folder, publication, files, whole)


def _is_typed(name: str) -> bool:
    """Whether a name in a journal, which anybody may write, is that of a file with words of an issue."""
    place = PurePosixPath(name)
    return name in ("issue.yaml", _SHEET) or (place.parts == ("articles", place.name) and place.suffix in _TYPED)


def _lost(folder: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    """The photos of the stories that the folder does not have."""
    seen: set[str] = set()
    for name, data in files.items():
        for photo in values_of("article", data).get("photos", ()) if name.startswith("articles/") else ():
            file = photo.file if isinstance(photo, Photo) else ""
            inside = file and not file.startswith("/") and ".." not in PurePosixPath(file).parts
            if inside and file not in seen and not (folder / file).exists():
                seen.add(file)
                yield file


def _others(past: PastIssue) -> list[tuple[str, Path]]:
    """All else that pages are made from: photos, fonts, looks, printer profiles and logos, by their places."""
    found = [(f"so/{name}", path) for name, path in _walk(past.folder, _DEEPEST)]
    if past.folder != past.publication:
        found += _walk(past.publication, 0)
        for place in ("fonts", "layouts", "printers"):
            found += [(f"{place}/{name}", path) for name, path in _walk(past.publication / place, _DEEPEST)]
    typed = (past.folder, past.publication)
    return [one for one in found if one[1].suffix not in _TYPED or one[1].parent not in typed]


def _walk(place: Path, deep: int) -> Iterator[tuple[str, Path]]:
    try:
        with os.scandir(place) as entries:
            found = sorted((one for one in entries if one.name[0] != "."), key=lambda one: one.name)
    except OSError:
        return
    for one in found:
        if one.is_file(follow_symlinks=False):
            yield one.name, Path(one.path)
        elif deep and one.is_dir(follow_symlinks=False) and one.name not in _SKIPPED:
            yield from ((f"{one.name}/{name}", path) for name, path in _walk(Path(one.path), deep - 1))


@contextlib.contextmanager
def laid_out(past: PastIssue, cache: Path, lost: Iterable[str]) -> Iterator[Path]:
    """The folder of the issue of then, in a place of its own that is gone afterwards; nothing of now is written to.

    Args:
        past: what is laid out.
        cache: the cache folder.
        lost: photos that are grey there.

    Raises:
        OSError: it cannot be made.
    """
    places = cache / KIND
    places.mkdir(parents=True, exist_ok=True)
    for left in places.glob("work-*"):  # by a program that was killed
        if time.time() - mark_of(left)[1] / 1e9 > _OLD_S:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="work-", dir=places, ignore_cleanup_errors=True) as place:
        root = Path(place)
        for name, path in _others(past):
            _copy(path, root / name)
        for name, data in past.files.items():
            above = name == _SHEET and past.folder != past.publication
            _write((root if above else root / "so") / name, data)
        for name in lost:
            _write(root / "so" / name, grey_photo())
        yield root / "so"


def _copy(path: Path, target: Path) -> None:
    """The same bytes in a file of its own; one that is gone is left out.

    A second name of the file would be quicker and change the file of now: when its names were changed last is a part
    of what photos and approvals are known by.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError, PermissionError):
        shutil.copyfile(path, target, follow_symlinks=False)


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def grey_photo() -> bytes:
    """A grey picture as PNG, large enough for every place."""
    rows = (b"\0" + _GREY * _WIDE) * _HIGH
    head = struct.pack(">IIBBBBB", _WIDE, _HIGH, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    made = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


# --- what was made ----------------------------------------------------------------------------------------------


def keep_pages(cache: Path, past: PastIssue, made: Mapping[str, Any], lost: Iterable[str] = ()) -> None:
    """Keep the pages that the child made, and on which of them photos are missing.

    Args:
        cache: the cache folder.
        past: of which they are.
        made: what the child answered.
        lost: photos that were grey.

    Raises:
        OSError: a page is gone, or there is no room for it.
    """
    store, digest = Cache(cache), past.digest
    kept = [store.put(KIND, f"{digest}-{n}.png", Path(page).read_bytes()) for n, page in enumerate(made["pages"], 1)]
    grey = {page: sorted({*files} & {*lost}) for page, files in made["photos"].items()}
    facts = {"pages": len(kept), "lost": {page: names for page, names in grey.items() if names}, "left": made["left"]}
    if None in kept or store.put(KIND, f"{digest}.json", json.dumps(facts).encode()) is None:
        raise OSError("no room")
    sets = sorted(store.path(KIND, "x").parent.glob("*.json"), key=lambda path: path.stat().st_mtime)
    for old in sets[:-MOST_KEPT]:
        for path in (old, *old.parent.glob(f"{old.stem}-*.png")):
            path.unlink(missing_ok=True)


def kept_pages(cache: Path, digest: str) -> Mapping[str, Any] | None:
    """What is kept of the pages of then: `pages` (their number), `lost` (photos by page) and `left` (stories)."""
    data = Cache(cache).read(KIND, f"{digest}.json")
    try:
        facts: Mapping[str, Any] | None = json.loads(data) if data is not None else None
    except ValueError:
        return None
    if facts is None or not all(Cache(cache).get(KIND, f"{digest}-{n}.png") for n in range(1, facts["pages"] + 1)):
        return None
    return facts


def kept_page(cache: Path, digest: str, number: int) -> bytes | None:
    """The picture of one page of then."""
    return Cache(cache).read(KIND, f"{digest}-{number}.png")
