"""What files of other programs hold: odd names, odd encodings, forms, signatures, things without end."""

from __future__ import annotations

import io
import time
from typing import Any

import make_laid
import pikepdf
import pytest
from flight_kit import GOOD, PRESS, SCREEN, drawn, font_of, look, make, of_rule, page_of, words
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from bulletin.errors import Severity
from bulletin.pdf.names import make_readable, readable, token
from bulletin.pdf.walk.resources import Budget
from bulletin.preflight import inspect
from bulletin.preflight.limits import limits_for
from bulletin.preflight.report import Report

RECORD = limits_for("record")


def raw_name(raw: bytes) -> pikepdf.Object:
    return pikepdf.Object.parse(b"[/" + b"".join(b"#%02x" % byte for byte in raw) + b"]")[0]


# --- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"Arial", "Arial"),
        ("Màu đỏ".encode(), "Màu đỏ"),
        (b"M\xe0u", "Màu"),
        (b"\xba\xda\xcc\xe5", "黑体"),
        (b"\x82l\x82r\x96\xbe\x92\xa9", "ＭＳ明朝"),
        (b"abc\x9d", "abc#9D"),
    ],
)
def test_names_are_read_as_their_writers_meant_them(raw: bytes, text: str) -> None:
    assert readable(raw) == text
    assert token(b"".join(b"#%02X" % byte for byte in raw)) == text


@given(st.binary(max_size=12))
def test_every_name_has_a_text(raw: bytes) -> None:
    raw = raw.replace(b"\0", b"x")
    assert readable(raw).encode().decode() == readable(raw)
    with pikepdf.new() as pdf:
        held = Dictionary(A=raw_name(raw), B=Array([Dictionary(C=raw_name(raw))]))
        held[raw_name(b"K" + raw)] = 1  # type: ignore[index]
        pdf.Root.Held = pdf.make_indirect(held)
        make_readable(pdf)
        assert str(pdf.Root.Held.A) == f"/{readable(raw)}" == str(pdf.Root.Held.B[0].C)
        assert not any("\udc80" <= sign <= "\udcff" for key in list(pdf.Root.Held) for sign in key)


ODD = b"M\xe0u"


def _font(pdf: pikepdf.Pdf) -> None:
    fonts = page_of(pdf).Resources.Font
    fonts[raw_name(ODD)] = fonts.F
    fonts.F.BaseFont = raw_name(b"ABCDEF+" + ODD)
    fonts.F.FontDescriptor.FontName = raw_name(b"ABCDEF+" + ODD)


def _spot(pdf: pikepdf.Pdf) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0, 0], N=1)
    one = Array([Name.Separation, raw_name(ODD), Name.DeviceCMYK, tint])
    many = Array([Name.DeviceN, Array([raw_name(ODD), Name.Black]), Name.DeviceCMYK, tint])
    spaces = Dictionary()
    spaces[raw_name(ODD)] = one  # type: ignore[index]
    spaces[raw_name(ODD + b"2")] = many  # type: ignore[index]
    page_of(pdf).Resources.ColorSpace = spaces


def _layer(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array([pdf.make_indirect(Dictionary(Type=Name.OCG, Name=raw_name(ODD)))]))
    pdf.Root.Dests = Dictionary()
    pdf.Root.Dests[raw_name(ODD)] = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Names = Dictionary()
    pdf.Root.Names[raw_name(ODD)] = raw_name(ODD)


def _intent(pdf: pikepdf.Pdf) -> None:
    intent = pdf.Root.OutputIntents[0]
    intent.OutputConditionIdentifier = raw_name(ODD)
    intent[raw_name(ODD)] = String(b"\xef\xbb\xbf\xff")
    pdf.trailer.Info[raw_name(ODD)] = String(b"\xef\xbb\xbf\xff")
    pdf.trailer.Info.Title = String(b"\xef\xbb\xbf\xff")


def _everything(pdf: pikepdf.Pdf) -> None:
    page = page_of(pdf)
    form = pdf.make_stream(b"0 g 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    for kind in ("XObject", "ExtGState", "Pattern", "Properties", "Shading"):
        page.Resources[f"/{kind}"] = Dictionary()
        page.Resources[f"/{kind}"][raw_name(ODD)] = form if kind == "XObject" else Dictionary()
    page[raw_name(ODD)] = raw_name(ODD)
    page.Annots = Array([Dictionary(Subtype=raw_name(ODD), Rect=[0, 0, 9, 9], A=Dictionary(S=raw_name(ODD)))])


@pytest.mark.parametrize("change", [_font, _spot, _layer, _intent, _everything])
@pytest.mark.parametrize("profile", [PRESS, SCREEN, RECORD])
def test_names_that_are_not_utf8_anywhere(change: Any, profile: Any) -> None:
    name = "/M#e0u"
    content = (
        f"{GOOD} {name} gs {name} cs 1 scn 9 9 9 9 re f {name}2 cs 1 1 scn 9 9 9 9 re f /T {name} BDC EMC {name} Do "
    )
    report = look(make(content + words(font="M#e0u"), change=change), profile)
    assert not of_rule(report, "unreadable")
    assert not of_rule(report, "syntax")
    assert not [result.trace for result in report.results if result.trace]


def test_odd_names_are_shown_and_found_from_the_content() -> None:
    report = look(make(f"{GOOD} /M#e0u cs 1 scn 9 9 9 9 re f", change=_spot))
    assert [f.quote for f in of_rule(report, "spot")] == ["Màu"]
    report = look(make("/M#e0u cs 1 scn " + words(font="M#e0u", size=3), change=lambda pdf: (_font(pdf), _spot(pdf))))
    assert [f.quote for f in of_rule(report, "small-text")] == ["abc"]


# --- text --------------------------------------------------------------------------------------------------------


def simple(**entries: Any) -> Any:
    """A font without ToUnicode."""
    return lambda pdf: Dictionary(F=font_of(pdf, ToUnicode=None, **entries))


NAMES = Dictionary(Differences=Array([65, Name("/Acircumflexacute"), Name.uni1EA5, 97, Name.space]))
UNNAMED = Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([65, Name.g17]))


@pytest.mark.parametrize(
    ("entries", "shown", "text"),
    [
        ({"Encoding": Name.WinAnsiEncoding}, "caf\\351 \\200", "café €"),
        ({"Encoding": Name.MacRomanEncoding}, "caf\\216", "café"),
        ({}, "it\\251 \\256", "it' ﬁ"),
        ({"Encoding": NAMES}, "ABa", "\u1ea4\u1ea5 "),
        ({"Encoding": UNNAMED}, "AB", "\ufffdB"),
        ({"BaseFont": Name.ZapfDingbats}, "a ", "\ufffd "),
        ({"Encoding": 7}, "ok", "ok"),
    ],
)
def test_codes_are_read_by_standard_encodings(entries: dict[str, Any], shown: str, text: str) -> None:
    assert "".join(run.text for run in drawn(words(shown), Font=simple(**entries)).runs) == text


@pytest.mark.parametrize(
    ("content", "small"),
    [
        (words("a", size=3), True),
        (words(" ", size=3), False),
        ("3 Tr " + words("a", size=3), False),
        ("7 Tr " + words("a", size=3), False),
        ("0 0 0 0 k " + words("a", size=3), False),
        ("0 0 0 1 k 0 0 999 999 re f 0 0 0 0 k " + words("a", size=3), True),
        ("/Clear gs " + words("a", size=3), False),
        (words("\\240\\255", size=3), True),
    ],
    ids=["letter", "space", "invisible", "clip", "white on paper", "white on black", "transparent", "hyphen"],
)
def test_only_what_leaves_ink_is_small_text(content: str, small: bool) -> None:
    clear = Dictionary(Clear=Dictionary(ca=0))
    report = look(make("0 0 0 1 k " + content, Font=simple(Encoding=Name.MacRomanEncoding), ExtGState=clear))
    assert bool(of_rule(report, "small-text")) is small


def test_words_without_a_map_in_a_composite_font() -> None:
    """Glyphs without an outline are blank, and the codes of a predefined Unicode CMap are the text."""
    laid = make_laid.big(pages=1, codes=0)
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        for item in pdf.objects:
            if isinstance(item, Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        out = io.BytesIO()
        pdf.save(out)
    report = look(out.getvalue(), SCREEN)
    assert not of_rule(report, "notdef"), "a space has no outline and is not missing"
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, Encoding=Name("/UniGB-UCS2-H"))
    facts = drawn("BT /U 9 Tf <9ED14F53> Tj ET", Font=Dictionary(U=font))
    assert [run.text for run in facts.runs] == ["黑体"]


# --- forms and signatures ----------------------------------------------------------------------------------------


def fields(*entries: dict[str, Any], **form: Any) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        made = [
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[9, 9, 99, 30], F=4, **entry))
            for entry in entries
        ]
        page_of(pdf).Annots = Array(made)
        pdf.Root.AcroForm = Dictionary(Fields=Array(made), **form)

    return change


SIGNED = {"FT": Name.Sig, "T": String("Chữ ký"), "V": Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"))}


def certified(pdf: pikepdf.Pdf) -> None:
    fields(SIGNED, SigFlags=3)(pdf)
    pdf.Root.Perms = Dictionary(DocMDP=pdf.pages[0].obj.Annots[0].V)


@pytest.mark.parametrize("change", [fields(SIGNED, SigFlags=3), fields({**SIGNED, "V": None}), certified])
def test_a_signature_is_no_form(change: Any) -> None:
    def clean(pdf: pikepdf.Pdf) -> None:
        change(pdf)

    report = look(make(GOOD, change=clean), RECORD)
    assert not of_rule(report, "form")
    assert not of_rule(report, "action")
    assert report.results[4].status == "passed"


@pytest.mark.parametrize(
    ("entry", "words_of"),
    [
        ({"FT": Name.Tx, "T": String("ten"), "V": String("Nguyễn Văn A")}, "“ten” says “Nguyễn Văn A”"),
        ({"FT": Name.Btn, "T": String("co"), "V": Name.Yes}, "“co” says “Yes”"),
        ({"FT": Name.Ch, "T": String("chon"), "V": Array([String("a"), String("b")])}, "“chon” says “a, b”"),
        ({"FT": Name.Btn, "T": String("co"), "V": Name.Off}, None),
        ({"FT": Name.Tx, "T": String("ten")}, None),
    ],
)
def test_a_value_that_only_some_programs_show_is_told(entry: dict[str, Any], words_of: str | None) -> None:
    named = [f.what("en") for f in of_rule(look(make(change=fields(entry, NeedAppearances=True))), "form")]
    assert any("/AcroForm" in text for text in named)
    assert any(words_of in text for text in named) if words_of else len(named) == 2


def test_a_dynamic_form_is_told() -> None:
    change = fields(SIGNED, XFA=String("<xdp/>"))
    assert "XFA" in of_rule(look(make(change=change), RECORD), "form")[0].what("en")


# --- things without an end ---------------------------------------------------------------------------------------


def tiling(step: float, *, inner: bool = False) -> Any:
    def patterns(pdf: pikepdf.Pdf) -> Dictionary:
        def tile(content: bytes, size: float, resources: Dictionary) -> pikepdf.Stream:
            return pdf.make_stream(content, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
                                   BBox=[0, 0, size, size], XStep=size, YStep=size, Resources=resources)  # fmt: skip

        fine = tile(b"0 0 0 1 k 0 0 .1 .1 re f", step, Dictionary())
        if not inner:
            return Dictionary(P=fine)
        return Dictionary(P=tile(b"/Pattern cs /P scn 0 0 9 9 re f", 1, Dictionary(Pattern=Dictionary(P=fine))))

    return patterns


@pytest.mark.parametrize(
    ("patterns", "many"),
    [(tiling(1), False), (tiling(0.001), True), (tiling(0), False), (tiling(0.05, inner=True), True)],
    ids=["hatch", "tiny", "no step", "tiles in tiles"],
)
def test_patterns_that_never_end(patterns: Any, many: bool) -> None:
    report = look(make("/Pattern cs /P scn 0 0 400 400 re f", Pattern=patterns))
    assert bool(of_rule(report, "too-complex")) is many
    assert report.drawable is not many


def test_many_pages_with_one_huge_stream_end_in_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Budget.__init__, "__defaults__", (60_000,))
    content = b"0 0 1 1 re f\n" * 5_000

    def share(pdf: pikepdf.Pdf) -> None:
        shared = pdf.make_indirect(pdf.make_stream(content))
        for page in pdf.pages:
            page.obj.Contents = shared

    data = make(pages=300, change=share)
    start = time.process_time()
    report = look(data, codes=lambda *_: pytest.fail("it was drawn"))
    assert time.process_time() - start < 10
    assert of_rule(report, "too-complex")
    assert report.results[17].status == "not-run", "nothing is passed that was not read"


# --- slips of ours, and limits -----------------------------------------------------------------------------------


def trip(_subject: object) -> Any:
    raise AttributeError("'NoneType' object has no attribute 'x'")


def traces(report: Report) -> list[str]:
    return [step for result in report.results for step in result.trace]


def test_a_slip_of_ours_is_told_without_words_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "FUNCTIONS", {**inspect.FUNCTIONS, 12: trip})
    report = look(make())
    (finding,) = of_rule(report, "unreadable")
    assert "AttributeError" not in finding.what("en") + finding.what("vi")
    assert any(step.endswith(" trip") for step in traces(report))
    assert "AttributeError" in traces(report)[-1]
    laid = make_laid.big(pages=1, codes=0)
    with pytest.raises(AttributeError):
        look(laid.pdf, SCREEN, laid=laid)


def test_a_good_file_trips_nothing() -> None:
    assert traces(look(make())) == []
    laid = make_laid.big(pages=1, codes=0)
    assert traces(look(laid.pdf, SCREEN)) == []


def test_the_report_grows_check_by_check() -> None:
    """Whoever ends the process at any time has the checks that were done before."""
    saved: list[Report] = []

    class Ended(BaseException):
        pass

    def endless(*_: object) -> Any:
        raise Ended

    with pytest.raises(Ended):
        look(make(), codes=endless, save=saved.append)
    assert {result.status for result in saved[0].results} == {"not-run"}
    last = saved[-1]
    not_run = [result.check.number for result in last.results if result.status == "not-run"]
    assert not_run == [2, 31, 33, 34]
    assert all("limit" in (last.results[at - 1].reason or pytest.fail("no reason")).en for at in (2, 33, 34))
    assert last.pages


def test_no_memory_for_one_check_costs_one_check(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(_subject: object) -> Any:
        raise MemoryError

    monkeypatch.setattr(inspect, "FUNCTIONS", {**inspect.FUNCTIONS, 29: greedy})
    report = look(make())
    assert report.results[28].status == "not-run"
    assert not [f for f in report.findings if f.severity is Severity.ERROR]
