"""Read the files attached to a PDF."""

from __future__ import annotations

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
