"""What every edition starts with: the raw pages opened, its own photos in their frames, the text maps repaired."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO, cast

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
_IN_MEMORY = 4 << 20
"""A larger file waits on the disk."""
_OF_THE_PLACEHOLDER = frozenset({"/Interpolate", "/Decode", "/DecodeParms", "/Length"})
_START = b"startxref"
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
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as on_disk:
        file = cast(BinaryIO, on_disk)
        try:
            findings = _write_photos(file, laid, photos, components)
        except OSError:  # no room for temporary files
            file = io.BytesIO()
            findings = _write_photos(file, laid, photos, components)
        if findings:
            raise ProofError(findings)
        with pikepdf.open(file) as pdf:
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


def _write_photos(
    file: BinaryIO, laid: Laid, photos: Mapping[bytes, bytes], components: Collection[int]
) -> list[Finding]:  # fmt: skip
    """Write the raw pages with the photos in their frames; returns what does not fit together.

    The photos follow the raw file as an update of it (ISO 32000-1, 7.5.6). So those of a large issue are on the disk
    and never in memory together: what is opened reads each of them when it is written on.
    """
    file.seek(0)
    file.truncate()
    file.write(laid.pdf)
    places: dict[tuple[int, int], int] = {}
    findings: list[Finding] = []
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        frames = placeholders(pdf)
        slots = {slot.marker: slot for slot in laid.photos}
        for marker, slot in slots.items():
            frame, picture = frames.get(marker), photos.get(marker)
            if frame is None:
                findings.append(_finding(rules.NO_PLACEHOLDER, slot))
            elif picture is None:
                findings.append(_finding(rules.NO_PHOTO, slot))
            elif isinstance(head := _head(frame, picture, components), str):
                findings.append(_finding(rules.UNFIT_PHOTO, slot, reason=head))
            else:
                places[frame.objgen] = file.tell()
                number, generation = frame.objgen
                file.write(b"%d %d obj\n%s\nstream\n" % (number, generation, head.unparse()))
                file.write(picture)
                file.write(b"\nendstream\nendobj\n")
        for marker in sorted(set(photos) - set(slots)):
            findings.append(Finding(rules.UNUSED_PHOTO, values={"photo": marker.decode("ascii", "replace")}))
        for marker in sorted(set(frames) - set(slots)):
            findings.append(Finding(rules.NO_PHOTO, values={"photo": marker.decode("ascii", "replace")}))
        if places:
            _end_update(file, pdf, laid.pdf, places)
    return findings


def _end_update(file: BinaryIO, pdf: pikepdf.Pdf, raw: bytes, places: Mapping[tuple[int, int], int]) -> None:
    """The table of the objects that were written anew, and a trailer that leads on to the table of the raw file."""
    table = file.tell()
    file.write(b"xref\n")
    for (number, generation), place in sorted(places.items()):
        file.write(b"%d 1\n%010d %05d n \n" % (number, place, generation))
    kept = [key for key in ("/Root", "/Info", "/ID") if key in pdf.trailer]
    inherited = b" ".join(key.encode() + b" " + pdf.trailer[key].unparse() for key in kept)
    before = int(raw[raw.rindex(_START) + len(_START) :].split()[0])
    size = int(pdf.trailer.Size)
    file.write(b"trailer\n<< %s /Size %d /Prev %d >>\n%s\n%d\n%%%%EOF\n" % (inherited, size, before, _START, table))


def _head(frame: pikepdf.Stream, picture: bytes, components: Collection[int]) -> pikepdf.Dictionary | str:
    """What is said of a photo in a frame, or why the photo does not fit."""
    try:
        facts = read_header(picture)
    except ValueError as error:
        return str(error)
    reason = _unfit(facts, components)
    if reason:
        return reason
    head = Dictionary({key: value for key, value in frame.items() if key not in _OF_THE_PLACEHOLDER})
    head.Filter, head.Length = Name.DCTDecode, len(picture)
    head.Width, head.Height, head.BitsPerComponent = facts.width, facts.height, facts.bits
    head.ColorSpace = _SPACES[facts.components]
    if facts.components == 4:  # Adobe's CMYK JPEGs hold 255 for no ink (Adobe technical note 5116)
        head.Decode = Array([1, 0] * 4)
    return head


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
