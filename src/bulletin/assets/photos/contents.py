"""What a photo file holds, before any decoder sees it.

Each format has a walk of its own (`photo_jpeg.py`, `photo_png.py` …). It counts what a file can hold too much of, and
gives the decoder only the parts that make up the picture.
"""

from __future__ import annotations

from bulletin.assets.photos import rules
from bulletin.errors import Rule
from bulletin.lazy import dataclass

MAX_PROFILE_BYTES = 4_000_000
"""The largest colour profile that is used; those of four-ink printing conditions have 0.5 to 3 MB."""


class RefusedError(Exception):
    """A photo that is not taken: which rule, and what to put into its text."""

    def __init__(self, rule: Rule, **values: str) -> None:
        super().__init__(rule.id)
        self.rule = rule
        self.values = values


@dataclass(frozen=True, slots=True)
class PhotoParts:
    """The parts of one file.

    `picture` are the bytes for the decoder, `exif` is the EXIF block (a small TIFF) or empty. `profile` is a colour
    profile that the decoder does not report itself, `animated` tells of more frames or pages. `variant` names a kind
    of this format that no decoder here can read.
    """

    picture: bytes
    exif: bytes = b""
    profile: bytes | None = None
    animated: bool = False
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Countable:
    """Something that a file can hold too much of, in both languages, and how many of it are taken."""

    vi: str
    en: str
    limit: int

    def check(self, count: int) -> None:
        """Raise `photo.flood` when there are more than the limit."""
        if count > self.limit:
            raise RefusedError(rules.FLOOD, what_vi=self.vi, what_en=self.en, limit=f"{self.limit}")
