"""The office edition of small pages: grey only, solid type, nothing but what is printed, read from one-bit print."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from make_laid import TRIM, pictures, small
from pikepdf import Array, Dictionary, Name
from PIL import Image

from bulletin.assets.colour.inks import Inking
from bulletin.editions.identity.meta import Meta
from bulletin.editions.impose.impose import Scheme, impose
from bulletin.editions.office import LIGHTEST, solid, tint, write_office
from bulletin.errors import ProofError
from bulletin.layout.laid import Laid

MM = 72 / 25.4
META = Meta(
    title="Bản tin Đồ Sơn số 46", publisher="UBND phường Đồ Sơn", issue="46", date=dt.date(2026, 11, 20),
    keywords=("bản tin",), subject="Tin tuần",
)  # fmt: skip
RED, NEAR_BLACK, CREAM = (0xB3, 0x20, 0x2A), (0x1A, 0x1A, 0x1A), (0xF3, 0xEF, 0xE6)
PALETTE = {RED: (0.0, 0.95, 0.85, 0.25), NEAR_BLACK: (0.0, 0.0, 0.0, 1.0), CREAM: (0.02, 0.03, 0.08, 0.02)}


def inking() -> Inking:
    return Inking(PALETTE, None)


def painted(laid: Laid, content: str, page: int = 0, **resources: pikepdf.Object) -> Laid:
    """The pages with operators behind what stands on one of them."""
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        pdf.pages[page].contents_add(pdf.make_stream(f"q {content} Q".encode()), prepend=True)
        for name, value in resources.items():
            pdf.pages[page].resources[f"/{name}"] = value
        out = io.BytesIO()
        pdf.save(out)
    return replace(laid, pdf=out.getvalue())


def written(laid: Laid | None = None, photos: Mapping[bytes, bytes] | None = None) -> bytes:
    laid = laid or small()
    return write_office(laid, pictures(laid, mode="L") if photos is None else photos, META, inking())


@pytest.fixture(scope="module")
def plain() -> bytes:
    return written()


def contents(data: bytes) -> Iterator[bytes]:
    """The streams of all pages and the forms on them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            streams = page.Contents if isinstance(page.Contents, Array) else [page.Contents]
            yield b"\n".join(stream.read_bytes() for stream in streams)
            for item in page.resources.get("/XObject", Dictionary()).values():
                if item.get("/Subtype") == Name.Form:
                    yield item.read_bytes()


def test_no_operator_and_no_picture_has_colour(plain: bytes) -> None:
    for content in contents(plain):
        assert not re.search(rb"(?:^|\s)(?:rg|RG|k|K|cs|CS|scn?|SCN?|sh)(?=\s|$)", content)
        assert re.search(rb"(?:^|\s)0 g(?=\s|$)", content)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        shown = {image.objgen: image for page in pdf.pages for image in page.get_images().values()}
        assert len(shown) == len(small().photos)
        assert {str(image.ColorSpace) for image in shown.values()} == {"/DeviceGray"}
        spaces = [page.resources.get("/ColorSpace", Dictionary()) for page in pdf.pages]
        assert not any(len(space) for space in spaces)


def test_only_what_is_printed_is_in_the_file(plain: bytes) -> None:
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        root, gone = set(pdf.Root.keys()), {"/StructTreeRoot", "/Outlines", "/MarkInfo", "/Names", "/OutputIntents"}
        assert not root & gone
        for page in pdf.pages:
            assert not set(page.obj.keys()) & {"/Annots", "/StructParents", "/BleedBox", "/CropBox", "/ArtBox"}
            assert [float(v) for v in page.obj.TrimBox] == [float(v) for v in page.mediabox]
            box = [float(v) for v in page.mediabox]
            assert ((box[2] - box[0]) / MM, (box[3] - box[1]) / MM) == pytest.approx(TRIM, abs=0.01)
        assert pdf.check_pdf_syntax() == []
    assert not any(re.search(rb"\b(?:BDC|BMC|EMC)\b", content) for content in contents(plain))


def test_the_file_says_what_it_is(plain: bytes) -> None:
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        info = pdf.trailer.Info
        assert (str(info.Title), str(info.Keywords)) == (META.title, "bản tin")
        assert str(info.CreationDate) == str(info.ModDate) == "D:20261120000000+07'00'"
        assert str(pdf.Root.Lang) == "vi"
        assert pdf.Root.ViewerPreferences.PrintScaling == Name("/None")
        assert META.title in pdf.Root.Metadata.read_bytes().decode()


def test_every_word_is_still_there(plain: bytes) -> None:
    with pypdfium2.PdfDocument(plain) as document:
        said = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    for slot in small().slots:
        for word in slot.text.split():
            assert word in said


def test_equal_input_gives_equal_bytes(plain: bytes) -> None:
    assert written() == plain


@pytest.mark.parametrize(("grey", "wanted"), [(0.0, 0.0), (0.2, 0.0), (0.47, 0.0), (0.6, 0.6), (0.8, 1.0), (1.0, 1.0)])
def test_type_is_never_screened(grey: float, wanted: float) -> None:
    assert solid((grey,)) == (wanted,)


@pytest.mark.parametrize(("grey", "wanted"), [(0.0, 0.0), (0.5, 0.5), (0.94, LIGHTEST), (0.999, LIGHTEST), (1.0, 1.0)])
def test_tints_are_dark_enough_to_print(grey: float, wanted: float) -> None:
    assert tint(grey) == wanted


def test_areas_become_the_grey_of_their_lightness_and_type_on_them_black_or_white() -> None:
    red, cream = (" ".join(f"{part / 255:.6f}" for part in colour) for colour in (RED, CREAM))
    content = (
        f"{red} rg 30 30 40 40 re f {cream} rg 90 30 40 40 re f 0.101961 0.101961 0.101961 rg 150 30 40 40 re f\n"
        f"BT /F9 9 Tf {red} rg 1 0 0 1 40 90 Tm (red) Tj {cream} rg 1 0 0 1 90 90 Tm (light) Tj ET\n"
        "20 120 20 20 re f"
    )
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    laid = small()
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        fonts = pdf.pages[0].resources.Font
        fonts["/F9"] = font
        pdf.pages[0].contents_add(pdf.make_stream(f"q {content} Q".encode()), prepend=True)
        out = io.BytesIO()
        pdf.save(out)
    page = next(contents(written(replace(laid, pdf=out.getvalue())))).split()
    text = b" ".join(page).decode()
    assert re.search(r"0\.3\d+ g 30 30 40 40 re f 0\.9 g 90 30 40 40 re f 0 g 150 30 40 40 re f", text)
    assert re.search(r"0 g 1 0 0 1 40 90 Tm \(red\) Tj .*?1 g 1 0 0 1 90 90 Tm \(light\) Tj", text)
    assert re.search(r"0\.9 g ET 20 120 20 20 re f", text), "after the text the area's own grey is back"


def test_photos_must_be_grey_and_fit_their_frames() -> None:
    laid = small()
    with pytest.raises(ProofError) as refused:
        written(laid, pictures(laid))
    assert {finding.rule.id for finding in refused.value.findings} == {"edition.photo-unfit"}
    assert all("RGB" in finding.what("en") for finding in refused.value.findings)
    with pytest.raises(ProofError) as refused:
        written(laid, {})
    assert {finding.rule.id for finding in refused.value.findings} == {"edition.photo-missing"}


def test_a_colour_that_nobody_knows_is_a_finding() -> None:
    with pytest.raises(ProofError) as refused:
        written(painted(small(), "/Nowhere cs 0.5 scn 0 0 5 5 re f"))
    assert [finding.rule.id for finding in refused.value.findings] == ["edition.colour-unknown"]


@pytest.mark.parametrize("dpi", [300, 600])
def test_codes_are_read_from_a_one_bit_print_of_the_booklet(plain: bytes, tmp_path: Path, dpi: int) -> None:
    made = impose(plain, Scheme(fold_marks=True, caliper_mm=0.1))
    assert made.paper == "A4"
    (tmp_path / "booklet.pdf").write_bytes(made.pdf)
    order = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pngmono", f"-r{dpi}"]
    subprocess.run([*order, "-o", str(tmp_path / "%d.png"), str(tmp_path / "booklet.pdf")], check=True, timeout=600)
    prints = [Image.open(path) for path in sorted(tmp_path.glob("*.png"))]
    assert {picture.mode for picture in prints} == {"1"}
    codes = [
        code
        for picture in prints
        for code in zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    ]
    assert sorted(code.text for code in codes) == sorted(code.url for code in small().qr_codes)
