"""Colour operators of any file, rewritten: what changes, what must not, and that nothing is mistaken for one."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from bulletin.editions.colour.content import RewriteOptions
from bulletin.editions.colour.recolour import recolour
from bulletin.editions.colour.spaces import TargetInks

BLACK = (0.0, 0.0, 0.0, 1.0)
Inks = tuple[float, ...]


def _rgb(r: float, g: float, b: float) -> Inks:
    return (0.0, 0.0, 0.0, 1 - r) if r == g == b else (1 - r, 1 - g, 1 - b, 0.0)


def _pixels(data: bytes) -> bytes:
    return b"".join(bytes((255 - r, 255 - g, 255 - b, 0)) for r, g, b in zip(*[iter(data)] * 3, strict=True))


CMYK = TargetInks(Name.DeviceCMYK, _rgb, lambda v: (0.0, 0.0, 0.0, 1 - v), lambda c, m, y, k: (c, m, y, k), _pixels)
GREY = TargetInks(
    Name.DeviceGray, lambda r, g, b: ((r + g + b) / 3,), lambda v: (v,), lambda c, m, y, k: (1 - k,),
    lambda data: bytes(sum(p) // 3 for p in zip(*[iter(data)] * 3, strict=True)), spots=False,
)  # fmt: skip


def page_of(contents: bytes, resources: Mapping[str, object] | None = None) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100)).obj
    page.Contents = pdf.make_stream(contents)
    page.Resources = Dictionary(resources or {})
    return pdf


def after(
    contents: bytes, resources: Mapping[str, object] | None = None, target: TargetInks = CMYK, **habits: object
) -> bytes:
    """The contents of a page, rewritten."""
    pdf = page_of(contents, resources)
    recolour(pdf, target, RewriteOptions(**habits))  # type: ignore[arg-type]
    return bytes(pdf.pages[0].obj.Contents.read_bytes())


def words(contents: bytes) -> list[str]:
    """Operators and operands as text, one string for each instruction."""
    with page_of(contents) as pdf:
        return [
            " ".join([*(_text(operand) for operand in operands), str(operator)])
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
        ]


def _text(operand: object) -> str:
    try:
        return f"{float(operand):g}"  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return str(operand) if isinstance(operand, Name) else repr(operand)


def named() -> dict[str, pikepdf.Dictionary]:
    """Resources with one space of every family."""
    return {"/ColorSpace": Dictionary(
        {
            "/Cal": Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09])]),
            "/Lab": Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249], Range=[-128, 127, -128, 127])]),
            "/Two": Array([Name.Indexed, Name.DeviceRGB, 1, b"\xff\x00\x00\x00\x00\x00"]),
            "/Tile": Array([Name.Pattern, Name.DeviceRGB]),
            "/Gold": Array([Name.Separation, Name("/Gold"), Name.DeviceCMYK, Dictionary(
                FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.2, 0.8, 0.1], N=1)]),
            "/Sky": Array([Name.Separation, Name("/Sky"), Name.DeviceRGB, Dictionary(
                FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0, 1], N=1)]),
        }
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (b"0.5 0.5 0.5 rg", ["0 0 0 0.5 k"]),
        (b"1 0 0 RG", ["0 1 1 0 K"]),
        (b"0 g 1 G", ["0 0 0 1 k", "0 0 0 0 K"]),
        (b".1 .2 .3 .4 k", ["0.1 0.2 0.3 0.4 k"]),
        (b"/DeviceRGB cs 1 0 0 sc", ["0 0 0 1 k", "0 1 1 0 k"]),
        (b"/DeviceRGB CS 1 0 0 SCN", ["0 0 0 1 K", "0 1 1 0 K"]),
        (b"/DeviceGray cs .25 scn", ["0 0 0 1 k", "0 0 0 0.75 k"]),
        (b"/Cal cs 0 1 0 scn", ["0 0 0 1 k", "1 0 1 0 k"]),
        (b"/Lab cs 100 0 0 scn", ["0 0 0 1 k", "0 0 0 0 k"]),
        (b"/Two cs 0 scn 1 scn", ["0 1 1 0 k", "0 1 1 0 k", "0 0 0 1 k"]),
        (b"/Gold cs .5 scn", ["/Gold cs", "0.5 scn"]),
        (b"/Sky cs 1 scn", ["1 1 0 0 k", "1 1 0 0 k"]),
        (b"/DeviceRGB cs q 1 0 0 sc /DeviceGray cs Q 0 1 0 sc",
         ["0 0 0 1 k", "q", "0 1 1 0 k", "0 0 0 1 k", "Q", "1 0 1 0 k"]),
        (b"1 0 0 rg/F 9 Tf(0 1 0 rg)Tj", ["0 1 1 0 k", "/F 9 Tf", "pikepdf.String(\"0 1 0 rg\") Tj"]),
        (b"1 0 0% 0 1 0 rg\nrg f", ["0 1 1 0 k", "f"]),
        (b"/rg gs 1 0 0 rg", ["/rg gs", "0 1 1 0 k"]),
    ],
)  # fmt: skip
def test_every_operator_and_space_becomes_inks(before: bytes, expected: list[str]) -> None:
    assert words(after(before, named())) == expected


def test_grey_is_one_number_and_spots_are_dissolved() -> None:
    assert words(after(b"1 0 0 rg /Gold cs 1 scn", named(), GREY)) == ["0.3333 g", "0.9 g", "0.9 g"]


def test_colour_spaces_that_nobody_needs_any_more_are_gone() -> None:
    spaces = {**dict(named()["/ColorSpace"].items()), "/DefaultRGB": Name.DeviceRGB, "/DefaultGray": Name.DeviceGray}
    pdf = page_of(b"1 0 0 rg /Tile cs", {"/ColorSpace": Dictionary(spaces)})
    recolour(pdf, CMYK)
    left = pdf.pages[0].obj.Resources.ColorSpace
    assert set(left.keys()) == {"/Gold", "/Tile"}
    assert list(left["/Tile"]) == [Name.Pattern, Name.DeviceCMYK]


_NUMBER = st.floats(-999, 999, allow_nan=False).map(lambda v: f"{v:.3f}".encode())
_STRING = st.binary(max_size=12).map(
    lambda raw: b"(" + b"".join(b"\\%03o" % c if c < 32 or c > 126 or c in b"()\\" else bytes((c,)) for c in raw) + b")"
)
_TRAP = st.sampled_from([b"(1 0 0 rg)", b"(a (0 g) b)", b"(\\) 0 g (x)", b"<20302067>"])
_OTHER = st.one_of(
    st.tuples(_NUMBER, _NUMBER).map(lambda v: b"%s %s l" % v),
    st.tuples(*[_NUMBER] * 6).map(lambda v: b"%s %s %s %s %s %s cm" % v),
    st.one_of(_STRING, _TRAP).map(lambda v: v + b" Tj"),
    st.lists(st.one_of(_STRING, _TRAP, _NUMBER), max_size=4).map(lambda v: b"[" + b" ".join(v) + b"]TJ"),
    st.sampled_from([b"/rg gs", b"/k Do", b"f*", b"n", b"% 1 0 0 rg", b"/Span <</MCID 3 /T (0 g)>> BDC", b"EMC", b"W"]),
)
_COLOUR = st.tuples(st.integers(0, 10), st.integers(0, 10), st.integers(0, 10), st.sampled_from(["rg", "RG"])).map(
    lambda v: f"{v[0] / 10} {v[1] / 10} {v[2] / 10} {v[3]}".encode()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(_OTHER, _COLOUR), max_size=12), st.sampled_from([b"\n", b"\r\n", b" \n\t"]))
def test_nothing_but_colours_changes(parts: list[bytes], gap: bytes) -> None:
    contents = b"/Outer BMC" + gap + gap.join(parts) + gap
    before, done = words(contents), words(after(contents))
    assert len(before) == len(done)
    for old, new in zip(before, done, strict=True):
        if old.endswith((" rg", " RG")):
            inks = _rgb(*(float(part) for part in old.split()[:3]))
            assert [float(part) for part in new.split()[:4]] == pytest.approx(inks, abs=1e-4)
            assert new.split()[4] == ("k" if old.endswith("rg") else "K")
        else:
            assert new == old


def test_tags_go_when_nobody_reads_them() -> None:
    contents = (
        b"/P\n<</MCID 0>>\nBDC\n1 0 0 rg\nEMC\n/Artifact BMC f EMC /Span<</T(x) /L[1 2]>>BDC n EMC /A /B BDC S EMC"
    )
    assert words(after(contents, tags=False)) == ["0 1 1 0 k", "f", "n", "S"]


# --- overprint ------------------------------------------------------------------------------------------------


def overprints(contents: bytes) -> list[tuple[str, bool]]:
    """Every painting of the page with the overprint that it has."""
    on, stack, out = False, [], []
    for word in words(after(contents, overprint=True)):
        if word.endswith(" gs"):
            on = word == "/BlackOn gs"
        elif word == "q":
            stack.append(on)
        elif word == "Q":
            on = stack.pop()
        elif word.split()[-1] in ("f", "S", "Tj"):
            out.append((word.split()[-1], on))
    return out


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        (b"0 0 0 rg BT (a) Tj ET f", [("Tj", True), ("f", False)]),
        (b"BT (a) Tj ET", [("Tj", True)]),  # a page starts in black
        (b"1 1 1 rg BT (a) Tj ET", [("Tj", False)]),
        (b"1 0 0 rg BT (a) Tj 0 g (b) Tj 1 g (c) Tj ET f", [("Tj", False), ("Tj", True), ("Tj", False), ("f", False)]),
        (b"q 1 0 0 rg Q BT (a) Tj ET", [("Tj", True)]),
        (b"/Pattern cs /P scn BT (a) Tj ET", [("Tj", False)]),
        (b"0.9 g BT (a) Tj ET", [("Tj", False)]),
    ],
)
def test_only_text_in_pure_black_overprints(contents: bytes, expected: list[tuple[str, bool]]) -> None:
    assert overprints(contents) == expected


def test_the_overprint_of_the_file_itself_is_removed() -> None:
    state = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1, LW=2)
    pdf = page_of(b"/W gs 1 g f", {"/ExtGState": Dictionary(W=state)})
    recolour(pdf, CMYK, RewriteOptions(overprint=True))
    assert set(pdf.pages[0].obj.Resources.ExtGState.W.keys()) == {"/Type", "/LW"}


def test_text_may_be_inked_otherwise_than_areas() -> None:
    done = words(after(b".5 g BT (a) Tj ET f", text=lambda inks: BLACK))
    assert [w for w in done if w.endswith(" k") or w == "f"] == ["0 0 0 0.5 k", "0 0 0 1 k", "0 0 0 0.5 k", "f"]


# --- what a page leads to -------------------------------------------------------------------------------------


def _form(pdf: pikepdf.Pdf, contents: bytes, **keys: object) -> pikepdf.Stream:
    return pdf.make_stream(contents, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], **keys)


def test_forms_patterns_and_glyph_programs_are_reached_once() -> None:
    pdf = page_of(b"/A Do /B Do /Tile cs 1 0 0 /P1 scn f", named())
    inner = _form(pdf, b"1 0 0 rg f", Resources=Dictionary())
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    outer = _form(pdf, b"0 0 1 rg /In Do", Resources=Dictionary(XObject=Dictionary(In=inner)), Group=group)
    kinds = {"PatternType": 1, "TilingType": 1, "BBox": [0, 0, 4, 4], "XStep": 4, "YStep": 4}
    bare = pdf.make_stream(b"0 0 4 4 re f", PaintType=2, Resources=Dictionary(), **kinds)
    full = pdf.make_stream(b"0 1 0 rg f", PaintType=1, Resources=Dictionary(), **kinds)
    glyph = pdf.make_stream(b"9 0 d0 1 0 0 rg f")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=glyph))
    resources = pdf.pages[0].obj.Resources
    resources.XObject = Dictionary(A=outer, B=outer, C=inner)
    resources.Pattern, resources.Font = Dictionary(P1=bare, P2=full), Dictionary(F=font)
    recolour(pdf, CMYK)
    assert words(inner.read_bytes()) == ["0 1 1 0 k", "f"]
    assert words(outer.read_bytes())[0] == "1 1 0 0 k"
    assert Name.DeviceCMYK == outer.Group.CS
    assert words(bare.read_bytes()) == ["0 0 4 4 re", "f"]
    assert words(full.read_bytes())[0] == "1 0 1 0 k"
    assert words(glyph.read_bytes())[1] == "0 1 1 0 k"
    assert words(pdf.pages[0].obj.Contents.read_bytes())[2:4] == ["/Tile cs", "0 1 1 0 /P1 scn"]


def test_a_lightness_mask_stays_as_light_as_it_was() -> None:
    pdf = page_of(b"/M gs f")
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    mask = _form(pdf, b"1 1 1 rg f 0 1 0 rg f", Group=group, Resources=Dictionary())
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(M=state))
    recolour(pdf, CMYK, RewriteOptions(overprint=True))
    assert words(mask.read_bytes()) == ["1 g", "f", "0.7152 g", "f"]
    assert Name.DeviceGray == mask.Group.CS


def _picture(pdf: pikepdf.Pdf, data: bytes, space: object, width: int, height: int, bits: int = 8) -> pikepdf.Stream:
    return pdf.make_stream(
        zlib.compress(data), Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, ColorSpace=space,
        BitsPerComponent=bits, Filter=Name.FlateDecode, Interpolate=True,
    )  # fmt: skip


def test_pictures_get_inks_and_colourless_ones_grey() -> None:
    pdf = page_of(b"")
    pictures = {
        "/Colour": _picture(pdf, bytes([255, 0, 0, 10, 10, 10]), Name.DeviceRGB, 2, 1),
        "/Neutral": _picture(pdf, bytes([7, 7, 7, 200, 200, 200]), Name.DeviceRGB, 2, 1),
        "/Code": _picture(pdf, bytes([0, 0, 0] * 4 + [255] * 15), Name.DeviceRGB, 9, 1),
        "/Few": _picture(pdf, b"\x40", Array([Name.Indexed, Name.DeviceRGB, 1, b"\x00\x00\xff\xff\x00\x00"]), 2, 1, 1),
        "/Kept": _picture(pdf, bytes(8), Name.DeviceCMYK, 2, 1),
    }
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(pictures))
    recolour(pdf, CMYK)
    told = {name: (p.ColorSpace, int(p.BitsPerComponent), p.read_bytes()) for name, p in pictures.items()}
    assert told == {
        "/Colour": (Name.DeviceCMYK, 8, bytes([0, 255, 255, 0, 245, 245, 245, 0])),
        "/Neutral": (Name.DeviceGray, 8, bytes([7, 200])),
        "/Code": (Name.DeviceGray, 1, bytes([0b00001111, 0b10000000])),
        "/Few": (Name.DeviceCMYK, 8, bytes([255, 255, 0, 0, 0, 255, 255, 0])),
        "/Kept": (Name.DeviceCMYK, 8, bytes(8)),
    }
    assert not any("/Interpolate" in p for p in pictures.values())


def test_inline_pictures_become_objects_in_the_right_inks() -> None:
    pdf = page_of(b"q 9 0 0 9 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /RGB ID \xff\x00\x00 rg EI Q\nEI Q 1 0 0 rg f")
    contents = pdf.pages[0].obj
    contents.Contents = pdf.make_stream(b"q BI /W 2 /H 1 /BPC 8 /CS /RGB /F /AHx ID ff000000ff00> EI Q 1 0 0 rg f")
    recolour(pdf, CMYK)
    assert words(contents.Contents.read_bytes()) == ["q", "/Inline0 Do", "Q", "0 1 1 0 k", "f"]
    picture = contents.Resources.XObject["/Inline0"]
    assert (picture.ColorSpace, picture.read_bytes()) == (Name.DeviceCMYK, bytes([0, 255, 255, 0, 255, 0, 255, 0]))


@pytest.mark.parametrize("contents", [b"1 0 rg", b"/Nowhere cs", b"rg", b"/Sh sh"])
def test_a_colour_that_cannot_be_read_is_said(contents: bytes) -> None:
    mesh = Dictionary(ShadingType=1, ColorSpace=Name.DeviceRGB, Function=Dictionary(FunctionType=2, Domain=[0, 1], N=1))
    with pytest.raises(ValueError, match=r"."):
        after(contents, {"/Shading": Dictionary(Sh=mesh)} if b"sh" in contents else None)
