"""One photo file in, one finished JPEG out: cropped, scaled, upright, sRGB or grey, and nothing but the picture.

The order saves time and memory: the decoder itself shrinks (JPEG), only the crop is scaled, and turning, colour
conversion and sharpening work on the small result.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Literal

from PIL import Image, ImageCms, ImageFilter

from bulletin.assets.photos.cache import PhotoFacts
from bulletin.assets.photos.contents import MAX_PROFILE_BYTES
from bulletin.assets.photos.geometry import TURNED, Crop, never_upscaled, stored_crop
from bulletin.assets.photos.safety import decoded, is_small, open_photo
from bulletin.lazy import dataclass

GAP = 1.3
"""How much larger than needed a JPEG is decoded at least. Against decoding all of it the results measured 40–45 dB, in
a third of the time; 1.5 was no better on most photos, but decodes more of them at full size (4 bytes a pixel)."""

RESAMPLE = Image.Resampling.BICUBIC
_LOWEST_QUALITY = 60
_QUALITY_STEP = 6
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PROFILE_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
_SRGB = ImageCms.createProfile("sRGB")
_SHARPEN = ImageFilter.UnsharpMask(radius=0.7, percent=60, threshold=3)


class LargePhotoError(Exception):
    """A photo that takes much memory to decode, where only a small one was asked for."""


@dataclass(frozen=True, slots=True)
class PhotoRequest:
    """How the finished picture shall be. `size` is upright px; `max_bytes` lowers the quality (not below 60) to fit.

    With `light` the photo is decoded only where that takes little memory.
    """

    crop: Crop
    size: tuple[int, int]
    quality: int
    mode: Literal["RGB", "L"]
    sharpen: bool
    max_bytes: int | None
    light: bool = False


def render(read: Callable[[], bytes], facts: PhotoFacts, request: PhotoRequest) -> bytes:
    """The finished JPEG (baseline, no metadata, no profile: sRGB or grey by convention).

    Args:
        read: gives the bytes of the file, which are let go before the picture is decoded.
        facts: of the photo.
        request: how the picture shall be.

    Raises:
        RefusedError: the photo cannot be decoded.
        LargePhotoError: it takes much memory, and `request` is for a light one.
    """
    small = upright(read, facts, request)
    if request.sharpen:
        small = small.filter(_SHARPEN)
    return encoded(small, request.quality, request.max_bytes)


def upright(read: Callable[[], bytes], facts: PhotoFacts, request: PhotoRequest) -> Image.Image:
    """The wished part of a photo, scaled, in sRGB or grey and the right way up; the decoded photo is given back.

    The arguments and errors are those of `render`.
    """
    image = open_photo(read(), facts.kind)[0]
    size = never_upscaled(facts.width, facts.height, request.crop, request.size)
    crop = stored_crop(request.crop, facts.orientation)
    stored_size = size[::-1] if facts.orientation in TURNED else size
    profile = image.info.get("icc_profile")
    _shrink_on_load(image, facts, request, crop, stored_size, bool(profile))
    if request.light and not is_small(image, facts.kind):
        raise LargePhotoError
    with decoded(image, facts.kind):
        small = _scaled(image, crop, stored_size)
    small = _to_colours(small, request.mode, profile)
    if facts.orientation in _TURNS:
        small = small.transpose(_TURNS[facts.orientation])
    return small


def _shrink_on_load(
    image: Image.Image, facts: PhotoFacts, request: PhotoRequest, crop: Crop, size: tuple[int, int], has_profile: bool
) -> None:
    """Let libjpeg decode at 1/2, 1/4 or 1/8 as long as the crop stays GAP times larger than needed."""
    if facts.kind != "JPEG":
        return
    width = size[0] / (crop[2] - crop[0]) * GAP
    height = size[1] / (crop[3] - crop[1]) * GAP
    grey = request.mode == "L" and image.mode == "RGB" and not has_profile
    image.draft("L" if grey else image.mode, (round(width), round(height)))


def _scaled(image: Image.Image, crop: Crop, size: tuple[int, int]) -> Image.Image:
    """The cropped, scaled picture in a mode that can be scaled: L, RGB, CMYK, LA, RGBA."""
    box = (crop[0] * image.width, crop[1] * image.height, crop[2] * image.width, crop[3] * image.height)
    plain = _scalable(image)
    return plain.resize(size, RESAMPLE, box=box, reducing_gap=2.0 if plain.mode in {"RGB", "L", "CMYK"} else None)


def _scalable(image: Image.Image) -> Image.Image:
    match image.mode:
        case "L" | "RGB" | "CMYK" | "LA" | "RGBA":
            return image.convert("RGBA") if "transparency" in image.info and image.mode in {"L", "RGB"} else image
        case "1":
            return image.convert("L")
        case "P" | "PA":
            return image.convert("RGBA" if image.mode == "PA" or "transparency" in image.info else "RGB")
        case "La" | "RGBa":
            return image.convert(image.mode.upper())
        case "I" | "I;16" | "I;16L" | "I;16B" | "I;16N":
            return _from_16_bit(image)
        case _:
            return image.convert("RGB")


def _from_16_bit(image: Image.Image) -> Image.Image:
    """Grey with 16 bits to grey with 8: the high byte (Pillow's own conversion would clip everything above 255)."""
    return image.convert("I").point(lambda value: value * (1 / 257) + 0).convert("L")


def _to_colours(image: Image.Image, mode: Literal["RGB", "L"], profile: bytes | None) -> Image.Image:
    """On white, through the photo's own profile to sRGB, then to the wanted mode."""
    if image.mode in {"LA", "RGBA"}:
        solid = Image.new("RGBA", image.size, (255, 255, 255, 255))
        solid.alpha_composite(image.convert("RGBA"))
        image = solid.convert("RGB" if image.mode == "RGBA" else "L")
    if profile:
        image = _through_profile(image, profile)
    return image if image.mode == mode else image.convert(mode)


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert to sRGB; a profile that is broken or meant for other colours is ignored, as viewers do."""
    if len(profile) > MAX_PROFILE_BYTES:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space.strip() != _PROFILE_SPACES.get(image.mode):
            return image
        converted = ImageCms.profileToProfile(
            image,
            source,
            _SRGB,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return converted if converted is not None else image


def encoded(image: Image.Image, quality: int, max_bytes: int | None = None) -> bytes:
    """A JPEG of a picture and nothing else; `max_bytes` lowers the quality in steps, not below 60."""
    image.info.clear()  # Pillow writes comments and density from here into the new file
    while True:
        out = io.BytesIO()
        subsampling = "4:2:0" if quality < 90 else "4:4:4"
        try:
            image.save(out, "JPEG", quality=quality, optimize=True, subsampling=subsampling)
        except OSError:
            # Pillow's buffer for `optimize` has no room for a picture of pure noise.
            out = io.BytesIO()
            image.save(out, "JPEG", quality=quality, subsampling=subsampling)
        if max_bytes is None or out.tell() <= max_bytes or quality <= _LOWEST_QUALITY:
            return out.getvalue()
        quality = max(_LOWEST_QUALITY, quality - _QUALITY_STEP)
