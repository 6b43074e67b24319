"""Pages and pictures of a finished file.

Size, turn, each photo in its frame, sharp enough, unstretched, in the edition's colours, nothing hidden in its bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import pikepdf

from bulletin.errors import Finding, Place, Rule
from bulletin.geometry import MM_PER_INCH, MM_PER_PT, contains, placed
from bulletin.layout.laid import DrawingSlot, PhotoSlot
from bulletin.pdf.jpeg import JpegFacts, read_header
from bulletin.pdf.walk.drawn import Drawn, Fill, PlacedPicture, Shading, Stroke
from bulletin.preflight.proofs import rules

_SIZE_MM = 0.05
_FRAME_MM = 0.5
_SLACK = 0.99  # a frame of whole rows cuts a thread off a photo, whose sides are whole pixels
_STRETCH = 0.03  # rounding a crop to whole pixels changes a proportion by less


def prove_page_box(number: int, page: pikepdf.Page, trim_mm: tuple[float, float]) -> Iterator[Finding]:
    """The trim has the promised size in mm, unturned and unscaled, and nothing but the trim is shown."""
    x0, y0, x1, y1 = (float(value) for value in page.trimbox)
    left, low, right_edge, high = (float(value) for value in page.mediabox)
    size = ((x1 - x0) * MM_PER_PT, (y1 - y0) * MM_PER_PT)
    right = all(abs(got - want) <= _SIZE_MM for got, want in zip(size, trim_mm, strict=True))
    inside = contains((left, low, right_edge, high), (x0, y0, x1, y1))
    turned = int(page.obj.get("/Rotate", 0)) % 360 or float(page.obj.get("/UserUnit", 1)) != 1
    if not right or not inside or turned:
        values = {"page": str(number), "found": _size(size), "expected": _size(trim_mm)}
        yield Finding(rules.PAGE_BOX, Place(page=number), values=values)


def _size(size: tuple[float, float]) -> str:
    return f"{size[0]:.1f} × {size[1]:.1f}"


def prove_pictures(
    page: int,
    placed: Sequence[PlacedPicture],
    slots: Sequence[PhotoSlot],
    ppi: tuple[float, float],
    colours: Collection[str],
) -> Iterator[Finding]:
    """Findings on the pictures of one page.

    Args:
        page: its number from 1.
        placed: the pictures that the file shows.
        slots: the photos that must be on the page.
        ppi: lowest and highest pixels per inch of a photo at its placed size.
        colours: names of the colour spaces that the edition may use (`DeviceRGB` …).
    """
    for slot in slots:
        picture = next((item for item in placed if _fits(item, slot)), None)
        if picture is None or _pixels(picture) == (1, 1):
            yield _photo(rules.PHOTO_MISSING, slot)
            continue
        yield from _sharpness(picture, slot, ppi)
    seen: set[tuple[int, int]] = set()
    for item in placed:
        if item.image is None:  # an inline picture, which no edition of ours writes
            yield from _colour(page, item.paint.space, colours)
        elif item.image.objgen not in seen:
            seen.add(item.image.objgen)
            yield from _content(page, item.image, colours)


def prove_drawings(drawn: Iterable[Drawn], slots: Sequence[DrawingSlot]) -> Iterator[Finding]:
    """A finding on each drawing of a page in whose frame no line and no area is painted.

    Args:
        drawn: what the page paints.
        slots: the drawings that must be on the page.
    """
    shapes = [item.box for item in drawn if isinstance(item, Fill | Stroke | Shading) and item.shown] if slots else []
    for slot in slots:
        box = slot.box
        frame = placed(box.x, box.y, box.width, box.height)
        if not any(contains(frame, shape, _FRAME_MM) for shape in shapes):
            yield _photo(rules.PHOTO_MISSING, slot)


def _fits(item: PlacedPicture, slot: PhotoSlot) -> bool:
    box = slot.box
    frame = (box.x, box.y, box.x + box.width, box.y + box.height)
    return all(abs(got - want) <= _FRAME_MM for got, want in zip(item.frame, frame, strict=True))


def _pixels(item: PlacedPicture) -> tuple[int, int]:
    return item.width_px, item.height_px


def _sharpness(item: PlacedPicture, slot: PhotoSlot, ppi: tuple[float, float]) -> Iterator[Finding]:
    width, height = _pixels(item)
    across, down = width / item.width_mm * MM_PER_INCH, height / item.height_mm * MM_PER_INCH
    lowest = min(across, down)
    if max(across, down) > lowest * (1 + _STRETCH) + 2:
        yield _photo(rules.PHOTO_SHAPE, slot)
    elif not ppi[0] * _SLACK <= min((width + 0.5) / item.width_mm, (height + 0.5) / item.height_mm) * MM_PER_INCH or (
        lowest > ppi[1] + 0.5
    ):
        yield _photo(rules.PHOTO_PPI, slot, ppi=f"{lowest:.0f}", low=f"{ppi[0]:.0f}", high=f"{ppi[1]:.0f}")


def _photo(rule: Rule, slot: PhotoSlot | DrawingSlot, **values: str) -> Finding:
    box = slot.box
    place = Place(page=box.page, box_mm=(box.x, box.y, box.width, box.height))
    return Finding(rule, place, slot.file, {"page": str(box.page), "photo": slot.photo, "file": slot.file, **values})


def _colour(page: int, space: str, colours: Collection[str]) -> Iterator[Finding]:
    if space not in colours:
        values = {"page": str(page), "what": space, "allowed": ", ".join(sorted(colours))}
        yield Finding(rules.PHOTO_COLOUR, Place(page=page), space, values)


def _content(page: int, image: pikepdf.Stream, colours: Collection[str]) -> Iterator[Finding]:
    space = (
        str(image.get("/ColorSpace", "/?"))[1:] if not isinstance(image.get("/ColorSpace"), pikepdf.Array) else "ICC"
    )
    facts = _header(image)
    if facts is not None and facts.components != {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}.get(space, 0):
        space = f"{space} ({facts.components})"
    yield from _colour(page, space, colours)
    hidden = ", ".join(facts.private) if facts is not None else ""
    if hidden or "/Metadata" in image:
        what = hidden or "/Metadata"
        yield Finding(rules.PHOTO_PRIVATE, Place(page=page), what, {"page": str(page), "what": what})


def _header(image: pikepdf.Stream) -> JpegFacts | None:
    if image.get("/Filter") != pikepdf.Name.DCTDecode:
        return None
    try:
        return read_header(image.read_raw_bytes())
    except ValueError:
        return JpegFacts(0, 0, 0, 0, (), ())
