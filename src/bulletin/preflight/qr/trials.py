"""QR codes are found in the finished file, measured, and read under ever harder conditions until they fail.

A code that reads from a perfect picture may still fail from toner on cheap paper. So each is read the way its edition
is printed (one-bit rasters for the copier, grey for press and screen), and again with the black grown, the picture
blurred and the paper turned, in rising steps; the strongest step that still reads is the margin that the report states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageChops, ImageFilter

from bulletin.geometry import MM_PER_INCH, overlaps, placed
from bulletin.lazy import dataclass
from bulletin.pdf.pdfium import drawn_pages
from bulletin.pdf.raster import DrawnPage
from bulletin.preflight.qr.form import form_of, measured, on_white, pure_black
from bulletin.preflight.qr.kept import Trial, kept_or_tried
from bulletin.preflight.qr.suspects import Spot, suspects_of
from bulletin.preflight.report import BoxMm, CodeFact
from bulletin.runtime.spool import Spooled

if TYPE_CHECKING:
    from bulletin.layout.laid import Laid, QrSlot

FINE, COARSE = 600, 300
SCAN_PPI = 200
QUIET = 4  # modules, ISO/IEC 18004, 5.3.8
GAIN_PX = (1, 2, 3, 4, 5)  # of the 600 dpi raster, on every edge: 0.04 … 0.21 mm
BLUR_MM = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3)  # standard deviation
SKEW_DEG = (1.0, 2.0, 4.0)
_WORN = (0.1, 1.0)  # blur and skew after the first step of gain, as on a folded sheet from a tired copier
_DOT = MM_PER_INCH / FINE
_MOST_KNOWN = 1024
_SCREEN_PX = 6  # a 600 dpi copier screens at about 100 lines per inch


def code_reader(
    *, one_bit: bool, cache: Path | None = None
) -> Callable[[bytes | Spooled, Laid | None], tuple[CodeFact, ...]]:
    """What `preflight()` reads codes with: the laid-out ones of our own files, whatever a page shows of others.

    Trials are kept in the cache by the raster and the text that they were made with.
    """
    return lambda pdf, laid: try_codes(pdf, one_bit=one_bit, slots=None if laid is None else laid.qr_codes, cache=cache)


def try_codes(
    pdf: bytes | Spooled,
    *,
    one_bit: bool,
    slots: Sequence[QrSlot] | None = None,
    suspects: Sequence[Spot] = (),
    cache: Path | None = None,
) -> tuple[CodeFact, ...]:
    """All QR codes of a file with their readings, by page.

    Args:
        pdf: the finished file.
        one_bit: the file goes to a copier that prints black or nothing; else grey rasters are read.
        slots: the codes that were laid out; None for a foreign file, whose pages are searched.
        suspects: boxes of a foreign file whose drawing looks like a code; one that cannot be read is reported too.
        cache: the cache folder; None keeps nothing.
    """
    facts: list[CodeFact] = []
    for number, page in drawn_pages(pdf, None if slots is None else {slot.box.page for slot in slots}):
        sheet = DrawnPage(page, number)
        try:
            if slots is None:
                mine = [spot for spot in suspects if spot.page == number]
                spots = _with(find_codes(sheet), [*mine, *suspects_of(page, sheet)])
            else:
                spots = [
                    Spot(number, (s.box.x, s.box.y, s.box.width, s.box.height), s.url)
                    for s in slots
                    if s.box.page == number
                ]
            facts += [try_code(sheet, spot, one_bit=one_bit, cache=cache) for spot in spots]
        finally:
            sheet.close()
    return tuple(facts)


def find_codes(sheet: DrawnPage) -> tuple[Spot, ...]:
    """The QR codes that a reader sees on a page, each with four modules of quiet zone; about 20 ms a page."""
    picture = sheet.picture(SCAN_PPI).convert("L")
    mm = sheet.shown_mm[2] / picture.width
    spots = []
    for code in _read(picture):
        symbol = _symbol_box(code)
        room = QUIET * symbol[2] / _modules(code)
        x, y = (at * mm + start for at, start in zip(symbol[:2], sheet.shown_mm[:2], strict=True))
        side = (x - room * mm, y - room * mm, (symbol[2] + 2 * room) * mm, (symbol[3] + 2 * room) * mm)
        spots.append(Spot(sheet.number, side))
    return tuple(sorted(spots, key=lambda spot: (spot.box_mm[1], spot.box_mm[0])))


def try_code(sheet: DrawnPage, spot: Spot, *, one_bit: bool, cache: Path | None = None) -> CodeFact:
    """One code: what it says, its form on the page, and every trial; about 8 ms.

    Readings are named `600 dpi 1-bit`, `300 dpi grey`, `gain 0.08 mm`, `blur 0.1 mm`, `skew 1°`, `worn`. Of a rising
    series the steps after the first that fails count as not read.
    """
    colours = sheet.hard(FINE, spot.box_mm)
    tried = kept_or_tried(cache, colours, spot.text, one_bit, lambda: _tried(colours, spot.text, one_bit=one_bit))
    fact = CodeFact(spot.page, spot.box_mm, tried.text, 0.0, (), expected=spot.text)
    if tried.form is not None:
        room = _room(sheet, spot, tried.symbol)
        fact = measured(replace(fact, inverted=tried.inverted), tried.form, tried.modules, room)
    gain, blur, skew = tried.strongest
    return replace(fact, readings=tried.readings, gain_mm=gain, blur_mm=blur, skew_deg=skew)


def _tried(colours: Image.Image, wish: str, *, one_bit: bool) -> Trial:
    """All that a raster says of a code, wherever it is on the page; `wish` is what it should say."""
    grey = colours.convert("L")
    found = _read(grey) or _read(_half(grey)) or _read(grey.filter(ImageFilter.GaussianBlur(2)))
    wanted = next((code for code in found if code.text == wish), found[0] if found else None)
    symbol, modules, inverted, form = (0.0, 0.0, 0.0, 0.0), 0, False, None
    text = wish or (wanted.text if wanted else "")
    if wanted is not None:
        inverted = not _says(grey, wanted.text, invert=False) and not _says(_half(grey), wanted.text, invert=False)
        symbol, modules = _symbol_box(wanted), _modules(wanted)
        form = form_of(colours, symbol, modules)
    readings = [(name, bool(text) and _says(picture, text)) for name, picture in _rasters(grey, one_bit=one_bit)]
    if form is None or (pure_black(form) and on_white(form)):
        grey = grey.point(_THRESHOLD)  # on paper K alone is black; and all editions of one code share their trials then
    trials = _hardship(grey, text)
    best = {kind: max((step for step, good in steps if good), default=0.0) for kind, _, steps in trials}
    readings += [(f"{kind} {step:g}{unit}", good) for kind, unit, steps in trials for step, good in steps]
    readings.append(("worn", bool(text) and _says(_worn(grey), text)))
    strongest = best["gain"], best["blur"], best["skew"]
    return Trial(wanted.text if wanted else "", symbol, modules, inverted, tuple(readings), strongest, form)


def _room(sheet: DrawnPage, spot: Spot, symbol: BoxMm) -> float:
    """The distance of a symbol (px at 600 dpi in the spot's picture) from the nearest edge of the trim, in mm."""
    left, top = spot.box_mm[0] + symbol[0] * _DOT, spot.box_mm[1] + symbol[1] * _DOT
    right = sheet.trim_mm[0] - left - symbol[2] * _DOT
    low = sheet.trim_mm[1] - top - symbol[3] * _DOT
    return float(min(left, top, right, low))


def _with(found: Sequence[Spot], suspects: Sequence[Spot]) -> list[Spot]:
    """Codes that were read, and suspects that none of them is in."""
    return [
        *found,
        *(
            spot
            for spot in suspects
            if not any(overlaps(placed(*spot.box_mm), placed(*other.box_mm)) for other in found)
        ),
    ]


# --- the pictures that are read --------------------------------------------------------------------------------------


def _rasters(grey: Image.Image, *, one_bit: bool) -> Iterator[tuple[str, Image.Image]]:
    """The rasters of the edition's own printing."""
    if not one_bit:
        yield "300 dpi grey", _half(grey)
        return
    for ppi, picture in ((COARSE, _every_second(grey)), (FINE, grey)):
        yield f"{ppi} dpi 1-bit", picture.point(_THRESHOLD)
        yield f"{ppi} dpi 1-bit diffused", picture.convert("1").convert("L")
        yield f"{ppi} dpi 1-bit screened", _screened(picture)


@dataclass(frozen=True, slots=True)
class _Ladder:
    """A rising series of one kind; `pictures` is drawn from only as far as codes are still read."""

    kind: str
    unit: str
    steps: tuple[float, ...]
    pictures: Iterator[Image.Image]

    def climb(self, text: str) -> tuple[tuple[float, bool], ...]:
        good, readings = bool(text), []
        for step in self.steps:
            good = good and _says(next(self.pictures), text)
            readings.append((step, good))
        return tuple(readings)


_Trials = tuple[tuple[str, str, tuple[tuple[float, bool], ...]], ...]
_known: dict[tuple[bytes, str], _Trials] = {}


def _hardship(grey: Image.Image, text: str) -> _Trials:
    """Kind, unit and steps of every ladder; remembered, because the same code comes in every edition."""
    key = (sha256(grey.tobytes()).digest() + repr(grey.size).encode(), text)
    if key not in _known:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[key] = tuple((ladder.kind, ladder.unit, ladder.climb(text)) for ladder in _ladders(grey))
    return _known[key]


def _ladders(grey: Image.Image) -> tuple[_Ladder, ...]:
    half = _half(grey)
    gain = tuple(round(px * _DOT, 2) for px in GAIN_PX)
    blurred = (half.filter(ImageFilter.GaussianBlur(mm / MM_PER_INCH * COARSE)) for mm in BLUR_MM)
    turned = (_turned(half, degrees) for degrees in SKEW_DEG)
    return (
        _Ladder("gain", " mm", gain, _grown(grey)),
        _Ladder("blur", " mm", BLUR_MM, blurred),
        _Ladder("skew", "°", SKEW_DEG, turned),
    )


def _grown(grey: Image.Image) -> Iterator[Image.Image]:
    """Black wider by 1, 2 … px of 600 dpi on every edge; each step grows the one before."""
    for _ in GAIN_PX:
        grey = _wider(grey)
        yield grey


def _wider(grey: Image.Image) -> Image.Image:
    """Each pixel as dark as its darkest neighbour (`MinFilter(3)` gives the same in twenty times the time)."""
    for dx, dy in ((1, 0), (0, 1)):
        both = ImageChops.darker(ImageChops.offset(grey, dx, dy), ImageChops.offset(grey, -dx, -dy))
        grey = ImageChops.darker(grey, both)
    return grey


def _worn(grey: Image.Image) -> Image.Image:
    blur, skew = _WORN
    grown = _half(_wider(grey))
    return _turned(grown.filter(ImageFilter.GaussianBlur(blur / MM_PER_INCH * COARSE)), skew)


def _turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BILINEAR, fillcolor=255)


def _half(grey: Image.Image) -> Image.Image:
    return grey.reduce(2)


def _every_second(grey: Image.Image) -> Image.Image:
    """300 dpi as a one-bit device samples it: no mean of black and white."""
    return grey.resize((max(1, grey.width // 2), max(1, grey.height // 2)), Image.Resampling.NEAREST)


def _screened(grey: Image.Image) -> Image.Image:
    """A clustered-dot screen: greys become dots, pure black and white stay as they are."""
    return ImageChops.subtract(grey, _screen(grey.size)).point(_ANY)


@lru_cache(maxsize=8)
def _screen(size: tuple[int, int]) -> Image.Image:
    """Thresholds from 1 to 254, lowest in the middle of each cell, tiled over `size`."""
    cell = range(_SCREEN_PX)
    middle = (_SCREEN_PX - 1) / 2
    order = sorted(((x - middle) ** 2 + (y - middle) ** 2, y, x) for y in cell for x in cell)
    tile = Image.new("L", (_SCREEN_PX, _SCREEN_PX))
    for rank, (_, y, x) in enumerate(order):
        tile.putpixel((x, y), 254 - rank * 253 // (len(order) - 1))
    screen = Image.new("L", size)
    row = Image.new("L", (size[0], _SCREEN_PX))
    for x in range(0, size[0], _SCREEN_PX):
        row.paste(tile, (x, 0))
    for y in range(0, size[1], _SCREEN_PX):
        screen.paste(row, (0, y))
    return screen


_THRESHOLD = [0] * 128 + [255] * 128
_ANY = [0] + [255] * 255


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(picture: Image.Image, *, invert: bool = True) -> list[Any]:
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return zxingcpp.read_barcodes(picture, formats=formats, try_invert=invert)


def _says(picture: Image.Image, text: str, *, invert: bool = True) -> bool:
    return any(code.text == text for code in _read(picture, invert=invert))


def _modules(code: Any) -> int:
    """Modules of the side, from the version that was read (ISO/IEC 18004, 5.3.1)."""
    return 17 + 4 * max(1, int(code.extra.get("Version", 1)))


def _symbol_box(code: Any) -> BoxMm:
    """x, y, width, height in px around the four corners of a symbol."""
    corners = (code.position.top_left, code.position.top_right, code.position.bottom_right, code.position.bottom_left)
    xs, ys = [float(at.x) for at in corners], [float(at.y) for at in corners]
    return min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
