"""What every edition starts with: the raw pages opened, its own photos in their frames, the text maps repaired."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Collection, Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name

from bulletin.editions import rules
from bulletin.editions.text.font_names import clean_fonts
from bulletin.editions.text.maps import repair_fonts
from bulletin.errors import Finding, Place, ProofError, Rule
from bulletin.layout.laid import Laid, PhotoSlot
from bulletin.lazy import pattern
from bulletin.pdf.jpeg import JpegFacts, read_header
from bulletin.pdf.resources import all_resources, entries

_SPACES = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
_TILE = pattern(rb"\s*/\w+ gs\s+/\w+ Do\s*")
_SHADED = pattern(rb"\s*/\w+ sh\s*")
_NAMES = {1: "grey", 3: "RGB", 4: "CMYK"}


@contextlib.contextmanager
def open_raw_pages(laid: Laid, photos: Mapping[bytes, bytes], components: Collection[int]) -> Iterator[pikepdf.Pdf]:
    """The raw pages with an edition's photos in the frames and plain text behind every glyph.

    Args:
        laid: the raw pages with 1 × 1 px placeholders.
        photos: the edition's JPEG for the marker of every photo slot, cropped to the slot.
        components: how many colour components the edition's photos may have (1 grey, 3 RGB, 4 CMYK).

    Raises:
        ProofError: a frame without photo, a photo without frame, an unfit photo.
    """
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        findings = list(swap_photos(pdf, laid, photos, components))
        if findings:
            raise ProofError(findings)
        if laid.drawings:
            plain_gradients(pdf)
        repair_fonts(pdf)
        clean_fonts(pdf)
        yield pdf


def plain_gradients(pdf: pikepdf.Pdf) -> None:
    """Make a gradient a pattern of its own kind.

    The page setter writes the gradient of a drawing as a tile that holds a group that holds the shading. Some programs
    leave out a tile that is one unit wide (poppler 22.12), and at the edge of a tile a press can show a seam.
    """
    for resources in list(all_resources(pdf)):
        patterns = resources.get("/Pattern")
        if not isinstance(patterns, Dictionary):
            continue
        for name, tile in list(patterns.items()):
            shading = _only_shading(tile) if isinstance(tile, pikepdf.Stream) else None
            if shading is not None:
                matrix = tile.get("/Matrix", Array([1, 0, 0, 1, 0, 0]))
                patterns[name] = pdf.make_indirect(
                    Dictionary(Type=Name.Pattern, PatternType=2, Shading=shading, Matrix=matrix)
                )


def _only_shading(tile: pikepdf.Stream) -> pikepdf.Object | None:
    """The shading of a tile that shows one group which paints one shading, and nothing else."""
    groups = entries(tile.get("/Resources", Dictionary()), "/XObject")
    if len(groups) != 1 or tile.get("/PatternType") != 1 or not _TILE.fullmatch(tile.read_bytes()):
        return None
    shadings = entries(groups[0].get("/Resources", Dictionary()), "/Shading")
    if len(shadings) != 1 or not _SHADED.fullmatch(groups[0].read_bytes()):
        return None
    return shadings[0]


def placeholders(pdf: pikepdf.Pdf) -> dict[bytes, pikepdf.Stream]:
    """The placeholder pictures of a raw file by the marker in their comment segment."""
    found: dict[bytes, pikepdf.Stream] = {}
    for resources in all_resources(pdf):
        for obj in entries(resources, "/XObject"):
            if isinstance(obj, pikepdf.Stream) and obj.get("/Filter") == Name.DCTDecode:
                facts = read_header(obj.read_raw_bytes())
                if (facts.width, facts.height) == (1, 1):
                    found.update(dict.fromkeys(facts.comments, obj))
    return found


def swap_photos(
    pdf: pikepdf.Pdf, laid: Laid, photos: Mapping[bytes, bytes], components: Collection[int]
) -> Iterator[Finding]:
    """Put the photos into their frames; yields what does not fit together."""
    frames = placeholders(pdf)
    slots = {slot.marker: slot for slot in laid.photos}
    for marker, slot in slots.items():
        frame, picture = frames.get(marker), photos.get(marker)
        if frame is None:
            yield _finding(rules.NO_PLACEHOLDER, slot)
        elif picture is None:
            yield _finding(rules.NO_PHOTO, slot)
        else:
            yield from _swap(frame, picture, slot, components)
    for marker in sorted(set(photos) - set(slots)):
        yield Finding(rules.UNUSED_PHOTO, values={"photo": marker.decode("ascii", "replace")})
    for marker in sorted(set(frames) - set(slots)):
        yield Finding(rules.NO_PHOTO, values={"photo": marker.decode("ascii", "replace")})


def _swap(frame: pikepdf.Stream, picture: bytes, slot: PhotoSlot, components: Collection[int]) -> Iterator[Finding]:
    try:
        facts = read_header(picture)
    except ValueError as error:
        yield _finding(rules.UNFIT_PHOTO, slot, reason=str(error))
        return
    reason = _unfit(facts, components)
    if reason:
        yield _finding(rules.UNFIT_PHOTO, slot, reason=reason)
        return
    frame.write(picture, filter=Name.DCTDecode)
    frame.Width, frame.Height, frame.BitsPerComponent = facts.width, facts.height, facts.bits
    frame.ColorSpace = _SPACES[facts.components]
    for key in ("/Interpolate", "/Decode", "/DecodeParms"):
        if key in frame:
            del frame[key]
    if facts.components == 4:  # Adobe's CMYK JPEGs hold 255 for no ink (Adobe technical note 5116)
        frame.Decode = Array([1, 0] * 4)


def _unfit(facts: JpegFacts, components: Collection[int]) -> str:
    if facts.components not in components:
        return _NAMES.get(facts.components, f"{facts.components} components")
    if facts.bits != 8:
        return f"{facts.bits} bit"
    return ", ".join(facts.private)


def _finding(rule: Rule, slot: PhotoSlot, **values: str) -> Finding:
    box = slot.box
    place = Place(page=box.page, box_mm=(box.x, box.y, box.width, box.height))
    return Finding(rule, place, quote=slot.file, values={"photo": slot.photo, **values})
