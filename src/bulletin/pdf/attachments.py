"""Read the files attached to a PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary


def attached(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    """Path in the issue folder and bytes of every file inside, as a reader's program finds them."""
    names = pdf.Root.get("/Names", Dictionary()).get("/EmbeddedFiles")
    listed = names.get("/Names") if isinstance(names, Dictionary) else None
    items = list(listed) if isinstance(listed, Array) else []
    for key, spec in zip(items[::2], items[1::2], strict=False):
        yield str(key), spec.EF.UF.read_bytes()


def attached_files(data: bytes) -> dict[str, bytes]:
    """The files inside a PDF by their paths in the issue folder; none where the PDF or its list cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return dict(attached(pdf))
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return {}
