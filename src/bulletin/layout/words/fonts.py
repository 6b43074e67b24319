"""One subset of each face for a file, written as fonts with glyph numbers for codes (ISO 32000-1, 9.7).

Pages that are set alone name their fonts and say what they show (`FontBook`); the file that they are joined to has one
subset of each face for all of them (`FileFonts`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin.layout.words.content import ShownFont
from bulletin.layout.words.parts import FaceKey, PageFont
from bulletin.layout.words.runs import DrawnSlot, GlyphRun
from bulletin.layout.words.shaping import FaceShaper, Shapers
from bulletin.lazy import dataclass

_SYMBOLIC, _ITALIC = 4, 64
"""Flags of a font descriptor (ISO 32000-1, table 123): codes are glyphs, not letters of an alphabet."""
_PER_BLOCK = 100
"""The most entries that a block of a CMap may hold (Adobe technical note 5014)."""


class _Widths(dict[int, float]):
    """The widths of glyphs as the file says them, in thousandths of the size; each is found out once."""

    def __init__(self, shaper: FaceShaper) -> None:
        super().__init__()
        self._shaper = shaper

    def __missing__(self, glyph: int) -> float:
        found = self[glyph] = round(self._shaper.advance(glyph) * 1000 / self._shaper.upem, 4)
        return found


@dataclass(slots=True)
class _Member:
    """A face of some pages or of a file: its name in the resources, what each glyph says, and how wide it is.

    `texts` has a map for each font that is made of the face. A glyph that says two things (one drawing for two letters)
    is in two of them, so that every map stays exact.
    """

    number: int
    shaper: FaceShaper
    texts: list[dict[int, str]] = field(default_factory=list)
    width: Callable[[int], float] = field(init=False)

    def __post_init__(self) -> None:
        self.width = _Widths(self.shaper).__getitem__

    def font(self, glyph: int, text: str) -> int:
        """Which font of the face shows this glyph with this text."""
        for number, known in enumerate(self.texts):
            if known.setdefault(glyph, text) == text:
                return number
        self.texts.append({glyph: text})
        return len(self.texts) - 1

    def name(self, number: int) -> str:
        """The name in the resources."""
        return f"T{self.number}" + (f".{number}" if number else "")


class FontBook:
    """The fonts of some pages; gives each run its fonts, and says which there are when all runs are known."""

    def __init__(self, shapers: Shapers, slots: Iterable[DrawnSlot]) -> None:
        self._members: dict[FaceKey, _Member] = {}
        for slot in slots:
            for line in slot.lines:
                for run in line.runs:
                    self._add(shapers, run)

    def _add(self, shapers: Shapers, run: GlyphRun) -> None:
        member = self._members.get(run.style.face)
        if member is None:
            shaper = shapers.of(run.style.face)
            member = self._members[run.style.face] = _Member(len(self._members), shaper)
            member.font(shaper.space()[0], " ")
        usual = member.texts[0]
        for glyph, text in zip(run.glyphs, run.texts, strict=True):
            if usual.get(glyph) != text:
                member.font(glyph, text)

    def fonts_of(self, run: GlyphRun) -> Iterator[tuple[ShownFont, int, int]]:
        """The fonts of a run with the glyphs that each shows."""
        member = self._members[run.style.face]
        usual = member.texts[0].get
        shown = zip(run.glyphs, run.texts, strict=True)
        numbers = [0 if usual(glyph) == text else member.font(glyph, text) for glyph, text in shown]
        start = 0
        for at in range(1, len(numbers) + 1):
            if at == len(numbers) or numbers[at] != numbers[start]:
                yield ShownFont(member.name(numbers[start]), member.width), start, at
                start = at

    def fonts(self) -> tuple[PageFont, ...]:
        """All of them."""
        return tuple(
            PageFont(member.name(number), face, texts)
            for face, member in self._members.items()
            for number, texts in enumerate(member.texts)
        )


class FileFonts:
    """The fonts of a file that pages are joined to; those of one face share its subset."""

    def __init__(self, shapers: Shapers) -> None:
        self._shapers = shapers
        self._members: dict[FaceKey, _Member] = {}

    def add(self, font: PageFont) -> tuple[FaceKey, int]:
        """Which font of the file shows what this one of some pages shows: the face, and the number of its map."""
        member = self._members.get(font.face)
        if member is None:
            member = self._members[font.face] = _Member(len(self._members), self._shapers.of(font.face))
        for number, known in enumerate(member.texts):
            if all(known.get(glyph, text) == text for glyph, text in font.texts.items()):
                known.update(font.texts)
                return font.face, number
        member.texts.append(dict(font.texts))
        return font.face, len(member.texts) - 1

    def write(self, pdf: pikepdf.Pdf) -> Mapping[tuple[FaceKey, int], pikepdf.Object]:
        """The fonts by what `add` gave for them."""
        found: dict[tuple[FaceKey, int], pikepdf.Object] = {}
        for face, member in self._members.items():
            inner = _descendant(pdf, member)
            for number, texts in enumerate(member.texts):
                cmap = pdf.make_stream(_to_unicode(texts))
                font = Dictionary(
                    Type=Name.Font, Subtype=Name.Type0, BaseFont=inner.BaseFont, Encoding=Name("/Identity-H"),
                    DescendantFonts=Array([inner]), ToUnicode=cmap,
                )  # fmt: skip
                found[face, number] = pdf.make_indirect(font)
        return found


def _descendant(pdf: pikepdf.Pdf, member: _Member) -> pikepdf.Object:
    shaper, face = member.shaper, member.shaper.face
    glyphs = sorted({glyph for texts in member.texts for glyph in texts})
    data = shaper.subset(set(glyphs))
    base = Name(f"/{shaper.tag(glyphs)}+{face.pdf_name}")
    file = pdf.make_stream(data)
    file.Length1 = len(data)
    numbers = {f"/{key}": _short(value) for key, value in shaper.metrics().items()}
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=base, Flags=_SYMBOLIC | (_ITALIC if face.style == "italic" else 0),
        FontBBox=Array([_short(value) for value in shaper.box(glyphs)]), StemV=_stem(face.weight), FontFile2=file,
    )  # fmt: skip
    for key, value in numbers.items():
        descriptor[key] = value
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=base, CIDSystemInfo=system,
            FontDescriptor=pdf.make_indirect(descriptor), CIDToGIDMap=Name.Identity, DW=0,
            W=_widths(glyphs, member),
        )
    )  # fmt: skip


def _stem(weight: int) -> int:
    """About how thick the stems of a weight are; viewers use it only where the font itself is missing."""
    return 50 + round((weight / 65) ** 2)


def _widths(glyphs: list[int], member: _Member) -> Array:
    """The array /W: each run of glyphs that follow one another with its widths."""
    rows: list[object] = []
    start = 0
    for at in range(1, len(glyphs) + 1):
        if at == len(glyphs) or glyphs[at] != glyphs[at - 1] + 1:
            rows += [glyphs[start], Array([_short(member.width(glyph)) for glyph in glyphs[start:at]])]
            start = at
    return Array(rows)


def _short(value: float) -> float | int:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
    ]  # fmt: skip
    items = sorted(texts.items())
    for at in range(0, len(items), _PER_BLOCK):
        block = items[at : at + _PER_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
