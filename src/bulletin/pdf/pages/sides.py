"""The fronts or the backs of a file whose pages are the sides of sheets, for printers that print one side only."""

from __future__ import annotations

import io
from typing import Literal

import pikepdf


def one_side(pdf: bytes, which: Literal["front", "back"]) -> bytes:
    """Every other page as a file of its own: the first, third … or the second, fourth …; the same bytes each time.

    A sheet without a back gets a white one, so that both files have as many pages as there are sheets and the piles of
    several copies stay in step.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        if len(file.pages) % 2:
            box = file.pages[-1].mediabox
            file.add_blank_page(page_size=(float(box[2]) - float(box[0]), float(box[3]) - float(box[1])))
        keep = 0 if which == "front" else 1
        for at in range(len(file.pages) - 1, -1, -1):
            if at % 2 != keep:
                del file.pages[at]
        for key in ("/PageLabels", "/Outlines", "/Dests", "/Names"):
            if key in file.Root:
                del file.Root[key]
        if "/ViewerPreferences" in file.Root and "/Duplex" in file.Root.ViewerPreferences:
            file.Root.ViewerPreferences.Duplex = pikepdf.Name.Simplex
        out = io.BytesIO()
        file.save(out, deterministic_id=True)
        return out.getvalue()
