"""The record edition: what the archive keeps. PDF/A-3a and PDF/UA-1 in one file with its source inside, or PDF/A-1b.

PDF/A-1 is the part that the Vietnamese preservation standard TCVN 14159-1:2024 takes over (ISO 19005-1). It knows
neither attachments nor transparency, so such a file holds the pages alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin import datafiles
from bulletin.editions.cidset import add_cid_sets
from bulletin.editions.colour.transparency import require_opaque
from bulletin.editions.identity.attachments import Attachment, attach
from bulletin.editions.identity.meta import Meta, write_identity
from bulletin.editions.identity.xmp import XmpClaims
from bulletin.editions.prune import prune_resources
from bulletin.editions.raw_pages import open_raw_pages
from bulletin.editions.reading import prepare_for_reading
from bulletin.editions.save import save
from bulletin.layout.laid import Laid

Standard = Literal["a-3a", "a-1b"]
SRGB = datafiles.find("colour", "sRGB2014.icc")
CLAIMS: Mapping[Standard, XmpClaims] = {
    "a-3a": XmpClaims(pdfa=(3, "A"), pdfua=1),
    "a-1b": XmpClaims(pdfa=(1, "B")),
}
_COMPONENTS = (1, 3)


def write_record(
    laid: Laid,
    photos: Mapping[bytes, bytes],
    meta: Meta,
    attachments: Sequence[Attachment] = (),
    standard: Standard = "a-3a",
) -> bytes:
    """The record PDF of laid-out pages; the same arguments give the same bytes.

    Args:
        laid: the raw pages with 1 × 1 px placeholders.
        photos: the edition's JPEG for the marker of every photo slot (sRGB or grey, no EXIF), cropped to the slot.
        meta: what the file says about itself.
        attachments: the issue's source, release facts, original photos. PDF/A-1 cannot hold files: there they stay out.
        standard: `a-3a` (with PDF/UA-1) or `a-1b`.

    Raises:
        ProofError: photos and frames do not fit together, active content, pages that cannot be tagged, or transparency
            in PDF/A-1.
    """
    with open_raw_pages(laid, photos, _COMPONENTS) as pdf:
        prepare_for_reading(pdf, laid, meta)
        _intent(pdf)
        write_identity(pdf, meta, CLAIMS[standard])
        prune_resources(pdf)
        if standard == "a-3a":
            attach(pdf, attachments)
            return save(pdf, version="1.7")
        require_opaque(pdf)
        add_cid_sets(pdf)
        return save(pdf, version="1.4", object_streams=False)


def _intent(pdf: pikepdf.Pdf) -> None:
    """The colours are sRGB (IEC 61966-2-1), and the profile says so."""
    profile = pdf.make_stream(SRGB.read_bytes(), N=3, Alternate=Name.DeviceRGB)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
                RegistryName=String("http://www.color.org"), Info=String("sRGB2014"), DestOutputProfile=profile,
            )
        ]
    )  # fmt: skip
