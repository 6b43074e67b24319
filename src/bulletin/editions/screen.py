"""The screen edition: for e-mail, the portal and reading on a telephone. Tagged, small, links alive, sRGB.

The page is cropped to the trim: MediaBox is the trim and no other box is written, since nobody cuts a screen.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Name

from bulletin.editions import rules
from bulletin.editions.jpeg import JpegFacts, read_header
from bulletin.editions.links import active_parts
from bulletin.editions.pdf import Meta, annots, crop_to_trim, save, write_catalogue, write_identity
from bulletin.editions.tags import repair_figures
from bulletin.editions.tounicode import repair_fonts
from bulletin.errors import Finding, Place, ProofError, Rule
from bulletin.layout.pages import Laid, PhotoSlot

_COLOUR_SPACES = {1: Name.DeviceGray, 3: Name.DeviceRGB}
_PRINTED = 4  # annotation flag Print: a reader prints what it shows (ISO 32000-1, table 165)


def write_screen(laid: Laid, photos: Mapping[bytes, bytes], meta: Meta) -> bytes:
    """The screen PDF of laid-out pages; the same arguments give the same bytes.

    Args:
        laid: the raw pages with 1 × 1 px placeholders.
        photos: the edition's JPEG for the marker of every photo slot (RGB or grey, no EXIF), cropped to the slot.
        meta: what the file says about itself.

    Raises:
        ProofError: a frame without photo, a photo without frame, an unfit photo, or active content in the pages.
    """
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        findings = [*_swap_photos(pdf, laid, photos), *_active(pdf)]
        if findings:
            raise ProofError(findings)
        repair_fonts(pdf)
        repair_figures(pdf)
        crop_to_trim(pdf)
        for page in pdf.pages:
            for annotation in annots(page):
                annotation.F = _PRINTED
        write_catalogue(pdf, meta)
        write_identity(pdf, meta)
        return save(pdf)


def placeholders(pdf: pikepdf.Pdf) -> dict[bytes, pikepdf.Stream]:
    """The placeholder pictures of a raw file by the marker in their comment segment."""
    found: dict[bytes, pikepdf.Stream] = {}
    for obj in pdf.objects:
        if (
            isinstance(obj, pikepdf.Stream)
            and obj.get("/Subtype") == Name.Image
            and obj.get("/Filter") == Name.DCTDecode
        ):
            facts = read_header(obj.read_raw_bytes())
            if (facts.width, facts.height) == (1, 1):
                found.update(dict.fromkeys(facts.comments, obj))
    return found


def _swap_photos(pdf: pikepdf.Pdf, laid: Laid, photos: Mapping[bytes, bytes]) -> Iterator[Finding]:
    frames = placeholders(pdf)
    slots = {slot.marker: slot for slot in laid.photos}
    for marker, slot in slots.items():
        frame, picture = frames.get(marker), photos.get(marker)
        if frame is None:
            yield _finding(rules.NO_PLACEHOLDER, slot)
        elif picture is None:
            yield _finding(rules.NO_PHOTO, slot)
        else:
            yield from _swap(frame, picture, slot)
    for marker in sorted(set(photos) - set(slots)):
        yield Finding(rules.UNUSED_PHOTO, values={"photo": marker.decode("ascii", "replace")})
    for marker in sorted(set(frames) - set(slots)):
        yield Finding(rules.NO_PHOTO, values={"photo": marker.decode("ascii", "replace")})


def _swap(frame: pikepdf.Stream, picture: bytes, slot: PhotoSlot) -> Iterator[Finding]:
    try:
        facts = read_header(picture)
    except ValueError as error:
        yield _finding(rules.UNFIT_PHOTO, slot, reason=str(error))
        return
    reason = _unfit(facts)
    if reason:
        yield _finding(rules.UNFIT_PHOTO, slot, reason=reason)
        return
    frame.write(picture, filter=Name.DCTDecode)
    frame.Width, frame.Height, frame.BitsPerComponent = facts.width, facts.height, facts.bits
    frame.ColorSpace = _COLOUR_SPACES[facts.components]
    for key in ("/Interpolate", "/Decode", "/DecodeParms"):
        if key in frame:
            del frame[key]


def _unfit(facts: JpegFacts) -> str:
    if facts.components not in _COLOUR_SPACES:
        return "CMYK" if facts.components == 4 else f"{facts.components} components"
    if facts.bits != 8:
        return f"{facts.bits} bit"
    return ", ".join(facts.private)


def _active(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for part in active_parts(pdf):
        yield Finding(rules.ACTIVE, Place(page=part.page), quote=part.what, values={"what": part.what})


def _finding(rule: Rule, slot: PhotoSlot, **values: str) -> Finding:
    box = slot.box
    place = Place(page=box.page, box_mm=(box.x, box.y, box.width, box.height))
    return Finding(rule, place, quote=slot.file, values={"photo": slot.photo, **values})
