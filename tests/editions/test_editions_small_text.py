"""Small coloured type is set in black alone on four plates, and the fonts of all editions have clean names."""

from __future__ import annotations

import math

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from test_editions_operators import after, page_of, words

from bulletin.assets.colour.inks import Inking
from bulletin.editions.colour.plates import small_text
from bulletin.editions.text.font_names import clean, clean_fonts
from bulletin.editions.text.sizes import text_sizes

RED = b"0 1 1 0.2 k"
SMALL = {"small": small_text(Inking(palette={}, profile=None)), "small_pt": 9.0}


def text(size: float, before: bytes = b"", matrix: bytes = b"1 0 0 1 0 0 Tm") -> bytes:
    return b"q " + before + b" " + RED + b" BT " + matrix + b" /F %g Tf <41> Tj ET 0 0 9 9 re f Q" % size


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (text(8), 8),
        (text(12, b"0.75 0 0 0.75 0 0 cm"), 9),
        (text(1, matrix=b"7 0 0 -7 5 5 Tm"), 7),
        (text(10, b"0 1 -1 0 0 0 cm"), 10),
        (b"BT (a Tf in words) Tj ET ", math.inf),
    ],
)
def test_the_size_of_type_follows_every_matrix(content: bytes, size: float) -> None:
    assert text_sizes(b"\n" + content) == [pytest.approx(size)]


@pytest.mark.parametrize(("size", "black"), [(8.9, True), (9.0, False), (14, False)])
def test_small_type_in_several_inks_becomes_black_alone(size: float, black: bool) -> None:
    told = words(after(text(size), **SMALL))
    assert ("0 0 0 1 k" in told) is black
    colours = [instruction for instruction in told[: told.index("0 0 9 9 re")] if instruction.endswith(" k")]
    assert colours[-1] == "0 1 1 0.2 k", "areas keep their inks"


def test_small_type_in_one_ink_or_light_on_dark_stays() -> None:
    for inks in (b"0 0 0 0.6 k", b"0 0 0 0 k", b"0 1 0 0 k"):
        assert words(after(text(5).replace(RED, inks), **SMALL)) == words(text(5).replace(RED, inks))


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("ABCDEF+Source-Sans-3,", "ABCDEF+Source-Sans-3"),
        ("ABCDEF+Archivo-Narrow-Bold", "ABCDEF+Archivo-Narrow-Bold"),
        ("ABCDEF+Chữ Đẹp, Đậm", "ABCDEF+Chu-Dep-Dam"),
        ("ABCDEF+,", "ABCDEF+Font"),
        ("黑体", "Font"),
    ],
)
def test_names_of_fonts_are_letters_digits_and_hyphens(name: str, better: str) -> None:
    assert clean(name) == better == clean(better)


def test_all_places_of_a_name_are_cleaned_and_nothing_else() -> None:
    with page_of(b"BT ET") as pdf:
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Source-Sans-3,"))
        inner = Dictionary(
            Type=Name.Font, BaseFont=Name("/ABCDEF+Source-Sans-3,"), FontDescriptor=descriptor, W=Array([1])
        )
        outer = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Source-Sans-3,"),
                           DescendantFonts=Array([inner]), ToUnicode=pdf.make_stream(b"map"))  # fmt: skip
        pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(outer)))
        assert clean_fonts(pdf) == 2
        assert clean_fonts(pdf) == 0
        font = pdf.pages[0].obj.Resources.Font.F
        (below,) = font.DescendantFonts
        assert {str(name) for name in (font.BaseFont, below.BaseFont, below.FontDescriptor.FontName)} == {
            "/ABCDEF+Source-Sans-3"
        }
        assert (font.ToUnicode.read_bytes(), list(below.W)) == (b"map", [1])
        assert isinstance(font, pikepdf.Dictionary)
