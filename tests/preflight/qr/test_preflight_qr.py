"""QR codes on the finished page: measured right, read as long as a telephone could, and bad ones noticed."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from make_codes import URL, Code, page, rect

from bulletin.layout.laid import Laid, PageBox, QrSlot
from bulletin.pdf.pdfium import open_pdfium
from bulletin.pdf.raster import DrawnPage
from bulletin.preflight.inspect import walk_file
from bulletin.preflight.qr.form import on_white, pure_black
from bulletin.preflight.qr.suspects import Spot
from bulletin.preflight.qr.trials import BLUR_MM, GAIN_PX, SKEW_DEG, code_reader, try_codes
from bulletin.preflight.report import CodeFact

GOOD = Code()


def only(code: Code, *, one_bit: bool = False) -> CodeFact:
    (fact,) = try_codes(page(code), one_bit=one_bit)
    return fact


def read(fact: CodeFact) -> dict[str, bool]:
    return dict(fact.readings)


def test_a_good_code_is_found_measured_and_read() -> None:
    fact = only(GOOD)
    assert fact.text == URL
    assert fact.page == 1
    assert fact.module_mm == pytest.approx(0.42, abs=0.005)
    assert fact.modules == GOOD.modules
    assert fact.quiet_modules == 4.0
    assert fact.box_mm == pytest.approx(GOOD.box, abs=0.3)
    assert (pure_black(fact), on_white(fact), fact.inverted) == (True, True, False)
    assert read(fact)["300 dpi grey"]
    assert fact.gain_mm >= 0.08
    assert fact.blur_mm >= 0.1
    assert fact.skew_deg == 4.0
    assert read(fact)["worn"]


def test_the_trials_are_those_of_the_edition() -> None:
    ladders = len(GAIN_PX) + len(BLUR_MM) + len(SKEW_DEG) + 1
    grey, bits = only(GOOD), only(GOOD, one_bit=True)
    assert [name for name, _ in grey.readings if "dpi" in name] == ["300 dpi grey"]
    assert [name for name, _ in bits.readings if "dpi" in name] == [
        f"{ppi} dpi 1-bit{how}" for ppi in (300, 600) for how in ("", " diffused", " screened")
    ]
    assert len(grey.readings) == 1 + ladders
    assert len(bits.readings) == 6 + ladders
    assert all(good for name, good in bits.readings if "dpi" in name)


@pytest.mark.parametrize("module", [0.17, 0.25, 0.33, 0.5, 0.8])
def test_module_size_is_measured_on_the_page(module: float) -> None:
    assert only(replace(GOOD, module=module)).module_mm == pytest.approx(module, rel=0.02)


def test_smaller_modules_have_less_margin() -> None:
    facts = [only(replace(GOOD, module=module)) for module in (0.2, 0.33, 0.5)]
    assert facts[0].gain_mm < facts[2].gain_mm
    assert facts[0].blur_mm < facts[2].blur_mm
    assert facts[0].margin < facts[1].margin <= facts[2].margin


@pytest.mark.parametrize("code", [GOOD, replace(GOOD, module=0.2), replace(GOOD, paint=b"0.4 g")])
def test_of_a_rising_series_nothing_is_read_after_the_first_failure(code: Code) -> None:
    for kind in ("gain", "blur", "skew"):
        series = [good for name, good in only(code).readings if name.startswith(kind)]
        assert series == sorted(series, reverse=True)


BAD = {
    "navy": replace(GOOD, paint=b"0 0.29 0.55 rg"),
    "red": replace(GOOD, paint=b"0.78 0.06 0.18 rg"),
    "grey": replace(GOOD, paint=b"0.6 g"),
    "four inks with colour": replace(GOOD, paint=b"0.9 0.2 0.1 0.3 k"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_code_that_is_not_black_is_noticed(name: str) -> None:
    assert not pure_black(only(BAD[name]))


def test_black_alone_on_the_plates_counts_as_black() -> None:
    assert pure_black(only(replace(GOOD, paint=b"0 0 0 1 k")))


def test_a_grey_code_fails_when_a_copier_screens_it() -> None:
    bits = read(only(replace(GOOD, paint=b"0.6 g", module=0.33), one_bit=True))
    assert not bits["300 dpi 1-bit screened"]
    assert not all(bits.values())


def test_a_tint_behind_the_code_is_noticed() -> None:
    fact = only(replace(GOOD, ground=b"0 0 0 0.12 k", under=rect(10, 10, 80, 100)))
    assert not on_white(fact)
    assert fact.quiet_modules < 1


def test_a_faint_tint_in_the_quiet_zone_alone_is_noticed() -> None:
    x, y, _, height = GOOD.box
    fact = only(replace(GOOD, ground=b"0 0 0 0.05 k", under=rect(x, y, 0.9 * GOOD.module * 4, height)))
    assert fact.text == URL
    assert fact.quiet_modules < 1.5


@pytest.mark.parametrize("modules", [1, 2, 3])
@pytest.mark.parametrize("side", ["left", "top", "right", "bottom"])
def test_something_in_the_quiet_zone_is_measured(side: str, modules: int) -> None:
    gap = modules * GOOD.module
    edges = {
        "left": (GOOD.x - gap - 0.3, GOOD.y, 0.3, GOOD.side),
        "right": (GOOD.x + GOOD.side + gap, GOOD.y, 0.3, GOOD.side),
        "top": (GOOD.x, GOOD.y - gap - 0.3, GOOD.side, 0.3),
        "bottom": (GOOD.x, GOOD.y + GOOD.side + gap, GOOD.side, 0.3),
    }
    (fact,) = try_codes(
        page(replace(GOOD, over=rect(*edges[side]))), one_bit=False, slots=[slot(GOOD)]
    )  # fmt: skip
    assert fact.quiet_modules == pytest.approx(modules, abs=0.35)


@pytest.mark.parametrize("bleed", [0.0, 3.0])
def test_a_quiet_zone_that_the_knife_cuts_is_noticed(bleed: float) -> None:
    fact = only(replace(GOOD, x=2 * GOOD.module, bleed=bleed))
    assert fact.quiet_modules == pytest.approx(2, abs=0.3)


def test_white_on_black_is_noticed() -> None:
    x, y, width, height = GOOD.box
    fact = only(replace(GOOD, paint=b"1 g", ground=b"0 g", under=rect(x - 3, y - 3, width + 6, height + 6)))
    assert fact.text == URL
    assert fact.inverted
    assert fact.quiet_modules < 0.5


def slot(code: Code, url: str = URL) -> QrSlot:
    return QrSlot(url, PageBox(1, *code.box), code.module)


def test_a_code_that_says_something_else_passes_no_trial() -> None:
    (fact,) = try_codes(page(GOOD), one_bit=True, slots=[slot(GOOD, "https://phuong.example/khac")])
    assert fact.text == URL
    assert fact.expected == "https://phuong.example/khac"
    assert not any(good for _, good in fact.readings)
    assert fact.margin == 0


def test_a_laid_out_code_that_is_not_on_the_page_is_reported() -> None:
    (fact,) = try_codes(page(GOOD), one_bit=False, slots=[QrSlot(URL, PageBox(1, 60, 90, 15, 15), 0.4)])
    assert (fact.text, fact.margin) == ("", 0)


def test_a_drawing_like_a_code_that_nobody_can_read_is_reported() -> None:
    (fact,) = try_codes(page(replace(GOOD, module=0.7, over=b"1 g " + rect(GOOD.x, GOOD.y, 9, 30))), one_bit=False)
    assert fact.text == ""
    assert not any(good for _, good in fact.readings)
    assert fact.box_mm[0] < GOOD.x < fact.box_mm[0] + fact.box_mm[2]


def test_a_code_that_the_crop_box_hides_is_none() -> None:
    with pikepdf.open(io.BytesIO(page(GOOD))) as pdf:
        pdf.pages[0].obj.CropBox = pikepdf.Array([200, 10, 280, 90])
        out = io.BytesIO()
        pdf.save(out)
    assert try_codes(out.getvalue(), one_bit=False) == ()


def test_a_suspect_that_was_read_is_told_once() -> None:
    facts = try_codes(page(GOOD), one_bit=False, suspects=[Spot(1, GOOD.box), Spot(1, (70.0, 90.0, 15.0, 15.0))])
    assert [fact.text for fact in facts] == [URL, ""]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_places_do_not_turn_with_the_viewer(rotate: int) -> None:
    fact = only(replace(GOOD, rotate=rotate))
    assert fact.text == URL
    assert fact.box_mm == pytest.approx(GOOD.box, abs=0.3)


def test_a_page_without_codes_has_none() -> None:
    assert try_codes(page(replace(GOOD, drop=99)), one_bit=True) == ()


def test_the_reader_for_preflight_takes_the_laid_out_codes_or_searches() -> None:
    laid = Laid(b"", 1, (100, 120), 0, (), (), (slot(GOOD),), {}, (), (), None)  # type: ignore[arg-type]
    reader = code_reader(one_bit=True)
    assert reader(page(GOOD), laid)[0].expected == URL
    assert reader(page(GOOD), None)[0].expected == ""
    assert reader(page(GOOD), replace(laid, qr_codes=())) == ()


def test_the_same_file_gives_the_same_facts() -> None:
    assert only(GOOD, one_bit=True) == only(GOOD, one_bit=True)


@pytest.mark.parametrize("inherit", [False, True])
@pytest.mark.parametrize("crop", [[-90, -90, 900, 900], [30, 40, 200, 180], [900, 900, 999, 999]])
def test_crop_boxes_beyond_the_page_or_above_it(inherit: bool, crop: list[int]) -> None:
    """Such a box once ended the reading with `Crop exceeds page dimensions`, or moved every place."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 200))
        page.obj.Contents = pdf.make_stream(b"0 g 60 60 40 40 re f")
        (page.obj.Parent if inherit else page.obj).CropBox = pikepdf.Array(crop)
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        (fill,) = walk_file(pdf)[0][0].drawn
    with open_pdfium(out.getvalue()) as document:
        sheet = DrawnPage(document[0], 1)
        x, y, right, low = fill.box
        box = (x + 1, y + 1, right - x - 2, low - y - 2)
        if crop[0] > 300:  # nothing of the page is shown
            assert sheet.picture(72, box).convert("L").getextrema() == (255, 255)
            return
        assert sheet.picture(72, box).convert("L").getextrema()[1] < 128
        assert sheet.picture(72).convert("L").getextrema() == (0, 255)
        assert sheet.picture(72, (x - 5, y - 5, 40, 40)).convert("L").getextrema() == (0, 255)
        sheet.close()
