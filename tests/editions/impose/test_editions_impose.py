"""Sheets as they leave the printer: positions, creep, turning, sizes, marks, metadata."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from impose_kit import A5, MM, Word, difference, lines_of, numbered, numbers, page_of, picture, saved, words
from pikepdf import Array, Dictionary, Name

from bulletin.editions.impose.advice import plain_advice
from bulletin.editions.impose.impose import Imposed, Scheme, impose
from bulletin.editions.impose.order import plan
from bulletin.errors import InputError

SIZES = [
    ((148.0, 210.0), "A4", (297.0, 210.0)),
    ((210.0, 297.0), "A3", (420.0, 297.0)),
    ((130.0, 190.0), "A4", (297.0, 210.0)),
    ((190.0, 270.0), "A3", (420.0, 297.0)),
]


def sheet_mm(data: bytes) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        box = [float(value) for value in pdf.pages[0].mediabox]
    return box[2] / MM, box[3] / MM


@pytest.mark.parametrize(("size", "paper", "sheet"), SIZES)
def test_pages_keep_their_size_and_meet_at_the_fold(
    size: tuple[float, float], paper: str, sheet: tuple[float, float]
) -> None:
    source = numbered(4, size)
    made = impose(source, Scheme())
    assert (made.paper, made.scale, made.sheets, made.pages, made.blanks) == (paper, 1.0, 1, 4, ())
    assert sheet_mm(made.pdf) == pytest.approx(sheet, abs=0.01)
    front, back = words(made.pdf)
    assert (numbers(front), numbers(back)) == ([4, 1], [2, 3])
    middle, foot = sheet[0] / 2 * MM, (sheet[1] - size[1]) / 2 * MM
    alone = {word.text: word for side in words(source) for word in side}
    for word, start in (
        (w, middle - size[0] * MM if k == 0 else middle) for side in (front, back) for k, w in enumerate(side)
    ):
        page = alone[word.text]
        expected = start + page.left, foot + page.low, start + page.right, foot + page.top
        assert (word.left, word.low, word.right, word.top) == pytest.approx(expected, abs=0.02)


@given(pages=st.integers(1, 26), kind=st.sampled_from(["booklet", "two-up", "cut-stack"]), insert=st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_file_holds_what_the_plan_says(pages: int, kind: str, insert: bool) -> None:
    made = impose(numbered(pages, (74, 105)), Scheme(kind=kind, insert=insert))  # type: ignore[arg-type]
    order = plan(kind, pages, insert=insert)  # type: ignore[arg-type]
    sides = [side for sheet in order.sheets for side in sheet.sides[: 1 if order.one_sided else 2]]
    assert made.sides == len(sides)
    assert [numbers(side) for side in words(made.pdf)] == [[p + 1 for p in side if p is not None] for side in sides]
    assert made.sheets == len(order.sheets)
    assert made.blanks == order.blanks


@pytest.mark.parametrize("caliper", [0.08, 0.1, 0.35])
def test_creep_moves_each_sheet_towards_the_fold_by_the_paper_around_it(caliper: float) -> None:
    plain, crept = (words(impose(numbered(24), Scheme(caliper_mm=c)).pdf) for c in (0.0, caliper))
    for number, (before, after) in enumerate(zip(plain, crept, strict=True)):
        depth = number // 2
        for k, direction in ((0, 1), (1, -1)):
            shift = (after[k].left - before[k].left) / MM
            assert shift == pytest.approx(direction * depth * caliper, abs=0.01)
            assert after[k].low == before[k].low


def test_creep_never_paints_across_the_fold_nor_moves_flat_sheets() -> None:
    thick = impose(numbered(16), Scheme(caliper_mm=1.0))
    for index in range(2, 8):
        middle = 297 / 2 * MM
        beyond = picture(thick.pdf, index, (middle + 0.5, 20, middle + 6, 570), 288)
        # The dark bar at the right edge of every left page ends at the fold; beyond it lies the next page's grey.
        assert beyond.getextrema() == (204, 204)
    flat = Scheme(kind="cut-stack", caliper_mm=1.0)
    assert impose(numbered(16), flat).pdf == impose(numbered(16), replace(flat, caliper_mm=0.0)).pdf


def behind(word: Word, width: float, height: float, turn_about_upright: bool) -> Word:
    """Where a word of the back is seen when one looks through the paper from the front."""
    if turn_about_upright:
        return Word(word.text, width - word.right, word.low, width - word.left, word.top)
    return Word(word.text, word.left, height - word.top, word.right, height - word.low)


@pytest.mark.parametrize("kind", ["booklet", "cut-stack"])
@pytest.mark.parametrize("flip", ["short", "long"])
@pytest.mark.parametrize(("size", "sheet"), [(A5, (297.0, 210.0)), ((99.0, 297.0), (210.0, 297.0))])
def test_every_page_lies_behind_the_one_before_it_and_the_same_way_up(
    kind: str, flip: str, size: tuple[float, float], sheet: tuple[float, float]
) -> None:
    """Turned by the printer about the edge that was chosen, page 2 lies behind page 1, its head behind the head."""
    made = impose(numbered(16, size), Scheme(kind=kind, flip=flip, sheet=sheet))  # type: ignore[arg-type]
    width, height = sheet_mm(made.pdf)[0] * MM, sheet_mm(made.pdf)[1] * MM
    short_is_upright = width >= height
    sides = words(made.pdf)
    pairs = 0
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        seen = {int(w.text[1:]): behind(w, width, height, (flip == "short") == short_is_upright) for w in back}
        for word in front:
            verso = seen[(number := int(word.text[1:])) + (1 if number % 2 else -1)]
            assert (verso.left < width / 2) == (word.left < width / 2)
            # The label stands near the head of its page: on both sides of the leaf at the same height.
            assert verso.low == pytest.approx(word.low, abs=0.5)
            pairs += 1
    assert pairs == 8


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("unit", [1.0, 1.5])
def test_a_page_is_printed_as_it_is_shown(rotate: int, unit: float) -> None:
    """Turned pages, origins that are not 0, a crop inside the media, UserUnit: the sheet shows what a viewer shows."""
    with pikepdf.new() as pdf:
        box = [-40 + 30, 25 + 20, -40 + 260, 25 + 300]
        page_of(pdf, "P001", (100, 120), (-40, 25), CropBox=Array(box), Rotate=rotate, UserUnit=unit)
        source = saved(pdf)
    width, height = 230 * unit, 280 * unit
    if rotate % 180:
        width, height = height, width
    made = impose(source, Scheme(sheet=(2 * width / MM, height / MM)))
    shown = picture(source, 0, dpi=round(72 * unit))  # the viewer used here knows no UserUnit
    on_sheet = picture(made.pdf, 0, (width, 0, 2 * width, height))
    assert shown.size == (round(width), round(height))
    assert difference(shown, on_sheet) < 2.0
    assert difference(shown, on_sheet.rotate(180)) > 10.0


def test_the_trim_is_the_page_and_bleed_ends_at_the_fold() -> None:
    bleed, (width, height) = 3 * MM, (130 * MM, 190 * MM)
    with pikepdf.new() as pdf:
        for number in range(1, 5):
            page_of(
                pdf, f"P{number:03}", (130 + 26, 190 + 26),
                TrimBox=Array([13 * MM, 13 * MM, 13 * MM + width, 13 * MM + height]),
                BleedBox=Array([10 * MM, 10 * MM, 16 * MM + width, 16 * MM + height]),
            )  # fmt: skip
        made = impose(saved(pdf), Scheme())
    sheet = picture(made.pdf, 0, dpi=144)
    middle, low, grey = 297 / 2 * MM, (210 - 190) / 2 * MM, (200, 210)

    def at(x: float, y: float) -> int:
        return int(sheet.getpixel((round(x * 2), round(sheet.height - y * 2))))  # type: ignore[arg-type]

    inside, beyond = middle + width + bleed - 2, middle + width + bleed + 2
    assert grey[0] <= at(inside, low + 100) <= grey[1]
    assert at(beyond, low + 100) == 255
    assert grey[0] <= at(middle + 50, low - bleed + 2) <= grey[1]
    assert at(middle + 50, low - bleed - 2) == 255
    label = next(word for word in words(made.pdf)[0] if word.text == "P001")
    assert label.left == pytest.approx(middle + 30 + 1.3 - 13 * MM, abs=1.5)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_bleed_turns_with_the_page(rotate: int) -> None:
    """Bleed on one side of the page only: on the sheet it shows on the side where a viewer shows it."""
    with pikepdf.new() as pdf:
        page_of(
            pdf, "P001", (100, 120), Rotate=rotate,
            TrimBox=Array([0, 20, 100 * MM, 120 * MM]), BleedBox=Array([0, 5, 100 * MM, 120 * MM]),
        )  # fmt: skip
        source = saved(pdf)
    wide, high = 100 * MM, 120 * MM - 20
    if rotate % 180:
        wide, high = high, wide
    made = impose(source, Scheme(sheet=((2 * wide + 80) / MM, (high + 80) / MM)))
    x, y = wide + 40, 40.0  # the lower left corner of page 1: right of the fold, 40 pt above the sheet's edge
    strips = {
        0: (x, y - 20, x + wide, y), 90: (x - 20, y, x, y + high), 180: (x, y + high, x + wide, y + high + 20),
        270: (x + wide, y, x + wide + 20, y + high),
    }  # fmt: skip
    for turn, area in strips.items():
        grey = sum(picture(made.pdf, 0, area).point(lambda v: 255 if 190 < v < 220 else 0).histogram()[255:])
        share = grey / (picture(made.pdf, 0, area).width * picture(made.pdf, 0, area).height)
        # Three quarters of the strip of 20 pt are bleed; towards the fold (90) there is none.
        wanted = 0.75 if turn == rotate and rotate != 90 else 0.0
        assert share == pytest.approx(wanted, abs=0.08), (turn, share)


def test_inherited_boxes_resources_and_turns_count() -> None:
    with pikepdf.new() as pdf:
        for number in range(1, 5):
            page_of(pdf, f"P{number:03}")
        tree = pdf.Root.Pages
        tree.MediaBox, tree.Rotate = pdf.pages[0].obj.MediaBox, 180
        tree.Resources = pdf.pages[0].obj.Resources
        for page in pdf.pages:
            for key in ("/MediaBox", "/Resources", "/Rotate"):
                if key in page.obj:
                    del page.obj[key]
        source = saved(pdf)
    made = impose(source, Scheme(sheet=(296, 210)))
    width, height = A5[0] * MM, A5[1] * MM
    assert [numbers(side) for side in words(made.pdf)] == [[4, 1], [2, 3]]
    assert difference(picture(source, 0), picture(made.pdf, 0, (width, 0, 2 * width, height))) < 2.0


def test_colours_are_not_touched() -> None:
    """The forms hold the very bytes of the pages: `0 g` stays `0 g`."""
    source = numbered(3)
    with pikepdf.open(io.BytesIO(source)) as pdf:
        contents = {page.Contents.read_bytes() for page in pdf.pages}
    with pikepdf.open(io.BytesIO(impose(source, Scheme()).pdf)) as pdf:
        forms = [form for page in pdf.pages for form in page.resources.get("/XObject", Dictionary()).values()]
        assert {form.read_bytes() for form in forms} == contents
        assert all("/Group" not in page.obj for page in pdf.pages)


def test_pages_that_do_not_fit_are_refused_and_made_smaller_only_when_asked() -> None:
    source = numbered(4, (210, 297))
    with pytest.raises(InputError) as refused:
        impose(source, Scheme(sheet="a4"))
    finding = refused.value.findings[0]
    assert finding.rule.id == "impose.too-large"
    assert "210 × 297 mm" in finding.what("vi")
    assert "--fit" in finding.remedy("vi")
    made = impose(source, Scheme(sheet="a4", fit=True))
    assert made.scale == pytest.approx(0.7071, abs=0.001)
    assert "71 %" in made.advice[0].vi
    plain, small = words(source)[0][0], words(made.pdf)[0][1]
    assert (small.right - small.left) / (plain.right - plain.left) == pytest.approx(made.scale, abs=0.01)
    with pytest.raises(InputError):
        impose(numbered(4, (300, 420)), Scheme())
    assert impose(numbered(4, (300, 420)), Scheme(fit=True)).paper == "A3"
    assert impose(numbered(4), Scheme(fit=True)).scale == 1.0, "what fits at its own size is not enlarged by `auto`"


def test_a_wide_page_among_upright_ones_is_turned() -> None:
    with pikepdf.new() as pdf:
        for number in range(1, 5):
            page_of(pdf, f"P{number:03}", (210, 148) if number == 3 else A5)
        made = impose(saved(pdf), Scheme())
    assert {finding.rule.id for finding in made.findings} == {"impose.turned"}
    assert made.paper == "A4"
    turned = next(word for word in words(made.pdf)[1] if word.text == "P003")
    assert turned.top - turned.low > turned.right - turned.left
    # Its head is at the left: the label stands near the upper left of the page, so now at the lower left.
    assert turned.left - 297 / 2 * MM < 60
    assert turned.low < 60


def test_a_smaller_page_stands_in_the_middle_of_its_half_and_a_larger_one_is_never_cut() -> None:
    with pikepdf.new() as pdf:
        for number, size in enumerate([A5, A5, (100, 150), A5], 1):
            page_of(pdf, f"P{number:03}", size)
        made = impose(saved(pdf), Scheme())
    assert {finding.rule.id for finding in made.findings} == {"impose.mixed-sizes"}
    assert made.findings[0].values["pages"] == "3"
    small = next(word for word in words(made.pdf)[1] if word.text == "P003")
    assert small.left == pytest.approx((297 / 2 + (148 - 100) / 2) * MM + 30 + 1.3, abs=1.5)
    with pikepdf.new() as pdf:
        for number, size in enumerate([A5, A5, (200, 280), A5], 1):
            page_of(pdf, f"P{number:03}", size)
        source = saved(pdf)
    assert impose(source, Scheme()).paper == "A3"
    assert impose(source, Scheme(sheet="a4", fit=True)).scale == pytest.approx(1.0)


def outside(line: tuple[float, float, float, float], pair: tuple[float, float, float, float]) -> bool:
    x0, y0, x1, y1 = pair
    return all(not (x0 < x < x1 and y0 < y < y1) for x, y in (line[:2], line[2:]))


@pytest.mark.parametrize("kind", ["booklet", "cut-stack"])
def test_marks_stand_outside_of_the_pages_in_solid_black(kind: str) -> None:
    made = impose(numbered(8, (130, 190)), Scheme(kind=kind, fold_marks=True))  # type: ignore[arg-type]
    pair = (18.5 * MM, 10 * MM, (297 - 18.5) * MM, 200 * MM)
    for index in range(4):
        lines = lines_of(made.pdf, index)
        assert len(lines) == 8 + 2
        assert all(outside(line, pair) for line in lines)
        assert all(0 <= x <= 297 * MM + 0.01 and 0 <= y <= 210 * MM + 0.01 for a in lines for x, y in (a[:2], a[2:]))
        assert sum(line[0] == line[2] == pytest.approx(297 / 2 * MM, abs=0.01) for line in lines) == 2
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    assert b"0 G 0.3 w" in content
    assert (b"[3 2] 0 d" in content) == (kind == "booklet"), "a fold is dashed, a cut is not"


def test_pages_that_fill_the_sheet_get_fold_marks_at_its_edge_and_no_crop_marks() -> None:
    assert lines_of(impose(numbered(4), Scheme()).pdf, 0) == []
    lines = lines_of(impose(numbered(4), Scheme(fold_marks=True)).pdf, 0)
    middle = pytest.approx(297 / 2 * MM, abs=0.01)
    assert [(line[0], line[2]) for line in lines] == [(middle, middle)] * 2
    inner = sorted(min(line[1], line[3], key=lambda y: abs(y - 105 * MM)) for line in lines)
    assert inner == pytest.approx([8 * MM, 202 * MM], abs=0.01), "further in than the white edge of a copier"
    assert lines_of(impose(numbered(4, (130, 190)), Scheme(kind="two-up", fold_marks=True)).pdf, 0) == []


def test_the_loose_leaf_is_printed_twice_with_a_cutting_line_and_without_creep() -> None:
    made = impose(numbered(10), Scheme(insert=True, fold_marks=True, caliper_mm=0.3))
    sides = words(made.pdf)
    assert [numbers(side) for side in sides] == [[10, 1], [2, 9], [8, 3], [4, 7], [5, 5], [6, 6]]
    assert sides[4][1].left - sides[4][0].left == pytest.approx(148 * MM, abs=0.02)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert b"[3 2]" not in pdf.pages[4].Contents.read_bytes()
        assert lines_of(made.pdf, 4)
        labels = [str(label.P) for label in pdf.Root.PageLabels.Nums.as_list()[1::2]]
    assert labels[:2] == ["tờ 1 mặt trước", "tờ 1 mặt sau"]
    assert labels[-2:] == ["tờ rời mặt trước", "tờ rời mặt sau"]
    assert "trang 5 và 6" in " ".join(step.vi for step in made.advice)


@pytest.mark.parametrize(("flip", "duplex"), [("short", "/DuplexFlipShortEdge"), ("long", "/DuplexFlipLongEdge")])
def test_the_print_dialogue_is_told_what_to_propose(flip: str, duplex: str) -> None:
    with pikepdf.new() as pdf:
        for number in range(3):
            page_of(pdf, f"P00{number}")
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title="Bản tin Đồ Sơn", CreationDate="D:20261120000000+07'00'"))
        pdf.Root.Lang = "vi"
        pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(Order=Array()))
        source = saved(pdf)
    made = impose(source, Scheme(flip=flip))  # type: ignore[arg-type]
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        preferences = pdf.Root.ViewerPreferences
        assert (preferences.PrintScaling, preferences.Duplex) == (Name("/None"), Name(duplex))
        assert preferences.PickTrayByPDFSize
        assert str(pdf.trailer.Info.Title) == "Bản tin Đồ Sơn (đóng tập)"
        assert str(pdf.trailer.Info.CreationDate) == "D:20261120000000+07'00'"
        assert str(pdf.Root.Lang) == "vi"
        assert "/OCProperties" in pdf.Root
        assert pdf.check_pdf_syntax() == []
    words_vi = " ".join(step.vi for step in made.advice)
    assert ("cạnh ngắn" if flip == "short" else "cạnh dài") in words_vi


def advice_of(made: Imposed, lang: str) -> str:
    return "\n".join(step.fill(lang, {}) for step in made.advice)  # type: ignore[arg-type]


def test_advice_says_sheets_paper_settings_and_what_hands_do() -> None:
    made = impose(numbered(10), Scheme(caliper_mm=0.1))
    for lang, needed in (
        (
            "vi",
            (
                "3 tờ A4",
                "giữa trang 9 và trang 10",
                "hai mặt",
                "cạnh ngắn",
                "100 %",
                "khay giấy A4",
                "lồng 3 tờ",
                "hai ghim",
                "0,2 mm",
            ),
        ),
        (
            "en",
            (
                "3 sheets of A4",
                "between page 9 and page 10",
                "two-sided",
                "short edge",
                "Actual size",
                "staples",
                "0.2 mm",
            ),
        ),
    ):
        assert all(word in advice_of(made, lang) for word in needed), advice_of(made, lang)
    assert "Có 3 trang để trắng sau trang 5." in advice_of(impose(numbered(5), Scheme(kind="cut-stack")), "vi")
    assert "xén" not in advice_of(made, "vi")
    assert "xén" in advice_of(impose(numbered(8, (130, 190)), Scheme()), "vi")
    assert "cắt đôi theo đường giữa" in advice_of(impose(numbered(8), Scheme(kind="cut-stack")), "vi")
    assert "không cần gấp" in advice_of(impose(numbered(8), Scheme(kind="two-up")), "vi")
    assert "chia làm hai tập" in advice_of(impose(numbered(64), Scheme()), "vi")
    assert "Không cần tờ rời" in advice_of(impose(numbered(8), Scheme(insert=True)), "vi")


def test_a_single_page_two_up_is_two_copies_to_cut() -> None:
    """A copier operator wants no half-empty sheet, and no second side that stays white."""
    made = impose(numbered(1), Scheme(kind="two-up"))
    ((left, right),) = words(made.pdf)
    assert (left.text, right.text, made.sides, made.sheets, made.blanks) == ("P001", "P001", 1, 1, ())
    assert right.left - left.left == pytest.approx(A5[0] * MM, abs=0.05)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert Name.Simplex == pdf.Root.ViewerPreferences.Duplex
        assert b" l" in pdf.pages[0].obj.Contents.read_bytes(), "where to cut"
    for lang, needed, never in (
        ("vi", ("hai bản", "in một mặt", "cắt đôi"), ("hai mặt", "không cần cắt", "ngược đầu")),
        ("en", ("two copies", "one-sided", "cut it"), ("two-sided", "nothing to", "both sides", "heads")),
    ):
        text = advice_of(made, lang)
        assert all(word in text for word in needed), text
        assert not any(word in text for word in never), text
    last = impose(numbered(5), Scheme(kind="two-up"))
    assert [numbers(side) for side in words(last.pdf)] == [[1, 2], [3, 4], [5, 5], []]
    assert "trang 5, in sẵn hai bản" in advice_of(last, "vi")


@pytest.mark.parametrize(("pages", "sides"), [(1, "một mặt"), (2, "một mặt"), (3, "hai mặt")])
def test_sheets_with_white_backs_are_printed_on_one_side(pages: int, sides: str) -> None:
    made = impose(numbered(pages), Scheme())
    text = advice_of(made, "vi")
    assert f"A4, {sides}" in text
    assert ("hai mặt" in text) is (sides == "hai mặt")
    assert made.sides == len(words(made.pdf)) == (1 if pages < 3 else 2)


@pytest.mark.parametrize(
    ("pages", "trim", "needed", "never"),
    [
        (8, (210, 297), ("4 tờ A4", "hướng giấy dọc", "lật theo cạnh dài", "100 %"), ("xén", "A3")),
        (1, (210, 297), ("1 tờ A4, một mặt", "in một mặt"), ("hai mặt", "lật theo")),
        (5, (190, 270), ("3 tờ A4", "190 × 270 mm nhỏ hơn giấy A4", "xén"), ("A3",)),
        (4, (297, 210), ("2 tờ A4", "hướng giấy ngang", "lật theo cạnh ngắn"), ("xén",)),
        (4, (220, 300), ("2 tờ A3", "hướng giấy dọc"), ("A4",)),
        (4, (300, 430), ("lớn hơn giấy A3", "nhà in"), ("hộp thoại",)),
    ],
)
def test_the_plain_office_file_has_advice_too(
    pages: int, trim: tuple[float, float], needed: tuple[str, ...], never: tuple[str, ...]
) -> None:
    steps = plain_advice(pages, trim)
    text = "\n".join(step.vi for step in steps)
    assert all(word in text for word in needed), text
    assert not any(word in text for word in never), text
    assert all(step.en for step in steps)


def test_equal_input_gives_equal_bytes() -> None:
    source, scheme = numbered(7), Scheme(caliper_mm=0.1, fold_marks=True, insert=True)
    assert impose(source, scheme).pdf == impose(source, scheme).pdf
