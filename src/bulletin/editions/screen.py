"""The screen edition: for e-mail, the portal and reading on a telephone. Tagged (PDF/UA-1), small, links alive, sRGB.

The page is cropped to the trim: MediaBox is the trim and no other box is written, since nobody cuts a screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf

from bulletin.editions import rules
from bulletin.editions.frames import opened
from bulletin.editions.links import active_parts
from bulletin.editions.pdf import Meta, annots, crop_to_trim, save, write_catalogue, write_identity
from bulletin.editions.tags import retag
from bulletin.editions.xmp import XmpClaims
from bulletin.errors import Finding, Place, ProofError
from bulletin.layout.pages import Laid

_COMPONENTS = (1, 3)
_PRINTED = 4  # annotation flag Print: a reader prints what it shows (ISO 32000-1, table 165)
_CLAIMS = XmpClaims(pdfua=1)


def write_screen(laid: Laid, photos: Mapping[bytes, bytes], meta: Meta) -> bytes:
    """The screen PDF of laid-out pages; the same arguments give the same bytes.

    Args:
        laid: the raw pages with 1 × 1 px placeholders.
        photos: the edition's JPEG for the marker of every photo slot (RGB or grey, no EXIF), cropped to the slot.
        meta: what the file says about itself.

    Raises:
        ProofError: a frame without photo, a photo without frame, an unfit photo, or active content in the pages.
    """
    with opened(laid, photos, _COMPONENTS) as pdf:
        findings = list(_active(pdf))
        if findings:
            raise ProofError(findings)
        retag(pdf, laid)
        crop_to_trim(pdf)
        for page in pdf.pages:
            for annotation in annots(page):
                annotation.F = _PRINTED
        write_catalogue(pdf, meta)
        write_identity(pdf, meta, _CLAIMS)
        return save(pdf)


def _active(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for part in active_parts(pdf):
        yield Finding(rules.ACTIVE, Place(page=part.page), quote=part.what, values={"what": part.what})
