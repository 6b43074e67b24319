"""Sheets for folding carry exactly the pages that were proved: each one, unchanged, whole inside its sheet."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from bulletin.errors import Finding, Place
from bulletin.geometry import IDENTITY, Matrix, bounds, contains, multiply
from bulletin.pdf.unpack import content_of
from bulletin.preflight.proofs import rules

_EDGE_PT = 0.5


def prove_imposed(sheets: bytes, source: bytes) -> tuple[Finding, ...]:
    """Findings on imposed sheets, none when every page of the source is on them as it was proved.

    Args:
        sheets: the imposed file; its pages draw the source's pages as form XObjects.
        source: the file of single pages that was proved and inspected.
    """
    with pikepdf.open(io.BytesIO(source)) as single, pikepdf.open(io.BytesIO(sheets)) as imposed:
        wanted = {_digest(content_of(page.obj.get("/Contents"))): number for number, page in enumerate(single.pages, 1)}
        found: set[int] = set()
        lost: list[Finding] = []
        for side, page in enumerate(imposed.pages, 1):
            for form, inside in _drawn(page):
                number = wanted.get(_digest(content_of(form)))
                if number is None or not inside:
                    lost.append(_finding(side, str(number or "?")))
                else:
                    found.add(number)
        lost += [_finding(None, str(number)) for number in sorted(set(wanted.values()) - found)]
    return tuple(lost)


def _drawn(page: pikepdf.Page) -> Iterator[tuple[pikepdf.Stream, bool]]:
    """The forms that a sheet of ours draws, each with whether it is within the sheet."""
    x0, y0, x1, y1 = (float(edge) for edge in page.mediabox)
    media = x0, y0, x1, y1
    forms = page.obj.Resources.get("/XObject")
    matrix, stack = IDENTITY, list[Matrix]()
    for item in pikepdf.parse_content_stream(page):
        name, operands = str(item.operator), list(item.operands)
        if name == "q":
            stack.append(matrix)
        elif name == "Q" and stack:
            matrix = stack.pop()
        elif name == "cm":
            matrix = multiply(_six(operands), matrix)
        elif name == "Do" and isinstance(forms, pikepdf.Dictionary):
            form = forms.get(str(operands[0]))
            if isinstance(form, pikepdf.Stream):
                box = bounds(matrix, *(float(edge) for edge in form.BBox))
                yield form, contains(media, box, _EDGE_PT)


def _six(operands: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _finding(side: int | None, number: str) -> Finding:
    return Finding(rules.IMPOSED, Place(page=side), values={"page": number})
