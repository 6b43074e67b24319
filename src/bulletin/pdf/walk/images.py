"""Facts of pictures, from an image XObject or from the dictionary of an inline image (ISO 32000-1, 8.9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pikepdf

from bulletin.pdf.colour.spaces import UNKNOWN, ColourSpace
from bulletin.pdf.walk.colour import ColourSpaces, SpacePaints
from bulletin.pdf.walk.values import number

_LONG = {
    "BPC": "BitsPerComponent", "CS": "ColorSpace", "F": "Filter", "H": "Height", "IM": "ImageMask", "W": "Width",
    "A85": "ASCII85Decode", "AHx": "ASCIIHexDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode", "Fl": "FlateDecode",
    "LZW": "LZWDecode", "RL": "RunLengthDecode",
}  # fmt: skip


def picture_facts(image: pikepdf.Object, spaces: ColourSpaces) -> dict[str, Any]:
    """Keyword arguments of `Placed` from an image dictionary; `paint` is None for a stencil mask."""
    filters = tuple(_filters(image.get("/Filter")))
    mask = bool(image.get("/ImageMask", False))
    listed = image.get("/ColorSpace")
    space = SpacePaints(_untold(filters)) if listed is None else spaces.of(listed)
    return {
        "paint": None if mask else space.whole(),
        "width_px": int(number(image.get("/Width"))),
        "height_px": int(number(image.get("/Height"))),
        "bits": 1 if mask else int(number(image.get("/BitsPerComponent"), 8)),
        "filters": filters,
        "mask": mask,
        "has_mask": "/SMask" in image or number(image.get("/SMaskInData")) > 0,
    }


def inline_facts(head: bytes, spaces: ColourSpaces) -> dict[str, Any]:
    """The same from the text between BI and ID, whose keys and values may be shortened (tables 93 and 94)."""
    try:
        entries = pikepdf.Object.parse(b"<<" + head + b">>")
    except (pikepdf.PikepdfError, ValueError):
        entries = pikepdf.Dictionary()
    if not isinstance(entries, pikepdf.Dictionary):
        entries = pikepdf.Dictionary()
    whole = pikepdf.Dictionary({f"/{_LONG.get(key[1:], key[1:])}": value for key, value in entries.items()})
    return picture_facts(whole, spaces)


def _filters(item: object) -> Iterator[str]:
    for part in item if isinstance(item, pikepdf.Array) else [item]:
        if isinstance(part, pikepdf.Name):
            name = str(part)[1:]
            yield _LONG.get(name, name)


def _untold(filters: Sequence[str]) -> ColourSpace:
    """Return the space of a picture that names none; JPEG 2000 has its own inside."""
    return replace(UNKNOWN, name="JPX") if "JPXDecode" in filters else UNKNOWN
