"""Small PDFs to impose, and looking at sheets as hands and eyes do."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageStat

MM = 72 / 25.4
A5 = (148.0, 210.0)


def page_of(
    pdf: pikepdf.Pdf, label: str, size_mm: tuple[float, float] = A5, at: tuple[float, float] = (0, 0), **keys: object
) -> pikepdf.Page:
    """A page that says its label at its upper left, with a lopsided drawing that no turn or mirror leaves alike."""
    width, height = size_mm[0] * MM, size_mm[1] * MM
    x, y = at
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    content = (
        f"q 0.8 g {x:.3f} {y:.3f} {width:.3f} {height:.3f} re f 0 g {x + 20:.3f} {y + 20:.3f} 60 25 re f "
        f"0.4 g {x + width - 30:.3f} {y + height / 2:.3f} 30 80 re f Q\n"
        f"BT /F1 14 Tf 1 0 0 1 {x + 30:.3f} {y + height - 50:.3f} Tm ({label}) Tj ET"
    )
    page = pdf.add_blank_page(page_size=(width, height))
    page.obj.MediaBox = Array([x, y, x + width, y + height])
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    page.obj.Contents = pdf.make_stream(content.encode())
    for key, value in keys.items():
        page.obj[f"/{key}"] = value
    return page


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def numbered(count: int, size_mm: tuple[float, float] = A5) -> bytes:
    """Pages that say `P001`, `P002` and so on."""
    with pikepdf.new() as pdf:
        for number in range(1, count + 1):
            page_of(pdf, f"P{number:03}", size_mm)
        return saved(pdf)


@dataclass(frozen=True)
class Word:
    """A label on a side: its lower left and upper right corner in pt of the sheet."""

    text: str
    left: float
    low: float
    right: float
    top: float


def words(data: bytes) -> list[list[Word]]:
    """The labels of every page of a file, from left to right."""
    found = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        content = text.get_text_bounded()
        side = []
        for match in re.finditer(r"P\d{3}", content):
            searcher = text.search(match[0])
            while (spot := searcher.get_next()) is not None:
                boxes = [text.get_charbox(spot[0] + k) for k in range(spot[1])]
                xs, ys = [x for b in boxes for x in (b[0], b[2])], [y for b in boxes for y in (b[1], b[3])]
                word = Word(match[0], min(xs), min(ys), max(xs), max(ys))
                if word not in side:
                    side.append(word)
        found.append(sorted(side, key=lambda word: word.left))
    document.close()
    return found


def numbers(side: Sequence[Word]) -> list[int]:
    return [int(word.text[1:]) for word in side]


def picture(
    data: bytes, index: int, area: tuple[float, float, float, float] | None = None, dpi: int = 72
) -> Image.Image:
    """A page as grey pixels; `area` is left, bottom, right, top in pt from the page's lower left corner as shown."""
    document = pypdfium2.PdfDocument(data)
    image = document[index].render(scale=dpi / 72, grayscale=True).to_pil()
    document.close()
    if area is None:
        return image
    left, low, right, top = (edge * dpi / 72 for edge in area)
    return image.crop((round(left), round(image.height - top), round(right), round(image.height - low)))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of grey levels; sizes may differ by a pixel of rounding."""
    assert abs(one.width - other.width) <= 2, (one.size, other.size)
    assert abs(one.height - other.height) <= 2, (one.size, other.size)
    size = min(one.width, other.width), min(one.height, other.height)
    return float(ImageStat.Stat(ImageChops.difference(one.crop((0, 0, *size)), other.crop((0, 0, *size)))).mean[0])


def lines_of(data: bytes, index: int) -> list[tuple[float, float, float, float]]:
    """The mark lines on a sheet: `x y m x y l` of its own content stream, before any turn."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[index].Contents.read_bytes().decode()
    found = re.findall(r"(-?[\d.]+) (-?[\d.]+) m (-?[\d.]+) (-?[\d.]+) l", content)
    return [(float(a), float(b), float(c), float(d)) for a, b, c, d in found]
