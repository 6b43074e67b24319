"""What the tests of the shipped layouts look at: folders, templates, style sheets, finished pages."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from bulletin.layout.spec import layout_names

ROOT = Path(__file__).resolve().parents[3]
LAYOUTS = ROOT / "layouts"
EXAMPLES = ROOT / "examples"
NAMES = layout_names()
PPI = 100
RGB = tuple[int, int, int]


@dataclass(frozen=True)
class Built:
    """A finished build: the file, and what the build answered."""

    pdf: Path
    answer: Mapping[str, Any]


@dataclass(frozen=True)
class Words:
    """A piece of text on a page, its colour and the colour around it."""

    page: int
    text: str
    ink: RGB
    ground: RGB


def templates(name: str) -> dict[str, Path]:
    """The templates that a layout uses: its own before the shared ones."""
    return {p.name: p for folder in (LAYOUTS / "_base", LAYOUTS / name) for p in sorted(folder.glob("*.j2"))}


def without_comments(css: str) -> str:
    """CSS, or a template, without what only people read."""
    return re.sub(r"/\*.*?\*/|\{#.*?#\}", "", css, flags=re.S)


def ink_boxes(pdf: Path) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Page number and mm from the left, top, right and bottom trim edge to the nearest ink."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            grey = page.render(scale=PPI / 72).to_pil().convert("L")
            left, top, right, bottom = grey.point(lambda v: 255 if v < 250 else 0).getbbox()
            edges = (left, top, grey.width - right, grey.height - bottom)
            yield number, tuple(edge * 25.4 / PPI for edge in edges)  # type: ignore[misc]


def words_on_grounds(pdf: Path) -> Iterator[Words]:
    """Every piece of text of a finished file with its fill colour and the commonest colour just around it."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            picture = page.render(scale=PPI / 72).to_pil().convert("RGB")
            textpage = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], textpage=textpage):
                text = item.extract().strip()
                if text:
                    yield Words(number, text, _fill(item), _around(picture, item.get_bounds(), page.get_height()))


def _fill(item: pypdfium2.PdfObject) -> RGB:
    parts = [ctypes.c_uint() for _ in range(4)]
    assert pdfium.FPDFPageObj_GetFillColor(item.raw, *map(ctypes.byref, parts))
    return parts[0].value, parts[1].value, parts[2].value


def _around(picture: Image.Image, bounds: tuple[float, float, float, float], height: float) -> RGB:
    """The commonest colour on the edge of a frame two px outside the bounds (in pt from the lower left corner)."""
    scale = PPI / 72
    left, low, right, high = bounds
    x0, x1 = int(left * scale) - 2, int(right * scale) + 3
    y0, y1 = int((height - high) * scale) - 2, int((height - low) * scale) + 3
    frame = [(x, y) for x in range(x0, x1) for y in (y0, y1)] + [(x, y) for y in range(y0, y1) for x in (x0, x1)]
    inside = [xy for xy in frame if 0 <= xy[0] < picture.width and 0 <= xy[1] < picture.height]
    return Counter(picture.getpixel(xy) for xy in inside).most_common(1)[0][0]  # type: ignore[return-value]


def contrast(one: RGB, other: RGB) -> float:
    """Contrast ratio of two colours after WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: RGB) -> float:
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def rgb(srgb: str) -> RGB:
    """`#1a2b3c` as three numbers."""
    return int(srgb[1:3], 16), int(srgb[3:5], 16), int(srgb[5:7], 16)
