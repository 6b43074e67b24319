"""What an author asked for, or an entry's place suggests, in numbers of columns."""

from __future__ import annotations

from bulletin.model import Entry, Photo


def asked_columns(photo: Photo, page: int) -> int:
    """Columns that the author asked for on a page of so many, 0 when nothing was typed."""
    return {"column": 1, "wide": max(2, page - 1), "full": page}.get(photo.width or "", 0)


def wanted_columns(entry: Entry, size_px: tuple[int, int], page: int) -> int:
    """Columns that the slot of an entry and the shape of its first photo suggest."""
    if size_px[1] > size_px[0]:
        return 1
    return {"lead": page, "photo": page, "story": max(2, page - 1)}.get(entry.slot, 1)
