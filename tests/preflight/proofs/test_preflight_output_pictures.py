from __future__ import annotations

import io

import make_laid
import pytest
from PIL import Image

from bulletin.pdf.pdfium import page_pngs, png


def test_page_as_picture() -> None:
    laid = make_laid.small()
    _, data = page_pngs(laid.pdf, 72)
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert image.mode == "RGB"
        assert image.size == pytest.approx((136 * 72 / 25.4, 196 * 72 / 25.4), abs=1.01)
        assert image.getpixel((2, 2)) == (255, 255, 255)
        assert min(image.convert("L").tobytes()) < 60
    assert list(page_pngs(laid.pdf, 72))[1] == data


def test_colours_are_not_exchanged() -> None:
    rows = [bytes([255, 0, 0, 0, 255, 0]), bytes([0, 0, 255, 9, 8, 7])]
    with Image.open(io.BytesIO(png(rows, 2))) as image:
        assert [image.getpixel((x, y)) for y in range(2) for x in range(2)] == [
            (255, 0, 0), (0, 255, 0), (0, 0, 255), (9, 8, 7)
        ]  # fmt: skip


def test_red_on_the_page_is_red_in_the_picture() -> None:
    maker = make_laid.Maker(pages=1)
    maker.add(make_laid.PageBox(1, 0, 0, 130, 190), '<div style="background:#f00;width:130mm;height:190mm"></div>')
    with Image.open(io.BytesIO(next(page_pngs(maker.laid().pdf, 40)))) as image:
        assert image.getpixel((100, 100)) == (255, 0, 0)
