"""The screen edition: for e-mail, the portal and reading on a telephone. Tagged (PDF/UA-1), small, links alive, sRGB.

The page is cropped to the trim: MediaBox is the trim and no other box is written, since nobody cuts a screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.editions.identity.meta import Meta, write_identity
from bulletin.editions.identity.xmp import XmpClaims
from bulletin.editions.prune import prune_resources
from bulletin.editions.raw_pages import open_raw_pages
from bulletin.editions.reading import prepare_for_reading
from bulletin.editions.save import save
from bulletin.layout.laid import Laid

_COMPONENTS = (1, 3)
CLAIMS = XmpClaims(pdfua=1)


def write_screen(laid: Laid, photos: Mapping[bytes, bytes], meta: Meta) -> bytes:
    """The screen PDF of laid-out pages; the same arguments give the same bytes.

    Args:
        laid: the raw pages with 1 × 1 px placeholders.
        photos: the edition's JPEG for the marker of every photo slot (RGB or grey, no EXIF), cropped to the slot.
        meta: what the file says about itself.

    Raises:
        ProofError: a frame without photo, a photo without frame, an unfit photo, active content, or pages that cannot
            be tagged.
    """
    with open_raw_pages(laid, photos, _COMPONENTS) as pdf:
        prepare_for_reading(pdf, laid, meta)
        write_identity(pdf, meta, CLAIMS)
        prune_resources(pdf)
        return save(pdf)
