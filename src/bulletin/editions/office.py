"""The office edition: for the laser copier. Grey only, black solid, no bleed, nothing in the file but what is printed.

Every colour becomes DeviceGray, because a copier's driver turns the black of four inks (and any managed colour) into a
screen of dots in which QR codes cannot be read; `0 g` stays solid toner also at one bit. Type is never screened: dark
type becomes black, light type on a dark ground white. So what a layout tells by colour must be told in words or by form
too; the layouts' own tests see to that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin.editions import rules
from bulletin.editions.colour.content import RewriteOptions
from bulletin.editions.colour.recolour import recolour
from bulletin.editions.colour.spaces import TargetInks
from bulletin.editions.identity.meta import Meta, write_identity
from bulletin.editions.prune import prune_resources
from bulletin.editions.raw_pages import open_raw_pages
from bulletin.editions.save import crop_to_trim, save
from bulletin.errors import Finding, ProofError
from bulletin.layout.laid import Laid

_GREY = (1,)
_DARK, _LIGHT = 0.5, 0.75
"""DeviceGray. Type on white needs 4.5 : 1, so it is darker than 0.47; what is lighter than 0.75 is on a dark ground."""
LIGHTEST = 0.9
"""DeviceGray of the lightest tint: a copier prints less than a tenth of black as stray specks, if at all."""
_PAGE_KEYS = ("/Annots", "/StructParents", "/Tabs", "/AA", "/Group", "/Metadata", "/PieceInfo")
_ROOT_KEYS = (
    "/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/OpenAction", "/AA", "/AcroForm", "/AF",
    "/OutputIntents", "/PageMode",
)  # fmt: skip


class Greys(Protocol):
    """The part of `assets.inks.Inking` that this edition needs."""

    def gray(self, r: float, g: float, b: float, /) -> float:
        """DeviceGray (0 black, 1 white) of an sRGB colour."""
        ...


def write_office(laid: Laid, photos: Mapping[bytes, bytes], meta: Meta, inking: Greys) -> bytes:
    """The office PDF of laid-out pages, single pages in reading order; the same arguments give the same bytes.

    Args:
        laid: the raw pages with 1 × 1 px placeholders.
        photos: a grey JPEG for the marker of every photo slot, prepared for a laser copier.
        meta: what the file says about itself.
        inking: the greys of the palette and of everything else.

    Raises:
        ProofError: photos and frames do not match, a photo is not grey, or a colour cannot be turned into grey.
    """
    with open_raw_pages(laid, photos, _GREY) as pdf:
        _strip(pdf)
        try:
            recolour(pdf, _target(inking), RewriteOptions(tags=False, text=solid))
        except ValueError as error:
            raise ProofError([Finding(rules.UNKNOWN_COLOUR, values={"reason": str(error)})]) from error
        crop_to_trim(pdf)
        for page in pdf.pages:
            page.obj.TrimBox = page.obj.MediaBox
        _write_catalogue(pdf, meta)
        write_identity(pdf, meta)
        prune_resources(pdf)
        return save(pdf)


def solid(grey: tuple[float, ...]) -> tuple[float, ...]:
    """The grey of type: black or white where it was nearly so; type made of dots is hard to read."""
    if grey[0] < _DARK:
        return (0.0,)
    return (1.0,) if grey[0] > _LIGHT else grey


def tint(grey: float) -> float:
    """The grey of an area: white stays white, a tint is dark enough to be seen."""
    return min(grey, LIGHTEST) if grey < 1 else 1.0


def _target(inking: Greys) -> TargetInks:
    def pixels(data: bytes) -> bytes:
        known: dict[bytes, int] = {}
        for pixel in {data[at : at + 3] for at in range(0, len(data), 3)}:
            known[pixel] = round(255 * inking.gray(pixel[0] / 255, pixel[1] / 255, pixel[2] / 255))
        return bytes(known[data[at : at + 3]] for at in range(0, len(data), 3))

    return TargetInks(
        space=Name.DeviceGray,
        rgb=lambda r, g, b: (tint(inking.gray(r, g, b)),),
        gray=lambda value: (value,),
        # ISO 32000-1, 10.3.4: inks to lightness.
        cmyk=lambda c, m, y, k: (round(1 - min(1.0, 0.3 * c + 0.59 * m + 0.11 * y + k), 4),),
        pixels=pixels,
        spots=False,
    )


def _strip(pdf: pikepdf.Pdf) -> None:
    """Links, tags, outline and names have no use on paper."""
    for page in pdf.pages:
        for key in _PAGE_KEYS:
            if key in page.obj:
                del page.obj[key]
    for key in _ROOT_KEYS:
        if key in pdf.Root:
            del pdf.Root[key]


def _write_catalogue(pdf: pikepdf.Pdf, meta: Meta) -> None:
    """Language, title, page labels, and no scaling as the print dialogue's first proposal."""
    pdf.Root.Lang = String(meta.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
