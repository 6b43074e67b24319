"""What the office copier gets of every layout: proved on the finished files, as the copier would print them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from layouts_kit import EXAMPLES, NAMES, RGB, Built, words_on_grounds
from PIL import Image, ImageChops, ImageFilter

from bulletin.assets.colour.inks import GREYS_APART, lightness
from bulletin.layout.spec import load_layout
from bulletin.sources import load_issue

Build = Callable[[str, str], Built]
SAFE_MM = 8.0
MM = 72 / 25.4
# Where the mark of a section hangs, mm: from and to left of the story's text, and down from the top of its first line.
MARKS = {"tuan-tin": (2.4, 0.7, 4.4), "ban-tin-a4": (4.8, 2.4, 12.0)}
DPI = 600


def office(build: Build, layout: str) -> Path:
    return build(layout, "do-son").pdf.with_name("office.pdf")


def letters(path: Path) -> Iterator[tuple[int, str, tuple[float, float, float, float], tuple[float, float]]]:
    """Page number, letter, its box in pt, the page's size."""
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            for at in range(text.count_chars()):
                letter = text.get_text_range(at, 1)
                if letter.strip():
                    yield number, letter, text.get_charbox(at), page.get_size()


@pytest.mark.parametrize("layout", NAMES)
def test_everything_is_grey_and_type_is_solid(build: Build, layout: str) -> None:
    coloured = re.compile(rb"(?:^|\s)(?:rg|RG|k|K|cs|CS|scn?|SCN?|sh|BDC|BMC)(?=\s|$)")
    with pikepdf.open(office(build, layout)) as pdf:
        for page in pdf.pages:
            for content in [page.Contents.read_bytes(), *forms(page.resources)]:
                assert not coloured.search(content)
            for image in page.get_images().values():
                assert image.ColorSpace == pikepdf.Name.DeviceGray
    inks = {words.ink for words in words_on_grounds(office(build, layout))}
    assert inks <= {(0, 0, 0), (255, 255, 255)}


def forms(resources: pikepdf.Object) -> Iterator[bytes]:
    """The content of all forms below some resources."""
    for item in resources.get("/XObject", pikepdf.Dictionary()).values():
        if item.get("/Subtype") == pikepdf.Name.Form:
            yield item.read_bytes()
            yield from forms(item.get("/Resources", pikepdf.Dictionary()))


@pytest.mark.parametrize("layout", NAMES)
def test_text_stands_out_from_its_ground_in_grey(build: Build, layout: str) -> None:
    seen: dict[tuple[RGB, RGB], str] = {}
    for words in words_on_grounds(office(build, layout)):
        seen.setdefault((words.ink, words.ground), f"{words.page}: {words.text}")
    assert seen
    apart = {pair: abs(lightness(pair[0][0] / 255) - lightness(pair[1][0] / 255)) for pair in seen}
    assert {seen[pair]: round(gap, 1) for pair, gap in apart.items() if gap < GREYS_APART} == {}


@pytest.mark.parametrize("layout", NAMES)
def test_no_letter_comes_near_the_white_edge_of_a_copier(build: Build, layout: str) -> None:
    near = []
    for page, letter, (left, low, right, top), (width, height) in letters(office(build, layout)):
        edge = min(left, low, width - right, height - top) / MM
        if edge < SAFE_MM:
            near.append((page, letter, round(edge, 1)))
    assert near == []


@pytest.mark.parametrize("layout", NAMES)
def test_pages_are_cut_to_the_trim_and_hold_no_bleed(build: Build, layout: str) -> None:
    width, height = load_layout(layout).trim_mm
    with pikepdf.open(office(build, layout)) as pdf:
        for page in pdf.pages:
            box = [float(value) for value in page.mediabox]
            assert (box[2] - box[0], box[3] - box[1]) == pytest.approx((width * MM, height * MM), abs=0.02)
            assert [float(value) for value in page.obj.TrimBox] == box
            assert "/BleedBox" not in page.obj


def section_colours() -> dict[str, str]:
    """The head that stands first in a story (kicker or title) → its section's colour, of the example."""
    issue = load_issue(EXAMPLES / "do-son").issue
    assert issue is not None
    told = ((entry.article.kicker, entry.section) for entry in issue.entries)
    return {kicker: section.colour for kicker, section in told if kicker and section and section.colour}


def marks_of(path: Path, layout: str, folder: Path) -> list[tuple[str, Image.Image]]:
    """(colour of the section, what one sees of its mark) for every story whose kicker is found on its page."""
    reach, near, high = MARKS[layout]
    prints = one_bit(path, folder, DPI)
    seen = []
    with pypdfium2.PdfDocument(path) as document:
        for page, picture in zip(document, prints, strict=True):
            text, height = page.get_textpage(), page.get_height()
            for kicker, colour in section_colours().items():
                spot = text.search(kicker, match_case=True).get_next()
                if spot is not None:
                    boxes = [text.get_charbox(spot[0] + k, loose=True) for k in range(spot[1])]
                    left, top = min(box[0] for box in boxes) / MM, (height - max(box[3] for box in boxes)) / MM
                    x, y = round((left - reach) / 25.4 * DPI), round((top - 0.6) / 25.4 * DPI)
                    size = round((reach - near) / 25.4 * DPI), round((high + 0.6) / 25.4 * DPI)
                    # Eyes melt the dots of a screen into one tone.
                    cut = picture.crop((x, y, x + size[0], y + size[1])).filter(ImageFilter.BoxBlur(3))
                    seen.append((colour, cut.point(lambda v: 255 if v > 150 else 0)))
    return seen


@pytest.mark.parametrize("layout", list(MARKS))
def test_a_grey_copy_tells_sections_apart_by_the_form_of_their_mark(build: Build, tmp_path: Path, layout: str) -> None:
    """On the copier's one-bit print the marks of two sections differ clearly, those of one section do not."""
    seen = marks_of(office(build, layout), layout, tmp_path)
    assert {colour for colour, _ in seen} == {"do", "xanh", "luc", "cam", "tim"}
    most = max(black(picture) for _, picture in seen)
    assert most > 0.2, "there is a mark"
    same, other = [0.0], []
    for (one, first), (two, second) in combinations(seen, 2):
        (same if one == two else other).append(share_apart(first, second) / most)
    assert max(same) < 0.15
    assert min(other) > 2 * max(same)
    assert min(other) > 0.1


def one_bit(path: Path, folder: Path, dpi: int) -> list[Image.Image]:
    """The pages as Ghostscript prints them in black or nothing, like the controller of a copier."""
    order = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pngmono", f"-r{dpi}", "-o"]
    subprocess.run([*order, str(folder / "%03d.png"), str(path)], check=True, timeout=600)
    return [Image.open(file).convert("L") for file in sorted(folder.glob("*.png"))]


def black(picture: Image.Image) -> float:
    return picture.histogram()[0] / (picture.width * picture.height)


def share_apart(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ where the two lie best on each other (rounding moves them by a few px).

    A mark may reach the edge of its picture: what is moved beyond the edge is not compared.
    """
    width, height, most = one.width, one.height, 3
    here = one.crop((most, most, width - most, height - most))
    shifts = range(-most, most + 1)
    return min(
        ImageChops.difference(
            here, other.crop((most + x, most + y, width - most + x, height - most + y))
        ).histogram()[255] / (here.width * here.height)
        for x in shifts
        for y in shifts
    )  # fmt: skip


@pytest.mark.parametrize("layout", ["so-tay"])
def test_a_layout_without_marks_tells_sections_in_words(build: Build, layout: str) -> None:
    """No colour codes sections there: every kicker has one colour on the screen, so grey loses nothing."""
    kickers = set(section_colours())
    inks = {w.ink for w in words_on_grounds(build(layout, "do-son").pdf) if w.text in kickers}
    assert len(inks) == 1


@pytest.mark.parametrize(
    ("layout", "dpi"), [("tuan-tin", 300), ("tuan-tin", 600), ("ban-tin-a4", 300), ("so-tay", 300)]
)
def test_codes_of_the_booklet_are_read_from_one_bit_print(build: Build, tmp_path: Path, layout: str, dpi: int) -> None:
    built = build(layout, "do-son")
    booklet = built.pdf.with_name("office-booklet.pdf")
    read = {code.text for picture in one_bit(booklet, tmp_path, dpi) for code in codes_in(picture)}
    with pikepdf.open(built.pdf) as pdf:
        links = {str(a.A.URI) for page in pdf.pages for a in page.obj.get("/Annots", []) if "/URI" in a.get("/A", {})}
    assert len(read) >= 5
    assert read <= links
    assert read == codes_on(built.pdf)


def codes_on(path: Path) -> set[str]:
    """What the codes of the screen edition say."""
    with pypdfium2.PdfDocument(path) as document:
        pictures = [page.render(scale=300 / 72, grayscale=True).to_pil() for page in document]
    return {code.text for picture in pictures for code in codes_in(picture)}


def codes_in(picture: Image.Image) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
