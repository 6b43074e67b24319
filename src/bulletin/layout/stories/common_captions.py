"""COMMON CAPTIONS: the one caption under a row of photos, made of their own captions.

“Trái: …; phải: …”: the words for the places are data (`data/text/photo-places.txt`). Captions are printed as they were
typed, whole and in the order of the photos. One credit that all photos share is at the end; else each is behind the
words of its photo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from bulletin.datafiles import find
from bulletin.layout.lines.captions import LEAST_FILLED
from bulletin.layout.lines.setter import CaptionPart, LineSetter, SetText
from bulletin.model import Photo

FILE = "photo-places.txt"
_ROW = "hàng"
_STOPS = (".", "!", "?", "…")
MOST_LINES = 2
"""Lines of a caption under a wide frame."""


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    lines = find("text", FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name: tuple(word.strip() for word in words.split(",")) for name, _, words in rows}


def common_caption(
    setter: LineSetter, photos: Sequence[Photo], role: str, width_pt: float, sign: str
) -> SetText | None:  # fmt: skip
    """Return the one caption of photos side by side, in a measure of `width_pt`; None where it would not look well.

    It has two lines at most, the last of them filled. `sign` is printed before a credit.
    """
    parts = row_parts([photo.caption for photo in photos])
    if not parts:
        return None
    names = [photo.credit for photo in photos]
    shared = names[0] if len(set(names)) == 1 else None
    if not shared:
        parts = tuple(replace(part, credit=f"({sign}{name})") if name else part
                      for part, name in zip(parts, names, strict=True))  # fmt: skip
    name = f"{sign}{shared}" if shared else None
    found = setter.common_caption(parts, name, role, width_pt)
    if found is None or len(found.lines) > MOST_LINES:
        return None
    return found if len(found.lines) == 1 or found.lines[-1].natural >= LEAST_FILLED * width_pt else None


def row_parts(captions: Sequence[str]) -> tuple[CaptionPart, ...]:
    """Return what is printed for each photo of a row, from left to right; nothing where a photo has no caption."""
    if not all(captions) or len(captions) < 2:
        return ()
    stopped = [caption.rstrip("”’)").endswith(_STOPS) for caption in captions]
    known = _places().get(str(len(captions)), ())
    last = len(captions) - 1
    if not known and any(stopped[:-1]):
        return ()  # where the words of one photo end would be a guess
    opens = [f"{at}: " for at in known] or [f"{_places()[_ROW][0]}: ", *[""] * last]
    found: list[CaptionPart] = []
    for n, (at, caption) in enumerate(zip(opens, captions, strict=True)):
        place = at if n == 0 or stopped[n - 1] else at[:1].lower() + at[1:]
        found.append(CaptionPart(place, caption, end="" if stopped[n] or n == last else ";"))
    return tuple(found)
