"""Over how many columns a photo is wanted, and what is said where its pixels serve fewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.assets.photos import rules
from bulletin.assets.photos.geometry import share_of, used_part
from bulletin.errors import Finding, Place
from bulletin.geometry import MM_PER_INCH
from bulletin.layout.laid import PhotoSlot
from bulletin.layout.plan.planned import Piece, PlannedPage
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.asked_width import asked_columns, wanted_columns
from bulletin.layout.stories.photo_frames import widest
from bulletin.layout.stories.story import PhotoFloat
from bulletin.model import Entry, Issue, PhotoPpi

_CROP_SLACK = 0.05
"""Share of a photo that may be cut off beyond the limit without a word: frames come in whole rows."""


def width_remarks(issue: Issue, planned: Sequence[PlannedPage], spec: LayoutSpec, ppi: PhotoPpi) -> Iterator[Finding]:
    """A remark on each photo that is set over fewer columns than wished because it has too few pixels for more."""
    if spec.columns == 1:
        return
    for page in planned:
        for piece in page.pieces:
            for item in _placed(piece):
                size = item.size_px
                asked = asked_columns(item.photo, spec.columns)
                first = item.photo is piece.story.opening
                wanted = asked or (wanted_columns(piece.story.entry, size, spec.columns) if first else 1)
                wanted = wanted if asked else min(wanted, piece.story.columns)
                if widest(spec, size, ppi) < wanted and item.columns < wanted:
                    needed = -int(-spec.span_mm(wanted) / MM_PER_INCH * ppi.good // 1)
                    yield Finding(
                        rules.NARROWER,
                        _place(issue, piece.story.entry, item, asked > 0),
                        item.file,
                        {
                            "file": item.file.rpartition("/")[2], "columns": str(item.columns), "wished": str(wanted),
                            "pixels": str(size[0]), "needed": str(needed), "limit": str(ppi.good),
                        },
                    )  # fmt: skip


def _placed(piece: Piece) -> Iterator[PhotoFloat]:
    """The photos of a piece as they are set."""
    for placed in piece.filling.bands:
        yield from (photo for _, photo in placed.band.photos)
    yield from (photo for photo in (piece.filling.wide, piece.filling.low) if photo)
    for column in piece.filling.columns:
        for number, _ in column.floats:
            item = piece.story.floats[number]
            if isinstance(item, PhotoFloat):
                yield item


def _place(issue: Issue, entry: Entry, item: PhotoFloat, asked: bool) -> Place:
    """Where the width was typed, else the file."""
    number = entry.article.photos.index(item.photo)
    return issue.place(entry.file, "photos", number, "width" if asked else "file")


def crop_remarks(issue: Issue, slots: Sequence[PhotoSlot], most: float) -> Iterator[Finding]:
    """A warning for each photo of which more is cut off than a layout allows.

    Args:
        issue: the issue.
        slots: the placed photos.
        most: the share that may be cut off.
    """
    entries = {entry.article.id: entry for entry in issue.entries}
    for slot in slots:
        if slot.story not in entries:
            continue
        entry = entries[slot.story]
        number, photo = next((n, photo) for n, photo in enumerate(entry.article.photos) if photo.id == slot.photo)
        shown = share_of(used_part(photo.crop), slot.crop)
        if shown < 1 - most - _CROP_SLACK:
            values = {"file": slot.file.rpartition("/")[2], "share": f"{shown:.0%}".removesuffix("%")}
            yield Finding(rules.CROPPED, issue.place(entry.file, "photos", number, "file"), slot.file, values)
