"""One reading of colour spaces: names, arrays, nonsense; and the judge and the writer read the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from bulletin.editions.colour.spaces import TargetInks, converted_space
from bulletin.pdf.colour.spaces import UNKNOWN, ColourSpace, read_space
from bulletin.pdf.walk.colour import ColourSpaces

PDF = pikepdf.new()


def profile(count: int, data: bytes = b"") -> pikepdf.Object:
    return Array([Name.ICCBased, PDF.make_stream(data, Dictionary(N=count))])


def tint() -> pikepdf.Object:
    return Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[0, 1, 1, 0])


WHITE = Dictionary(WhitePoint=[0.95, 1, 1.09])
READ: dict[str, tuple[Callable[[], pikepdf.Object], tuple[str, str, str, int]]] = {
    "device": (lambda: Name.DeviceCMYK, ("device", "DeviceCMYK", "cmyk", 4)),
    "short": (lambda: Name.RGB, ("device", "DeviceRGB", "rgb", 3)),
    "in an array": (lambda: Array([Name.DeviceGray]), ("device", "DeviceGray", "gray", 1)),
    "profile": (lambda: profile(3), ("icc", "ICCBased (3)", "rgb", 3)),
    "profile of Lab": (lambda: profile(3, bytes(16) + b"Lab "), ("icc", "ICCBased (3)", "lab", 3)),
    "profile of five": (lambda: profile(5), ("icc", "ICCBased (5)", "unknown", 5)),
    "calibrated": (lambda: Array([Name.CalRGB, WHITE]), ("cal", "CalRGB", "rgb", 3)),
    "Lab": (lambda: Array([Name.Lab, WHITE]), ("lab", "Lab", "lab", 3)),
    "Indexed": (
        lambda: Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String("abcdef")]),
        ("indexed", "Indexed DeviceRGB", "rgb", 1),
    ),
    "black": (
        lambda: Array([Name.Separation, Name.Black, Name.DeviceCMYK, tint()]),
        ("separation", "Separation Black", "cmyk", 1),
    ),
    "all plates": (
        lambda: Array([Name.Separation, Name.All, Name.DeviceCMYK, tint()]),
        ("separation", "Separation All", "all", 1),
    ),
    "two inks": (
        lambda: Array([Name.DeviceN, Array([Name.Cyan, Name("/Gold")]), Name.DeviceCMYK, tint()]),
        ("devicen", "DeviceN Cyan Gold", "spot", 2),
    ),
    "pattern": (lambda: Array([Name.Pattern, Name.DeviceGray]), ("pattern", "Pattern", "pattern", 0)),
    "nothing": (lambda: Name.Nothing, ("unknown", "?", "unknown", 1)),
    "no profile": (lambda: Array([Name.ICCBased, 3]), ("unknown", "?", "unknown", 1)),
}


@pytest.mark.parametrize("case", READ)
def test_a_space_is_read(case: str) -> None:
    make, wanted = READ[case]
    space = read_space(make())
    assert (space.kind, space.name, space.family, space.count) == wanted
    with pytest.raises(FrozenInstanceError):
        space.count = 9  # type: ignore[misc]


def test_a_table_gives_colours_of_its_base() -> None:
    space = read_space(READ["Indexed"][0]())
    assert (space.last, space.device) == (1, True)
    assert space.entry(1) == pytest.approx([byte / 255 for byte in b"def"])
    assert space.entry(2) == ()


def test_names_and_default_spaces_come_from_the_resources() -> None:
    listed = Dictionary(DefaultRGB=profile(3), Own=Array([Name.Lab, WHITE]), G=Array([Name.Lab, WHITE]), Self=Name.Self)
    assert read_space(Name.DeviceRGB, listed).name == "DefaultRGB ICCBased (3)"
    assert not read_space(Name.DeviceRGB, listed).device
    assert read_space("Own", listed) == read_space(Name.Own, listed)
    assert read_space(Name.G, listed).family == "lab"
    assert read_space(Name.Self, listed) is UNKNOWN


def test_an_endless_chain_ends() -> None:
    item = PDF.make_indirect(Array([Name.Pattern, Name.DeviceGray]))
    item[1] = item
    deepest: ColourSpace | None = read_space(item)
    while deepest is not None and deepest is not UNKNOWN:
        deepest = deepest.base
    assert deepest is UNKNOWN


KINDS = ("Indexed", "Separation", "DeviceN", "Lab", "ICCBased", "Pattern", "DeviceRGB")
# The parts of a broken space: names, numbers, strings and arrays of them. Made into PDF inside the test.
NONSENSE = st.recursive(
    st.sampled_from(KINDS) | st.integers(-1, 300) | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=8,
)


def written(item: object) -> object:
    if isinstance(item, list):
        return Array([written(part) for part in item])
    if isinstance(item, str):
        return Name(f"/{item}")
    return pikepdf.String(item) if isinstance(item, bytes) else item


@given(NONSENSE)
def test_nonsense_is_unknown_and_never_an_error(item: object) -> None:
    space = read_space(written(item))
    assert space.count >= 0
    ColourSpaces(Dictionary()).of(written(item)).start()


TARGET = TargetInks(
    space=Name.DeviceCMYK,
    rgb=lambda r, g, b: (1 - r, 1 - g, 1 - b, 0.0),
    gray=lambda v: (0.0, 0.0, 0.0, 1 - v),
    cmyk=lambda *inks: inks,
    pixels=lambda data: data,
)


@pytest.mark.parametrize("case", READ)
def test_the_writer_reads_what_the_judge_reads(case: str) -> None:
    item, (_kind, _name, family, count) = READ[case][0](), READ[case][1]
    if family == "unknown":
        with pytest.raises(ValueError, match="colour space"):
            converted_space(item, Dictionary(), TARGET)
    else:
        assert (
            converted_space(item, Dictionary(), TARGET).count
            == ColourSpaces(Dictionary()).of(item).space.count
            == count
        )
