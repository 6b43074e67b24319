"""Pages as pictures with something drawn over them: findings, the resolution of photos, the amount of ink."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from bulletin.errors import Lang
from bulletin.preflight.html.findings import NumberedFinding, finding_list
from bulletin.preflight.html.parts import PagePicture, both, jpeg_uri, mm, number, one, row, table
from bulletin.preflight.ink.facts import share_above
from bulletin.preflight.ink.picture import ink_colour, ink_png
from bulletin.preflight.report import BoxMm, InkMap, PhotoFact, Report

_BADGE_MM = 2.9
_LEAST_MM = 2.4
# Below least, below good, good, above most: distinguished by lightness as well as by hue.
PPI_COLOURS = ("#a3121a", "#d98a00", "#1f7a6b", "#2b4a9b")
_GOOD = 2  # of `ppi_class`
_STRIPS = 20


def definitions(pictures: Sequence[PagePicture], prefix: str) -> str:
    """The pictures once for the whole page; everything else refers to them."""
    images = "".join(
        f'<image id="{prefix}{picture.page}" x="{mm(x)}" y="{mm(y)}" width="{mm(w)}" height="{mm(h)}" '
        f'preserveAspectRatio="none" href="{jpeg_uri(picture.jpeg)}"/>'
        for picture in pictures
        for x, y, w, h in (picture.box_mm,)
    )
    return f'<svg class="store" aria-hidden="true" focusable="false"><defs>{images}</defs></svg>' if images else ""


def overview(pictures: Sequence[PagePicture], entries: Sequence[NumberedFinding], prefix: str, lang: Lang) -> str:
    """All pages side by side, findings outlined; a page with findings leads to its large picture."""
    figures = []
    for picture in pictures:
        mine = [entry for entry in entries if entry.finding.place.page == picture.page]
        drawing = _svg(picture, prefix, _outlines(mine, picture, numbered=False), lang)
        inside = f'<a href="#{prefix}page{picture.page}">{drawing}</a>' if mine else drawing
        count = both(f"{len(mine)} điều", f"{len(mine)} found") if mine else both("không có gì", "nothing")
        figures.append(f"<figure>{inside}<figcaption><b>{picture.page}</b> <span>{count}</span></figcaption></figure>")
    return f'<div class="sheet">{"".join(figures)}</div>' if figures else ""


def page_details(
    pictures: Sequence[PagePicture], entries: Sequence[NumberedFinding], names: Sequence[str], prefix: str, lang: Lang
) -> str:
    """The pages on which something was found: the picture large, beside it the findings."""
    shown = {picture.page: picture for picture in pictures}
    parts = []
    for page in sorted({entry.finding.place.page for entry in entries if entry.finding.place.page}):
        mine = [entry for entry in entries if entry.finding.place.page == page]
        picture = shown.get(page)
        drawing = _svg(picture, prefix, _outlines(mine, picture, numbered=True), lang) if picture else ""
        figure = f"<figure>{drawing}</figure>" if drawing else ""
        parts.append(
            f'<article class="page" id="{prefix}page{page}"><h3>{both(f"Trang {page}", f"Page {page}")}</h3>'
            f'<div class="pair">{figure}<div>{finding_list(mine, names, bool(drawing))}</div></div></article>'
        )
    return "".join(parts)


def _svg(picture: PagePicture, prefix: str, over: str, lang: Lang, dim: bool = False) -> str:
    x, y, w, h = picture.box_mm
    width, height = picture.trim_mm
    label = one(lang, f"Trang {picture.page}", f"Page {picture.page}")
    faint = ' class="dim"' if dim else ""
    return (
        f'<svg class="pic" viewBox="{mm(x)} {mm(y)} {mm(w)} {mm(h)}" role="group" aria-label="{label}">'
        f'<use href="#{prefix}{picture.page}"{faint}/>'
        f'<rect class="trim" width="{mm(width)}" height="{mm(height)}"/>{over}</svg>'
    )


def _outlines(entries: Iterable[NumberedFinding], picture: PagePicture, *, numbered: bool) -> str:
    """Frames around findings; numbered ones lead to their explanation."""
    taken: list[tuple[float, float]] = []
    parts = []
    for entry in entries:
        box = entry.finding.place.box_mm
        if box is None:
            continue
        x, y, w, h = _visible(box)
        frame = f'<rect class="hit" x="{mm(x)}" y="{mm(y)}" width="{mm(w)}" height="{mm(h)}"/>'
        label = _badge(entry.number, *_inside(x, y, picture), taken) if numbered else ""
        kind = entry.finding.severity.value
        if numbered:
            title = f"<title>{entry.number}. {escape(entry.finding.what())}</title>"
            parts.append(f'<a id="m{entry.number}" class="{kind}" href="#{entry.id}">{title}{frame}{label}</a>')
        else:
            parts.append(f'<g class="{kind}">{frame}</g>')
    return "".join(parts)


def _visible(box: BoxMm) -> BoxMm:
    """A box that can be seen: hairlines get a frame around them."""
    x, y, w, h = box
    more_x, more_y = max(0.0, _LEAST_MM - w) / 2, max(0.0, _LEAST_MM - h) / 2
    return x - more_x, y - more_y, w + 2 * more_x, h + 2 * more_y


def _inside(x: float, y: float, picture: PagePicture) -> tuple[float, float]:
    """The nearest place where a badge is not cut by the picture's edge."""
    left, top, width, height = picture.box_mm
    r = _BADGE_MM + 0.3
    return min(max(x, left + r), left + width - r), min(max(y, top + r), top + height - r)


def _badge(count: int, x: float, y: float, taken: list[tuple[float, float]]) -> str:
    """A number on the corner of a frame, moved aside while others stand there."""
    while any(abs(x - a) < 2 * _BADGE_MM and abs(y - b) < 2 * _BADGE_MM for a, b in taken):
        x += 2 * _BADGE_MM + 0.4
    taken.append((x, y))
    return (
        f'<circle cx="{mm(x)}" cy="{mm(y)}" r="{mm(_BADGE_MM)}"/>'
        f'<text x="{mm(x)}" y="{mm(y)}" dy=".36em">{count}</text>'
    )


# --- resolution ------------------------------------------------------------------------------------------------------


def resolution_map(report: Report, pictures: Sequence[PagePicture], prefix: str, lang: Lang) -> str:
    """Pages with photos, each framed in the colour of its resolution and labelled in ppi; folded when all are good."""
    if not report.photos:
        return ""
    figures = []
    for picture in pictures:
        photos = [photo for photo in report.photos if photo.page == picture.page]
        if photos:
            over = "".join(_photo(photo, report.ppi_limits) for photo in photos)
            drawing = _svg(picture, prefix, over, lang, dim=True)
            figures.append(f"<figure>{drawing}<figcaption><b>{picture.page}</b></figcaption></figure>")
    drawn = f'{_ppi_legend(report.ppi_limits)}<div class="sheet">{"".join(figures)}</div>{_ppi_table(report)}'
    if any(ppi_class(photo.ppi, report.ppi_limits) != _GOOD for photo in report.photos):
        return drawn
    return f"<details><summary>{_all_good(report.photos)}</summary>{drawn}</details>"


def _all_good(photos: Sequence[PhotoFact]) -> str:
    """One line for a map on which there is nothing to see."""
    low, high = (f"{pick(photo.ppi for photo in photos):.0f}" for pick in (min, max))
    return both(
        f"{len(photos)} ảnh, từ {low} đến {high} ppi: tất cả đều đủ nét. Xem bản đồ",
        f"{len(photos)} pictures of {low} to {high} ppi: all are good. Show the map",
    )


def ppi_class(ppi: float, limits: tuple[float, float, float]) -> int:
    """0 too coarse, 1 coarse, 2 good, 3 finer than needed."""
    return sum(ppi >= limit for limit in limits[:2]) + (ppi > limits[2])


def _photo(photo: PhotoFact, limits: tuple[float, float, float]) -> str:
    x, y, w, h = photo.box_mm
    colour = PPI_COLOURS[ppi_class(photo.ppi, limits)]
    size = max(3.2, min(9.0, w / 4, h / 2))
    return (
        f'<rect x="{mm(x)}" y="{mm(y)}" width="{mm(w)}" height="{mm(h)}" fill="{colour}" fill-opacity=".72" '
        f'stroke="{colour}" stroke-width=".6"/>'
        f'<text class="ppi" x="{mm(x + w / 2)}" y="{mm(y + h / 2)}" dy=".36em" font-size="{mm(size)}">'
        f"{photo.ppi:.0f}</text>"
    )


def _ppi_legend(limits: tuple[float, float, float]) -> str:
    least, good, most = (f"{limit:.0f}" for limit in limits)
    words = (
        both(f"dưới {least} ppi: lỗi", f"below {least} ppi: error"),
        both(f"{least}–{good}: hơi thô", f"{least}–{good}: coarse"),
        both(f"{good}–{most}: tốt", f"{good}–{most}: good"),
        both(f"trên {most}: thừa", f"above {most}: more than needed"),
    )
    items = "".join(
        f'<li><svg viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" fill="{colour}"/></svg>{word}</li>'
        for colour, word in zip(PPI_COLOURS, words, strict=True)
    )
    return f'<ul class="legend">{items}</ul>'


def _ppi_table(report: Report) -> str:
    rows = [
        row(
            (
                f"{number(photo.box_mm[2], 1)} × {number(photo.box_mm[3], 1)}",
                f"{photo.width_px} × {photo.height_px}",
                f"<b>{photo.ppi:.0f}</b>",
                escape(photo.colours),
            ),
            head=str(photo.page),
        )
        for photo in sorted(report.photos, key=lambda photo: (photo.ppi, photo.page))
    ]
    columns = (
        both("Trang", "Page"), both("Khung (mm)", "Frame (mm)"), both("Điểm ảnh", "Pixels"), "ppi",
        both("Hệ màu", "Colours"),
    )  # fmt: skip
    caption = both("Mọi ảnh, thô nhất trước", "All pictures, the coarsest first")
    summary = both(f"Bảng {len(rows)} ảnh", f"Table of {len(rows)} pictures")
    return f"<details><summary>{summary}</summary>{table(columns, rows, caption, 'figures')}</details>"


# --- ink -------------------------------------------------------------------------------------------------------------


def ink_map(report: Report, pictures: Sequence[PagePicture], prefix: str, lang: Lang) -> str:
    """Pages under their ink, with a scale, and a table of the highest values."""
    if not report.ink:
        return ""
    shown = {picture.page: picture for picture in pictures}
    figures = []
    for ink in report.ink:
        picture, uri = shown.get(ink.page), ink_png(ink, report.ink_limit)
        if picture and uri:
            x, y = ink.origin_mm
            width, height = ink.width * ink.cell_mm, ink.height * ink.cell_mm
            heat = (
                f'<image class="heat" x="{mm(x)}" y="{mm(y)}" width="{mm(width)}" height="{mm(height)}" '
                f'preserveAspectRatio="none" href="{uri}"/>'
            )
            drawing = _svg(picture, prefix, heat, lang, dim=True)
            most = both(f"tới {ink.most:.0f} %", f"up to {ink.most:.0f}%")
            figures.append(f"<figure>{drawing}<figcaption><b>{ink.page}</b> <span>{most}</span></figcaption></figure>")
    return f'{_ink_legend(report.ink_limit)}<div class="sheet">{"".join(figures)}</div>{_ink_table(report)}'


def _ink_legend(limit: float) -> str:
    """A scale from bare paper to 400 %, with the limit marked."""
    step = 400 / _STRIPS
    strips = "".join(
        f'<rect x="{at * step:g}" width="{step:g}" height="14" fill="rgb{ink_colour((at + 0.5) * step, limit)}"/>'
        for at in range(_STRIPS)
    )
    ticks = "".join(f'<text x="{at}" y="30">{at}</text>' for at in (0, 100, 200, 300, 400) if abs(at - limit) > 25)
    mark = f'<path d="M{limit:g} -4V18"/><text class="at" x="{limit:g}" y="30">{limit:g}</text>'
    words = both("Tổng lượng mực (%); vạch: giới hạn", "Total ink (%); the line: the limit")
    scale = f'<svg class="scale" viewBox="-14 -6 428 42" aria-hidden="true">{strips}{ticks}{mark}</svg>'
    return f'<p class="scale">{scale}<span>{words}</span></p>'


def _ink_table(report: Report) -> str:
    rows = [_ink_row(ink, report.ink_limit) for ink in report.ink]
    limit = f"{report.ink_limit:.0f}"
    columns = (
        both("Trang", "Page"), both("Cao nhất (%)", "Highest (%)"), both("Trung bình (%)", "Mean (%)"),
        both(f"Diện tích trên {limit} %", f"Area above {limit}%"),
    )  # fmt: skip
    return table(columns, rows, both("Lượng mực từng trang", "Ink page by page"), "figures")


def _ink_row(ink: InkMap, limit: float) -> str:
    mean = sum(ink.cells) / max(1, len(ink.cells)) * 400 / 255
    above = share_above(ink, limit)
    return row((number(ink.most), number(mean), number(100 * above, 2, " %")), head=str(ink.page))
