"""Damages of fonts, words, type sizes and lines (checks 14 to 19, 25)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pikepdf
from defects_kit import (
    FREE,
    FREE_PAGE,
    Damage,
    Facts,
    Harm,
    around,
    box_of,
    fill_box,
    found,
    letters,
    paint,
    place_image,
    raster,
    read,
    say,
    sheet,
    text_box,
    to_points,
    wrap,
    write,
)
from pikepdf import Array, Dictionary, Name, String

WORD = (FREE[0] + 5.0, FREE[1] + 10.0)


def words(size: float, colour: str = "0 0 0 1 k", glyphs: int = 4, ground: str = "") -> Harm:
    """Harm: a few letters in the free part of page 2, on a ground if one is given."""

    def harm(pdf: pikepdf.Pdf, facts: Facts) -> None:
        if ground:
            fill_box(ground)(pdf, facts)
        say(pdf, FREE_PAGE, WORD, size, colour, glyphs=glyphs, facts=facts)

    return harm


def word_box(size: float, glyphs: int = 4) -> tuple[float, float, float, float]:
    """About where `words` stand."""
    mm = size / 72 * 25.4
    return WORD[0], WORD[1] - 0.8 * mm, 0.5 * mm * glyphs, mm


def in_font(make: Callable[[pikepdf.Pdf], Any], size: float = 12) -> Harm:
    """Harm: a word in another font."""

    def harm(pdf: pikepdf.Pdf, facts: Facts) -> None:
        say(pdf, FREE_PAGE, WORD, size, "0 0 0 1 k", font=make(pdf), facts=facts, glyphs=8)

    return harm


def helvetica(pdf: pikepdf.Pdf) -> Dictionary:
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


def courier(pdf: pikepdf.Pdf) -> Dictionary:
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier))


def type3(pdf: pikepdf.Pdf) -> Dictionary:
    box = pdf.make_stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
    letters_used = sorted(set(b"Bulletin"))
    names = {code: f"/g{code}" for code in letters_used}
    different: list[Any] = []
    for code, name in names.items():
        different += [code, Name(name)]
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 600, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        FirstChar=0, LastChar=127, Widths=[600] * 128, Resources=Dictionary(),
        CharProcs=Dictionary(dict.fromkeys(names.values(), box)),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array(different)),
    ))  # fmt: skip


def body_face(pdf: pikepdf.Pdf, facts: Facts) -> Dictionary:
    """The font of the first paragraph."""
    page = sheet(pdf, 1)
    mark = found(page, read(page), "text", box_of(facts.slot(1, "body").box))[0]
    return page.resources["/Font"][mark.name]


def unembedded(pdf: pikepdf.Pdf, facts: Facts) -> None:
    descriptor = body_face(pdf, facts).DescendantFonts[0].FontDescriptor
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def renamed(name: str) -> Harm:
    """Harm: the body's font under another name, as when a letter was borrowed from a system font."""

    def harm(pdf: pikepdf.Pdf, facts: Facts) -> None:
        font = body_face(pdf, facts)
        base = Name(f"/ABCDEF+{name}")
        below = font.DescendantFonts[0]
        font.BaseFont = below.BaseFont = below.FontDescriptor.FontName = base

    return harm


def untagged(pdf: pikepdf.Pdf, facts: Facts) -> None:
    font = body_face(pdf, facts)
    below = font.DescendantFonts[0]
    font.BaseFont = below.BaseFont = below.FontDescriptor.FontName = Name("/" + str(font.BaseFont).partition("+")[2])


def line_of(facts: Facts, pdf: pikepdf.Pdf) -> tuple[pikepdf.Page, list[Any], Any]:
    """Page 1, its operators, and the second line of its fourth paragraph piece."""
    page = sheet(pdf, 1)
    instructions = read(page)
    return page, instructions, found(page, instructions, "text", box_of(facts.slot(1, "body", 1).box))[1]


def notdef(pdf: pikepdf.Pdf, facts: Facts) -> None:
    page, instructions, mark = line_of(facts, pdf)
    codes = letters(instructions[mark.show])
    instructions[mark.show] = ([String(b"\x00\x00" + codes[2:])], pikepdf.Operator("Tj"))
    write(pdf, page, instructions)


def line_deleted(pdf: pikepdf.Pdf, facts: Facts) -> None:
    page, instructions, mark = line_of(facts, pdf)
    del instructions[mark.show]
    write(pdf, page, instructions)


def line_moved_off(pdf: pikepdf.Pdf, facts: Facts) -> None:
    page, instructions, mark = line_of(facts, pdf)
    write(pdf, page, wrap(pdf, instructions, [mark], "1 0 0 1 2000 0 cm"))


def line_clipped(pdf: pikepdf.Pdf, facts: Facts) -> None:
    page, instructions, mark = line_of(facts, pdf)
    write(pdf, page, wrap(pdf, instructions, [mark], "0 0 1 1 re W n"))


def line_invisible(pdf: pikepdf.Pdf, facts: Facts) -> None:
    page, instructions, mark = line_of(facts, pdf)
    write(pdf, page, wrap(pdf, instructions, [mark], "3 Tr"))


def line_moved(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """Five millimetres down: the words are all there, but on others."""
    page, instructions, mark = line_of(facts, pdf)
    write(pdf, page, wrap(pdf, instructions, [mark], "1 0 0 1 0 19 cm"))


def line_twice(pdf: pikepdf.Pdf, facts: Facts) -> None:
    page, instructions, mark = line_of(facts, pdf)
    write(pdf, page, [*instructions[: mark.stop], *instructions[mark.start : mark.stop], *instructions[mark.stop :]])


def under_picture(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """A grey picture of 300 ppi over a paragraph."""
    box = box_of(facts.slot(1, "body", 1).box)
    size = round(box[2] / 25.4 * 300), round(box[3] / 25.4 * 300)
    place_image(pdf, raster(pdf, size, bytes([150]) * (size[0] * size[1]), Name.DeviceGray), box, 1)


def other_letters(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """The letters on paper stay; what a reader finds, copies or hears is another language."""
    font = body_face(pdf, facts)
    table = re.sub(rb"> <00(6[1-9a-f])>", b"> <0041>", font.ToUnicode.read_bytes())
    table = re.sub(rb"><00(6[1-9a-f])>", b"><0041>", table)
    font.ToUnicode = pdf.make_stream(table)


def form_hairline(pdf: pikepdf.Pdf, _: Facts) -> None:
    """5 pt in the form, 0.1 pt on paper."""
    form = pdf.make_stream(b"0 0 0 1 K 5 w 0 500 m 2500 500 l S", Type=Name.XObject, Subtype=Name.Form,
                           BBox=[0, 0, 2500, 1000],
                           Matrix=[0.0004, 0, 0, 0.001, 0, 0], Resources=Dictionary())  # fmt: skip
    x, y, width, _height = to_points(sheet(pdf, FREE_PAGE), FREE)
    paint(pdf, FREE_PAGE, f"{width:.3f} 0 0 20 {x:.3f} {y:.3f} cm /HarmFm Do", {"/XObject": {"/HarmFm": form}})


def word_replaced(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """A line says its second half twice: nothing is missing but what was printed there."""
    page, instructions, mark = line_of(facts, pdf)
    codes = letters(instructions[mark.show])
    half = len(codes) // 4 * 2
    instructions[mark.show] = ([String(codes[half:] * 2)], pikepdf.Operator("Tj"))
    write(pdf, page, instructions)


def shrunk(part: float) -> Harm:
    """Harm: a line smaller by the matrix, 12.3 units in the operators and 9.2 pt times `part` on paper."""

    def harm(pdf: pikepdf.Pdf, facts: Facts) -> None:
        page, instructions, mark = line_of(facts, pdf)
        at = next(op for op, name in instructions[mark.start : mark.stop] if str(name) == "Tm")[4:]
        x, y = (float(value) * (1 - part) for value in at)
        write(pdf, page, wrap(pdf, instructions, [mark], f"{part} 0 0 {part} {x:.3f} {y:.3f} cm"))

    return harm


def rule_line(width: str, colour: str = "0 0 0 1 K", scale: float = 1) -> Harm:
    """Harm: a line of 50 mm through the free part of page 2; `scale` shrinks it by the matrix."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        x, y, length, _height = to_points(sheet(pdf, FREE_PAGE), FREE)
        shape = f"{x / scale:.3f} {y / scale:.3f} m {(x + length) / scale:.3f} {y / scale:.3f} l S"
        paint(pdf, FREE_PAGE, f"{scale} 0 0 {scale} 0 0 cm {colour} {width} w {shape}")

    return harm


def no_unicode(pdf: pikepdf.Pdf, facts: Facts) -> None:
    font = body_face(pdf, facts)
    del font["/ToUnicode"]


LINE = (FREE[0], FREE[1] + FREE[3], FREE[2], 0.0)
BODY: dict[str, Any] = {"page": 1, "box": text_box(1, "body", 1), "fit": "inside"}
LOST: dict[str, Any] = {"edition": "press", "rules": ("text-lost",), **BODY}

ROWS = (
    Damage(name="helvetica-not-embedded", edition="press", rules=("font-embedding",),
        how="a word in Helvetica, not embedded", harm=in_font(helvetica), also=("foreign-font", "text-lost")),
    Damage(name="courier", edition="press", rules=("font-embedding",), how="a word in Courier, not embedded",
        harm=in_font(courier), also=("foreign-font", "text-lost")),
    Damage(name="type-3", edition="press", severity="error", rules=("font-embedding",), how="a word in a Type 3 font",
        harm=in_font(type3), also=("foreign-font", "text-lost")),
    Damage(name="font-file-gone", edition="press", rules=("font-embedding",), how="the body's font file is taken out",
        harm=unembedded, also=("syntax", "notdef")),
    Damage(name="foreign-font", edition="press", rules=("foreign-font",), quote="NotoSans-Regular",
        how="the body in Noto Sans, as by fallback", harm=renamed("NotoSans-Regular")),
    Damage(name="courier-embedded", edition="press", rules=("foreign-font",), how="the body in an embedded Courier",
        harm=renamed("Courier"), also=("font-embedding",)),
    Damage(name="whole-font", edition="press", severity="warning", rules=("font-embedding",),
        how="the body's font has no subset tag, so it seems to be embedded whole", harm=untagged),
    Damage(name="notdef", edition="press", rules=("notdef",), how="the first letter of a line is .notdef",
        harm=notdef, **BODY, also=("text-lost",)),
    Damage(name="line-deleted", how="a line of the body is gone", harm=line_deleted, **LOST),
    Damage(name="line-off-page", how="a line of the body is moved off the page", harm=line_moved_off, **LOST,
        also=("safety",)),
    Damage(name="line-clipped", how="a line of the body is clipped away", harm=line_clipped, **LOST),
    Damage(name="line-invisible", how="a line of the body is set in rendering mode 3", harm=line_invisible, **LOST),
    Damage(name="line-moved", how="a line of the body is 5 mm lower", harm=line_moved, **LOST),
    Damage(name="line-twice", how="a line of the body is printed twice", harm=line_twice, **LOST),
    Damage(name="paragraph-white", edition="office", rules=("grey-contrast",), how="a paragraph is white on white",
        harm=around(1, "text", text_box(1, "body", 1), "1 g"), **BODY),
    Damage(name="paragraph-under-picture", how="a picture lies on a paragraph", harm=under_picture, **LOST),
    Damage(name="other-letters", edition="screen", rules=("text-lost",), page=1,
        how="the body's ToUnicode names other letters", harm=other_letters),
    Damage(name="line-other-words", how="a line says other words", harm=word_replaced, **LOST),
    Damage(name="no-unicode", edition="record", rules=("text-lost",), page=1, how="the body's font has no ToUnicode",
        harm=no_unicode, also=("ua", "pdfa", "font-embedding", "notdef")),
    Damage(name="text-4-pt", edition="press", severity="error", rules=("small-text",), page=2, box=word_box(4),
        how="black letters of 4 pt", harm=words(4), also=("text-lost",)),
    Damage(name="text-shrunk-a-little", edition="press", rules=("small-text",), page=1,
        how="the matrix makes a line of the body 5.5 pt", harm=shrunk(0.6), also=("text-lost", "text-lost")),
    Damage(name="text-shrunk-by-matrix", edition="press", rules=("small-text",), page=1,
        how="the matrix halves a line of the body", harm=shrunk(0.5), also=("text-lost", "text-lost", "small-text")),
    Damage(name="text-7-pt-four-inks", edition="press", rules=("small-text-inks",), page=2, box=word_box(7),
        how="letters of 7 pt in three inks", harm=words(7, ".8 .6 .1 0 k"), also=("text-lost", "body-not-black")),
    Damage(name="text-6-pt-white-out", edition="press", rules=("small-text-inks",), page=2, box=word_box(6.5),
        how="white letters of 6.5 pt on three inks", harm=words(6.5, "0 0 0 0 k", ground=".8 .6 .1 0 k"),
        also=("text-lost",)),
    Damage(name="line-0.1-pt", edition="press", rules=("thin-line",), page=2, box=LINE, how="a line of 0.1 pt",
        harm=rule_line(".1")),
    Damage(name="line-zero", edition="press", severity="error", rules=("thin-line",), page=2, box=LINE,
        how="a line of width 0", harm=rule_line("0")),
    Damage(name="line-thin-by-matrix", edition="press", rules=("thin-line",), page=2, box=LINE,
        how="1 pt under a matrix of 0.15", harm=rule_line("1", scale=0.15)),
    Damage(name="line-thin-in-form", edition="press", rules=("thin-line",), page=2,
        box=(FREE[0], FREE[1] + FREE[3] - 3.5, FREE[2], 0.0), how="5 pt in a form that shrinks it to 0.1 pt",
        harm=form_hairline),
    Damage(name="line-thin-in-inks", edition="press", severity="warning", rules=("thin-line",), page=2, box=LINE,
        how="0.3 pt in three inks", harm=rule_line(".3", ".8 .6 .1 0 K")),
    Damage(name="bar-0.1-pt", edition="press", rules=("thin-line",), page=2, box=(*FREE[:3], 0.05),
        how="a line drawn as a filled rectangle 0.1 pt high",
        harm=fill_box("0 0 0 1 k", (FREE[0], FREE[1], FREE[2], 0.035))),
)  # fmt: skip
