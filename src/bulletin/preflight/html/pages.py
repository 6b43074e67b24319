"""What is drawn over the pictures of pages: findings, the resolution of photos, the amount of ink."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bulletin.lazy import dataclass
from bulletin.preflight.html.findings import NumberedFinding, groups_of
from bulletin.preflight.html.parts import PagePicture
from bulletin.preflight.ink.facts import share_above
from bulletin.preflight.ink.picture import ink_colour, ink_png, mean_ink
from bulletin.preflight.report import BoxMm, InkMap, PhotoFact, Report

BADGE_MM = 2.9
_LEAST_MM = 2.4
# Below least, below good, good, above most: distinguished by lightness as well as by hue.
PPI_COLOURS = ("#a3121a", "#d98a00", "#1f7a6b", "#2b4a9b")
_GOOD = 2  # of `ppi_class`
_STRIPS = 20


# --- findings --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outline:
    """A frame around a finding, with the place of its number on the large picture."""

    entry: NumberedFinding
    frame: BoxMm
    badge: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class OverviewSheet:
    """A page in the overview."""

    picture: PagePicture
    entries: tuple[NumberedFinding, ...]

    @property
    def page(self) -> int:
        return self.picture.page

    @property
    def framed(self) -> tuple[Outline, ...]:
        return outlines(self.entries)


@dataclass(frozen=True, slots=True)
class PageDetails:
    """A page on which something was found; `picture` is None where nothing is outlined or the page was not drawn."""

    page: int
    picture: PagePicture | None
    entries: tuple[NumberedFinding, ...]

    @property
    def groups(self) -> tuple[tuple[NumberedFinding, ...], ...]:
        return groups_of(self.entries)

    @property
    def numbered(self) -> tuple[Outline, ...]:
        return outlines(self.entries, self.picture)


def overview(pictures: Sequence[PagePicture], entries: Sequence[NumberedFinding]) -> tuple[OverviewSheet, ...]:
    """All pages with what was found on each."""
    return tuple(OverviewSheet(picture, _on(picture.page, entries)) for picture in pictures)


def page_details(pictures: Sequence[PagePicture], entries: Sequence[NumberedFinding]) -> tuple[PageDetails, ...]:
    """The pages on which something was found."""
    shown = {picture.page: picture for picture in pictures if picture.large}
    numbers = sorted({entry.finding.place.page for entry in entries if entry.finding.place.page})
    return tuple(PageDetails(page, shown.get(page), _on(page, entries)) for page in numbers)


def _on(page: int, entries: Sequence[NumberedFinding]) -> tuple[NumberedFinding, ...]:
    return tuple(entry for entry in entries if entry.finding.place.page == page)


def outlines(entries: Iterable[NumberedFinding], numbered_on: PagePicture | None = None) -> tuple[Outline, ...]:
    """Frames around findings; on a large picture each has a number."""
    taken: list[tuple[float, float]] = []
    found: list[Outline] = []
    for entry in entries:
        box = entry.finding.place.box_mm
        if box is not None:
            frame = _visible(box)
            place = None if numbered_on is None else _aside(_inside(frame[0], frame[1], numbered_on), taken)
            found.append(Outline(entry, frame, place))
    return tuple(found)


def _visible(box: BoxMm) -> BoxMm:
    """A box that can be seen: hairlines get a frame around them."""
    x, y, w, h = box
    more_x, more_y = max(0.0, _LEAST_MM - w) / 2, max(0.0, _LEAST_MM - h) / 2
    return x - more_x, y - more_y, w + 2 * more_x, h + 2 * more_y


def _inside(x: float, y: float, picture: PagePicture) -> tuple[float, float]:
    """The nearest place where a badge is not cut by the picture's edge."""
    left, top, width, height = picture.box_mm
    r = BADGE_MM + 0.3
    return min(max(x, left + r), left + width - r), min(max(y, top + r), top + height - r)


def _aside(place: tuple[float, float], taken: list[tuple[float, float]]) -> tuple[float, float]:
    """The place of a number, moved aside while another is there; it is added to those that are taken."""
    x, y = place
    while any(abs(x - a) < 2 * BADGE_MM and abs(y - b) < 2 * BADGE_MM for a, b in taken):
        x += 2 * BADGE_MM + 0.4
    taken.append((x, y))
    return x, y


# --- resolution ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PhotoMark:
    """A photo on its page: the colour of its resolution and the size of its label (mm)."""

    photo: PhotoFact
    colour: str
    size: float

    @property
    def centre(self) -> tuple[float, float]:
        x, y, w, h = self.photo.box_mm
        return x + w / 2, y + h / 2


@dataclass(frozen=True, slots=True)
class PhotoSheet:
    """A page with photos."""

    picture: PagePicture
    marks: tuple[PhotoMark, ...]


@dataclass(frozen=True, slots=True)
class ResolutionMap:
    """All photos of a file, the coarsest first, and the pages that show them. Limits and ends are in whole ppi."""

    photos: tuple[PhotoFact, ...]
    sheets: tuple[PhotoSheet, ...]
    limits: tuple[str, str, str]
    all_good: bool
    low: str
    high: str


def resolution_map(report: Report, pictures: Sequence[PagePicture]) -> ResolutionMap:
    """The photos of a report; there is nothing to see where all are good."""
    least, good, most = (f"{limit:.0f}" for limit in report.ppi_limits)
    resolutions = [photo.ppi for photo in report.photos] or [0.0]
    sheets = tuple(
        PhotoSheet(picture, tuple(_mark(photo, report.ppi_limits) for photo in photos))
        for picture in pictures
        if (photos := [photo for photo in report.photos if photo.page == picture.page])
    )
    return ResolutionMap(
        tuple(sorted(report.photos, key=lambda photo: (photo.ppi, photo.page))), sheets, (least, good, most),
        all(ppi_class(photo.ppi, report.ppi_limits) == _GOOD for photo in report.photos),
        f"{min(resolutions):.0f}", f"{max(resolutions):.0f}",
    )  # fmt: skip


def _mark(photo: PhotoFact, limits: tuple[float, float, float]) -> PhotoMark:
    _, _, w, h = photo.box_mm
    return PhotoMark(photo, PPI_COLOURS[ppi_class(photo.ppi, limits)], max(3.2, min(9.0, w / 4, h / 2)))


def ppi_class(ppi: float, limits: tuple[float, float, float]) -> int:
    """0 too coarse, 1 coarse, 2 good, 3 finer than needed."""
    return sum(ppi >= limit for limit in limits[:2]) + (ppi > limits[2])


# --- ink -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InkSheet:
    """A page under its ink: the map as a picture, where it is (mm) and its highest value (per cent)."""

    picture: PagePicture
    uri: str
    box: BoxMm
    most: float


@dataclass(frozen=True, slots=True)
class InkRow:
    """The ink of one page in per cent; `above` is the share of its area above the limit."""

    page: int
    most: float
    mean: float
    above: float


@dataclass(frozen=True, slots=True)
class InkStrip:
    """A step of the scale."""

    x: str
    width: str
    colour: str


@dataclass(frozen=True, slots=True)
class InkView:
    """The ink of all pages of a file, and the scale for it."""

    sheets: tuple[InkSheet, ...]
    rows: tuple[InkRow, ...]
    strips: tuple[InkStrip, ...]
    ticks: tuple[int, ...]
    limit: str
    whole: str


def ink_view(report: Report, pictures: Sequence[PagePicture]) -> InkView:
    """The maps of a report over its pages."""
    shown = {picture.page: picture for picture in pictures}
    limit = report.ink_limit
    sheets = tuple(
        InkSheet(shown[ink.page], uri, _area(ink), ink.most)
        for ink in report.ink
        if ink.page in shown and (uri := ink_png(ink, limit))
    )
    step = 400 / _STRIPS
    strips = tuple(
        InkStrip(f"{at * step:g}", f"{step:g}", f"rgb{ink_colour((at + 0.5) * step, limit)}") for at in range(_STRIPS)
    )
    ticks = tuple(at for at in (0, 100, 200, 300, 400) if abs(at - limit) > 25)
    return InkView(sheets, tuple(_row(ink, limit) for ink in report.ink), strips, ticks, f"{limit:g}", f"{limit:.0f}")


def _area(ink: InkMap) -> BoxMm:
    x, y = ink.origin_mm
    return x, y, ink.width * ink.cell_mm, ink.height * ink.cell_mm


def _row(ink: InkMap, limit: float) -> InkRow:
    return InkRow(ink.page, ink.most, mean_ink(ink), 100 * share_above(ink, limit))
