"""Walk the resource dictionaries of a PDF: fonts, pictures, states and colours."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name


def all_resources(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every resource dictionary that pages use, also through forms, patterns, masks and Type 3 fonts, each once.

    Walking from the pages costs a tenth of looking at every object: most objects of a tagged file are tags.
    """
    seen: set[tuple[int, int]] = set()
    waiting: list[pikepdf.Object | None] = [page.resources for page in pdf.pages]
    while waiting:
        resources = waiting.pop()
        if not isinstance(resources, Dictionary) or not _first(resources, seen):
            continue
        yield resources
        for item in (*entries(resources, "/XObject"), *entries(resources, "/Pattern")):
            if _first(item, seen) and item.get("/Subtype") != Name.Image:
                waiting.append(item.get("/Resources"))
        for state in entries(resources, "/ExtGState"):
            mask = state.get("/SMask")
            if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
                waiting.append(mask.G.get("/Resources"))
        for font in entries(resources, "/Font"):
            if font.get("/Subtype") == Name.Type3 and _first(font, seen):
                waiting.append(font.get("/Resources"))


def entries(resources: pikepdf.Object, key: str) -> list[pikepdf.Object]:
    """The dictionaries and streams of one class of resources."""
    listed = resources.get(key)
    if not isinstance(listed, Dictionary):
        return []
    return [item for item in listed.values() if isinstance(item, Dictionary | pikepdf.Stream)]


def _first(obj: pikepdf.Object, seen: set[tuple[int, int]]) -> bool:
    if not obj.is_indirect:
        return True
    if obj.objgen in seen:
        return False
    seen.add(obj.objgen)
    return True
