"""Damages of page boxes (checks 7, 8, 9) and of the run of pages (10, 11, 12, 13, 36)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from defects_kit import FREE_PAGE, MM, Damage, Facts, Harm, fill_box, paint, say, sheet, to_points
from pikepdf import Array, Dictionary, Name

WIDTH, HEIGHT = 190.0, 270.0
"""Trim of the sample in mm."""


def page_entry(number: int, key: str, value: Any) -> Harm:
    """Harm: one entry of a page dictionary."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        sheet(pdf, number).obj[key] = value

    return harm


def boxes(number: int, **grown: float) -> Harm:
    """Harm: boxes named `Trim`, `Bleed`, `Media`, `Crop` or `Art`, set to the trim grown by so many mm on all sides."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        page = sheet(pdf, number)
        left, low, right, top = (float(value) for value in page.trimbox)
        for name, mm in grown.items():
            by = mm * MM
            page.obj[f"/{name}Box"] = Array([left - by, low - by, right + by, top + by])

    return harm


def every(harm_of: Callable[[int], Harm]) -> Harm:
    """Harm: the same on all pages."""

    def harm(pdf: pikepdf.Pdf, facts: Facts) -> None:
        for number in range(1, len(pdf.pages) + 1):
            harm_of(number)(pdf, facts)

    return harm


def without(number: int, *keys: str) -> Harm:
    """Harm: a page without some entries, its own or inherited."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        for key in keys:
            del sheet(pdf, number).obj[key]

    return harm


def tree_rotated(pdf: pikepdf.Pdf, _: Facts) -> None:
    pdf.Root.Pages.Rotate = 180


def emptied(pdf: pikepdf.Pdf, _: Facts) -> None:
    sheet(pdf, 2).obj.Contents = pdf.make_stream(b"q Q")


def swapped(pdf: pikepdf.Pdf, _: Facts) -> None:
    pdf.pages.append(pdf.pages[0])
    del pdf.pages[0]


def missing(pdf: pikepdf.Pdf, _: Facts) -> None:
    del pdf.pages[1]


def blank_added(pdf: pikepdf.Pdf, _: Facts) -> None:
    pdf.pages.append(pdf.pages[0])
    del pdf.pages[2]["/Contents"]


def band_short_of_bleed(pdf: pikepdf.Pdf, facts: Facts) -> None:
    fill_box("0 0 0 .4 k", (WIDTH - 8, 120, 8, 30), 2)(pdf, facts)


def band_cut_at_trim(pdf: pikepdf.Pdf, _: Facts) -> None:
    """The red band of page 1 is clipped to the trim: its bleed is gone."""
    page = sheet(pdf, 1)
    x, y, width, height = to_points(page, (0, 0, WIDTH, HEIGHT))
    page.contents_coalesce()
    old = page.obj.Contents.read_bytes()
    clip = f"q {x:.3f} {y:.3f} {width:.3f} {height:.3f} re W n\n".encode()
    page.obj.Contents = pdf.make_stream(clip + old + b"\nQ\n")


def words_at(x: float, y: float, number: int = FREE_PAGE) -> Harm:
    """Harm: four black body letters of 10 pt, some 7 mm wide, at a place in mm."""

    def harm(pdf: pikepdf.Pdf, facts: Facts) -> None:
        say(pdf, number, (x, y), 10, "0 0 0 1 k", facts=facts)

    return harm


def registration(x: float) -> Harm:
    """Harm: a registration-coloured stroke of 10 mm across the lower edge of the trim at x."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        px, py, _, _ = to_points(sheet(pdf, FREE_PAGE), (x, HEIGHT + 2.5, 0, 0))
        tint = pdf.make_indirect(Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1))
        space = Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])
        code = f"/HarmAll CS 1 SCN .5 w {px:.3f} {py:.3f} m {px + 10 * MM:.3f} {py:.3f} l S"
        paint(pdf, FREE_PAGE, code, {"/ColorSpace": {"/HarmAll": space}})

    return harm


LOOSE = ("trim", "bleed", "short-of-bleed", "safety", "pdfx-identity", "qr-form", "qr-reading", "text-lost")
"""What cannot be measured without a trim."""

ROWS = (
    Damage(name="no-trim-box", edition="press", rules=("boxes",), page=1, how="TrimBox taken away",
        harm=without(1, "/TrimBox"), also=LOOSE),
    Damage(name="trim-smaller-everywhere", edition="press", rules=("trim",), page=1,
        how="every trim 5 mm smaller on each side", harm=every(lambda n: boxes(n, Trim=-5)),
        also=("bleed", "text-lost", "safety", "short-of-bleed", "qr-form", "qr-reading")),
    Damage(name="trim-unequal", edition="press", rules=("trim",), page=2, how="the trim of page 2 is 2 mm smaller",
        harm=boxes(2, Trim=-1), also=("safety", "text-lost", "qr-form", "qr-reading")),
    Damage(name="no-bleed", edition="press", rules=("bleed",), page=2, how="BleedBox and MediaBox are the trim",
        harm=boxes(2, Bleed=0, Media=0), also=("short-of-bleed",)),
    Damage(name="bleed-2-mm", edition="press", rules=("bleed",), page=1, how="BleedBox 2 mm outside the trim",
        harm=boxes(1, Bleed=2)),
    Damage(name="bleed-of-5-ordered", edition="press", rules=("bleed",), page=1,
        how="the shop asks for 5 mm of bleed", limits={"bleed_mm": 5.0}, also=("short-of-bleed",)),
    Damage(name="other-size-ordered", edition="press", rules=("trim",), page=1, how="A4 was ordered",
        limits={"trim_mm": (210.0, 297.0)}),
    Damage(name="crop-inside-bleed", edition="press", rules=("boxes",), page=1,
        how="CropBox at the trim hides the bleed", harm=boxes(1, Crop=0), also=("pdfx-identity",)),
    Damage(name="rotated", edition="press", rules=("boxes",), page=2, how="Rotate 90",
        harm=page_entry(2, "/Rotate", 90), also=("qr-reading", "qr-form")),
    Damage(name="rotated-by-tree", edition="press", rules=("boxes",), page=1,
        how="Rotate 180 stands in the page tree", harm=tree_rotated, also=("qr-reading", "qr-form", "text-lost")),
    Damage(name="user-unit", edition="press", rules=("boxes",), page=1, how="UserUnit 2",
        harm=page_entry(1, "/UserUnit", 2), also=("trim", "bleed", "text-lost", "body-not-black")),
    Damage(name="bleed-beyond-media", edition="press", rules=("boxes",), page=1,
        how="BleedBox larger than the MediaBox", harm=boxes(1, Bleed=8)),
    Damage(name="trim-beyond-bleed", edition="press", rules=("boxes",), page=2, how="BleedBox inside the trim",
        harm=boxes(2, Bleed=-2), also=("bleed",)),
    Damage(name="art-box", edition="press", rules=("boxes",), page=1, how="ArtBox beside TrimBox (PDF/X allows one)",
        harm=boxes(1, Art=0), also=("pdfx-identity",)),
    Damage(name="band-short-of-bleed", edition="press", rules=("short-of-bleed",), page=2,
        box=(WIDTH - 8, 120, 8, 30), how="a grey band touches the right trim and ends there",
        harm=band_short_of_bleed),
    Damage(name="art-cut-at-trim", edition="press", rules=("short-of-bleed",), page=1, box=(0, 0, WIDTH, 3.5),
        how="the red band of page 1 is clipped at the trim", harm=band_cut_at_trim),
    Damage(name="words-in-safety-zone", edition="press", rules=("safety",), page=2, box=(1, 127, 7, 3.6),
        how="words begin 1 mm from the fore-edge (page 2: left)", harm=words_at(1, 130), also=("text-lost",)),
    Damage(name="words-near-fold", edition="press", rules=("safety",), page=2, box=(WIDTH - 11, 147, 7, 3.6),
        how="words end 4 mm from the fold of a booklet (page 2: right edge)", harm=words_at(WIDTH - 11, 150),
        also=("text-lost",)),
    Damage(name="page-emptied", edition="press", rules=("empty-page",), page=2, how="the content of page 2 is gone",
        harm=emptied, also=("text-lost", "qr-form", "qr-reading")),
    Damage(name="page-missing", edition="press", rules=("text-lost",), page=2, how="page 2 is gone", harm=missing,
        also=LOOSE),
    Damage(name="pages-swapped", edition="press", rules=("text-lost",), page=1,
        how="pages 1 and 2 in the wrong order", harm=swapped,
        also=("qr-form", "qr-reading", "qr-content", "safety", "body-not-black", "small-text")),
    Damage(name="odd-blank-page", edition="press", rules=("page-multiple", "empty-page"), how="a blank third page",
        harm=blank_added, also=("text-lost",)),
    Damage(name="mark-inside-bleed", edition="press", rules=("marks",), page=2, box=(60, HEIGHT + 2.4, 10, .2),
        how="a registration-coloured stroke in the bleed", harm=registration(60), also=("spot",)),
    Damage(name="marks-forbidden", edition="press-marks", rules=("marks",),
        how="full marks for a shop that takes none", limits={"marks_allowed": False}),
    Damage(name="text-hidden-under-paper", edition="press", rules=("text-lost",), page=1,
        how="white paper painted over a paragraph", harm=fill_box("0 0 0 0 k", (15, 103, 50, 25), 1)),
)  # fmt: skip
