"""From a drawn picture to a camera's file: enlargement, grain, the mark in the corner, camera tags."""

from __future__ import annotations

import importlib.util
import io
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageDraw, ImageFont

from photolab import noise

MARK = "ảnh minh họa"


def enlarge(small: Image.Image, size: tuple[int, int], grain: float, seed: str, grey: bool) -> Image.Image:
    """The picture at camera size with film grain, stronger in the shadows, and the corner mark."""
    large = np.asarray(small.resize(size, Image.Resampling.BICUBIC))
    rng = noise.generator(seed + "grain")
    coarse = rng.standard_normal((size[1] // 2, size[0] // 2), dtype=np.float32)
    fine = rng.standard_normal((size[1], size[0]), dtype=np.float32) * np.float32(0.45)
    fine[: size[1] // 2 * 2, : size[0] // 2 * 2] += coarse.repeat(2, 0).repeat(2, 1) * np.float32(0.8)
    fine *= np.float32(grain * 255)
    luma = large[..., 1]
    fine *= (1.25 - np.float32(0.8) * (luma * np.float32(1 / 255))).astype(np.float32)
    out = np.empty_like(large)
    for channel in range(3):
        out[..., channel] = np.clip(large[..., channel] + fine, 0, 255).astype(np.uint8)
    image = Image.fromarray(out)
    _mark(image)
    return image.convert("L") if grey else image


def _font() -> Path:
    spec = importlib.util.find_spec("fontpkg_source_sans_3")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Thiếu gói phông fontpkg-source-sans-3. / The font package fontpkg-source-sans-3 is missing.")
    return Path(next(iter(spec.submodule_search_locations))) / "files" / "SourceSans3[wght].ttf"


def _mark(image: Image.Image) -> None:
    size = round(max(image.size) * 0.0125)
    font = ImageFont.truetype(str(_font()), size)
    font.set_variation_by_axes([560])
    margin = size
    box = font.getbbox(MARK)
    corner = (image.width - margin - int(box[2]), image.height - margin - int(box[3]))
    patch = image.crop((corner[0], corner[1], image.width, image.height)).convert("L")
    ink = 255 if np.asarray(patch).mean() < 140 else 20
    layer = Image.new("L", image.size, 0)
    ImageDraw.Draw(layer).text(corner, MARK, font=font, fill=185)
    image.paste(Image.new("RGB", image.size, (ink, ink, ink)), (0, 0), layer)


def exif(taken: str, orientation: int, place: tuple[float, float] | None) -> Image.Exif:
    """Tags as a camera writes them: model, time (`YYYY:MM:DD HH:MM:SS`), orientation, position in degrees."""
    tags = Image.Exif()
    tags[ExifTags.Base.Make] = "Bulletin"
    tags[ExifTags.Base.Model] = "Photolab 12"
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.DateTime] = taken
    tags[ExifTags.Base.ImageDescription] = "Anh minh hoa do may tinh ve"
    inner = tags.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = taken
    inner[ExifTags.Base.FNumber] = 2.8
    inner[ExifTags.Base.ISOSpeedRatings] = 400
    if place is not None:
        gps = tags.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", _degrees(place[0])
        gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", _degrees(place[1])
    return tags


def _degrees(value: float) -> tuple[float, float, float]:
    exact = Fraction(value).limit_denominator(100000)
    minutes = (exact - int(exact)) * 60
    return float(int(exact)), float(int(minutes)), round(float((minutes - int(minutes)) * 60), 2)


def encode(image: Image.Image, suffix: str, tags: Image.Exif, orientation: int) -> bytes:
    """The file's bytes; the pixels are stored turned when the orientation tag says so."""
    turned = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    if orientation in turned:
        image = image.transpose(turned[orientation])
    buffer = io.BytesIO()
    if suffix == ".webp":
        image.save(buffer, "WEBP", quality=82, method=1, exif=tags.tobytes())
    elif suffix == ".png":
        image.save(buffer, "PNG", compress_level=1, exif=tags.tobytes())
    else:
        image.save(buffer, "JPEG", quality=85, subsampling=2, exif=tags.tobytes())
    return buffer.getvalue()
