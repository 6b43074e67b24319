"""The press edition of a small issue: inks, boxes, marks, identity, and nothing that a plate cannot use."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest
from make_laid import TRIM, pictures, small
from pikepdf import Name
from PIL import Image, ImageCms

from bulletin.assets.colour.icc import IccProfile, read_profile
from bulletin.assets.colour.inks import Inking
from bulletin.editions.cidset import cid_set, glyph_count
from bulletin.editions.identity.meta import Meta
from bulletin.editions.press import PressJob, write_press
from bulletin.errors import ProofError
from bulletin.fields.printer import Printer
from bulletin.geometry import PT_PER_MM
from bulletin.layout.laid import Laid
from bulletin.preflight.inspect import preflight
from bulletin.preflight.limits import limits_for
from bulletin.sources.printers import load_printer

ICC = Path(__file__).parents[2] / "printers" / "icc" / "ISOcoated_v2_300_bas.icc"
RED = (179, 32, 42)
RED_INK = (0.0, 0.95, 0.85, 0.25)
SLUG = "Bản tin Đồ Sơn – Số 9 – ẵ ẫ ữ ỡ"


def meta() -> Meta:
    return Meta(title="Đồ Sơn, số 9", publisher="Phường", issue="9/2025", date=date(2025, 9, 5), authors=("A", "B"))


@lru_cache
def profile() -> IccProfile:
    return read_profile(ICC)


def shop(name: str = "offset-coated") -> Printer:
    found, _, findings = load_printer(name, ())
    assert found is not None, findings
    return found


@lru_cache
def job(**changes: object) -> PressJob:
    inking = Inking({RED: RED_INK}, profile())
    return replace(PressJob(shop(), profile(), inking, 3.0, "none", False, SLUG), **changes)  # type: ignore[arg-type]


@lru_cache
def photos(mode: str = "CMYK") -> Mapping[bytes, bytes]:
    def inked(data: bytes) -> bytes:
        out = io.BytesIO()
        Image.open(io.BytesIO(data)).convert(mode).save(out, "JPEG")
        return out.getvalue()

    return {marker: inked(data) for marker, data in pictures(small()).items()}


@lru_cache
def press(mode: str = "CMYK", **changes: object) -> bytes:
    return write_press(small(), photos(mode), meta(), job(**changes))


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def painted(raw: bytes) -> Laid:
    """The small issue with other contents painted on its first page."""
    with pikepdf.open(io.BytesIO(small().pdf)) as pdf:
        page = pdf.pages[0]
        page.obj.Contents.write(raw + b"\n" + page.obj.Contents.read_bytes())
        out = io.BytesIO()
        pdf.save(out)
    return replace(small(), pdf=out.getvalue())


EVERY = {
    "x-4": {}, "marks": {"marks": "full"}, "x-1a": {"x1a": True}, "x-1a marks": {"x1a": True, "marks": "crop"},
    "one ink": {"mode": "L", "printer": shop("offset-mono"), "inking": Inking({}, None)},
    "one ink marks": {"mode": "L", "printer": shop("offset-mono"), "inking": Inking({}, None), "marks": "full"},
}  # fmt: skip


@pytest.mark.parametrize("changes", EVERY.values(), ids=EVERY)
def test_no_object_speaks_of_red_green_and_blue(changes: dict[str, object]) -> None:
    with opened(press(**changes)) as pdf:
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
                told = repr(obj.items() if isinstance(obj, pikepdf.Stream) else obj)
                assert not re.search(r"/(DeviceRGB|CalRGB|Lab|DefaultRGB|DefaultGray|DefaultCMYK)\b", told)
            if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == Name.Image:
                assert obj.ColorSpace in ((Name.DeviceGray,) if "mode" in changes else (Name.DeviceCMYK,))
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                assert str(operator) not in ("rg", "RG", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN", "BDC")
                if str(operator) in ("k", "K") and "mode" in changes:
                    assert not any(operands[:3])


@pytest.mark.parametrize("changes", EVERY.values(), ids=EVERY)
def test_nothing_acts_speaks_or_hides(changes: dict[str, object]) -> None:
    with opened(press(**changes)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Metadata", "/OutputIntents"}
        for page in pdf.pages:
            assert set(page.obj.keys()) == {
                "/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/TrimBox", "/BleedBox"
            }  # fmt: skip


@pytest.mark.parametrize(("bleed", "marks", "around"), [(3.0, "none", 3.0), (2.0, "crop", 12.0), (3.0, "full", 13.0)])
def test_boxes_are_what_was_ordered(bleed: float, marks: str, around: float) -> None:
    with opened(press(bleed_mm=bleed, marks=marks)) as pdf:
        for page in pdf.pages:
            boxes = [[float(v) for v in page.obj[key]] for key in ("/TrimBox", "/BleedBox", "/MediaBox")]
            assert boxes[0] == pytest.approx([0, 0, TRIM[0] * PT_PER_MM, TRIM[1] * PT_PER_MM], abs=0.001)
            for box, by in ((boxes[1], bleed), (boxes[2], around)):
                grown = [boxes[0][0] - by * PT_PER_MM, boxes[0][1] - by * PT_PER_MM]
                grown += [boxes[0][2] + by * PT_PER_MM, boxes[0][3] + by * PT_PER_MM]
                assert box == pytest.approx(grown, abs=0.001)


def test_more_bleed_than_the_pages_have_is_never_pretended() -> None:
    with pytest.raises(ProofError) as caught:
        write_press(small(), photos(), meta(), job(bleed_mm=5.0))
    (finding,) = caught.value.findings
    assert (finding.rule.id, dict(finding.values)) == ("edition.bleed-short", {"laid": "3", "asked": "5"})


def test_a_standard_without_its_profile_is_refused() -> None:
    with pytest.raises(ProofError) as caught:
        write_press(small(), photos(), meta(), job(profile=None))
    assert [f.rule.id for f in caught.value.findings] == ["edition.no-profile"]
    plain = write_press(small(), photos(), meta(), job(profile=None, printer=replace(shop(), standard="none")))
    with opened(plain) as pdf:
        assert "/OutputIntents" not in pdf.Root
        assert b"pdfaid" not in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize(
    ("changes", "version", "said", "info"),
    [
        ({}, "1.6", {"pdfaid:part": "2", "pdfxid:GTS_PDFXVersion": "PDF/X-4"}, None),
        ({"x1a": True}, "1.4", {"pdfaid:part": "1", "pdfx:GTS_PDFXVersion": "PDF/X-1a:2003"}, "PDF/X-1a:2003"),
    ],
)
def test_the_file_says_what_it_is(
    changes: dict[str, object], version: str, said: dict[str, str], info: str | None
) -> None:
    with opened(press(**changes)) as pdf:
        assert pdf.pdf_version == version
        assert ("/ObjStm" in repr([o.get("/Type") for o in pdf.objects if isinstance(o, pikepdf.Stream)])) is not bool(
            changes
        )
        packet = pdf.Root.Metadata.read_bytes().decode()
        for tag, value in {**said, "pdfaid:conformance": "B", "pdf:Trapped": "False"}.items():
            assert f"<{tag}>{value}</{tag}>" in packet
        assert re.search(r"<xmpMM:DocumentID>uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-", packet)
        assert pdf.trailer.Info.Trapped == Name("/False")
        assert str(pdf.trailer.Info.CreationDate) == "D:20250905000000+07'00'"
        assert (str(pdf.trailer.Info.GTS_PDFXVersion) if "/GTS_PDFXVersion" in pdf.trailer.Info else None) == info
        kinds = [intent.S for intent in pdf.Root.OutputIntents]
        assert kinds == [Name.GTS_PDFX, Name.GTS_PDFA1]
        for intent in pdf.Root.OutputIntents:
            assert str(intent.OutputConditionIdentifier) == "FOGRA39"
            assert intent.DestOutputProfile.read_bytes() == ICC.read_bytes()
        assert len({intent.DestOutputProfile.objgen for intent in pdf.Root.OutputIntents}) == 1


@pytest.mark.parametrize("changes", EVERY.values(), ids=EVERY)
def test_the_same_order_gives_the_same_bytes(changes: dict[str, object]) -> None:
    mode = str(changes.get("mode", "CMYK"))
    again = write_press(small(), photos(mode), meta(), job(**{k: v for k, v in changes.items() if k != "mode"}))
    assert again == press(**changes)


def test_the_identifier_follows_the_content() -> None:
    def identifier(data: bytes) -> str:
        with opened(data) as pdf:
            found = re.search(r"uuid:([0-9a-f-]{36})", pdf.Root.Metadata.read_bytes().decode())
            assert found
            return found[1]

    seen = [press(), press(marks="crop"), press(bleed_mm=2.0), press(x1a=True)]
    seen.append(write_press(painted(b"0 0 1 1 re f"), photos(), meta(), job()))
    assert len({identifier(data) for data in seen}) == len(seen)


def test_palette_neutrals_and_the_rest() -> None:
    inking = Inking({RED: RED_INK, (26, 26, 26): (0.0, 0.0, 0.0, 1.0)}, profile())
    red = b"%.6f %.6f %.6f rg" % tuple(part / 255 for part in RED)
    laid = painted(red + b" 0.101961 0.101961 0.101961 RG 0.5 0.5 0.5 rg 1 0.2 0 rg")
    with opened(write_press(laid, photos(), meta(), job(inking=inking))) as pdf:
        inks = [
            [float(v) for v in operands]
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) in ("k", "K")
        ][:4]
    assert inks[:2] == [list(RED_INK), [0, 0, 0, 1]]
    assert inks[2][:3] == [0, 0, 0]
    assert set(inking.through_icc) == {(255, 51, 0), (0, 0, 255)}, "the second is the blue of plain links"
    assert inks[3] == pytest.approx(inking.through_icc[255, 51, 0], abs=1e-4)


def test_a_one_ink_shop_gets_solid_type_and_readable_reverses() -> None:
    laid = painted(
        b"0.7 0.12 0.16 rg 0 0 99 99 re f BT 1 1 1 rg /F 9 Tf ET BT 0.7 0.12 0.16 rg /F 9 Tf ET 0 0 9 9 re f"
    )
    order = job(printer=shop("offset-mono"), inking=Inking({}, None))
    with opened(write_press(laid, photos("L"), meta(), order)) as pdf:
        shades = [
            float(operands[3])
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "k"
        ]
    panel = shades[0]
    assert 0.5 < panel < 0.9, "an area keeps its lightness"
    # The panel, type before its own colour, white type; then type in the panel's colour and the area after it.
    assert shades[:6] == [panel, 1, 0, panel, 1, panel]


def test_photos_of_the_wrong_kind_are_refused() -> None:
    for mode, order in (("RGB", job()), ("CMYK", job(printer=shop("offset-mono"), inking=Inking({}, None)))):
        with pytest.raises(ProofError) as caught:
            write_press(small(), photos(mode), meta(), order)
        assert {f.rule.id for f in caught.value.findings} == {"edition.photo-unfit"}


def test_photos_keep_their_inks() -> None:
    """Adobe's CMYK JPEGs are inverted; what is white must stay white."""
    white = Image.new("CMYK", (32, 32), (0, 0, 0, 0))
    out = io.BytesIO()
    white.save(out, "JPEG")
    with opened(write_press(small(), dict.fromkeys(photos(), out.getvalue()), meta(), job())) as pdf:
        pictures = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == Name.Image]
        assert len(pictures) == len(photos())
        for picture in pictures:
            assert picture.read_raw_bytes() == out.getvalue()
            assert [int(v) for v in picture.Decode] == [1, 0] * 4


def test_transparency_stays_in_x_4_and_stops_x_1a() -> None:
    with pikepdf.open(io.BytesIO(small().pdf)) as pdf:
        page = pdf.pages[0].obj
        page.Resources.ExtGState["/Half"] = pikepdf.Dictionary(ca=0.5)
        page.Contents.write(b"/Half gs\n" + page.Contents.read_bytes())
        page.Group = pikepdf.Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        out = io.BytesIO()
        pdf.save(out)
    laid = replace(small(), pdf=out.getvalue())
    with opened(write_press(laid, photos(), meta(), job())) as pdf:
        assert float(pdf.pages[0].obj.Resources.ExtGState.Half.ca) == 0.5
        assert Name.DeviceCMYK == pdf.pages[0].obj.Group.CS
    with pytest.raises(ProofError) as caught:
        write_press(laid, photos(), meta(), job(x1a=True))
    assert [f.rule.id for f in caught.value.findings] == ["edition.transparency"]


@pytest.mark.parametrize(("alpha", "transparent"), [(255, False), (128, True)])
def test_a_soft_mask_goes_when_it_covers_nothing(alpha: int, transparent: bool) -> None:
    with pikepdf.open(io.BytesIO(small().pdf)) as pdf:
        keys = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 2, "Height": 1, "BitsPerComponent": 8}
        mask = pdf.make_stream(bytes([255, alpha]), ColorSpace=Name.DeviceGray, **keys)
        logo = pdf.make_stream(bytes([255, 0, 0, 0, 0, 255]), ColorSpace=Name.DeviceRGB, SMask=mask, **keys)
        pdf.pages[0].obj.Resources.XObject["/Logo"] = logo
        pdf.pages[0].obj.Contents.write(b"q /Logo Do Q\n" + pdf.pages[0].obj.Contents.read_bytes())
        out = io.BytesIO()
        pdf.save(out)
    laid = replace(small(), pdf=out.getvalue())
    with opened(write_press(laid, photos(), meta(), job())) as pdf:
        logo = pdf.pages[0].obj.Resources.XObject["/Logo"]
        assert logo.ColorSpace == Name.DeviceCMYK
        assert ("/SMask" in logo) is transparent
    if transparent:
        with pytest.raises(ProofError) as caught:
            write_press(laid, photos(), meta(), job(x1a=True))
        assert [f.rule.id for f in caught.value.findings] == ["edition.transparency"]
    else:
        assert write_press(laid, photos(), meta(), job(x1a=True))


def test_unknown_colours_are_said() -> None:
    with pytest.raises(ProofError) as caught:
        write_press(painted(b"/Nowhere cs"), photos(), meta(), job())
    assert [f.rule.id for f in caught.value.findings] == ["edition.colour-unknown"]


# --- marks ----------------------------------------------------------------------------------------------------


def test_marks_stand_outside_the_bleed_and_on_every_plate() -> None:
    with opened(press(marks="full")) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            form = page.obj.Resources.XObject["/PrintersMarks"]
            spaces = form.Resources.ColorSpace
            assert [str(space[1]) for space in spaces.values()] == ["/All"]
            fonts = [font.BaseFont for font in form.Resources.Font.values()]
            assert fonts
            assert all(re.match(r"/[A-Z]{6}\+SourceSans3", str(font)) for font in fonts)
            assert number <= len(pdf.pages)
    with opened(press(marks="crop")) as pdf:
        assert "/Font" not in pdf.pages[0].obj.Resources.XObject["/PrintersMarks"].Resources


def test_the_slug_line_reads_right(tmp_path: Path) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(press(marks="full")) as document:
        for number, page in enumerate(document, start=1):
            assert f"{SLUG} – {number}/2" in page.get_textpage().get_text_range()


def _around(data: bytes, page: int = 1) -> tuple[Image.Image, Image.Image, float]:
    """A page in grey, what of it lies outside the BleedBox (white where not), and pixels per mm."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        whole = document[page - 1].render(scale=150 / 72).to_pil().convert("L")
    with opened(data) as pdf:
        media, bleed = ([float(v) for v in pdf.pages[page - 1].obj[key]] for key in ("/MediaBox", "/BleedBox"))
    scale = 150 / 72
    inner = tuple(round((bleed[n] - media[0]) * scale) + (2 if n > 1 else -2) for n in range(4))
    outside = whole.copy()
    outside.paste(255, inner)
    return whole, outside, 150 / 25.4


def test_marks_of_a_one_ink_job_are_on_the_black_plate_alone(tmp_path: Path) -> None:
    """Separation /All would put ink on plates that the shop neither has nor charges for."""
    data = press(**EVERY["one ink marks"])  # type: ignore[arg-type]
    assert b"/Separation" not in b"".join(stream_bytes(data))
    (tmp_path / "in.pdf").write_bytes(data)
    order = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72", "-sPageList=1"]
    subprocess.run([*order, f"-sOutputFile={tmp_path}/p.tif", str(tmp_path / "in.pdf")], check=True, timeout=600)
    whole = {ink: _darkness(tmp_path / f"p({ink}).tif", 0) for ink in ("Cyan", "Magenta", "Yellow", "Black")}
    assert [whole[ink] for ink in ("Cyan", "Magenta", "Yellow")] == [0, 0, 0]
    assert _darkness(tmp_path / "p(Black).tif", 13) > 0, "marks beside the bleed"
    limits = replace(limits_for("press", shop("offset-mono")), marks="full", marks_allowed=True)
    report = preflight(data, limits, name="press.pdf")
    assert [(r.status, r.findings) for r in report.results if r.check.number == 36] == [("passed", ())]


def stream_bytes(data: bytes) -> list[bytes]:
    """All objects without their streams' contents."""
    with opened(data) as pdf:
        return [repr(obj).encode() for page in pdf.pages for obj in (page.resources, *page.resources.XObject.values())]


def _darkness(path: Path, frame_mm: int) -> int:
    """The darkest ink (0 none, 255 solid) on a plate, or in its outermost frame only."""
    with Image.open(path) as plate:
        picture = plate.convert("L")
    if frame_mm:
        inner = round((frame_mm - 1) * 72 / 25.4)
        picture.paste(255, (inner, inner, picture.width - inner, picture.height - inner))
    return 255 - int(picture.getextrema()[0])  # type: ignore[arg-type]


def test_artwork_stops_at_the_bleed_where_marks_begin() -> None:
    """Pages laid out with more bleed than ordered would otherwise run below the marks."""
    flood = painted(b"q 0 g -90 -90 900 900 re f Q")
    _, outside, dots = _around(write_press(flood, photos(), meta(), job(marks="crop", bleed_mm=2.0)))
    dark = sum(outside.point(lambda v: 255 if v < 128 else 0).histogram()[255:])
    assert 0 < dark < 8 * 5 * dots * 4, "eight short hair lines and no flood"


def test_a_long_slug_is_cut_and_never_runs_into_the_register_mark() -> None:
    long = "Ủy ban nhân dân phường rất là xa xôi ở cuối trời " * 6
    with opened(write_press(small(), photos(), meta(), job(marks="full", slug=long))) as pdf:
        text = pdf.pages[0].obj.Resources.XObject["/PrintersMarks"].read_bytes()
    assert b"Tj" in text
    whole, _, dots = _around(write_press(small(), photos(), meta(), job(marks="full", slug=long)))
    top, middle = whole.height - round(9 * dots), whole.width // 2
    foot = whole.crop((0, top, middle - round(4.8 * dots), whole.height))
    clear = whole.crop((middle - round(4.8 * dots), top, middle - round(3.4 * dots), whole.height))
    assert foot.getextrema()[0] < 128
    assert clear.getextrema()[0] > 200


# --- CIDSet ---------------------------------------------------------------------------------------------------


def test_every_glyph_of_a_subset_is_listed() -> None:
    with opened(press(x1a=True)) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == Name.CIDFontType2]
        assert fonts
        for font in fonts:
            data = font.FontDescriptor.FontFile2.read_bytes()
            listed = font.FontDescriptor.CIDSet.read_bytes()
            assert listed == cid_set(data)
            assert sum(bin(byte).count("1") for byte in listed) == glyph_count(data)
    with pytest.raises(ValueError, match="maxp"):
        glyph_count(b"\0\1\0\0" + bytes(8))


def test_the_profile_is_a_real_one() -> None:
    assert ImageCms.getOpenProfile(io.BytesIO(profile().data)).profile.xcolor_space == "CMYK"
