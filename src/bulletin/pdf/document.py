"""Helpers to read a PDF document: annotations, inherited attributes, names."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pikepdf

PRINT_MARKS = frozenset({"/PrinterMark", "/TrapNet"})
"""Subtypes of annotations that belong to the shop: marks and traps."""
_DEEPEST = 64  # groups of pages in each other; a hostile file has a ring of them


def annots(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The annotations of a page; broken entries are left out."""
    listed = page.obj.get("/Annots")
    if isinstance(listed, pikepdf.Array):
        yield from (item for item in listed if isinstance(item, pikepdf.Dictionary))


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """An attribute of the page or of the nearest group of pages above it (ISO 32000-1, 7.7.3.4)."""
    node: pikepdf.Object | None = page
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        value = node.get(key)
        if value is not None:
            return value
        node = node.get("/Parent")
    return None


def canonical(address: str) -> str:
    """An address as it is in a PDF: percent-encoded ASCII, reserved characters kept (RFC 3987, 3.1)."""
    return quote(address.encode(), safe=b"/:?#[]@!$&'()*+,;=~%")
