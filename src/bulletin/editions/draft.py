"""DRAFT: a stamp with its time on every page of a file that nobody has approved yet.

The letters are outlines and an artifact (ISO 32000-1, 14.8.2.2): the text, the tags and the fonts of the file stay as
they were, so that everything proved of a draft holds for the issue.
"""

from __future__ import annotations

import io

import pikepdf

from bulletin.assets.fonts.outlines import line_outlines
from bulletin.editions.save import save
from bulletin.geometry import PT_PER_MM

_FACE, _WEIGHT = "Source Sans 3", 700
_SIZE_PT = 9.0
_FROM_TOP_MM = 5.2
"""Most copiers leave 4 mm at the edge of a sheet without ink."""
_GREY = 0.25
_PAD_PT = 3.0


def stamped(pdf: bytes, when: str) -> bytes:
    """The file with “BẢN NHÁP” and a time at the top of each page; the same arguments give the same bytes.

    Args:
        pdf: a finished file.
        when: the time as it is read, `27/11/2026 14:02`.
    """
    outlines, width = line_outlines(f"BẢN NHÁP – {when}", _FACE, _WEIGHT, _SIZE_PT)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            x0, _, x1, y1 = (float(value) for value in page.trimbox)
            _draw(file, page, outlines, x0 + (x1 - x0 - width) / 2, y1 - _FROM_TOP_MM * PT_PER_MM, width)
        return save(file, version=file.pdf_version, object_streams=file.pdf_version >= "1.5")


def _draw(file: pikepdf.Pdf, page: pikepdf.Page, outlines: bytes, x: float, y: float, width: float) -> None:
    """A white field, so that the words are read over a photo too, and the words."""
    field = f"1 g {-_PAD_PT:.2f} {-_PAD_PT:.2f} {width + 2 * _PAD_PT:.2f} {_SIZE_PT + _PAD_PT:.2f} re f\n"
    drawing = f"/Artifact BMC q 1 0 0 1 {x:.3f} {y:.3f} cm\n{field}{_GREY} g\n".encode() + outlines + b"f Q EMC\n"
    page.contents_add(file.make_stream(b"q\n"), prepend=True)
    page.contents_add(file.make_stream(b"\nQ\n" + drawing))
