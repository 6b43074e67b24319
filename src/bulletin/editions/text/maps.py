"""Repair the ToUnicode maps of fonts."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from bulletin.pdf.resources import all_resources, entries
from bulletin.pdf.text.tounicode import plain, read_map

_PER_BLOCK = 100  # the most entries that a block of a CMap may hold (Adobe technical note 5014)


def repaired(cmap: bytes) -> bytes | None:
    """The stream with every text made plain, or None when it is plain already."""
    before = read_map(cmap)
    after = {code: plain(text) for code, text in before.items()}
    if after == before:
        return None
    return _write(after, wide=b"<0000>" in cmap or max(after, default=0) > 0xFF)


def repair_fonts(pdf: pikepdf.Pdf) -> int:
    """Repair the maps of every font of a file (pages and forms); returns how many were changed."""
    changed = 0
    seen: set[tuple[int, int]] = set()
    for stream in _maps(pdf):
        if stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        better = repaired(stream.read_bytes())
        if better is not None:
            stream.write(better)
            changed += 1
    return changed


def _maps(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """Every ToUnicode stream, those of forms and patterns too."""
    for resources in all_resources(pdf):
        for font in entries(resources, "/Font"):
            stream = font.get("/ToUnicode")
            if isinstance(stream, pikepdf.Stream):
                yield stream


def _write(texts: dict[int, str], *, wide: bool) -> bytes:
    digits = 4 if wide else 2
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", f"<{'0' * digits}> <{'f' * digits}>", "endcodespacerange",
    ]  # fmt: skip
    items = sorted(texts.items())
    for at in range(0, len(items), _PER_BLOCK):
        block = items[at : at + _PER_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:0{digits}x}> <{text.encode('utf-16-be').hex()}>" for code, text in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
