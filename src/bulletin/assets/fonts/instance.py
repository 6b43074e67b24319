"""Cut a static face out of a variable font, once, mostly when the program is installed.

Why static: `fonts/README.md` has the measured build times. HarfBuzz does the cutting (milliseconds a face);
fontTools then only rewrites the names, because all instances of one file would otherwise share one name and could
not be distinguished in a PDF. The result stays on this machine (installation, cache) and inside PDFs; it is not handed
on as a font, which the Reserved Font Name clause of the licence would forbid under the old name.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping

from bulletin.assets.code_key import code_key
from bulletin.assets.fonts.catalogue import postscript_name, style_name

_BOLD, _ITALIC, _REGULAR = 0x20, 0x01, 0x40
_USE_TYPO_METRICS, _WWS = 0x80, 0x100
_U16 = struct.Struct(">H")
_WEIGHT_CLASS, _FS_SELECTION, _MAC_STYLE = 4, 62, 44
"""Places in the tables OS/2 (the first two) and head (OpenType 1.9)."""
_FIGURES = "0123456789"
_DROPPED = ("DSIG", "STAT")
_FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT = 1, 2, 3, 4, 6
_REPLACED_NAMES = frozenset({1, 2, 3, 4, 6, 10, 16, 17, 18, 20, 21, 22, 25})
_WINDOWS = (3, 1, 0x409)


def instance(
    source: bytes, axes: Mapping[str, float], family: str, weight: int, style: str, old_figures: bool = False
) -> bytes:
    """A static font with all glyphs, features and kerning of the variable one.

    Args:
        source: the variable font file.
        axes: a position for every axis, in its own units (`opsz` in pt, `wght` 1–1000).
        family: the name in CSS, written as family name.
        weight: usWeightClass.
        style: `normal` or `italic`.
        old_figures: the characters 0 to 9 have the font's proportional old-style figures.

    Raises:
        ValueError: an axis does not exist, HarfBuzz gave nothing, or the font has no such figures.
    """
    import uharfbuzz as hb  # type: ignore[import-untyped]

    face = hb.Face(hb.Blob(source))
    missing = {info.tag for info in face.axis_infos} ^ axes.keys()
    if missing:
        raise ValueError(f"axes differ: {', '.join(sorted(missing))}")
    plan = hb.SubsetInput()
    plan.keep_everything()
    plan.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    for tag, value in axes.items():
        if not plan.pin_axis_location(face, tag, value):
            raise ValueError(f"axis {tag} cannot be pinned")
    cut = hb.subset(face, plan).blob.data
    if not cut:
        raise ValueError("HarfBuzz returned an empty font")
    return _renamed(_with_old_figures(cut) if old_figures else cut, family, weight, style)


def _with_old_figures(data: bytes) -> bytes:
    """The same font whose characters 0 to 9 are the figures of its feature `onum`.

    As characters of a family of their own they need no feature wherever a word is measured, drawn or proved, and a
    font's own table says which figure each of these glyphs is.
    """
    import uharfbuzz as hb
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    face = hb.Face(hb.Blob(data))
    shaper = hb.Font(face)
    plain = [shaper.get_nominal_glyph(ord(figure)) for figure in _FIGURES]
    buffer = hb.Buffer()
    buffer.add_str(_FIGURES)
    buffer.guess_segment_properties()
    hb.shape(shaper, buffer, {"onum": True, "pnum": True, "kern": False})
    old = [info.codepoint for info in buffer.glyph_infos]
    if len(old) != len(plain) or set(old) & {0, *plain}:
        raise ValueError("the font has no old-style figures")
    font = TTFont(io.BytesIO(data), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(
                {ord(figure): font.getGlyphName(glyph) for figure, glyph in zip(_FIGURES, old, strict=True)}
            )
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _renamed(data: bytes, family: str, weight: int, style: str) -> bytes:
    """The same font under the names and style bits of its face; every other table goes over as bytes.

    Saving a whole `TTFont` would read and write the character map again, which takes four times as long.
    """
    from fontTools.ttLib import newTable
    from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter  # type: ignore[import-untyped]

    reader = SFNTReader(io.BytesIO(data))
    tables: dict[str, bytearray] = {tag: bytearray(reader[tag]) for tag in reader.keys()}  # noqa: SIM118 (no mapping)
    full = f"{family} {style_name(weight, style)}"
    postscript = postscript_name(family, weight, style)
    names = newTable("name")
    names.decompile(bytes(tables["name"]), None)
    names.names = [record for record in names.names if record.nameID not in _REPLACED_NAMES]
    # Nothing but our own isolated build reads these names, so one family may hold more than the four classic styles.
    texts = {_FAMILY: family, _STYLE: style_name(weight, style), _UNIQUE: f"bulletin;{postscript}", _FULL: full}
    for name_id, text in (texts | {_POSTSCRIPT: postscript}).items():
        names.setName(text, name_id, *_WINDOWS)
    tables["name"] = bytearray(names.compile(None))
    bold, italic = weight >= 700, style == "italic"
    (bits,) = _U16.unpack_from(tables["OS/2"], _FS_SELECTION)
    bits &= _USE_TYPO_METRICS | _WWS
    bits |= (_BOLD if bold else 0) | (_ITALIC if italic else 0)
    _U16.pack_into(tables["OS/2"], _FS_SELECTION, bits if bold or italic else bits | _REGULAR)
    _U16.pack_into(tables["OS/2"], _WEIGHT_CLASS, weight)
    _U16.pack_into(tables["head"], _MAC_STYLE, (1 if bold else 0) | (2 if italic else 0))
    out = io.BytesIO()
    writer = SFNTWriter(out, len(tables), reader.sfntVersion)
    for tag, table in tables.items():
        writer[tag] = bytes(table)
    writer.close()
    return out.getvalue()


def instancer_tag() -> str:
    """Names what made an instance: this package and both libraries, found without importing any of them."""
    return code_key("uharfbuzz", "fontTools")
