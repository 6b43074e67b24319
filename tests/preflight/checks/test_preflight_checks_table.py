"""Every check: a small file that must raise it, and the like of it that must not."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
import pytest
from flight_kit import (
    BLEED,
    GOOD,
    HEIGHT,
    MM,
    OFFICE,
    PRESS,
    SCREEN,
    SHOP,
    WIDTH,
    box,
    font_of,
    form,
    limits,
    look,
    make,
    mm,
    of_rule,
    page_of,
    picture,
    words,
)  # fmt: skip
from pikepdf import Array, Dictionary, Name, String

from bulletin.errors import Severity
from bulletin.preflight.checks.catalogue import CHECKS
from bulletin.preflight.limits import EditionLimits, limits_for
from bulletin.preflight.report import CodeFact, InkMap, Report

E, W = Severity.ERROR, Severity.WARNING
X1A = limits_for("press", SHOP, x1a=True)
MONO = limits_for("press", replace(SHOP, inks="black"))


@dataclass(frozen=True)
class Case:
    """A file: content, changes, resources; the profile and the tools that it is looked at with."""

    content: str = GOOD
    change: Callable[[pikepdf.Pdf], None] | None = None
    limits: EditionLimits = PRESS
    lists: dict[str, Any] = field(default_factory=dict)
    tools: dict[str, Any] = field(default_factory=dict)
    pages: int = 1

    def report(self) -> Report:
        return look(make(self.content, change=self.change, pages=self.pages, **self.lists), self.limits, **self.tools)


def put(path: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    """Change: set an entry such as `page/Rotate`, `root/OpenAction`, `info/Title`; None takes it away."""
    where, _, key = path.partition("/")

    def change(pdf: pikepdf.Pdf) -> None:
        target = {"page": page_of(pdf), "root": pdf.Root, "info": pdf.trailer.Info}[where]
        made = value(pdf) if callable(value) else value
        if made is None:
            del target[f"/{key}"]
        else:
            target[f"/{key}"] = made

    return change


def also_in(packed: Any) -> Callable[[pikepdf.Pdf], None]:
    """Change: the page has a second content stream, with this filter."""

    def change(pdf: pikepdf.Pdf) -> None:
        second = pikepdf.Stream(pdf, b"20")
        if packed is not None:
            second.write(b"20 no packed data", filter=packed)
        page_of(pdf).Contents = Array([page_of(pdf).Contents, pdf.make_indirect(second)])

    return change


def filled(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    """Change: a field of a form on the page."""

    def change(pdf: pikepdf.Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=rect(10, 10, 30, 5), T=String("ten"), **entries)
        page_of(pdf).Annots = Array([pdf.make_indirect(made)])
        pdf.Root.AcroForm = Dictionary(Fields=Array([page_of(pdf).Annots[0]]))

    return change


def intent(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OutputIntents[0][key] = value(pdf) if callable(value) else value

    return change


def rect(*sides: float) -> Array:
    return Array([side * MM for side in sides])


def annotation(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    return put("page/Annots", lambda _: Array([Dictionary(Type=Name.Annot, Rect=rect(10, 10, 30, 20), **entries)]))


def fonts(**entries: Any) -> dict[str, Any]:
    return {"Font": lambda pdf: Dictionary(F=font_of(pdf, **entries))}


def images(*sized: Any, **more: Any) -> dict[str, Any]:
    return {"XObject": lambda pdf: Dictionary(Im=picture(pdf, *sized, **more))}


def state(**entries: Any) -> dict[str, Any]:
    return {"ExtGState": Dictionary(G=Dictionary(**entries))}


def separation(name: str) -> dict[str, Any]:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0, 0], N=1)
    return {"ColorSpace": Dictionary(S=Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint]))}


def type3(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return Dictionary(F=Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1, 1], FontMatrix=[1, 0, 0, 1, 0, 0], FirstChar=97,
        Widths=Array([1] * 3), CharProcs=Dictionary(a=pdf.make_stream(b"1 0 d0 0 0 .5 .5 re f")),
        Encoding=Dictionary(Differences=Array([97, Name.a])), Resources=Dictionary(),
    ))  # fmt: skip


def wide(pdf: pikepdf.Pdf) -> pikepdf.Object:
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, DW=500,
                       FontDescriptor=font_of(pdf).FontDescriptor, CIDToGIDMap=Name.Identity)  # fmt: skip
    return Dictionary(F=font_of(pdf, Subtype=Name.Type0, DescendantFonts=Array([inner]), Encoding=Name("/Identity-H")))


def inked(percent: float) -> Callable[..., tuple[InkMap, ...]]:
    """An ink map with a square of so much ink."""
    row = bytes(10) + bytes([round(percent / 400 * 255)]) * 10 + bytes(80)
    cells = bytes(100) * 10 + row * 10 + bytes(100) * 60
    return lambda _pages: (InkMap(1, 100, 80, 1.0, (0.0, 0.0), cells),)


def code(**facts: Any) -> dict[str, Any]:
    """One QR code as read."""
    fact = CodeFact(1, (10, 10, 20, 20), "https://vidu.vn", 0.42, (("300 dpi grey", True), ("blur 0.1 mm", True)),
                    expected="https://vidu.vn", modules=37)  # fmt: skip
    return {"codes": lambda _pdf, _laid: (replace(fact, **facts),)}


def draw(width: float, height: float, name: str = "Im") -> str:
    return f"q {width * MM:.3f} 0 0 {height * MM:.3f} {mm(20, 20)} cm /{name} Do Q"


BAND = "0 .5 0 0 k {} re f"
BARS = "{} " + " ".join(f"{box(20 + at, 20, 0.4, 15)} re" for at in range(30)) + " f"
TINT = f"0 .4 0 0 k {box(10, 20, 60, 40)} re f "
VERDICTS = {"validate": lambda _data, flavours: {flavour: ["6.2.4"] for flavour in flavours}}
GOOD_VERDICTS = {"validate": lambda _data, flavours: {flavour: [] for flavour in flavours}}
LINK = {"Subtype": Name.Link, "A": Dictionary(S=Name.URI, URI=String("https://vidu.vn"))}
LAYERED = Dictionary(OCGs=Array([]), D=Dictionary())
SHADING = {"Shading": Dictionary(S=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1]))}
TILE = {"Pattern": lambda pdf: Dictionary(P=pdf.make_stream(
    b"1 0 0 rg 0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9,
    Resources=Dictionary()))}  # fmt: skip
INLINE = "q 20 0 0 20 90 90 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID \x01\x02\x03 EI Q "


# rule, severity, a file that must raise it, a file that must not
CASES: list[tuple[str, Severity, Case, Case]] = [
    ("pdfa", E, Case(tools=VERDICTS), Case(tools=GOOD_VERDICTS)),
    ("ua", E, Case(limits=SCREEN, tools=VERDICTS), Case(limits=SCREEN, tools=GOOD_VERDICTS)),
    ("pdfx-identity", E, Case(change=put("info/Title", None)), Case()),
    ("pdfx-identity", E, Case(change=put("info/Trapped", Name("/Unknown"))), Case()),
    ("pdfx-identity", E, Case(change=put("root/Metadata", None)), Case()),
    ("pdfx-identity", E, Case(change=put("info/ModDate", String("today"))), Case()),
    (
        "pdfx-identity",
        E,
        Case(change=intent("/DestOutputProfile", lambda p: p.make_stream(b"\0" * 12 + b"scnrCMYK" * 20))),
        Case(),
    ),
    ("output-condition", E, Case(change=intent("/OutputConditionIdentifier", String("FOGRA47"))), Case()),
    ("output-condition", E, Case(limits=limits(icc_sha256="0" * 64, icc_name="Other")), Case()),
    ("action", E, Case(change=put("root/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1")))), Case()),
    ("form", E, Case(change=put("root/AcroForm", Dictionary(Fields=Array([])))), Case()),
    ("form", E, Case(limits=SCREEN, change=filled(FT=Name.Tx)), Case(limits=SCREEN, change=filled(FT=Name.Sig))),
    ("unread", E, Case(change=also_in(Name.JBIG2Decode)), Case(change=also_in(None))),
    ("unread", E, Case(change=also_in(Name.FlateDecode)), Case(change=also_in(None))),
    ("attachment", E, Case(change=put("root/Names", Dictionary(EmbeddedFiles=Dictionary()))), Case()),
    ("annotation", E, Case(change=annotation(**LINK)), Case(change=annotation(Subtype=Name.PrinterMark))),
    ("annotation", E, Case(change=annotation(**LINK)), Case(limits=SCREEN, change=annotation(**LINK))),
    ("boxes", E, Case(change=put("page/TrimBox", None)), Case()),
    ("boxes", E, Case(change=put("page/Rotate", 90)), Case(change=put("page/Rotate", 0))),
    ("boxes", E, Case(change=put("page/UserUnit", 2)), Case(change=put("page/UserUnit", 1))),
    (
        "boxes",
        E,
        Case(change=put("page/CropBox", rect(0, 0, WIDTH, HEIGHT))),
        Case(change=put("page/CropBox", rect(-3, -3, 103, 83))),
    ),
    ("boxes", E, Case(change=put("page/ArtBox", rect(0, 0, WIDTH, HEIGHT))), Case()),
    ("trim", E, Case(limits=limits(trim_mm=(100, 81))), Case(limits=limits(trim_mm=(100.2, 80)))),
    ("bleed", E, Case(limits=limits(bleed_mm=5.0)), Case(limits=limits(bleed_mm=3.0))),
    ("short-of-bleed", E, Case(BAND.format(box(0, 10, 20, 10))), Case(BAND.format(box(-BLEED, 10, 20, 10)))),
    ("short-of-bleed", E, Case(BAND.format(box(50, 10, 51.5, 10))), Case(BAND.format(box(50, 10, 40, 10)))),
    (
        "short-of-bleed",
        E,
        Case(f"q {box(0, 0, WIDTH, HEIGHT)} re W n {BAND.format(box(-3, -3, 106, 20))} Q"),
        Case(BAND.format(box(-3, 10, 20, 10)) + " " + BAND.format(box(0, 10, 20, 10))),
    ),
    ("safety", W, Case("0 0 0 1 k " + words(at=(1, 40))), Case("0 0 0 1 k " + words(at=(4, 40)))),
    (
        "safety",
        W,
        Case("0 0 0 1 k " + words(at=(4, 40)), limits=limits(folded=True)),
        Case("0 0 0 1 k " + words(at=(6, 40)), limits=limits(folded=True)),
    ),
    ("page-multiple", W, Case(pages=3, limits=limits(page_multiple=4)), Case(pages=4, limits=limits(page_multiple=4))),
    ("empty-page", W, Case("q Q"), Case()),
    ("empty-page", W, Case(f"0 0 0 0 k {box(0, 0, 50, 50)} re f 3 Tr {words()}"), Case()),
    ("font-embedding", E, Case(lists=fonts(FontDescriptor=None)), Case()),
    ("font-embedding", W, Case(lists=fonts(BaseFont=Name("/Probe"))), Case()),
    ("font-embedding", W, Case(lists=fonts(BaseFont=Name("/ABCDEF+Courier"))), Case()),
    ("font-embedding", E, Case(lists={"Font": type3}), Case()),
    (
        "notdef",
        E,
        Case("0 0 0 1 k BT /F 10 Tf 80 80 Td <0000> Tj ET", lists={"Font": wide}),
        Case("0 0 0 1 k BT /F 10 Tf 80 80 Td <0061> Tj ET", lists={"Font": wide}),
    ),
    ("small-text", E, Case("0 0 0 1 k " + words(size=4.9)), Case("0 0 0 1 k " + words(size=6))),
    (
        "small-text",
        E,
        Case("0 0 0 1 k " + words("abcdefgh", size=5.5)),
        Case("0 0 0 1 k " + words("abcdefgh", size=8) + words("ab", size=5.5)),
    ),
    (
        "small-text",
        E,
        Case(f"0 0 0 1 k q .4 0 0 .4 0 0 cm {words()} Q"),
        Case(f"0 0 0 1 k q 2 0 0 2 0 0 cm {words(size=4)} Q"),
    ),
    ("small-text-inks", W, Case("1 .5 0 0 k " + words(size=8)), Case("1 .5 0 0 k " + words(size=9.5))),
    (
        "small-text-inks",
        W,
        Case(f"1 .5 0 0 k {box(10, 20, 60, 40)} re f 0 0 0 0 k " + words(size=8)),
        Case(f"0 0 0 1 k {box(10, 20, 60, 40)} re f 0 0 0 0 k " + words(size=8)),
    ),
    ("rich-black-text", E, Case(".6 .5 .5 1 k " + words()), Case(".6 .5 .5 1 k " + words(size=30))),
    ("body-not-black", E, Case("1 .5 0 0 k " + words()), Case("0 0 0 .7 k " + words())),
    ("knock-out", W, Case(TINT + GOOD), Case(TINT + "/G gs " + GOOD, lists=state(op=True, OPM=1))),
    (
        "knock-out",
        W,
        Case(TINT + "/G gs " + GOOD, lists=state(op=True, OPM=0)),
        Case(f"0 0 0 .2 k {box(10, 20, 60, 40)} re f {GOOD}"),
    ),
    (
        "knock-out",
        W,
        Case(TINT + "/G gs 0 g " + words(), lists=state(op=True, OPM=1)),
        Case("/G gs 0 g " + words(), lists=state(op=True)),
    ),
    (
        "white-overprint",
        E,
        Case(f"/G gs 0 0 0 0 k {box(10, 20, 9, 9)} re f", lists=state(op=True, OPM=1)),
        Case(f"0 0 0 0 k {box(10, 20, 9, 9)} re f"),
    ),
    (
        "overprint",
        W,
        Case(f"/G gs 0 1 0 0 k {box(10, 20, 9, 9)} re f", lists=state(op=True, OPM=1)),
        Case("/G gs " + GOOD, lists=state(op=True, OPM=1)),
    ),
    (
        "overprint",
        W,
        Case(f"/G gs 0 1 0 0 K 1 w {box(10, 20, 9, 9)} re S", lists=state(OP=True, op=False)),
        Case(f"/G gs 0 1 0 0 k {box(10, 20, 9, 9)} re f", lists=state(OP=True, op=False)),
    ),
    ("thin-line", E, Case("0 0 0 1 K .2 w 90 90 m 150 90 l S "), Case("0 0 0 1 K .25 w 90 90 m 150 90 l S ")),
    ("thin-line", E, Case("0 0 0 1 K 0 w 90 90 m 150 90 l S "), Case("0 0 0 1 K 1 w 90 90 m 150 90 l S ")),
    (
        "thin-line",
        E,
        Case("0 0 0 1 K q .1 0 0 .1 0 0 cm 1 w 900 900 m 1500 900 l S Q"),
        Case("0 0 0 1 K q 3 0 0 3 0 0 cm .1 w 30 30 m 50 30 l S Q"),
    ),
    ("thin-line", W, Case("1 1 0 0 K .4 w 90 90 m 150 90 l S "), Case("1 1 0 0 K .5 w 90 90 m 150 90 l S ")),
    ("thin-line", E, Case("0 0 0 1 k 90 90 60 .1 re f"), Case("0 0 0 1 k 90 90 60 .3 re f")),
    (
        "thin-line",
        E,
        Case("0 0 0 1 k 90 90 60 60 re 90.1 90.1 59.8 59.8 re f*"),
        Case("0 0 0 1 k 90 90 60 60 re 91 91 58 58 re f*"),
    ),
    ("colour-space", E, Case("1 0 0 rg 90 90 20 20 re f"), Case("0 1 1 0 k 90 90 20 20 re f")),
    ("colour-space", E, Case("0 0 1 RG 1 w 90 90 20 20 re S"), Case("0 G 1 w 90 90 20 20 re S")),
    (
        "colour-space",
        E,
        Case(draw(10, 10), lists=images((100, 100), Name.DeviceRGB)),
        Case(draw(10, 10), lists=images()),
    ),
    (
        "colour-space",
        E,
        Case(draw(10, 10), lists=images((100, 100), Array([Name.Indexed, Name.DeviceRGB, 0, String("abc")]))),
        Case(draw(10, 10), lists=images((100, 100), Array([Name.Indexed, Name.DeviceGray, 0, String("a")]))),
    ),
    ("colour-space", E, Case(INLINE), Case(INLINE.replace("/RGB", "/G"))),
    ("colour-space", E, Case("/S sh", lists=SHADING), Case("q Q", lists=SHADING)),
    ("colour-space", E, Case("/Pattern cs /P scn 90 90 20 20 re f", lists=TILE), Case(lists=TILE)),
    (
        "colour-space",
        E,
        Case("/Fm Do", lists={"XObject": lambda p: Dictionary(Fm=form(p, "1 0 0 rg 90 90 9 9 re f"))}),
        Case("/Fm Do", lists={"XObject": lambda p: Dictionary(Fm=form(p, "0 g 90 90 9 9 re f"))}),
    ),
    (
        "colour-space",
        E,
        Case(change=put("page/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))),
        Case(change=put("page/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))),
    ),
    ("colour-space", E, Case(GOOD, limits=OFFICE), Case("0 g " + words(), limits=OFFICE)),
    ("colour-space", E, Case("1 0 0 0 k 90 90 20 20 re f", limits=MONO), Case(GOOD, limits=MONO)),
    (
        "colour-space",
        E,
        Case("0 g 90 90 9 9 re f", lists={"ColorSpace": Dictionary(DefaultGray=Array([Name.Lab, Dictionary()]))}),
        Case("0 g 90 90 9 9 re f"),
    ),
    ("spot", E, Case("/S cs 1 scn 90 90 20 20 re f", lists=separation("Vàng")), Case(lists=separation("Vàng"))),
    (
        "spot",
        E,
        Case("/S cs 1 scn 90 90 20 20 re f", lists=separation("All")),
        Case("/S cs 1 scn 90 90 20 20 re f", lists=separation("Vàng"), limits=limits(spots=("Vàng",))),
    ),
    (
        "transparency",
        W,
        Case("/G gs 0 0 0 .5 k 90 90 20 20 re f", lists=state(ca=0.5)),
        Case("/G gs 0 0 0 .5 k 90 90 20 20 re f", lists=state(ca=1)),
    ),
    (
        "transparency",
        E,
        Case("/G gs 0 0 0 .5 k 90 90 20 20 re f", lists=state(BM=Name.Multiply), limits=X1A),
        Case(limits=X1A),
    ),
    (
        "resolution",
        E,
        Case(draw(25.4, 25.4), lists=images((140, 300))),
        Case(draw(25.4, 25.4), lists=images((300, 300))),
    ),
    (
        "resolution-modest",
        W,
        Case(draw(25.4, 25.4), lists=images((200, 300))),
        Case(draw(25.4, 25.4), lists=images((230, 230))),
    ),
    (
        "resolution-high",
        W,
        Case(draw(25.4, 25.4), lists=images((600, 600))),
        Case(draw(25.4, 25.4), lists=images((450, 450))),
    ),
    (
        "bitmap-resolution",
        E,
        Case(draw(25.4, 25.4), lists=images((300, 300), bits=1)),
        Case(draw(25.4, 25.4), lists=images((600, 600), bits=1)),
    ),
    (
        "bitmap-resolution-high",
        W,
        Case(draw(25.4, 25.4), lists=images((4000, 4000), bits=1)),
        Case(draw(25.4, 25.4), lists=images((1200, 1200), bits=1)),
    ),
    ("total-ink", E, Case(tools={"ink": inked(340)}), Case(tools={"ink": inked(300)})),
    ("light-tint", W, Case("0 0 0 .03 k 90 90 20 20 re f"), Case("0 0 0 .06 k 90 90 20 20 re f")),
    ("qr-form", E, Case(tools=code(quiet_modules=2.0)), Case(tools=code())),
    ("qr-form", E, Case(tools=code(dark=(200, 20, 20))), Case(tools=code())),
    (
        "qr-form",
        E,
        Case(f"q {18 * MM} 0 0 {18 * MM} {mm(11, HEIGHT - 29)} cm /Im Do Q", lists=images(), tools=code()),
        Case(f"0 0 0 1 k {box(11, 11, 18, 18)} re f", tools=code()),
    ),
    ("qr-form", E, Case(f".5 .5 .5 1 k {box(11, 11, 18, 18)} re f", tools=code()), Case(tools=code())),
    ("qr-module", E, Case(tools=code(module_mm=0.3)), Case(tools=code())),
    ("qr-module", W, Case(tools=code(module_mm=0.36)), Case(tools=code(module_mm=0.4))),
    ("qr-reading", E, Case(tools=code(text="", modules=0)), Case(tools=code())),
    ("qr-reading", E, Case(tools=code(readings=(("600 dpi 1-bit", False),))), Case(tools=code())),
    ("qr-content", E, Case(tools=code(text="https://khac.vn")), Case(tools=code())),
    (
        "qr-margin",
        W,
        Case(tools=code(readings=(("300 dpi grey", True), ("blur", False), ("gain", False)))),
        Case(tools=code()),
    ),
    ("barcode", E, Case(BARS.format(".5 .5 .5 1 k")), Case(BARS.format("0 0 0 1 k"))),
    ("barcode-width", W, Case(BARS.format("0 0 0 1 k")), Case(GOOD)),
    ("marks", E, Case(f"/S CS 1 SCN .5 w {mm(50, -2)} m {mm(60, -2)} l S", lists=separation("All")), Case()),
    ("marks", W, Case(limits=limits(marks="crop")), Case(limits=limits(marks="none"))),
    ("grey-contrast", W, Case(f"0 0 0 .4 k {box(10, 20, 60, 40)} re f 0 0 0 .6 k " + words()), Case(TINT + GOOD)),
    ("grey-contrast", W, Case("0 0 0 .2 k " + words(), limits=PRESS), Case("0 0 0 .6 k " + words())),
    ("features", E, Case(change=put("root/OCProperties", LAYERED)), Case()),
    ("features", E, Case(draw(10, 10), lists=images(Filter=Name.LZWDecode)), Case(draw(10, 10), lists=images())),
    ("features", W, Case(draw(10, 10), lists=images(Filter=Name.JPXDecode)), Case(draw(10, 10), lists=images())),
    (
        "features",
        E,
        Case(draw(10, 10), lists=images(Filter=Name.JPXDecode), limits=X1A),
        Case(draw(10, 10), lists=images(), limits=X1A),
    ),
    ("features", W, Case(draw(10, 10), lists=images(bits=16)), Case(draw(10, 10), lists=images())),
    ("features", E, Case(draw(10, 10), lists=images(OPI=Dictionary())), Case(draw(10, 10), lists=images())),
    ("features", E, Case("/G gs " + GOOD, lists=state(TR=Name.Identity)), Case("/G gs " + GOOD, lists=state(SA=True))),
    ("file-size", W, Case(limits=limits(max_mb=0.001)), Case()),
]


@pytest.mark.parametrize(
    ("rule", "severity", "bad", "good"), CASES, ids=[f"{at}-{case[0]}" for at, case in enumerate(CASES)]
)
def test_a_fault_is_found_and_its_like_is_not(rule: str, severity: Severity, bad: Case, good: Case) -> None:
    raised = of_rule(bad.report(), rule)
    assert [finding for finding in raised if finding.severity is severity], [f.rule.id for f in bad.report().findings]
    for finding in raised:  # every message can be filled in both languages
        assert finding.as_dict()["vi"] != finding.as_dict()["en"]
    assert not of_rule(good.report(), rule)


def test_the_good_file_raises_nothing() -> None:
    report = Case(tools={**GOOD_VERDICTS, "ink": inked(100), **code()}).report()
    assert not [(f.rule.id, f.what("en")) for f in report.findings]
    assert report.passed
    assert {result.check.number for result in report.results} == set(range(1, 40))


def test_what_did_not_run_or_does_not_apply_says_why() -> None:
    for limit in (PRESS, SCREEN, OFFICE, limits_for("record")):
        for result in look(make(), limit).results:
            assert (result.status in ("not-run", "not-applicable")) == (result.reason is not None)
    assert {r.check.id for r in look(make()).results if r.status == "not-run"} == {
        "pdfa",
        "total-ink",
        "qr-form",
        "qr-reading",
    }


def test_every_rule_has_a_case_here_or_beside() -> None:
    beside = {"syntax", "too-complex", "unreadable", "encrypted", "foreign-font", "record-source"}
    beside |= {"text-lost", "text-covered"}
    listed = {rule.removeprefix("preflight.") for check in CHECKS for rule in check.rules}
    assert listed == {case[0] for case in CASES} | beside


def test_places_are_mm_from_the_trim() -> None:
    (fill,) = of_rule(Case(f"1 0 0 rg {box(12, 34, 5, 6)} re f").report(), "colour-space")
    assert fill.place.page == 1
    assert fill.place.box_mm == pytest.approx((12, 34, 5, 6), abs=0.01)
    (line,) = of_rule(Case("0 0 0 1 K .1 w 90 90 m 150 90 l S").report(), "thin-line")
    assert line.values["measured"] == "0.10"
    assert line.values["limit"] == "0.25"


def test_areas_of_ink_are_told_apart() -> None:
    cells = bytearray(100 * 80)
    for x, y in [(10, 10), (60, 50)]:
        for row in range(6):
            at = (y + row) * 100 + x
            cells[at : at + 6] = bytes([230]) * 6
    report = Case(tools={"ink": lambda _: (InkMap(1, 100, 80, 1.0, (0.0, 0.0), bytes(cells)),)}).report()
    boxes = sorted(finding.place.box_mm for finding in of_rule(report, "total-ink") if finding.place.box_mm)
    assert boxes == [(10, 10, 6, 6), (60, 50, 6, 6)]


def test_a_speck_of_ink_is_a_warning() -> None:
    cells = bytearray(100 * 80)
    cells[500] = 255
    (speck,) = of_rule(
        Case(tools={"ink": lambda _: (InkMap(1, 100, 80, 1.0, (0.0, 0.0), bytes(cells)),)}).report(), "total-ink"
    )
    assert speck.severity is W


def test_pdf_of_a_record_may_carry_its_source() -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["issue.yaml"] = b"x"

    record, plain = limits_for("record"), limits_for("record", record="a-1b")
    assert not of_rule(Case(change=attach, limits=record).report(), "attachment")
    assert of_rule(Case(change=attach, limits=plain).report(), "attachment")
    assert io.BytesIO(make()).read(5) == b"%PDF-"
