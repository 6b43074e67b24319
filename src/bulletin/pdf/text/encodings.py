"""What the codes of a font say where the file holds no ToUnicode map: standard encodings and glyph names.

ISO 32000-1, 9.6.6 (simple fonts) and 9.7.5 (composite fonts with a predefined CMap), annex D.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pikepdf

from bulletin.pdf.walk.values import number

UNKNOWN = "\ufffd"
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_MULTIBYTE = {"GBK": "gbk", "GB": "gb2312", "ETen": "big5", "B5": "big5", "HKscs": "big5hkscs", "90ms": "cp932",
              "90pv": "cp932", "83pv": "cp932", "KSCms": "cp949", "KSC": "euc_kr"}  # fmt: skip
"""The first part of the name of a predefined CMap → Python's codec for it."""
_SYMBOLIC = 4  # font flag (table 123)
_BULLET = "\u2022"
Fallback = Callable[[int], str]


def fallback(font: pikepdf.Object) -> Fallback:
    """A function from code to text for codes that no ToUnicode map names; `UNKNOWN` where nothing tells."""
    encoding = font.get("/Encoding")
    if font.get("/Subtype") == pikepdf.Name.Type0:
        return _composite(str(encoding)[1:] if isinstance(encoding, pikepdf.Name) else "")
    listed = dict(_differences(encoding))
    base = _base(font, encoding)
    return lambda code: listed.get(code) or base(code)


def _composite(name: str) -> Fallback:
    if name.startswith("Uni") and ("UCS2" in name or "UTF16" in name):
        return lambda code: chr(code) if not 0xD800 <= code < 0xE000 else UNKNOWN
    codec = _MULTIBYTE.get(name.split("-")[0])
    if codec is None:
        return lambda code: UNKNOWN
    return lambda code: code.to_bytes(2, "big").lstrip(b"\0").decode(codec, "replace")


def _base(font: pikepdf.Object, encoding: object) -> Fallback:
    """The encoding below the Differences: the one that is named, else the font's own."""
    named = encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding
    codec = _CODECS.get(str(named)) if isinstance(named, pikepdf.Name) else None
    if codec is not None:
        return lambda code: _decoded(code, codec)
    descriptor = font.get("/FontDescriptor")
    own = isinstance(descriptor, pikepdf.Dictionary) and bool(int(number(descriptor.get("/Flags"))) & _SYMBOLIC)
    name = str(font.get("/BaseFont", "/")).rpartition("+")[2]
    if "Dingbats" in name or name.endswith("Symbol") or font.get("/Subtype") == pikepdf.Name.Type3 or own:
        return lambda code: " " if code == 0x20 and font.get("/Subtype") != pikepdf.Name.Type3 else UNKNOWN
    return _standard


def _decoded(code: int, codec: str) -> str:
    text = bytes([code & 0xFF]).decode(codec, "ignore")
    return text or (_BULLET if code > 0x7E else UNKNOWN)  # annex D.2, note 3: all unused codes are bullets


def _standard(code: int) -> str:
    from fontTools.encodings.StandardEncoding import StandardEncoding  # type: ignore[import-untyped]

    name = StandardEncoding[code & 0xFF]
    return UNKNOWN if name == ".notdef" else glyph_text(name)


def _differences(encoding: object) -> list[tuple[int, str]]:
    listed = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    found: list[tuple[int, str]] = []
    code = 0
    for item in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Name):
            found.append((code, glyph_text(str(item)[1:])))
            code += 1
        else:
            code = int(number(item))
    return found


@lru_cache(maxsize=4096)
def glyph_text(name: str) -> str:
    """The text of a glyph name by the Adobe Glyph List (`Acircumflexacute`, `uni1EA5` …); `UNKNOWN` for others."""
    from fontTools.agl import toUnicode  # type: ignore[import-untyped]

    return toUnicode(name) or UNKNOWN
