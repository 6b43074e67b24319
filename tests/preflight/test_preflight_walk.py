"""The walk over content streams: colours, sizes, lines, fills, pictures and gradients, however deep they stand."""

from __future__ import annotations

import io
import time
from typing import Any

import pikepdf
import pytest
from flight_kit import BLEED, HEIGHT, WIDTH, box, drawn, font_of, form, make, mm, page_of, picture, words
from pikepdf import Array, Dictionary, Name

from bulletin.pdf.walk.drawn import Fill, Paint, PlacedPicture, Run, Shading, Stroke
from bulletin.pdf.walk.resources import Budget
from bulletin.pdf.walk.tokens import tokens
from bulletin.preflight.inspect import walk_file


def one(content: str, kind: type, **lists: Any) -> Any:
    """The only object of a kind that a page draws."""
    (item,) = [item for item in drawn(content, **lists).drawn if isinstance(item, kind)]
    return item


def tint(name: str) -> Array:
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK,
                  Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0, 0], N=1)])  # fmt: skip


@pytest.mark.parametrize(
    ("operators", "family", "inks"),
    [
        ("0 g", "gray", (0, 0, 0, 1)), ("1 g", "gray", (0, 0, 0, 0)), (".25 g", "gray", (0, 0, 0, 0.75)),
        ("1 0 0 rg", "rgb", None), (".1 .2 .3 .4 k", "cmyk", (0.1, 0.2, 0.3, 0.4)),
        ("/DeviceCMYK cs", "cmyk", (0, 0, 0, 1)), ("/DeviceCMYK cs 1 0 0 0 sc", "cmyk", (1, 0, 0, 0)),
        ("/K cs .5 scn", "cmyk", (0, 0, 0, 0.5)), ("/A cs .5 scn", "all", (0.5, 0.5, 0.5, 0.5)),
        ("/S cs", "spot", (0, 0, 0, 0)), ("/L cs 50 1 1 sc", "lab", None), ("/No cs 1 sc", "unknown", None),
        ("1 0 0 rg q 0 g Q", "rgb", None), ("0 g Q Q", "gray", (0, 0, 0, 1)), ("/I cs 1 sc", "cmyk", (1, 0, 0, 0)),
    ],
)  # fmt: skip
def test_colours(operators: str, family: str, inks: tuple[float, ...] | None) -> None:
    spaces = Dictionary(
        K=tint("Black"), A=tint("All"), S=tint("Vàng"), L=Array([Name.Lab, Dictionary()]),
        I=Array([Name.Indexed, Name.DeviceCMYK, 1, pikepdf.String(b"\0\0\0\0\xff\0\0\0")]),
    )  # fmt: skip
    paint = one(f"{operators} 9 9 20 20 re f", Fill, ColorSpace=spaces).paint
    assert paint.family == family
    assert paint.inks == (None if inks is None else pytest.approx(inks))


@pytest.mark.parametrize(("n", "family"), [(1, "gray"), (3, "rgb"), (4, "cmyk"), (2, "unknown")])
def test_profiled_spaces_by_their_components(n: int, family: str) -> None:
    def spaces(pdf: pikepdf.Pdf) -> pikepdf.Object:
        return Dictionary(P=Array([Name.ICCBased, pdf.make_stream(b"\0" * 128, N=n)]))

    paint = one("/P cs 9 9 20 20 re f", Fill, ColorSpace=spaces).paint
    assert (paint.family, paint.device) == (family, False)


@pytest.mark.parametrize(
    ("paint", "lightness"),
    [
        (Paint(values=(1.0,), inks=(0, 0, 0, 0)), 100),
        (Paint(), 0),
        (Paint("DeviceRGB", "rgb", (1, 1, 1), None), 100),
        (Paint("Lab", "lab", (42, 0, 0), None), 42),
        (Paint("DeviceCMYK", "cmyk", (0, 0, 0, 0.5), (0, 0, 0, 0.5)), 53.4),
        (Paint("x", "spot", (1,), (0, 0, 0, 0), (("V", 1.0),)), None),
    ],
)
def test_lightness(paint: Paint, lightness: float | None) -> None:
    assert paint.lightness == (None if lightness is None else pytest.approx(lightness, abs=0.3))


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (words(size=10), 10), ("q 2 0 0 2 0 0 cm " + words(size=5) + " Q", 10),
        ("BT /F 1 Tf 7 0 0 7 90 90 Tm (a) Tj ET", 7), ("q 0 1 -1 0 200 0 cm " + words(size=8) + " Q", 8),
        ("BT /F 5 Tf 2 0 0 -2 90 90 Tm (a) Tj ET", 10), ("BT /F -9 Tf 90 90 Td (a) Tj ET", 9),
    ],
)  # fmt: skip
def test_true_size_of_type(content: str, size: float) -> None:
    assert one(content, Run).size_pt == pytest.approx(size)


@pytest.mark.parametrize(
    ("content", "width"),
    [
        ("2 w 90 90 m 99 99 l S", 2),
        ("90 90 m 99 99 l S", 1),
        ("q .5 0 0 .5 0 0 cm 2 w 90 90 9 9 re S Q", 1),
        ("q 4 0 0 1 0 0 cm 1 w 9 90 m 20 90 l S Q", 2),
        ("0 w 90 90 m 99 99 l s", 0),
        ("/G gs 90 90 m 99 99 l S", 3),
        ("2 w q 5 w Q 90 90 m 99 99 l S", 2),
        ("q 0 .5 -.5 0 99 0 cm 2 w 9 9 9 9 re S Q", 1),
    ],
)
def test_true_width_of_lines(content: str, width: float) -> None:
    stroke = one(content, Stroke, ExtGState=Dictionary(G=Dictionary(LW=3)))
    assert stroke.width_pt == pytest.approx(width)


@pytest.mark.parametrize(
    ("path", "parts", "exact"),
    [
        (f"{box(10, 20, 30, 15)} re f", [(10, 20, 40, 35)], True),
        (f"{box(40, 35, -30, -15)} re f", [(10, 20, 40, 35)], True),
        (f"{mm(10, 60)} m {mm(40, 60)} l {mm(40, 45)} l {mm(10, 45)} l h f", [(10, 20, 40, 35)], True),
        (f"{mm(10, 60)} m {mm(40, 60)} l {mm(25, 45)} l h f", [(10, 20, 40, 35)], False),
        (f"{box(10, 20, 30, 15)} re {box(50, 20, 5, 5)} re f", [(10, 20, 40, 35), (50, 20, 55, 25)], True),
        (f"{box(10, 20, 30, 15)} re {box(12, 22, 26, 11)} re f*",
         [(10, 20, 40, 22), (10, 33, 40, 35), (10, 22, 12, 33), (38, 22, 40, 33)], True),
        (f"{box(10, 20, 30, 15)} re {box(12, 22, 26, 11)} re f", [(10, 20, 40, 35)], False),
        (f"{box(10, 20, 30, 0)} re {box(10, 20, 30, 1)} re f*", [(10, 20, 40, 21)], True),
        (f"q {box(0, 0, 20, 30)} re W n {box(10, 20, 30, 15)} re f Q", [(10, 20, 20, 30)], True),
        (f"q .7 .7 -.7 .7 99 0 cm {box(10, 20, 5, 5)} re f Q", None, False),
    ],
)  # fmt: skip
def test_parts_of_a_fill(path: str, parts: list[tuple[float, ...]] | None, exact: bool) -> None:
    fill = one(path, Fill)
    assert fill.exact is exact
    if parts is not None:
        assert [tuple(part) for part in fill.parts] == [pytest.approx(part, abs=0.01) for part in parts]


def test_what_a_clip_hides_is_not_shown() -> None:
    assert not one("q 0 0 5 5 re W n 90 90 9 9 re f Q", Fill).shown
    assert not one(f"{mm(-20, 5)} 9 9 re f", Fill).shown
    assert one("90 90 9 9 re f", Fill).shown


def test_boxes_of_the_page() -> None:
    page = drawn("90 90 9 9 re f")
    assert page.trim == pytest.approx((0, 0, WIDTH, HEIGHT))
    assert page.bleed == pytest.approx((-BLEED, -BLEED, WIDTH + BLEED, HEIGHT + BLEED))


@pytest.mark.parametrize(
    ("content", "ppi"),
    [
        ("q 72 0 0 72 9 9 cm /Im Do Q", 100),
        ("q 72 0 0 36 9 9 cm /Im Do Q", 100),
        ("q 0 36 -36 0 90 9 cm /Im Do Q", 200),
    ],
)
def test_effective_resolution_on_the_coarser_side(content: str, ppi: float) -> None:
    placed = one(content, PlacedPicture, XObject=lambda pdf: Dictionary(Im=picture(pdf)))
    assert placed.ppi == pytest.approx(ppi)
    assert (placed.width_px, placed.bits, placed.filters, placed.paint.space) == (
        100,
        8,
        ("FlateDecode",),
        "DeviceGray",
    )


def test_inline_pictures() -> None:
    placed = one(
        "q 9 0 0 9 9 9 cm BI /W 4 /H 2 /CS /CMYK /BPC 8 /F [/A85 /Fl] ID \x01 EI\xff\x02 EI Q 0 g", PlacedPicture
    )
    assert (placed.width_px, placed.height_px, placed.filters) == (4, 2, ("ASCII85Decode", "FlateDecode"))
    assert (placed.paint.family, placed.image) == ("cmyk", None)
    mask = one("1 0 0 rg q 9 0 0 9 9 9 cm BI /W 4 /H 2 /IM true ID x EI Q", PlacedPicture)
    assert (mask.mask, mask.bits, mask.paint.family) == (True, 1, "rgb")


def test_forms_bring_matrix_box_and_resources() -> None:
    def forms(pdf: pikepdf.Pdf) -> pikepdf.Object:
        inner = form(pdf, "0 0 200 200 re f", Matrix=Array([1, 0, 0, 1, 10, 20]))
        inner.BBox = Array([0, 0, 30, 40])
        return Dictionary(Fm=form(pdf, "1 0 0 rg /In Do", Resources=Dictionary(XObject=Dictionary(In=inner))))

    fill = one("q 2 0 0 2 0 0 cm /Fm Do Q 0 g", Fill, XObject=forms)
    assert (fill.paint.family, fill.look.layer) == ("rgb", "form")
    (left, top, right, low) = (side * 72 / 25.4 for side in fill.box)
    foot = HEIGHT * 72 / 25.4
    assert (left, foot - low, right, foot - top) == pytest.approx((20, 40, 80, 120))


def test_names_are_found_however_they_are_written() -> None:
    """`#20` and bytes of UTF-8 named nothing, so that what they drew was not checked."""
    for written, listed in (
        ("X#20Y", "/X Y"),
        ("#46", "/F"),
        ("Ph#c3#b4ng", "/Phông"),
        ("Ph\xc3\xb4ng", "/Phông"),
        ("F", "/F"),
    ):
        fill = one(f"/{written} Do", Fill, XObject=lambda pdf, key=listed: Dictionary({key: form(pdf, "1 1 5 5 re f")}))
        assert fill.look.layer == "form"


def test_patterns_are_walked_over_the_area_that_they_paint() -> None:
    def pattern(pdf: pikepdf.Pdf, kind: int) -> pikepdf.Object:
        return Dictionary(
            P=pdf.make_stream(
                b"1 0 0 rg 0 0 5 5 re f", PatternType=1, PaintType=kind, BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9
            )
        )

    content = f"/Pattern cs /P scn {box(10, 20, 30, 15)} re f"
    items = drawn(content, Pattern=lambda pdf: pattern(pdf, 1)).drawn
    inner = next(item for item in items if item.look.layer == "pattern")
    assert (inner.paint.family, inner.box) == ("rgb", pytest.approx((10, 20, 40, 35), abs=0.01))
    spaces = Dictionary(U=Array([Name.Pattern, Name.DeviceCMYK]))
    items = drawn(
        content.replace("/Pattern cs", "/U cs 0 1 0 0"), ColorSpace=spaces, Pattern=lambda pdf: pattern(pdf, 2)
    ).drawn
    inner = next(item for item in items if item.look.layer == "pattern")
    assert inner.paint.inks == (0, 1, 0, 0)


def test_gradients_as_pattern_and_as_operator() -> None:
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1])
    one("/S sh", Shading, Shading=Dictionary(S=shading))
    pattern = Dictionary(P=Dictionary(PatternType=2, Shading=shading))
    found = one(f"/Pattern cs /P scn {box(10, 20, 30, 15)} re f", Shading, Pattern=pattern)
    assert (found.form, found.paint.family) == (2, "rgb")
    assert found.box == pytest.approx((10, 20, 40, 35), abs=0.01)


def test_glyph_procedures_of_drawn_fonts() -> None:
    def fonts(pdf: pikepdf.Pdf) -> pikepdf.Object:
        glyphs = Dictionary(a=pdf.make_stream(b"1 0 d0 1 0 0 rg 0 0 .5 .5 re f"))
        return Dictionary(F=font_of(
            pdf, Subtype=Name.Type3, CharProcs=glyphs, FontMatrix=Array([1, 0, 0, 1, 0, 0]),
            Encoding=Dictionary(Differences=Array([97, Name.a])), BaseFont=None,
        ))  # fmt: skip

    fill = one(words("a", size=10, at=(10, 40)), Fill, Font=fonts)
    assert (fill.look.layer, fill.paint.family) == ("glyph", "rgb")
    assert fill.box[2] - fill.box[0] == pytest.approx(5 * 25.4 / 72)


def test_graphics_state_of_each_object() -> None:
    states = Dictionary(
        O=Dictionary(op=True, OPM=1), B=Dictionary(OP=True), T=Dictionary(ca=0.5, BM=Name.Multiply),
        M=Dictionary(SMask=Dictionary(S=Name.Alpha)), N=Dictionary(SMask=Name("/None"), ca=1, BM=Name.Normal),
    )  # fmt: skip
    looks = [item.look for item in drawn(
        "q /O gs 9 9 9 9 re f Q /B gs 9 9 9 9 re f /T gs 9 9 9 9 re f /M gs 9 9 9 9 re f /N gs 9 9 9 9 re f"
        " /Artifact BMC 9 9 9 9 re f EMC /OC /x BDC 9 9 9 9 re f EMC", ExtGState=states,
    ).drawn]  # fmt: skip
    assert [(look.overprint_fill, look.overprint_mode) for look in looks[:2]] == [(True, 1), (True, 0)]
    assert (looks[2].alpha_fill, looks[2].blend) == (0.5, "Multiply")
    assert [look.soft_mask for look in looks] == [False, False, False, True, False, False, False]
    assert [look.artifact for look in looks[4:]] == [False, True, False]
    assert looks[-1].optional


def test_text_is_parted_where_its_colour_changes() -> None:
    runs = drawn("BT /F 10 Tf 90 90 Td 0 g (ab) Tj 1 0 0 rg (cd) Tj ET").runs
    assert [(run.text, run.paint.family) for run in runs] == [("ab", "gray"), ("cd", "rgb")]
    assert runs[1].start == pytest.approx(runs[0].end)
    assert [run.shown for run in drawn("3 Tr " + words()).runs] == [False]


def test_annotation_appearances() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        look = form(pdf, "1 0 0 rg 0 0 10 10 re f")
        look.BBox = Array([0, 0, 10, 10])
        page_of(pdf).Annots = Array([
            Dictionary(Subtype=Name.Stamp, Rect=Array([50, 60, 90, 80]), AP=Dictionary(N=look)),
            Dictionary(Subtype=Name.Stamp, Rect=Array([50, 60, 90, 80]), AP=Dictionary(N=look), F=2),
        ])  # fmt: skip

    with pikepdf.open(io.BytesIO(make("q Q", change=change))) as pdf:
        (fill,) = walk_file(pdf)[0][0].drawn
    assert fill.look.layer == "annotation"
    assert (fill.box[2] - fill.box[0], fill.box[3] - fill.box[1]) == pytest.approx((40 * 25.4 / 72, 20 * 25.4 / 72))


def test_forms_that_call_each_other_end() -> None:
    def forms(pdf: pikepdf.Pdf) -> pikepdf.Object:
        body = form(pdf, "9 9 9 9 re f " + "/Fm Do " * 50)
        names = pdf.make_indirect(Dictionary(XObject=Dictionary(Fm=body)))
        body.Resources = names
        return Dictionary(Fm=body)

    with pikepdf.open(io.BytesIO(make("/Fm Do", XObject=forms))) as pdf:
        (page,), _ = walk_file(pdf, Budget(20_000))
    assert page.cut


@pytest.mark.parametrize(
    "data",
    [
        b"1 " * 200_000,
        b"[" * 200_000,
        b"[1 " * 100_000,
        b"<" * 200_000,
        b"(" * 200_000,
        b" " * 400_000,
        b"1 1 " * 100_000 + b"m",
        b"[" + b"<41>1" * 100_000,
        b"BI " * 100_000,
        b"BI ID " + b" EI\xff" * 80_000,
        b"/" * 200_000,
        b"-" * 200_000,
    ],
)
def test_hostile_streams_cost_time_in_proportion(data: bytes) -> None:
    start = time.process_time()
    for _ in tokens(data + b" "):
        pass
    assert time.process_time() - start < 5  # a pattern that steps back would take minutes


def test_equal_streams_are_read_once() -> None:
    data = b"0 g 1 2 3 4 re f"
    assert tokens(data) is tokens(bytes(bytearray(data)))


def test_words_among_the_operands_are_no_operators() -> None:
    """`true` in a property list made the reader forget the number of the marked content."""
    content = "/P <</MCID 7 /Own true>> BDC " + words() + " EMC"
    assert [run.mark for run in drawn(content).runs] == [7]
