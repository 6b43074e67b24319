"""PDF functions give what their definitions say, and shadings keep their form in other inks."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from bulletin.editions.colour.shadings import convert_shading
from bulletin.editions.colour.spaces import TargetInks
from bulletin.pdf.colour.functions import read_function

Row = tuple[float, ...]


def _rgb(r: float, g: float, b: float) -> Row:
    return 1 - r, 1 - g, 1 - b, 0.0


CMYK = TargetInks(Name.DeviceCMYK, _rgb, lambda v: (0, 0, 0, 1 - v), lambda c, m, y, k: (c, m, y, k), lambda data: data)


@pytest.fixture
def pdf() -> pikepdf.Pdf:
    return pikepdf.new()


def program(pdf: pikepdf.Pdf, text: bytes, inputs: int, outputs: int) -> pikepdf.Object:
    return pdf.make_stream(text, FunctionType=4, Domain=[-9, 9] * inputs, Range=[-99, 99] * outputs)


def ramp(start: Sequence[float], end: Sequence[float], power: float = 1) -> pikepdf.Dictionary:
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=Array(start), C1=Array(end), N=power)


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        (b"{ add 2 div }", (1, 4), (2.5,)),
        (b"{ exch sub neg abs sqrt }", (1, 5), (2,)),
        (b"{ dup 0 gt { 2 mul } { pop 7 } ifelse }", (3,), (6,)),
        (b"{ dup 0 gt { 2 mul } { pop 7 } ifelse }", (-3,), (7,)),
        (b"{ dup 2 ge { 1 add } if }", (2,), (3,)),
        (b"{ 1 2 3 3 1 roll }", (0,), (0, 3, 1, 2)),
        (b"{ 1 2 3 3 -1 roll }", (0,), (0, 2, 3, 1)),
        (b"{ 2 copy }", (4, 5), (4, 5, 4, 5)),
        (b"{ 1 index }", (4, 5), (4, 5, 4)),
        (b"{ 90 sin exch 60 cos }", (0,), (1, 0, 0.5)),
        (b"{ 2 exp 7 3 idiv 7 3 mod }", (3,), (9, 2, 1)),
        (b"{ floor 2.5 round -1.5 truncate 1.2 ceiling }", (1.9,), (1, 3, -1, 2)),
        (b"{ 1 1 atan 10 log 1 ln 5 2 bitshift }", (0,), (0, 45, 1, 0, 20)),
        (b"{ true { 1 } if 6 3 and 6 3 or 6 3 xor }", (0,), (0, 1, 2, 7, 5)),
    ],
)
def test_calculator_programs(pdf: pikepdf.Pdf, text: bytes, values: Row, expected: Row) -> None:
    call = read_function(program(pdf, text, len(values), len(expected)))
    assert call(values) == pytest.approx(expected)


def test_ramps_steps_and_tables(pdf: pikepdf.Pdf) -> None:
    square = read_function(ramp([0, 1], [1, 0], 2))
    assert square((0.5,)) == pytest.approx((0.25, 0.75))
    assert square((7,)) == (1, 0), "arguments are clipped to the domain"
    steps = Dictionary(FunctionType=3, Domain=[0, 1], Bounds=[0.5], Encode=[0, 1, 1, 0])
    steps.Functions = Array([ramp([0], [1]), ramp([0], [1])])
    assert [read_function(steps)((v,))[0] for v in (0, 0.25, 0.5, 0.75, 1)] == pytest.approx([0, 0.5, 1, 0.5, 0])
    table = pdf.make_stream(
        bytes([0, 255, 51, 102]), FunctionType=0, Domain=[0, 1, 0, 1], Range=[0, 1], Size=[2, 2], BitsPerSample=8
    )
    call = read_function(table)
    assert [call(v)[0] for v in ((0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5))] == pytest.approx([0, 1, 0.2, 0.4, 0.4])
    both = read_function(Array([ramp([0], [1]), ramp([1], [0])]))
    assert both((0.25,)) == pytest.approx((0.25, 0.75))


@pytest.mark.parametrize("text", [b"no braces", b"{ 1 2", b"{ fly }"])
def test_broken_programs_are_said(pdf: pikepdf.Pdf, text: bytes) -> None:
    with pytest.raises(ValueError, match="function"):
        read_function(program(pdf, text, 1, 1))((1.0,))


def shading(function: object, **keys: object) -> pikepdf.Dictionary:
    return Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 0], Function=function, **keys)


def colours(made: pikepdf.Object, places: Sequence[float]) -> list[Row]:
    call = read_function(made.Function)
    return [call((place,)) for place in places]


def test_a_plain_ramp_stays_a_ramp_between_the_inks_of_its_ends(pdf: pikepdf.Pdf) -> None:
    made = shading(ramp([1, 0, 0], [1, 1, 1]), Background=[0, 0, 1], Extend=[True, False])
    convert_shading(pdf, made, CMYK)
    assert made.ColorSpace == Name.DeviceCMYK
    assert int(made.Function.FunctionType) == 2
    assert colours(made, (0, 0.5, 1)) == [(0, 1, 1, 0), (0, 0.5, 0.5, 0), (0, 0, 0, 0)]
    assert [float(v) for v in made.Background] == [1, 1, 0, 0]
    assert made.Extend == [True, False]


def test_stops_keep_their_places(pdf: pikepdf.Pdf) -> None:
    steps = Dictionary(FunctionType=3, Domain=[0, 1], Bounds=[0.3], Encode=[0, 1, 0, 1])
    steps.Functions = Array([ramp([1, 0, 0], [1, 0, 0]), ramp([0, 1, 0], [0, 1, 0])])
    made = shading(steps)
    convert_shading(pdf, made, CMYK)
    assert colours(made, (0.2999, 0.3)) == [(0, 1, 1, 0), (1, 0, 1, 0)]


@pytest.mark.parametrize("kind", ["power", "array", "table", "program"])
def test_every_other_function_is_sampled(pdf: pikepdf.Pdf, kind: str) -> None:
    function = {
        "power": lambda: ramp([0, 0, 0], [1, 1, 1], 3),
        "array": lambda: Array([ramp([0], [1], 3) for _ in range(3)]),
        "table": lambda: pdf.make_stream(
            b"".join(round(65535 * (n / 64) ** 3).to_bytes(2, "big") * 3 for n in range(65)),
            FunctionType=0, Domain=[0, 1], Range=[0, 1] * 3, Size=[65], BitsPerSample=16,
        ),
        "program": lambda: pdf.make_stream(
            b"{ 3 exp dup dup }", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 3
        ),
    }[kind]()  # fmt: skip
    made = shading(function)
    convert_shading(pdf, made, CMYK)
    for place, inks in zip((0, 0.3, 0.7, 1), colours(made, (0, 0.3, 0.7, 1)), strict=True):
        assert inks == pytest.approx((1 - place**3,) * 3 + (0,), abs=2e-3)


def test_what_is_in_the_inks_already_stays(pdf: pikepdf.Pdf) -> None:
    made = shading(ramp([0, 0, 0, 0], [0, 0, 0, 1]))
    made.ColorSpace = Name.DeviceCMYK
    kept = made.Function.unparse()
    convert_shading(pdf, made, CMYK)
    assert made.Function.unparse() == kept
