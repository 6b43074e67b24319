"""What is said of new photos: the same one is there in another size; one has too few pixels for the layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import Finding, Place
from bulletin.geometry import MM_PER_INCH
from bulletin.importing import rules
from bulletin.importing.pictures.size import HEAD, measure
from bulletin.importing.portals.read import LEVELS_UP
from bulletin.lazy import dataclass
from bulletin.sources.issue import parse

if TYPE_CHECKING:
    from bulletin.desk.photo_room import PhotoRoom

Fingerprints = Callable[[Sequence[Path]], Sequence[int | None]]
"""What looks at photos; it works in the process that has limits."""
_ENOUGH = 1000
"""Pixels. They do for a column as wide as A4 (210 mm at 120 ppi)."""
_SHAPE = 0.02
_ENDS = {b"\xff\xd8\xff": b"\xff\xd9", b"\x89PNG\r\n\x1a\n": b"IEND"}
_TAIL = 1 << 16
"""Bytes at the end in which the mark is looked for: phones put facts of their own behind it."""
_MOST = 300


@dataclass(frozen=True, slots=True)
class SizedPhoto:
    """A photo of the issue and its size in px."""

    name: str
    width: int
    height: int

    @property
    def shape(self) -> float:
        """The long side by the short one: whether it is turned does not matter."""
        return max(self.width, self.height) / max(1, min(self.width, self.height))

    @property
    def size(self) -> str:
        return f"{self.width} × {self.height}"


def judged(issue: Path, new: Sequence[str], look: Fingerprints | None) -> tuple[Finding, ...]:
    """What is to be said of new photos.

    Args:
        issue: the folder.
        new: their names in it.
        look: gives the fingerprints of photos; None where nobody can.
    """
    if not new:
        return ()
    fresh = [photo for name in new if (photo := _sized(issue, name)) is not None]
    doubtful = [photo for photo in fresh if photo.width < _ENOUGH]
    room = _room(issue) if doubtful else None
    return (
        *_cut(issue, new), *(_same(issue, fresh, look) if look else ()), *(_small(doubtful, room) if room else ())
    )  # fmt: skip


def _cut(issue: Path, new: Sequence[str]) -> Iterator[Finding]:
    """JPEG and PNG files without the mark at their end (ITU-T T.81, B.1.1.3: EOI; PNG, 11.2.5: IEND)."""
    for name in new:
        try:
            with (issue / name).open("rb") as stream:
                start = stream.read(8)
                stream.seek(max(0, stream.seek(0, 2) - _TAIL))
                end = stream.read()
        except OSError:
            continue
        mark = next((mark for first, mark in _ENDS.items() if start.startswith(first)), None)
        if mark is not None and mark not in end:
            yield Finding(rules.PHOTO_CUT, Place(file=name), "", {"file": name})


def _sized(issue: Path, name: str) -> SizedPhoto | None:
    try:
        with (issue / name).open("rb") as stream:
            found = measure(stream.read(HEAD))
    except OSError:
        return None
    return SizedPhoto(name, found[1], found[2]) if found else None


# --- the same photo ------------------------------------------------------------------------------------------------


def _same(issue: Path, fresh: Sequence[SizedPhoto], look: Fingerprints) -> Iterator[Finding]:
    """Photos of one shape and different sizes are looked at; those of one size come from one camera."""
    names = {photo.name for photo in fresh}
    folder = issue / "photos"
    there = sorted(path.name for path in folder.iterdir())[:_MOST] if folder.is_dir() else []
    old = [photo for name in there if (photo := _sized(issue, f"photos/{name}")) and photo.name not in names]
    pairs = [
        (one, other)
        for at, one in enumerate(fresh)
        for other in (*old, *fresh[:at])
        if one.size != other.size and abs(one.shape - other.shape) <= _SHAPE * one.shape
    ]
    if not pairs:
        return
    from bulletin.assets.photos.likeness import alike

    asked = sorted({photo.name for pair in pairs for photo in pair})
    prints = dict(zip(asked, look([issue / name for name in asked]), strict=True))
    for one, other in pairs:
        mine, theirs = prints[one.name], prints[other.name]
        if mine is not None and theirs is not None and alike(mine, theirs):
            large, small = sorted((one, other), key=lambda photo: -photo.width * photo.height)
            values = {"file": large.name, "size": large.size, "other": small.name, "other_size": small.size}
            yield Finding(rules.PHOTO_AGAIN, Place(file=small.name), "", values)


# --- pixels --------------------------------------------------------------------------------------------------------


def _room(issue: Path) -> PhotoRoom | None:
    """The narrowest place of the issue's layout; that of the usual layout where its files are not finished yet."""
    from bulletin.desk.photo_room import room_of
    from bulletin.fields.issue import IssueSheet
    from bulletin.fields.publication import Publication
    from bulletin.sources.layouts.read import read_layout

    places = (issue, *issue.absolute().parents[:LEVELS_UP])
    found = next((place for place in places if (place / "publication.yaml").is_file()), issue)
    sheet, publication = _record("issue", issue / "issue.yaml"), _record("publication", found / "publication.yaml")
    usual = str(Publication.__dataclass_fields__["layout"].default)
    name = publication.layout if isinstance(publication, Publication) else usual
    name = sheet.layout or name if isinstance(sheet, IssueSheet) else name
    layout = read_layout(name, (issue / "layouts", found / "layouts")).layout
    return room_of(layout) if layout else None


def _record(kind: str, path: Path) -> object:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return parse("issue" if kind == "issue" else "publication", data, path.name).record


def _small(fresh: Sequence[SizedPhoto], room: PhotoRoom) -> Iterator[Finding]:
    from bulletin.fields.printer import READING_PPI

    for photo in fresh:
        width = room.width_mm(photo.width / max(1, photo.height))
        reached = photo.width / (width / MM_PER_INCH)
        if reached < READING_PPI.good:
            needed = -int(-READING_PPI.good * width / MM_PER_INCH // 1)
            values = {"file": photo.name, "size": photo.size, "ppi": f"{reached:.0f}", "width": f"{width:.0f}",
                      "limit": f"{READING_PPI.good:g}", "needed": str(needed)}  # fmt: skip
            yield Finding(rules.PHOTO_SMALL, Place(file=photo.name), "", values)
