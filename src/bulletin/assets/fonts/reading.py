"""Values out of an office's font file, which may hold anything: every error here is a fault of that file."""

from __future__ import annotations

import io
from typing import Any

from bulletin.assets.fonts.catalogue import Style
from bulletin.lazy import dataclass

_NEEDED_TABLES = ("head", "hhea", "maxp", "OS/2", "name", "cmap", "hmtx", "post")


@dataclass(frozen=True, slots=True)
class FontNames:
    """What a font says of itself: its axes as tag, least, default, greatest; `fstype` says what embedding it allows."""

    family: str
    weight: int
    style: Style
    axes: tuple[tuple[str, float, float, float], ...]
    fstype: int


def parse(data: bytes) -> Any:
    """Return a font after everything in it was read, its outlines too; raises whatever its parser raises."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(io.BytesIO(data), lazy=False, checkChecksums=0, recalcTimestamp=False)
    for tag in _NEEDED_TABLES:
        if tag not in font:
            raise ValueError(f"no {tag} table")
        font[tag]
    if "glyf" in font:
        glyphs = font["glyf"]
        for name in font.getGlyphOrder():
            glyphs[name].expand(glyphs)
    elif "CFF " in font:
        charstrings = font["CFF "].cff[0].CharStrings
        for name in charstrings.keys():  # noqa: SIM118 - not a mapping
            charstrings[name].decompile()
    else:
        raise ValueError("no outlines")
    return font


def names_of(font: Any) -> FontNames:
    """Return what a font calls itself; raises whatever a table with other contents than its name says leads to."""
    name = font["name"]
    family = name.getDebugName(16) or name.getDebugName(1) or ""
    family = " ".join("".join(ch for ch in family if ch.isascii() and (ch.isalnum() or ch in " -")).split())
    if not family:
        raise ValueError("no family name")
    weight = min(max(round(int(font["OS/2"].usWeightClass) / 100) * 100, 100), 900)
    italic = bool(font["OS/2"].fsSelection & 0x01) or bool(font["head"].macStyle & 0x02)
    axes = (
        tuple((a.axisTag, a.minValue, a.defaultValue, a.maxValue) for a in font["fvar"].axes) if "fvar" in font else ()
    )
    return FontNames(family, weight, "italic" if italic else "normal", axes, int(font["OS/2"].fsType))
