"""Where a photo is cut and how sharp it will print: arithmetic on fractions, without any picture.

A crop is (left, top, right, bottom) in fractions of the upright picture, 0 to 1, as in `layout.pages.PhotoSlot`.
"""

from __future__ import annotations

import math

from bulletin.geometry import MM_PER_INCH

Crop = tuple[float, float, float, float]
WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)
UNAIMED = (50.0, 0.0)
"""The focus of a photo whose author named none: faces are in the upper third, so nothing is taken from the top."""
TURNED = frozenset({5, 6, 7, 8})
"""EXIF orientations whose stored width is the upright height."""


def crop_for(width_px: int, height_px: int, frame_aspect: float, focus: tuple[float, float] = (50, 50)) -> Crop:
    """The largest part of a photo with the shape of its frame, keeping the focus where it is.

    The focus point stays at the same relative place: one third from the left in the photo is one third from the left
    in the crop. So it can never be cut off, and nothing jumps when a frame changes its shape a little.

    Args:
        width_px: width of the upright photo.
        height_px: its height.
        frame_aspect: width of the frame divided by its height.
        focus: the point that must stay, in per cent from the left and from the top.

    Raises:
        ValueError: a size or the aspect is not positive, or the focus is outside the photo.
    """
    if width_px <= 0 or height_px <= 0 or not (math.isfinite(frame_aspect) and frame_aspect > 0):
        raise ValueError("sizes must be positive")
    if not all(0 <= part <= 100 for part in focus):
        raise ValueError("the focus lies outside the photo")
    ratio = frame_aspect * height_px / width_px
    across, down = min(1.0, ratio), min(1.0, 1 / ratio)
    left, top = focus[0] / 100 * (1 - across), focus[1] / 100 * (1 - down)
    return left, top, min(1.0, left + across), min(1.0, top + down)


def used_part(crop: tuple[float, float, float, float] | None) -> Crop:
    """The part of a photo that its author lets pages use, from per cent to fractions; the whole where none is named."""
    if crop is None:
        return WHOLE
    left, top, right, bottom = (edge / 100 for edge in crop)
    return left, top, right, bottom


def used_px(width_px: int, height_px: int, part: Crop) -> tuple[int, int]:
    """Width and height of a part of a photo, in whole pixels, at least 1 × 1."""
    return max(1, round((part[2] - part[0]) * width_px)), max(1, round((part[3] - part[1]) * height_px))


def within(part: Crop, crop: Crop) -> Crop:
    """A crop of a part of a photo, in fractions of the whole photo."""
    across, down = part[2] - part[0], part[3] - part[1]
    left, top, right, bottom = crop
    return part[0] + left * across, part[1] + top * down, part[0] + right * across, part[1] + bottom * down


def inside(part: Crop, crop: Crop) -> Crop:
    """A crop of the whole photo, in fractions of the part that holds it."""
    across, down = part[2] - part[0], part[3] - part[1]
    left, top, right, bottom = crop
    return (left - part[0]) / across, (top - part[1]) / down, (right - part[0]) / across, (bottom - part[1]) / down


def share_of(part: Crop, crop: Crop) -> float:
    """The share of a part of a photo that a crop inside it shows, 0 to 1."""
    shown = (crop[2] - crop[0]) * (crop[3] - crop[1])
    return min(1.0, shown / ((part[2] - part[0]) * (part[3] - part[1])))


def focus_in(part: Crop, focus: tuple[float, float]) -> tuple[float, float]:
    """A point of the photo, in per cent of a part of it; a point outside the part is moved to its edge."""
    across = (focus[0] / 100 - part[0]) / (part[2] - part[0])
    down = (focus[1] / 100 - part[1]) / (part[3] - part[1])
    return min(100.0, max(0.0, 100 * across)), min(100.0, max(0.0, 100 * down))


def effective_ppi(width_px: int, height_px: int, crop: Crop, width_mm: float, height_mm: float) -> float:
    """Pixels of the photo itself per inch of paper, the smaller of both directions.

    Args:
        width_px: width of the upright photo.
        height_px: its height.
        crop: the part that is printed.
        width_mm: width of the frame on paper.
        height_mm: its height.
    """
    across = (crop[2] - crop[0]) * width_px / (width_mm / MM_PER_INCH)
    down = (crop[3] - crop[1]) * height_px / (height_mm / MM_PER_INCH)
    return min(across, down)


BESIDE_GAP_MM = 3.2
LEAST_BESIDE_MM = 28.0
"""Room that a caption beside its photo needs, and the gap between them."""


def beside_width(room_mm: float, tallest_mm: float, aspect: float) -> float | None:
    """The width of a picture of the greatest height with its caption beside it; None where that has no room.

    Args:
        room_mm: the column.
        tallest_mm: how tall a picture may be.
        aspect: width of the picture divided by its height.
    """
    width = tallest_mm * aspect
    return width if room_mm - width - BESIDE_GAP_MM >= LEAST_BESIDE_MM else None


def pixels_for(width_mm: float, height_mm: float, ppi: float) -> tuple[int, int]:
    """Whole pixels that a frame needs at a resolution, at least 1 × 1."""
    return max(1, round(width_mm / MM_PER_INCH * ppi)), max(1, round(height_mm / MM_PER_INCH * ppi))


def never_upscaled(width_px: int, height_px: int, crop: Crop, wanted: tuple[int, int]) -> tuple[int, int]:
    """The wanted size in pixels, made smaller in proportion if the crop has fewer pixels of its own."""
    across, down = (crop[2] - crop[0]) * width_px, (crop[3] - crop[1]) * height_px
    scale = min(1.0, across / wanted[0], down / wanted[1])
    return max(1, round(wanted[0] * scale)), max(1, round(wanted[1] * scale))


def stored_crop(crop: Crop, orientation: int) -> Crop:
    """The same part of the picture in the coordinates in which the file stores it.

    Args:
        crop: fractions of the upright picture.
        orientation: EXIF orientation 1–8 (anything else counts as 1).
    """
    left, top, right, bottom = crop
    match orientation:
        case 2:
            return 1 - right, top, 1 - left, bottom
        case 3:
            return 1 - right, 1 - bottom, 1 - left, 1 - top
        case 4:
            return left, 1 - bottom, right, 1 - top
        case 5:
            return top, left, bottom, right
        case 6:
            return top, 1 - right, bottom, 1 - left
        case 7:
            return 1 - bottom, 1 - right, 1 - top, 1 - left
        case 8:
            return 1 - bottom, left, 1 - top, right
        case _:
            return crop
