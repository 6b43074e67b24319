"""Drop the resources that a page does not use."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name

from bulletin.lazy import pattern
from bulletin.pdf.resources import _first, entries
from bulletin.pdf.unpack import content_of

_NAME = pattern(rb"/([^\x00\t\n\f\r /<>\[\](){}%]+)")


_ESCAPE = pattern(rb"#([0-9A-Fa-f]{2})")


_ALWAYS = frozenset({"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"})
"""Colour spaces that count without being called (ISO 32000-1, 8.6.5.6)."""


def prune_resources(pdf: pikepdf.Pdf) -> None:
    """Leave every page, form, pattern and mask only the resources whose names stand in its content.

    The layout engine gives one dictionary to all: whoever takes page 7 out of a file would get the photos of all pages
    with it, and a platesetter has to look through them for each page.
    """
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        page.obj.Resources = _thinned(page.resources, _names(content_of(page.obj.get("/Contents"))), seen)


def resources_used_by(resources: pikepdf.Dictionary, content: bytes) -> pikepdf.Dictionary:
    """The part of a foreign page's resources that its content names; nothing below it is looked into.

    All of them if something below has no resources of its own and therefore takes the page's, or if a name is no text.
    """
    try:
        made = _named(resources, _names(content))
    except UnicodeError:
        return resources
    return resources if any(_resources(item) is None for item in _streams(made)) else made


def _thinned(resources: pikepdf.Object, names: set[str], seen: set[tuple[int, int]]) -> pikepdf.Dictionary:
    read: set[tuple[int, int]] = set()
    while True:
        made = _named(resources, names)
        more: set[str] = set()
        for item in _streams(made):
            own = _resources(item)
            if own is None:  # such a form takes the names of whoever draws it
                more |= _names(content_of(item)) if _first(item, read) else set()
            elif _first(item, seen):
                item.Resources = _thinned(own, _names(content_of(item)), seen)
        if more <= names:
            return made
        names |= more


def _named(resources: pikepdf.Object, names: set[str]) -> pikepdf.Dictionary:
    made = Dictionary()
    for kind, listed in resources.items():
        if not isinstance(listed, Dictionary):
            made[kind] = listed
            continue
        kept = {name: item for name, item in listed.items() if name in names or name in _ALWAYS}
        if kept:
            made[kind] = Dictionary(kept)
    return made


def _streams(resources: pikepdf.Dictionary) -> Iterator[pikepdf.Stream]:
    """What draws with resources: forms, tiling patterns and the groups of masks."""
    masks = (state.get("/SMask") for state in entries(resources, "/ExtGState"))
    groups = (mask.get("/G") for mask in masks if isinstance(mask, Dictionary))
    for item in (*entries(resources, "/XObject"), *entries(resources, "/Pattern"), *groups):
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != Name.Image:
            yield item


def _resources(item: pikepdf.Stream) -> pikepdf.Dictionary | None:
    own = item.get("/Resources")
    return own if isinstance(own, Dictionary) else None


def _names(content: bytes) -> set[str]:
    """Every name in a content stream, those of tags and in strings too: rather too many than too few."""
    found = set(_NAME.findall(content))
    plain = {_ESCAPE.sub(lambda code: bytes.fromhex(code[1].decode()), name) for name in found}
    return {f"/{name.decode('utf-8', 'surrogateescape')}" for name in plain}
