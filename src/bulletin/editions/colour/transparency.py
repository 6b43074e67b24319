"""Transparency of a finished file: found, taken away where it does nothing, refused where a standard forbids it."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name

from bulletin.editions import rules
from bulletin.errors import Finding, ProofError
from bulletin.pdf.resources import all_resources, entries

_SILENT = {"/Type": None, "/ca": 1, "/CA": 1, "/BM": Name.Normal, "/SMask": Name("/None"), "/AIS": None}
"""Entries of a graphics state that do nothing with this value (None: with any value, while all others are silent)."""


def drop_idle_transparency(pdf: pikepdf.Pdf, *, forbidden: bool) -> frozenset[bytes]:
    """Remove the graphics states and groups that change nothing, once the whole file is known to be opaque.

    Args:
        pdf: the file; soft masks that cover nothing are dropped.
        forbidden: PDF/X-1a and PDF/A-1 allow none.

    Returns:
        The names of the states that are gone, so that their `gs` can be left out.

    Raises:
        ProofError: the standard forbids transparency and the pages use it.
    """
    if forbidden:
        require_opaque(pdf)
    resources = list(all_resources(pdf))
    _drop_idle_masks(resources)
    return frozenset() if any(True for item in resources for _ in _uses(item)) else _cleared(pdf, resources)


def require_opaque(pdf: pikepdf.Pdf) -> None:
    """Make sure that no page uses transparency; soft masks that cover nothing are dropped.

    Raises:
        ProofError: a page does. Nothing is flattened: what is below a picture could not be known here.
    """
    resources = list(all_resources(pdf))
    _drop_idle_masks(resources)
    used = sorted({what for item in resources for what in _uses(item)})
    if used:
        raise ProofError([Finding(rules.TRANSPARENT, quote=what, values={"what": what}) for what in used])


def _drop_idle_masks(resources: list[pikepdf.Dictionary]) -> None:
    for item in resources:
        for picture in entries(item, "/XObject"):
            _drop_idle_mask(picture)


def _drop_idle_mask(picture: pikepdf.Object) -> None:
    """A soft mask that covers nothing (a PNG with an unused alpha channel) goes."""
    mask = picture.get("/SMask")
    if isinstance(mask, pikepdf.Stream) and mask.get("/Filter") != Name.DCTDecode and "/Decode" not in mask:
        try:
            idle = not mask.read_bytes().strip(b"\xff")
        except pikepdf.PdfError:  # a filter that only a renderer knows
            return
        if idle:
            del picture["/SMask"]


def _uses(resources: pikepdf.Dictionary) -> Iterator[str]:
    for state in entries(resources, "/ExtGState"):
        for key in ("/ca", "/CA"):
            if key in state and float(state[key]) != 1:
                yield f"{key} {float(state[key]):g}"
        for key in ("/BM", "/SMask"):
            if key in state and state[key] != _SILENT[key]:
                yield key
    for picture in entries(resources, "/XObject"):
        if "/SMask" in picture:
            yield "/SMask"


def _cleared(pdf: pikepdf.Pdf, resources: list[pikepdf.Dictionary]) -> frozenset[bytes]:
    idle: set[str] = set()
    busy: set[str] = set()
    for item in resources:
        states = item.get("/ExtGState", Dictionary())
        for name, state in states.items():
            (idle if set(state.keys()) <= set(_SILENT) else busy).add(name)
    gone = idle - busy  # one name may mean different states in different dictionaries
    for item in resources:
        states = item.get("/ExtGState", Dictionary())
        for name in list(states.keys()):
            if name in gone:
                del states[name]
            else:
                for key in set(states[name].keys()) & (set(_SILENT) - {"/Type"}):
                    del states[name][key]
        if "/ExtGState" in item and not len(states):
            del item["/ExtGState"]
        for form in entries(item, "/XObject"):
            if "/Group" in form:
                del form["/Group"]
    for page in pdf.pages:
        if "/Group" in page.obj:
            del page.obj["/Group"]
    return frozenset(name.encode("latin-1") for name in gone)
