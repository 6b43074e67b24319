"""Lines that end between two words end in a space that moves nothing; lines that end inside a word do not."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from bulletin.editions.tags.line_spaces import add_line_spaces
from bulletin.editions.tags.source import TaggedText, Words
from bulletin.layout.laid import PageBox, TextSlot

CMAP = b"""1 begincodespacerange <0000> <ffff> endcodespacerange
4 beginbfchar <0001> <0020> <0002> <0061> <0003> <0062> <0004> <2022> endbfchar"""


def font(pdf: pikepdf.Pdf, cmap: bytes = CMAP) -> pikepdf.Object:
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=Array([1, Array([250, 500, 510])]))
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type0, DescendantFonts=Array([inner]), ToUnicode=pdf.make_stream(cmap))
    )


def lines(*lines: bytes, name: bytes = b"F") -> bytes:
    shown = b"".join(b"BT\n/%s 10 Tf\n[%s] TJ\nET\n" % (name, line) for line in lines)
    return b"/P\n<</MCID 0>>\nBDC\n" + shown + b"EMC\n"


def after(content: bytes, text: str, *, split: bool = False, ends: bool = True, cmap: bytes = CMAP) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        page = pdf.pages[0].obj
        page.Resources = Dictionary(Font=Dictionary(F=font(pdf, cmap), G=font(pdf)))
        page.Contents = pdf.make_stream(content)
        slot = TextSlot("bai", "body", text, PageBox(1, 0, 0, 10, 10), ends=ends, split=split)
        add_line_spaces(pdf, [TaggedText(1, "/P", (), [Words(0)], slot=slot)])
        return page.Contents.read_bytes()


@pytest.mark.parametrize(
    ("content", "text", "wanted"),
    [
        (lines(b"<0002>", b"<0003>"), "a b", lines(b"<0002><0001>250", b"<0003>")),
        (lines(b"<0002>", b"<0003>"), "ab", lines(b"<0002>", b"<0003>")),
        (lines(b"<0002><0001>", b"<0003>"), "a b", lines(b"<0002><0001>", b"<0003>")),
        (lines(b"<0002>", b"<0001><0003>"), "a b", lines(b"<0002>", b"<0001><0003>")),
        (lines(b"<0004>", b"<0002>0<0001>-5<0003>"), "• a b", lines(b"<0004><0001>250", b"<0002>0<0001>-5<0003>")),
    ],
    ids=["between words", "inside a word", "space before the break", "space after the break", "bullet"],
)
def test_a_line_ends_in_a_space_between_words_only(content: bytes, text: str, wanted: bytes) -> None:
    assert after(content, text) == wanted


def test_a_paragraph_that_a_column_cuts_ends_in_a_space_unless_a_word_is_cut() -> None:
    assert after(lines(b"<0002>"), "a", ends=False) == lines(b"<0002><0001>250")
    assert after(lines(b"<0002>"), "a", ends=False, split=True) == lines(b"<0002>")


def test_a_font_without_a_space_borrows_one() -> None:
    bare = CMAP.replace(b"<0001> <0020>", b"")
    content = after(lines(b"<0002>", b"<0003>"), "a b", cmap=bare)
    assert b"[<0002>] TJ\n/G 10 Tf\n[<0001>250] TJ\n/F 10 Tf\n[] TJ" in content
