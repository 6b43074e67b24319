"""What the editions for readers share, on a screen and in the archive: tags, living links, the trim as the page."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from bulletin.editions import rules
from bulletin.editions.identity.meta import Meta
from bulletin.editions.save import crop_to_trim, write_catalogue
from bulletin.editions.tags.retag import retag
from bulletin.errors import Finding, Place, ProofError
from bulletin.layout.laid import Laid
from bulletin.pdf.document import annots
from bulletin.pdf.links import active_parts

_PRINTED = 4  # annotation flag Print: a reader prints what it shows (ISO 32000-1, table 165)


def prepare_for_reading(pdf: pikepdf.Pdf, laid: Laid, meta: Meta) -> None:
    """Tag the pages, crop them to the trim and write the catalogue.

    Raises:
        ProofError: active content in the pages, or pages that cannot be tagged.
    """
    findings = list(_active(pdf))
    if findings:
        raise ProofError(findings)
    retag(pdf, laid)
    crop_to_trim(pdf)
    for page in pdf.pages:
        for annotation in annots(page):
            annotation.F = _PRINTED
    write_catalogue(pdf, meta)


def _active(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for part in active_parts(pdf):
        yield Finding(rules.ACTIVE, Place(page=part.page), quote=part.what, values={"what": part.what})
