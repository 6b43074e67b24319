"""The press edition of every layout on its plates, and under the validators."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from defects_files import EXAMPLE, LAYOUTS, Built, _shorten, printer
from PIL import Image
from press_plates import Sheet, plates
from validators_kit import Judge

from bulletin.assets.colour.inks import Inking, palette_of
from bulletin.build.meta import meta_of
from bulletin.build.options import BuildOptions
from bulletin.build.reading import read
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import ComposedIssue, compose, lay_out
from bulletin.editions.press import PressJob, write_press
from bulletin.layout.laid import Laid, PageBox, TextSlot

LIMIT, TOLERANCE, AREA = 300, 5, 0.0005
COLOURS = ("Cyan", "Magenta", "Yellow")


@pytest.fixture(scope="module", params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def sheets(built: Built, layout: str) -> list[Sheet]:
    return list(plates(built.files[layout, "press"]))


def inner(box: PageBox) -> tuple[float, float, float, float]:
    """The box without its outermost half millimetre, where a neighbour's edge may begin."""
    return box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1


def alone(slot: TextSlot, others: Sequence[TextSlot]) -> bool:
    """Whether no other text lies in the slot's box; what overlaps is a matter for the tests of the layout."""
    x, y, width, height = inner(slot.box)
    return not any(
        other is not slot
        and other.box.page == slot.box.page
        and other.box.x < x + width
        and x < other.box.x + other.box.width
        and other.box.y < y + height
        and y < other.box.y + other.box.height
        for other in others
    )


def test_body_text_is_on_the_black_plate_only(built: Built, layout: str, sheets: list[Sheet]) -> None:
    everything = built.laid[layout].slots
    slots = [s for s in everything if s.role == "body" and s.box.height > 2 and alone(s, everything)]
    assert len(slots) >= 5
    for slot in slots:
        sheet = sheets[slot.box.page - 1]
        assert sheet.part("Black", inner(slot.box)).max() > 99, slot.text
        for ink in COLOURS:
            assert sheet.part(ink, inner(slot.box)).max() == 0, (ink, slot.text)


def test_tints_run_on_under_black_text(built: Built, layout: str, sheets: list[Sheet]) -> None:
    tinted = 0
    for slot in built.laid[layout].slots:
        if slot.role not in ("box", "contents", "box-list") or slot.box.height < 2:
            continue
        parts = [sheets[slot.box.page - 1].part(ink, inner(slot.box)) for ink in COLOURS]
        if max(part.mean() for part in parts) == 0:
            continue  # on white paper
        tinted += 1
        assert sheets[slot.box.page - 1].part("Black", inner(slot.box)).max() > 99
        for part in parts:
            assert np.ptp(part) == 0, slot.text
    assert tinted or layout == "ban-tin-a4", "this layout sets its boxes on a tint"


def test_without_overprint_the_tints_would_show_the_letters(built: Built) -> None:
    """The proof above can fail: the same file without the switch has knocked-out letters."""
    with pikepdf.open(io.BytesIO(built.files["tuan-tin", "press"])) as pdf:
        for page in pdf.pages:
            page.obj.Resources.ExtGState.BlackOn.op = False
        out = io.BytesIO()
        pdf.save(out)
    slot = next(s for s in built.laid["tuan-tin"].slots if s.role == "box")
    (sheet,) = plates(out.getvalue(), pages=str(slot.box.page))
    assert max(sheet.part(ink, inner(slot.box)).std() for ink in COLOURS) > 0.5


def test_ink_stays_within_the_limit_by_area(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        total = sheet.total((-3, -3, sheet.size[0] + 6, sheet.size[1] + 6))
        assert (total > LIMIT + TOLERANCE).mean() < AREA
        assert total.max() > 90


def test_palette_colours_are_on_the_plates_as_the_layout_says(built: Built) -> None:
    """The band of the weekly: `do` is 0, 95, 85, 25 in layout.yaml."""
    (sheet, *_) = plates(built.files["tuan-tin", "press"], pages="1")
    found = [float(np.median(sheet.part(ink, (20, -2, 100, 4)))) for ink in ("Cyan", "Magenta", "Yellow", "Black")]
    assert found == pytest.approx([0, 95, 85, 25], abs=0.5)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_one_ink_shop_gets_one_plate(built: Built, name: str) -> None:
    for sheet in plates(built.files[name, "press-mono"], dpi=72):
        whole = (-3, -3, sheet.size[0] + 6, sheet.size[1] + 6)
        assert [sheet.part(ink, whole).max() for ink in COLOURS] == [0, 0, 0]
        assert sheet.part("Black", whole).max() > 90


def test_marks_are_on_every_plate_and_artwork_ends_at_the_bleed(built: Built) -> None:
    (sheet, *_) = plates(built.files["tuan-tin", "press-marks"], pages="1")
    for ink in ("Cyan", "Magenta", "Yellow", "Black"):
        assert sheet.part(ink, (-0.5, -9, 1, 4)).max() > 50, "the crop mark at the upper left corner"
        assert sheet.part(ink, (-12, 20, 8.5, 60)).max() == 0, "nothing beside the trim but marks"


def test_five_millimetres_of_bleed_are_five_millimetres_of_artwork(folder: Path, judge: Judge) -> None:
    laid, files = _wide(folder)
    assert laid.bleed_mm == 5
    (sheet, *_) = plates(files, pages="1")
    for box in ((-5, -4.9, 200, 1.5), (-4.9, -5, 1.5, 8), (190 + 3.4, -5, 1.5, 8)):
        assert sheet.part("Magenta", box)[1:-1, 1:-1].min() > 90, box
    with pikepdf.open(io.BytesIO(files)) as pdf:
        for page in pdf.pages:
            media, trim = ([float(v) for v in page.obj[key]] for key in ("/MediaBox", "/TrimBox"))
            assert (trim[0] - media[0]) / 72 * 25.4 == pytest.approx(5, abs=0.001)
    judge.assert_good([(files, "2b")])


def _wide(folder: Path) -> tuple[Laid, bytes]:
    """The sample laid out for a shop that wants 5 mm."""
    source = folder / "press-wide"
    if not source.exists():
        shutil.copytree(EXAMPLE, source, ignore=shutil.ignore_patterns("build"))
        _shorten(source / "issue.yaml")
    kept = os.environ.get("FONTCONFIG_FILE")
    run = BuildRun(folder / "defects-built" / "cache")
    checked = read(run, source, proof=False)
    assert checked.issue is not None
    engine = layout_engine(run, checked.issue, "tuan-tin", 5.0)
    composed = compose(run, engine, checked.issue, checked.seen)
    options = BuildOptions(("press",), checked.issue.publication.outputs)
    laid, photos = lay_out(run, engine, ComposedIssue(checked.issue, checked.seen, options, composed))
    printed, profile = printer()
    inking = Inking(palette_of(engine.spec.palette), profile)
    grey = {marker: _grey(data) for marker, data in photos["screen"].items()}
    job = PressJob(replace(printed, bleed_mm=5.0), profile, inking, 5.0, "none", False, "")
    if kept is None:
        os.environ.pop("FONTCONFIG_FILE", None)
    else:
        os.environ["FONTCONFIG_FILE"] = kept
    return laid, write_press(laid, grey, meta_of(checked.issue), job)


def _grey(data: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("L").save(out, "JPEG")
    return out.getvalue()


def test_verapdf_passes_the_press_files_of_every_layout(built: Built, judge: Judge) -> None:
    files = [(data, "1b" if "x1a" in key[1] else "2b") for key, data in built.files.items() if "press" in key[1]]
    assert len(files) == 4 * len(LAYOUTS)
    judge.assert_good(files)  # type: ignore[arg-type]
