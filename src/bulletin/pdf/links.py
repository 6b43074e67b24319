"""Links and everything else in a PDF that acts: which addresses may stay, and what must not be there at all."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pikepdf

from bulletin.lazy import dataclass
from bulletin.pdf.document import annots

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_CATALOGUE_ACTIVE = ("/OpenAction", "/AA", "/AcroForm", "/URI", "/Collection", "/AF", "/Perms")
_NAMES_ACTIVE = ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/AlternatePresentations")


@dataclass(frozen=True, slots=True)
class Active:
    """Something that acts and must not: where (page from 1, or None for the whole file) and what (`javascript:…`)."""

    page: int | None
    what: str


def address_of(annotation: pikepdf.Object) -> str | None:
    """The web or mail address that a link annotation opens, None for links inside the file."""
    action = annotation.get("/A")
    if isinstance(action, pikepdf.Dictionary) and action.get("/S") == pikepdf.Name.URI:
        return str(action.get("/URI", ""))
    return None


def active_parts(pdf: pikepdf.Pdf) -> Iterator[Active]:
    """All that is not a plain link: scripts, launches, forms, attachments, media, addresses with other schemes."""
    for key in _CATALOGUE_ACTIVE:
        if key in pdf.Root:
            yield Active(None, key)
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from (Active(None, key) for key in _NAMES_ACTIVE if key in names)
    for number, page in enumerate(pdf.pages, start=1):
        if "/AA" in page.obj:
            yield Active(number, "/AA")
        for annotation in annots(page):
            what = fault(annotation)
            if what is not None:
                yield Active(number, what)


def fault(annotation: pikepdf.Object) -> str | None:
    """Why an annotation may not stay, None if it may: a link to an allowed address or to a place in this file."""
    if annotation.get("/Subtype") != pikepdf.Name.Link:
        return str(annotation.get("/Subtype", "/Annot"))
    if "/AA" in annotation:
        return "/AA"
    action = annotation.get("/A")
    if action is None:
        return None if "/Dest" in annotation else "/Link"
    if not isinstance(action, pikepdf.Dictionary) or "/Next" in action:
        return "/Next"
    kind = action.get("/S")
    if kind == pikepdf.Name.GoTo:
        return None
    address = address_of(annotation)
    if address is None:
        return str(kind)
    return None if scheme_allowed(address) else address


def scheme_allowed(address: str) -> bool:
    """Whether an address has one of the schemes that a bulletin may carry; control characters are never allowed."""
    if not address.isprintable():
        return False
    try:
        return urlsplit(address).scheme.lower() in ALLOWED_SCHEMES
    except ValueError:
        return False
