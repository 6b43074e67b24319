"""Repairs to the tag tree, where WeasyPrint 70.0 writes what the standard does not mean."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Name

_PT_PER_PX = 0.75


def repair_figures(pdf: pikepdf.Pdf) -> None:
    """Give every tagged figure its place in points from the page's foot (ISO 32000-1, 14.8.5.4.5).

    WeasyPrint writes CSS pixels from the top left corner of the trim, so that readers frame something else.
    """
    for figure in pdf.objects:
        if not isinstance(figure, pikepdf.Dictionary) or figure.get("/S") != Name.Figure:
            continue
        attributes, page = figure.get("/A"), figure.get("/Pg")
        if not isinstance(attributes, pikepdf.Dictionary) or not isinstance(page, pikepdf.Dictionary):
            continue
        box = attributes.get("/BBox")
        if isinstance(box, pikepdf.Array) and len(box) == 4:
            left, top, right, foot = (float(value) * _PT_PER_PX for value in box)
            trim = [float(value) for value in pikepdf.Page(page).trimbox]
            places = (trim[0] + left, trim[3] - foot, trim[0] + right, trim[3] - top)
            attributes.BBox = Array([round(place, 3) for place in places])
