"""The map of ink against Ghostscript's plates, and against arithmetic where that is enough."""

from __future__ import annotations

import base64
import io
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bulletin.pdf.boxes import boxes_of
from bulletin.pdf.text.fonts import FontUses
from bulletin.pdf.walk.drawn import PageFacts
from bulletin.pdf.walk.page import read_page
from bulletin.preflight.ink.facts import share_above
from bulletin.preflight.ink.images import Pixels
from bulletin.preflight.ink.map import ink_map, ink_maps
from bulletin.preflight.ink.picture import ABOVE, ink_colour, ink_png, mean_ink
from bulletin.preflight.report import InkMap

PT = 72 / 25.4
SIZE, BLEED, MARGIN = 100.0, 3.0, 10.0
PPI = 150
TOLERANCE = {"most": 6.0, "mean": 1.0, "share": 0.01}
"""Of the map against Ghostscript at 150 ppi: highest ink and mean in per cent, share of the area above a level."""

Cmyk = tuple[float, float, float, float]


def rect(x: float, y: float, width: float, height: float) -> str:
    return f"{x * PT:.3f} {(SIZE - y - height) * PT:.3f} {width * PT:.3f} {height * PT:.3f} re f\n"


def colour(*inks: float) -> str:
    return " ".join(map(str, inks)) + " k\n"


def photo(inverted: bool = True, grey: bool = False) -> tuple[bytes, str, list[int] | None]:
    """A JPEG with slow gradients up to 290 % of ink: bytes, colour space, /Decode."""
    side = 240
    bands = [Image.linear_gradient("L").resize((side, side)).rotate(90 * turn) for turn in range(3)]
    black = Image.radial_gradient("L").resize((side, side)).point([255 - level for level in range(256)])
    picture = (
        bands[0]
        if grey
        else Image.merge("CMYK", (*(band.point([round(0.8 * v) for v in range(256)]) for band in bands), black))
    )
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    if grey:
        return out.getvalue(), "/DeviceGray", None
    # Pillow writes four inks upside down, as Adobe does; without that a PDF needs no /Decode.
    return out.getvalue(), "/DeviceCMYK", [1, 0] * 4 if inverted else None


def document(content: str, images: Sequence[tuple[bytes, str, list[int] | None]] = (), marks: str = "") -> bytes:
    """One page of 100 × 100 mm with 3 mm of bleed and 10 mm of margin for marks."""
    pdf = pikepdf.new()
    states = {
        "Over": {"OP": True, "op": True, "OPM": 1}, "Zero": {"op": True, "OPM": 0}, "Half": {"ca": 0.5},
    }  # fmt: skip
    pictures = {}
    for number, (data, space, decode) in enumerate(images):
        stream = pikepdf.Stream(pdf, data)
        with Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
        stream.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height, BitsPerComponent=8,
            ColorSpace=pikepdf.Name(space), Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        if decode:
            stream.Decode = pikepdf.Array(decode)
        pictures[f"/I{number}"] = stream
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name("/Helvetica-Bold"),
        FirstChar=32,
        LastChar=126,
        Widths=[600] * 95,
    )
    spot = pikepdf.Array([
        pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK,
        pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1),
    ])  # fmt: skip
    resources = pikepdf.Dictionary(
        ExtGState=pikepdf.Dictionary({f"/{name}": pikepdf.Dictionary(**value) for name, value in states.items()}),
        XObject=pikepdf.Dictionary(pictures), Font=pikepdf.Dictionary(F=font), ColorSpace=pikepdf.Dictionary(All=spot),
    )  # fmt: skip
    edge, far = (MARGIN + BLEED) * PT, (SIZE + BLEED + MARGIN) * PT
    low, high = -BLEED * PT, (SIZE + BLEED) * PT
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page, MediaBox=[-edge, -edge, far, far], BleedBox=[low, low, high, high],
        TrimBox=[0, 0, SIZE * PT, SIZE * PT], Resources=resources, Contents=pdf.make_stream((content + marks).encode()),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(page))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def facts_of(pdf: bytes) -> tuple[PageFacts, ...]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = FontUses()
        return tuple(read_page(page, fonts, boxes_of(page, n)) for n, page in enumerate(opened.pages, start=1))


def mapped(pdf: bytes) -> InkMap:
    with pikepdf.open(io.BytesIO(pdf)) as opened:  # pictures are decoded while the file is open
        page = opened.pages[0]
        return ink_map(read_page(page, FontUses(), boxes_of(page, 1)))


def at(ink: InkMap, x: float, y: float) -> float:
    """Total ink in per cent at a place in mm from the trim."""
    column, row = int((x - ink.origin_mm[0]) / ink.cell_mm), int((y - ink.origin_mm[1]) / ink.cell_mm)
    return ink.cells[row * ink.width + column] * 400 / 255


def plates(pdf: bytes, folder: Path) -> Image.Image:
    """The page inside its bleed as Ghostscript separates it, CMYK at 150 ppi."""
    source, target = folder / "in.pdf", folder / "out.tif"
    source.write_bytes(pdf)
    subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiff32nc", "-dOverprint=/simulate", f"-r{PPI}",
         f"-sOutputFile={target}", source], check=True, capture_output=True,
    )  # fmt: skip
    with Image.open(target) as picture:
        start, side = MARGIN / 25.4 * PPI, (SIZE + 2 * BLEED) / 25.4 * PPI
        return picture.convert("CMYK").crop((round(start), round(start), round(start + side), round(start + side)))


def totals(picture: Image.Image) -> np.ndarray:
    """Total ink of every pixel, per cent."""
    return np.asarray(picture).astype(float).sum(axis=2) / 2.55


BLACK_TEXT = "/Over gs 0 0 0 1 k BT /F 12 Tf 14 TL 20 180 Td " + "(Sao bang qua pho nho ven song) Tj T* " * 6 + "ET\n"
MARKS = "/All cs 1 scn -30 -30 20 20 re f 294 294 20 20 re f\n"
SHEETS: dict[str, tuple[str, list[tuple[bytes, str, list[int] | None]]]] = {
    "tints": (colour(0.6, 0.5, 0.4, 0.9) + rect(10, 10, 50, 30) + colour(0, 0, 0.2, 0) + rect(40, 20, 50, 60), []),
    "text over a tint": (colour(0.8, 0.3, 0, 0) + rect(-3, -3, 106, 60) + BLACK_TEXT, []),
    "photos": (
        f"q {60 * PT:.2f} 0 0 {40 * PT:.2f} {5 * PT:.2f} {50 * PT:.2f} cm /I0 Do Q "
        f"q {30 * PT:.2f} 0 0 {30 * PT:.2f} {60 * PT:.2f} {5 * PT:.2f} cm /I1 Do Q\n", [photo(), photo(grey=True)],
    ),
    "a turned and mirrored photo": (
        f"q 0 {40 * PT:.2f} {-60 * PT:.2f} 0 {80 * PT:.2f} {20 * PT:.2f} cm /I0 Do Q\n", [photo()],
    ),
    "overprint": (
        colour(0.7, 0, 0, 0) + rect(0, 0, 60, 60) + "/Over gs " + colour(0, 0.9, 0, 0) + rect(20, 20, 60, 60)
        + "/Zero gs " + colour(0, 0, 0.45, 0) + rect(40, 40, 50, 50), [],
    ),
    "half transparent": (
        colour(1, 0, 0, 0) + rect(0, 0, 60, 60) + "/Half gs " + colour(0, 1, 1, 0) + rect(30, 30, 60, 60), [],
    ),
    "rules and frames": (
        "0 0 0 1 K 2 w 20 20 200 200 re S 0.5 w " + "".join(f"10 {y} m 270 {y} l S " for y in range(10, 280, 12)), [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_the_map_agrees_with_ghostscripts_plates(name: str, tmp_path: Path) -> None:
    content, images = SHEETS[name]
    pdf = document(content, images, MARKS)
    ink, seen = mapped(pdf), totals(plates(pdf, tmp_path))
    assert ink.most == pytest.approx(seen.max(), abs=TOLERANCE["most"])
    assert sum(ink.cells) / len(ink.cells) * 400 / 255 == pytest.approx(seen.mean(), abs=_mean(name))
    for level in (50, 120, 180, 220, 260):
        if name in ("tints", "half transparent", "overprint", "photos", "a turned and mirrored photo"):
            share = (seen > level).mean()
            assert share_above(ink, level) == pytest.approx(share, abs=TOLERANCE["share"]), level


def _mean(name: str) -> float:
    """Letters and hairlines are finer than the map's cells: there the mean may be off by 3."""
    return 3.0 if name in ("text over a tint", "rules and frames") else TOLERANCE["mean"]


@pytest.mark.parametrize("inverted", [True, False])
def test_a_jpegs_own_inversion_is_undone_as_its_decode_says(inverted: bool, tmp_path: Path) -> None:
    pdf = document(f"q {80 * PT:.2f} 0 0 {80 * PT:.2f} 20 20 cm /I0 Do Q", [photo(inverted)])
    seen = totals(plates(pdf, tmp_path))
    ink = mapped(pdf)
    assert ink.most == pytest.approx(seen.max(), abs=TOLERANCE["most"])
    assert sum(ink.cells) / len(ink.cells) * 400 / 255 == pytest.approx(seen.mean(), abs=1.0)


inks = st.tuples(*[st.integers(0, 100).map(lambda part: part / 100)] * 4)


@given(inks)
def test_a_flat_colour_has_the_sum_of_its_inks(paint: Cmyk) -> None:
    ink = mapped(document(colour(*paint) + rect(20, 20, 40, 40)))
    assert at(ink, 40, 40) == pytest.approx(100 * sum(paint), abs=1.6)
    assert at(ink, 10, 10) == 0


@given(inks, inks)
def test_without_overprint_the_later_colour_stands_alone(under: Cmyk, over: Cmyk) -> None:
    ink = mapped(document(colour(*under) + rect(10, 10, 40, 40) + colour(*over) + rect(30, 30, 40, 40)))
    assert at(ink, 40, 40) == pytest.approx(100 * sum(over), abs=1.6)
    assert at(ink, 20, 20) == pytest.approx(100 * sum(under), abs=1.6)


@given(inks, inks)
def test_with_overprint_inks_of_the_later_colour_replace_their_own_plates_only(under: Cmyk, over: Cmyk) -> None:
    content = colour(*under) + rect(10, 10, 40, 40) + "/Over gs " + colour(*over) + rect(30, 30, 40, 40)
    both = [new or old for old, new in zip(under, over, strict=True)]
    assert at(mapped(document(content)), 40, 40) == pytest.approx(100 * sum(both), abs=1.6)


def test_marks_outside_the_bleed_are_not_ink() -> None:
    ink = mapped(document("", marks=MARKS))
    assert ink.most == 0
    assert ink.origin_mm == pytest.approx((-BLEED, -BLEED), abs=0.01)
    assert ink.width * ink.cell_mm == pytest.approx(SIZE + 2 * BLEED, abs=ink.cell_mm)


def test_text_and_its_ground_meet_at_full_strength_on_little_area() -> None:
    ink = mapped(document(colour(0.9, 0.8, 0.7, 0) + rect(-3, -3, 106, 106) + BLACK_TEXT))
    assert ink.most == pytest.approx(340, abs=2)
    assert 0.001 < share_above(ink, 300) < 0.05


def test_invisible_text_and_unseen_objects_are_no_ink() -> None:
    hidden = (
        "BT 3 Tr /F 30 Tf 20 100 Td (Bong may) Tj ET q 0 0 5 5 re W n "
        + colour(1, 1, 1, 1)
        + rect(50, 50, 20, 20)
        + "Q"
    )
    assert mapped(document(hidden)).most == 0


def test_a_broken_picture_and_a_huge_page_do_no_harm() -> None:
    data = photo()[0][:300]
    pdf = document("q 100 0 0 100 20 20 cm /I0 Do Q")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        stream = pikepdf.Stream(opened, data)
        stream.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=200, Height=200, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceCMYK, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        page = opened.pages[0]
        page.Resources.XObject.I0 = stream
        assert ink_map(read_page(page, FontUses(), boxes_of(page, 1))).most == 0
        for box in ("/MediaBox", "/BleedBox", "/TrimBox"):
            page.obj[box] = pikepdf.Array([0, 0, 200_000, 200_000])
        huge = ink_map(read_page(page, FontUses(), boxes_of(page, 1)))
    assert len(huge.cells) == huge.width * huge.height <= 4_000_000


def test_the_same_page_gives_the_same_bytes() -> None:
    content, images = SHEETS["photos"]
    assert mapped(document(content, images)) == mapped(document(content, images))


def test_pictures_that_were_not_kept_are_decoded_again() -> None:
    content, images = SHEETS["photos"]
    with pikepdf.open(io.BytesIO(document(content, images))) as opened:
        facts = read_page(opened.pages[0], FontUses(), boxes_of(opened.pages[0], 1))
        roomy, tight = Pixels(), Pixels(1)
        assert ink_map(facts, tight) == ink_map(facts, roomy) == ink_map(facts, tight)
    assert len(tight._kept) == 1 < len(roomy._kept)


def test_pages_keep_their_numbers() -> None:
    pdf = document(SHEETS["tints"][0])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.pages.append(opened.pages[0])
        out = io.BytesIO()
        opened.save(out)
    assert [ink.page for ink in ink_maps(facts_of(out.getvalue()))] == [1, 2]


# --- the picture of the map ------------------------------------------------------------------------------------------


def test_the_scale_grows_darker_and_jumps_at_the_limit() -> None:
    light = [sum(ink_colour(percent, 300)) for percent in range(0, 301, 10)]
    assert light == sorted(light, reverse=True)
    assert ink_colour(0, 300) == (255, 255, 255)
    assert ink_colour(301, 300) == ABOVE
    assert ink_colour(50, 0) == ABOVE


@pytest.mark.parametrize("cells", [b"", b"\0\0\0", bytes(range(256)) * 3])
def test_the_mean_is_that_of_all_cells(cells: bytes) -> None:
    made = InkMap(1, len(cells), 1, 0.42, (0.0, 0.0), cells)
    assert mean_ink(made) == pytest.approx(sum(cells) / max(1, len(cells)) * 400 / 255)


def test_a_single_cell_above_the_limit_is_seen_in_the_picture() -> None:
    cells = bytearray(100 * 100)
    cells[57 * 100 + 31] = 255
    uri = ink_png(InkMap(1, 100, 100, 0.42, (0.0, 0.0), bytes(cells)), 300)
    with Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))) as picture:
        assert picture.width < 60
        assert ABOVE in {colour for _, colour in picture.convert("RGB").getcolors()}
    assert ink_png(InkMap(1, 0, 0, 0.42, (0.0, 0.0), b""), 300) == ""


def test_share_above_counts_cells() -> None:
    ink = InkMap(1, 4, 1, 1.0, (0.0, 0.0), bytes([0, 64, 191, 255]))
    assert [share_above(ink, level) for level in (0, 99, 250, 300, 400)] == [0.75, 0.75, 0.5, 0.25, 0.0]
    assert share_above(InkMap(1, 0, 0, 1.0, (0.0, 0.0), b""), 10) == 0.0
