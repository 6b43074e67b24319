"""Read the fonts of a PDF: programs, widths and missing glyphs."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field

import pikepdf

from bulletin.geometry import Matrix
from bulletin.lazy import dataclass
from bulletin.pdf.text.encodings import UNKNOWN, Fallback, fallback
from bulletin.pdf.text.tounicode import read_map
from bulletin.pdf.unpack import UNREADABLE, TooMuch, unpacked
from bulletin.pdf.walk.values import matrix_of, number

_POSTSCRIPT, _MACINTOSH = 6, 1  # name ID and platform ID of the `name` table


_LAST_CODE = 0xFFFF


_LONGEST_MAP = 8 << 20  # bytes of a ToUnicode stream; one with all codes has 1.5 MB


_MOST_WIDTHS = 1 << 20  # a hostile array names all codes over and over


_FILES = ("/FontFile2", "/FontFile3", "/FontFile")


_INVISIBLE = frozenset(" \u00a0\u2007\u202f\u2060\u200b\u200c\u200d\ufeff\u00ad\t\n")


@dataclass(slots=True)
class FontUse:
    """A font as a reader uses it: code to text, code to width (`unit` of the size), and the codes shown.

    `matrix` and `drawn` (code to glyph procedure) are those of a Type 3 font.
    """

    name: str
    dictionary: pikepdf.Object
    wide: bool
    text: Mapping[int, str]
    widths: Mapping[int, float]
    used: set[int] = field(default_factory=set)
    unit: float = 0.001
    matrix: Matrix = (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
    drawn: Mapping[int, pikepdf.Object] = field(default_factory=dict)


class FontUses:
    """The fonts of one file, each read once."""

    def __init__(self) -> None:
        self.fonts: dict[tuple[int, int] | bytes, FontUse] = {}
        self._named: dict[tuple[tuple[int, int], str], FontUse] = {}

    def use(self, resources: pikepdf.Object, name: str) -> FontUse | None:
        """The font that a resource name stands for, None if there is none."""
        listed = resources.get("/Font")
        if not isinstance(listed, pikepdf.Dictionary):
            return None
        short = (listed.objgen, name)
        if listed.is_indirect and short in self._named:
            return self._named[short]
        dictionary = listed.get(f"/{name}")
        if not isinstance(dictionary, pikepdf.Dictionary):
            return None
        self._named[short] = self.direct(dictionary)
        return self._named[short]

    def direct(self, dictionary: pikepdf.Object) -> FontUse:
        """A font by its dictionary."""
        key = dictionary.objgen if dictionary.is_indirect else dictionary.unparse()
        if key not in self.fonts:
            self.fonts[key] = _read_font(dictionary)
        return self.fonts[key]


class _Texts(dict[int, str]):
    """Code to text by the ToUnicode map; a code that it lacks is read by the font's encoding, when it is met."""

    def __init__(self, font: pikepdf.Object) -> None:
        self._font = font
        self._other: Fallback | None = None
        self._ends: tuple[int, ...] | None = None

    def __missing__(self, code: int) -> str:
        if self._other is None:
            self._other = fallback(self._font)
        text = self._other(code)
        if text == UNKNOWN and self._blank(code):
            text = " "
        self[code] = text
        return text

    def _blank(self, code: int) -> bool:
        """Whether the code's glyph has no outline; told for composite TrueType fonts, whose codes are glyph numbers."""
        inner = descendant_of(self._font)
        if self._font.get("/Subtype") != pikepdf.Name.Type0 or isinstance(inner.get("/CIDToGIDMap"), pikepdf.Stream):
            return False
        if self._ends is None:
            self._ends = _outline_ends(program_of(inner) or b"") or ()
        return 0 < code < len(self._ends) - 1 and self._ends[code] == self._ends[code + 1]


def _read_font(dictionary: pikepdf.Object) -> FontUse:
    stream = dictionary.get("/ToUnicode")
    texts = _Texts(dictionary)
    if isinstance(stream, pikepdf.Stream):
        texts.update(_readable(stream))
    wide = dictionary.get("/Subtype") == pikepdf.Name.Type0
    name = str(dictionary.get("/BaseFont", dictionary.get("/Name", "/?")))[1:]
    font = FontUse(name, dictionary, wide, texts, _widths(dictionary, wide))
    if dictionary.get("/Subtype") == pikepdf.Name.Type3:
        font.matrix = matrix_of(dictionary.get("/FontMatrix"))
        font.unit = font.matrix[0] or 0.001
        font.drawn = dict(_procedures(dictionary))
    return font


def _readable(stream: pikepdf.Stream) -> Mapping[int, str]:
    """The map of a ToUnicode stream; empty when it is damaged."""
    try:
        return read_map(unpacked(stream, _LONGEST_MAP))
    except (TooMuch, *UNREADABLE, ValueError, OverflowError):
        return {}


def _procedures(font: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    """Code to glyph procedure of a Type 3 font, by the Differences of its encoding (ISO 32000-1, 9.6.5)."""
    drawn, encoding = font.get("/CharProcs"), font.get("/Encoding")
    listed = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    if not isinstance(drawn, pikepdf.Dictionary) or not isinstance(listed, pikepdf.Array):
        return
    code = 0
    for item in listed:
        if isinstance(item, pikepdf.Name):
            procedure = drawn.get(str(item))
            if isinstance(procedure, pikepdf.Stream):
                yield code, procedure
            code += 1
        else:
            code = int(number(item))


def descendant_of(font: pikepdf.Object) -> pikepdf.Object:
    """The font that holds the descriptor: the descendant of a composite font, any other font itself."""
    inner = font.get("/DescendantFonts")
    return inner[0] if isinstance(inner, pikepdf.Array) and len(inner) and _is_dictionary(inner[0]) else font


def _is_dictionary(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary)


def _widths(font: pikepdf.Object, wide: bool) -> Mapping[int, float]:
    """Code to width; the /W array of ISO 32000-1, 9.7.4.3 or the plain /Widths."""
    inner = descendant_of(font)
    default = number(inner.get("/DW"), 1000.0) if wide else 0.0
    out: defaultdict[int, float] = defaultdict(lambda: default)
    if not wide:
        first, listed = int(number(font.get("/FirstChar"))), font.get("/Widths")
        if isinstance(listed, pikepdf.Array):
            out.update((first + at, number(width)) for at, width in enumerate(listed))
        return out
    listed = inner.get("/W")
    items = list(listed) if isinstance(listed, pikepdf.Array) else []
    at, left = 0, _MOST_WIDTHS
    while at + 1 < len(items) and left > 0:
        start = max(int(number(items[at])), 0)
        if isinstance(items[at + 1], pikepdf.Array):
            out.update((start + step, number(width)) for step, width in enumerate(items[at + 1]))
            at += 2
        else:
            last = min(int(number(items[at + 1])), _LAST_CODE)
            width = number(items[at + 2]) if at + 2 < len(items) else default
            out.update(dict.fromkeys(range(start, last + 1), width))
            left -= max(last + 1 - start, 0)
            at += 3
    return out


def program_of(font: pikepdf.Object) -> bytes | None:
    """The embedded font file, None when there is none; empty when it cannot be unpacked."""
    descriptor = font.get("/FontDescriptor")
    if isinstance(descriptor, pikepdf.Dictionary):
        for key in _FILES:
            stream = descriptor.get(key)
            if isinstance(stream, pikepdf.Stream):
                try:
                    return unpacked(stream)
                except (TooMuch, *UNREADABLE):
                    return b""
    return None


def missing_codes(font: FontUse, program: bytes) -> Iterator[int]:
    """Codes that show the empty box: glyph 0, glyphs behind the last one, letters without an outline."""
    if not font.wide:
        return
    ends = _outline_ends(program)
    for code in font.used:
        behind = ends is not None and code + 1 >= len(ends)
        empty = ends is not None and not behind and ends[code] == ends[code + 1]
        if code == 0 or behind or (empty and not set(font.text[code]) <= _INVISIBLE):
            yield code


def _outline_ends(program: bytes) -> tuple[int, ...] | None:
    """The offsets of a TrueType font's outlines (`loca`), None for fonts with other outlines."""
    tables = _tables(program)
    if b"loca" not in tables or b"head" not in tables:
        return None
    offset, length = tables[b"loca"]
    if program[tables[b"head"][0] + 51]:  # indexToLocFormat
        return struct.unpack_from(f">{length // 4}I", program, offset)
    return struct.unpack_from(f">{length // 2}H", program, offset)


def postscript_name(program: bytes) -> str:
    """What the embedded font calls itself (`name` table, entry 6), "" when it does not say."""
    start, _ = _tables(program).get(b"name", (0, 0))
    if not start:
        return ""
    count, texts = struct.unpack_from(">HH", program, start + 2)
    for at in range(start + 6, start + 6 + 12 * count, 12):
        platform, _, _, number, length, offset = struct.unpack_from(">6H", program, at)
        if number == _POSTSCRIPT:
            raw = program[start + texts + offset : start + texts + offset + length]
            return raw.decode("latin-1" if platform == _MACINTOSH else "utf-16-be", "replace")
    return ""


def _tables(program: bytes) -> dict[bytes, tuple[int, int]]:
    """Offset and length of every table of a TrueType or OpenType font (OpenType 1.9, "Table directory")."""
    if program[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return {}
    count = int.from_bytes(program[4:6], "big")
    records = struct.iter_unpack(">4sIII", program[12 : 12 + 16 * count])
    return {tag: (offset, length) for tag, _, offset, length in records}
