"""Broken, hostile and foreign files: a report comes out, in bounded time, and never a traceback."""

from __future__ import annotations

import io
import random
import time
import zlib
from typing import Any

import make_laid
import pikepdf
import pytest
from flight_kit import GOOD, HEIGHT, PRESS, SCREEN, box, form, look, make, mm, of_rule, page_of, words
from pikepdf import Array, Dictionary, Name, String

from bulletin.editions.impose.impose import Scheme, impose
from bulletin.errors import InputError, Severity
from bulletin.layout.laid import Laid, LineFacts, PageBox, TextSlot
from bulletin.pdf import unpack
from bulletin.pdf.text import tounicode
from bulletin.pdf.walk import resources as walk_resources
from bulletin.preflight import inspect
from bulletin.preflight.guess import guess
from bulletin.preflight.ink import map as ink
from bulletin.preflight.ink.images import Pixels
from bulletin.preflight.limits import limits_for

LAID = Laid(b"", 1, (100, 80), 3, (), (), (), {"Probe": "x"}, (), (), LineFacts(0, 0, 0, 0, 0, 0))


def encrypted(**passwords: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(**passwords))
    return out.getvalue()


def test_not_a_pdf() -> None:
    for data in (b"", b"GIF89a", b"PK\3\4" * 99):
        report = look(data)
        assert [f.rule.id for f in report.findings] == ["preflight.unreadable"]
        assert len(report.results) == 39
        assert {r.status for r in report.results[1:]} == {"not-run"}


def test_damaged_files() -> None:
    good = make()
    assert of_rule(look(good[: len(good) // 2]), "syntax")
    assert of_rule(look(good.replace(b"startxref", b"startxxxx")), "syntax")
    assert of_rule(look(b"%PDF-1.4\n%%EOF"), "syntax")
    for finding in of_rule(look(good[: len(good) // 2]), "syntax"):
        assert "0x" not in finding.what("en"), "addresses in memory differ from run to run"


def test_torn_streams() -> None:
    packed = zlib.compress(GOOD.encode() * 50)

    def put(data: bytes) -> Any:
        def change(pdf: pikepdf.Pdf) -> None:
            stream = pikepdf.Stream(pdf, b"")
            stream.write(data, filter=Name.FlateDecode)
            pdf.Root.Spare = pdf.make_indirect(stream)

        return change

    assert not of_rule(look(make(change=put(packed))), "syntax")
    assert of_rule(look(make(change=put(packed[:-10]))), "syntax")
    assert of_rule(look(make(change=put(packed[:-3] + b"abc"))), "syntax")


def test_passwords() -> None:
    closed = look(encrypted(owner="a", user="b"))
    assert [f.rule.id for f in closed.findings] == ["preflight.encrypted"]
    assert closed.results[4].status == "failed"
    assert of_rule(look(encrypted(owner="a", user="")), "encrypted")
    assert not of_rule(look(make()), "encrypted")


def test_too_many_pages_and_too_much_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "MOST_PAGES", 3)
    assert of_rule(look(make(pages=4)), "too-complex")
    assert not of_rule(look(make(pages=3)), "too-complex")


def _itself(pdf: pikepdf.Pdf) -> None:
    own = form(pdf, "/A Do")
    own.Resources = Dictionary(XObject=Dictionary(A=own))
    pdf.pages[1].obj.Resources.XObject = Dictionary(A=own)


def _doubled(pdf: pikepdf.Pdf, levels: int = 25) -> None:
    """One name, called twice on each level: 2²⁵ forms in all."""
    inner = form(pdf, "0 0 1 1 re f")
    for _ in range(levels):
        inner = form(pdf, "/A#41 Do /AA Do", Resources=Dictionary(XObject=Dictionary(AA=inner)))
    pdf.pages[1].obj.Resources.XObject = Dictionary(A=inner)


def _by_pattern(pdf: pikepdf.Pdf) -> None:
    """A form is filled with a pattern that draws the form."""
    own = form(pdf, "/Pattern cs /P scn 0 0 9 9 re f")
    tile = pdf.make_stream(
        b"/A Do", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9,
        Resources=Dictionary(XObject=Dictionary(A=own)),
    )  # fmt: skip
    own.Resources = Dictionary(Pattern=Dictionary(P=tile))
    pdf.pages[1].obj.Resources.XObject = Dictionary(A=own)


@pytest.mark.parametrize("change", [_itself, _doubled, _by_pattern])
def test_forms_without_an_end_are_drawn_by_nobody(change: Any) -> None:
    """PDFium follows such forms until memory runs out, and the whole report was lost with it."""

    def refuse(*_: object) -> Any:
        raise AssertionError("the file was drawn")

    data = make(GOOD + " /A Do", pages=3, change=change)
    report = look(data, codes=refuse)
    assert [f.place.page for f in of_rule(report, "too-complex")] == [2]
    assert not report.drawable
    assert [report.results[at - 1].status for at in (33, 34)] == ["not-run", "not-run"]
    reason = report.results[32].reason
    assert reason is not None
    assert "2" in reason.en
    with pytest.raises(InputError) as raised:
        impose(data, Scheme())
    assert [(f.rule.id, f.place.page) for f in raised.value.findings] == [("impose.tangled", 2)]


def test_a_form_that_is_drawn_often_is_no_tangle() -> None:
    data = make(GOOD + " /A Do", pages=2, change=lambda pdf: _doubled(pdf, 8))
    assert look(data).drawable
    assert not of_rule(look(data), "too-complex")


@pytest.mark.parametrize(
    ("width", "height", "data", "missing"),
    [
        (100_000, 100_000, b"\xff", True),
        (9, 2, b"\xff" * 5, True),
        (9, 2, b"\xff" * 18, False),
        (9, 2, b"\xff" * 19, False),
    ],
)
def test_pictures_with_less_data_than_pixels(width: int, height: int, data: bytes, missing: bool) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(
            data, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )  # fmt: skip
        page_of(pdf).Resources.XObject = Dictionary(I=image)

    named = of_rule(look(make(GOOD + " q 30 0 0 30 60 60 cm /I Do Q", change=change)), "syntax")
    assert bool(named) is missing
    if missing:
        assert named[0].severity is Severity.ERROR
        assert named[0].place.page == 1
        assert not named[0].quote, "it would stand in English beside the Vietnamese sentence"
        assert f"{width * height} bytes and has {len(data)}" in named[0].what("en")


@pytest.mark.parametrize(("content", "told"), [("q q Q", "(q) more often"), ("q Q Q", "never saved"), ("q Q", "")])
def test_unbalanced_graphics_states_are_a_warning(content: str, told: str) -> None:
    named = of_rule(look(make(f"{GOOD} {content}")), "syntax")
    assert [told in f.what("en") for f in named] == ([True] if told else [])
    assert all(f.severity is Severity.WARNING for f in named)


_OVER = f"{box(15, 25, 60, 30)} re f"
_PICTURE = f"q {mm(60)} 0 0 {mm(30)} {mm(15, HEIGHT - 55)} cm /I Do Q"


@pytest.mark.parametrize(
    ("content", "hidden"),
    [
        (f"{GOOD} 0 0 0 0 k {_OVER}", True),
        (f"{GOOD} {_PICTURE}", True),
        (f"0 0 0 0 k {_OVER} {GOOD}", False),
        (f"{GOOD} 0 0 0 0 k {_OVER} {GOOD}", False),
        (f"{GOOD} /Half gs 0 0 0 0 k {_OVER}", False),
        (f"{GOOD} 0 0 0 0 k {box(15, 25, 7, 30)} re f", False),
        (f"{GOOD} q {mm(100)} 0 0 {mm(80)} 0 0 cm /I Do Q", False),
        (f"3 Tr {GOOD} 0 0 0 0 k {_OVER}", False),
    ],
    ids=["fill", "picture", "beneath", "again above", "sheer", "a part", "a scan", "invisible"],
)
def test_words_under_something_solid(content: str, hidden: bool) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(
            b"\0" * 64, Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )  # fmt: skip
        page_of(pdf).Resources.XObject = Dictionary(I=image)
        page_of(pdf).Resources.ExtGState = Dictionary(Half=Dictionary(ca=0.5))

    named = of_rule(look(make(content, change=change)), "text-covered")
    assert [(f.quote, f.place.page, f.severity) for f in named] == ([("abc", 1, Severity.WARNING)] if hidden else [])


def _packed(data: bytes) -> bytes:
    return zlib.compress(data, 9)


@pytest.mark.parametrize(
    ("data", "filters", "times"),
    [
        (_packed(b" " * (2 << 20)), Name.FlateDecode, 1),
        (_packed(b" " * (1 << 19)), Name.FlateDecode, 3),
        (_packed(_packed(b" " * (2 << 20))), Array([Name.FlateDecode, Name.FlateDecode]), 1),
        (_packed(b" " * (2 << 20)).hex().encode() + b">", Array([Name.ASCIIHexDecode, Name.FlateDecode]), 1),
        (b"\x81 " * (1 << 14) + b"\x80", Name.RunLengthDecode, 1),
    ],
    ids=["one stream", "an array", "a chain", "hex first", "run lengths"],
)
def test_a_bomb_is_not_unpacked(data: bytes, filters: Any, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_BYTES", 1 << 20)

    def bomb(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(data, filter=filters)
        page_of(pdf).Contents = Array([pdf.make_indirect(stream)] * times)

    assert of_rule(look(make(change=bomb)), "too-complex")


def test_a_bomb_is_unpacked_once_for_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    content_of = walk_resources.content_of
    monkeypatch.setattr(walk_resources, "content_of", lambda *args: asked.append(args) or content_of(*args))
    monkeypatch.setattr(unpack, "MOST_BYTES", 8 << 20)

    def bomb(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(_packed(b" " * (7 << 20)), filter=Name.FlateDecode)
        for page in pdf.pages:
            page.obj.Contents = pdf.make_indirect(stream)

    with pikepdf.open(io.BytesIO(make(pages=9, change=bomb))) as pdf:
        pages, _ = inspect.walk_file(pdf, walk_resources.Budget(1 << 17))
    assert [page.cut for page in pages] == [False] + [True] * 8
    assert len(asked) == 2


def test_thousands_of_spot_inks_do_not_take_a_plate_each() -> None:
    """3000 inks on a large page asked for 12 GB."""
    names = [f"S{number}" for number in range(60)]
    inks = Dictionary(
        {f"/{name}": Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, Dictionary()]) for name in names}
    )
    content = "".join(f"/{name} cs 1 scn 0 0 99 99 re f " for name in names)
    with pikepdf.open(io.BytesIO(make(content, ColorSpace=inks))) as pdf:
        (page,), _ = inspect.walk_file(pdf)
    painter = ink._Painter((4, 4), (0.0, 0.0), 30.0, Pixels())
    for item in page.drawn:
        painter.paint(item)
    painter.flush()
    assert list(painter.spots) == names[:32]


def _wide(pdf: pikepdf.Pdf, widths: list[int], cmap: bytes = b"") -> None:
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=Array(widths))
    page_of(pdf).Resources.Font.F = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, DescendantFonts=Array([inner]),
        ToUnicode=pdf.make_stream(cmap),
    )  # fmt: skip


def test_widths_of_codes_that_do_not_exist() -> None:
    """A range from minus a thousand million asked for all memory; ranges over and over for minutes."""
    report = look(make(words(), change=lambda pdf: _wide(pdf, [-(10**9), 65535, 5])))
    assert not of_rule(report, "syntax")
    started = time.process_time()
    look(make(words(), change=lambda pdf: _wide(pdf, [0, 65535, 5] * 3000)))
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "cmap",
    [
        b"beginbfrange " + b"<0000><ffff><0041> " * 5000 + b"endbfrange",
        b"beginbfchar " * 100_000,
        b"beginbfrange " + b"<00><01>[" * 100_000 + b"endbfrange",
    ],
    ids=["over and over", "never ended", "arrays never closed"],
)
def test_hostile_maps_of_glyphs_end(cmap: bytes) -> None:
    started = time.process_time()
    assert len(tounicode.read_map(cmap)) <= 1 << 16
    assert time.process_time() - started < 5


def test_a_page_of_one_number_is_guessed_at_once() -> None:
    started = time.process_time()
    guess(make("1" * 200_000 + "x"))
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "content",
    ["--5 0 0 rg 1 1 9 9 re f", "BI /W 1 0 R /CS [1 0 R] ID x EI 0 g", "0.5 g 1 1 9 9 re f 0 0 0 1 k 1 1 9 9 re f"],
    ids=["two signs", "a reference in an inline picture", "device spaces replaced by inks"],
)
def test_oddities_do_not_close_a_file(content: str) -> None:
    """Each of these ended the walk, so that 38 of 39 checks did not run."""

    def replaced(pdf: pikepdf.Pdf) -> None:
        page_of(pdf).Resources.ColorSpace = Dictionary(
            DefaultGray=Array([Name.Separation, Name.Black, Name.DeviceGray, Dictionary()]),
            DefaultCMYK=Array([Name.DeviceN, Array([]), Name.DeviceCMYK, Dictionary()]),
        )

    report = look(make(content, change=replaced))
    assert not of_rule(report, "syntax") + of_rule(report, "unreadable")
    assert report.results[6].status != "not-run"


JUNK = (
    None,
    -1,
    2**62,
    0.5,
    True,
    Name("/DeviceN"),
    Name("/X"),
    String("x"),
    Array([]),
    Array([Name.ICCBased]),
    Dictionary(),
    Array([1, "x", Dictionary(), Array([])]),
    Array([Name.Indexed, Name("/X"), 5, 5]),
    Array([2**62] * 6),
    Array([Name.Separation]),
)
PLACES = (
    "MediaBox",
    "TrimBox",
    "BleedBox",
    "CropBox",
    "ArtBox",
    "Rotate",
    "UserUnit",
    "Annots",
    "Resources",
    "Contents",
    "Group",
    "Resources/Font",
    "Resources/XObject",
    "Resources/ColorSpace",
    "Resources/ExtGState",
    "Resources/Pattern",
    "Resources/Shading",
    "Resources/Font/F",
    "Resources/XObject/Fm",
    "Resources/XObject/Im",
    "Resources/ColorSpace/S",
    "Resources/ExtGState/G",
    "Resources/Pattern/P",
    "Resources/Shading/S",
    "Resources/XObject/Fm/Matrix",
    "Resources/XObject/Fm/BBox",
    "Resources/XObject/Im/Width",
    "Resources/XObject/Im/ColorSpace",
    "Resources/XObject/Im/Filter",
    "Resources/Font/F/Widths",
    "Resources/Font/F/ToUnicode",
    "Resources/Font/F/FirstChar",
    "Resources/Font/F/FontDescriptor",
    "Resources/ExtGState/G/SMask",
    "Resources/ExtGState/G/Font",
    "Resources/ExtGState/G/BM",
    "Resources/ExtGState/G/ca",
    "Resources/Pattern/P/Shading",
)
CONTENT = (
    "q /G gs /S cs .5 scn 9 9 99 99 re f /Pattern cs /P scn 9 9 99 99 re f /S sh /Fm Do 50 0 0 50 9 9 cm /Im Do Q "
    + GOOD
)


def rich(pdf: pikepdf.Pdf) -> None:
    from flight_kit import picture

    page = page_of(pdf)
    page.Resources.XObject = Dictionary(Fm=form(pdf, "0 g 9 9 9 9 re f"), Im=picture(pdf))
    page.Resources.ColorSpace = Dictionary(S=Array([Name.CalGray, Dictionary()]))
    page.Resources.ExtGState = Dictionary(G=Dictionary(ca=1))
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray)
    page.Resources.Pattern = Dictionary(P=Dictionary(PatternType=2, Shading=shading))
    page.Resources.Shading = Dictionary(S=shading)


@pytest.mark.parametrize("place", PLACES)
def test_wrong_types_anywhere(place: str) -> None:
    for junk in JUNK:

        def change(pdf: pikepdf.Pdf, junk: Any = junk) -> None:
            rich(pdf)
            *way, last = place.split("/")
            target = page_of(pdf)
            for step in way:
                target = target[f"/{step}"]
            if junk is not None:
                target[f"/{last}"] = junk
            elif f"/{last}" in target:
                del target[f"/{last}"]

        for profile in (PRESS, SCREEN):
            report = look(make(CONTENT, change=change), profile)
            assert len(report.results) == 39
            assert all(finding.as_dict()["vi"] for finding in report.findings)


def test_noise_in_content_streams() -> None:
    """Any operators in any order: seeds are fixed, so a failure can be repeated."""
    names = (
        "q Q cm BT ET Tf Td Tm TJ Tj ' \" T* Tc Tz Tr g rg k K cs scn SCN gs re m l c h f f* B S W n sh Do BDC EMC"
        " BI ID EI w"
    )
    values = "1 -5 .3 1e9 99999999999999999999 /F /S /P /G (a) <41> [ ] << >> [(a)5]"
    words_of, operands = names.split(), values.split()
    for seed in range(60):
        dice = random.Random(seed)
        text = " ".join(dice.choice(operands if dice.random() < 0.6 else words_of) for _ in range(300))
        report = look(make(text, change=rich))
        assert len(report.results) == 39
        assert not of_rule(report, "unreadable"), [f.what("en") for f in of_rule(report, "unreadable")]


def test_a_check_that_trips_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(_subject: object) -> Any:
        raise ZeroDivisionError("x")

    monkeypatch.setattr(inspect, "FUNCTIONS", {**inspect.FUNCTIONS, 29: trip})
    report = look(make())
    assert report.results[28].status == "failed"
    assert of_rule(report, "unreadable")


def test_many_findings_are_cut_with_a_word() -> None:
    report = look(make(" ".join(f"0 0 0 .0{at % 4 + 1} k {words('ab', size=3)}" for at in range(400)), pages=20))
    small = report.results[17]
    assert len(small.findings) == 200
    assert small.reason is not None


def slot(text: str) -> TextSlot:
    return TextSlot("bai", "body", text, PageBox(1, 15, 30, 40, 15))


def test_lost_words_and_foreign_fonts() -> None:
    laid = Laid(**{**{name: getattr(LAID, name) for name in Laid.__dataclass_fields__}, "slots": (slot("abc"),)})
    assert not of_rule(look(make(), laid=laid), "text-lost")
    assert of_rule(look(make("0 0 0 1 k " + words("abd")), laid=laid), "text-lost")
    assert of_rule(look(make("3 Tr " + GOOD), laid=laid), "text-lost")
    assert of_rule(look(make(GOOD + " 0 0 0 0 k 0 0 300 300 re f"), laid=laid), "text-lost")
    assert not of_rule(look(make("0 0 0 0 k 0 0 300 300 re f " + GOOD), laid=laid), "text-lost")
    (lost,) = of_rule(look(make(pages=1), laid=Laid(**{
        **{name: getattr(laid, name) for name in Laid.__dataclass_fields__}, "page_count": 2,
        "slots": (*laid.slots, TextSlot("bai", "body", "mất rồi", PageBox(2, 1, 1, 1, 1))),
    })), "text-lost")  # fmt: skip
    assert lost.place.page == 2
    assert not of_rule(look(make(), laid=laid), "foreign-font")
    other = Laid(**{**{name: getattr(LAID, name) for name in Laid.__dataclass_fields__}, "fonts": {"Other": "x"}})
    assert of_rule(look(make(), laid=other), "foreign-font")


def test_a_file_of_the_layout_engine_keeps_its_words() -> None:
    laid = make_laid.big(pages=2, codes=0)
    report = look(laid.pdf, limits_for("screen"), laid=laid)
    assert not of_rule(report, "text-lost")
    assert not of_rule(report, "notdef")
    assert not [f for f in report.findings if f.severity is Severity.ERROR and f.rule.id == "preflight.syntax"]


def test_an_enormous_picture_is_named_and_never_drawn() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(
            _packed(b"\0" * 1000), Type=Name.XObject, Subtype=Name.Image, Width=60000, Height=60000,
            BitsPerComponent=8, ColorSpace=Name.DeviceCMYK, Filter=Name.FlateDecode,
        )  # fmt: skip
        page_of(pdf).Resources.XObject = Dictionary(I=image)

    report = look(make(f"{GOOD} q {mm(50)} 0 0 {mm(50)} 0 0 cm /I Do Q", change=change))
    (named,) = of_rule(report, "too-complex")
    assert "60000" in named.what("vi")
    assert not report.drawable
