"""The photos of all printed editions from one decode: inks for the press, grey for the copier, sRGB for the archive.

A photo is decoded, cropped and scaled once to its *master*: sRGB at `MASTER_PPI` of the placed size, never upscaled.
Every rendition is made from that master, whichever others are wanted, so its bytes do not depend on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bulletin.assets.colour.icc import IccProfile
from bulletin.assets.photos.cache import PhotoFacts, keep_picture, kept_picture, picture_key
from bulletin.assets.photos.geometry import Crop, never_upscaled, pixels_for
from bulletin.lazy import dataclass

if TYPE_CHECKING:
    from PIL import Image

EditionName = Literal["screen", "press", "office", "record"]

MASTER_PPI = 350
"""The most that any shipped printer takes. A shop that takes more gets a master of its own size."""

PRESS_QUALITY, OFFICE_QUALITY, RECORD_QUALITY = 92, 85, 88
_NEUTRAL = 2
"""8-bit steps that the channels of a grey picture may differ (rounding of JPEG and of profiles)."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One finished picture of a photo; use `rendition()` to make it from millimetres.

    Attributes:
        edition: whose picture; `screen` is made as `prepare()` makes it.
        width: wanted upright px, made smaller in proportion where the crop has fewer.
        height: likewise.
        master: px of the picture that it is made from, the same for all renditions of one frame.
        one_ink: the press prints in black only.
        ink_limit: most ink in per cent, for a shop that allows less than its profile uses.
    """

    edition: EditionName
    width: int
    height: int
    master: tuple[int, int] = (1, 1)
    one_ink: bool = False
    ink_limit: float | None = None

    @property
    def base(self) -> tuple[int, int]:
        """The size of the master, never smaller than the picture itself."""
        return max(self.master, (self.width, self.height))


def rendition(
    edition: EditionName,
    width_mm: float,
    height_mm: float,
    ppi: float,
    *,
    one_ink: bool = False,
    ink_limit: float | None = None,
) -> Rendition:
    """The rendition of a photo that is placed at a size.

    Args:
        edition: which.
        width_mm: the frame.
        height_mm: the frame.
        ppi: the most pixels an inch (press: `printer.photo_ppi.best`; office: `toner.PPI`; record: 300).
        one_ink: for the press edition, whether `printer.inks` is `black`.
        ink_limit: for the press edition, `printer.ink_limit`.
    """
    width, height = pixels_for(width_mm, height_mm, ppi)
    if edition != "press":
        one_ink, ink_limit = False, None
    return Rendition(edition, width, height, pixels_for(width_mm, height_mm, MASTER_PPI), one_ink, ink_limit)


def kept_or_made(
    read: Callable[[], bytes] | None,
    facts: PhotoFacts,
    crop: Crop,
    renditions: Iterable[Rendition],
    cache: Path,
    profile: IccProfile | None,
) -> Mapping[Rendition, bytes]:
    """The pictures of printed editions, from the cache or made; without what reads the photo only those in the cache.

    Raises:
        RefusedError: the photo cannot be decoded.
    """
    keys = {rendition: _key(facts, crop, rendition, profile) for rendition in renditions}
    done = {rendition: kept for rendition, key in keys.items() if (kept := kept_picture(cache, key)) is not None}
    missing = sorted((rendition for rendition in keys if rendition not in done), key=lambda rendition: rendition.base)
    if read is None:
        return done
    for base, group in groupby(missing, key=lambda rendition: rendition.base):
        image = _master(read, facts, crop, base)
        for rendition in group:
            done[rendition] = _finished(
                image, rendition, never_upscaled(facts.width, facts.height, crop, _size(rendition)), profile
            )
            keep_picture(cache, keys[rendition], done[rendition])
    return done


def _size(rendition: Rendition) -> tuple[int, int]:
    return rendition.width, rendition.height


def _key(facts: PhotoFacts, crop: Crop, rendition: Rendition, profile: IccProfile | None) -> str:
    inks = profile.sha256 if profile is not None and rendition.edition == "press" else ""
    extra = (*rendition.base, rendition.one_ink, rendition.ink_limit, inks)
    return picture_key(facts.sha256, crop, _size(rendition), 0, rendition.edition, extra)


def _master(read: Callable[[], bytes], facts: PhotoFacts, crop: Crop, base: tuple[int, int]) -> Image.Image:
    """sRGB, or grey for a picture without colour."""
    from bulletin.assets.photos.render import PhotoRequest, upright

    image = upright(read, facts, PhotoRequest(crop, base, 0, "RGB", False, None))
    return image.getchannel("G") if _is_grey(image) else image


def _is_grey(image: Image.Image) -> bool:
    """Whether no pixel has a colour; most photos are found out on a few of theirs."""
    thumb = image.resize((min(64, image.width), min(64, image.height)), resample=0)
    return _no_colour(thumb) and _no_colour(image)


def _no_colour(image: Image.Image) -> bool:
    from PIL import ImageChops

    red, green, blue = image.split()
    for one, other in ((red, green), (green, blue), (red, blue)):
        extrema = ImageChops.difference(one, other).getextrema()
        if extrema[1] > _NEUTRAL:  # type: ignore[operator]
            return False
    return True


def _finished(image: Image.Image, rendition: Rendition, size: tuple[int, int], profile: IccProfile | None) -> bytes:
    from bulletin.assets.photos.render import encoded

    match rendition.edition:
        case "press":
            return _press(_scaled(image, size), rendition, profile)
        case "office":
            return encoded(_office(_scaled(image.convert("L"), size)), OFFICE_QUALITY)
        case _:
            return encoded(_scaled(image, size), RECORD_QUALITY)


def _scaled(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    from bulletin.assets.photos.render import RESAMPLE

    # A copy even at the same size: encoding clears what Pillow remembers about a picture.
    return image.copy() if image.size == size else image.resize(size, RESAMPLE)


def _press(image: Image.Image, rendition: Rendition, profile: IccProfile | None) -> bytes:
    """Four inks with JPEG's chroma at full size (colour edges stay on the grid), or black alone."""
    import io

    from bulletin.assets.colour.icc import black_curve, inked
    from bulletin.assets.photos.render import encoded

    if profile is None or rendition.one_ink or image.mode == "L":
        grey = image.convert("L")
        return encoded(grey if profile is None else grey.point(list(black_curve(profile))), PRESS_QUALITY)
    made = inked(image, profile, rendition.ink_limit)
    made.info.clear()
    out = io.BytesIO()
    # Without own Huffman tables: they would save 1.4 per cent and take longer than all the rest of the encoding.
    made.save(out, "JPEG", quality=PRESS_QUALITY, subsampling="4:4:4")
    return out.getvalue()


def _office(image: Image.Image) -> Image.Image:
    """Sharpened a little (a dot of the engine's screen is two pixels wide and softens edges), then lifted for toner."""
    from PIL import ImageFilter

    from bulletin.assets.colour.toner import lift

    return image.filter(ImageFilter.UnsharpMask(radius=1.5, percent=90, threshold=2)).point(list(lift()))
