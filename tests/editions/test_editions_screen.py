from __future__ import annotations

import dataclasses
import datetime as dt
import io
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import make_laid
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from bulletin.editions.identity.meta import Meta
from bulletin.editions.identity.xmp import packet
from bulletin.editions.raw_pages import placeholders
from bulletin.editions.screen import write_screen
from bulletin.editions.text.maps import repaired
from bulletin.errors import ProofError
from bulletin.layout.laid import Laid
from bulletin.pdf.document import canonical
from bulletin.pdf.jpeg import read_header
from bulletin.pdf.links import scheme_allowed
from bulletin.pdf.text.tounicode import read_map

META = Meta(
    title="Bản tin Đồ Sơn số 19 <thử & kiểm>",
    publisher="Ủy ban nhân dân phường Đồ Sơn",
    issue="Số 19 (245)",
    date=dt.date(2024, 5, 9),
    authors=("Phạm Thị Ngữ", "Đặng Hữu Ước"),
    keywords=("lễ hội", "cấp nước"),
    subject="Tin trong tuần",
    rights="Được phép sao chép, ghi rõ nguồn.",
)


@pytest.fixture(scope="module")
def laid() -> Laid:
    return make_laid.small()


@pytest.fixture(scope="module")
def screen(laid: Laid) -> bytes:
    return write_screen(laid, make_laid.pictures(laid), META)


def reopened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def damaged(laid: Laid, change: object) -> Laid:
    """The raw pages after `change(pdf)`."""
    out = io.BytesIO()
    with reopened(laid.pdf) as pdf:
        change(pdf)  # type: ignore[operator]
        pdf.save(out)
    return dataclasses.replace(laid, pdf=out.getvalue())


# --- photos -------------------------------------------------------------------------------------------------


def test_photos_take_the_place_of_placeholders_byte_for_byte(laid: Laid, screen: bytes) -> None:
    pictures = make_laid.pictures(laid)
    with reopened(screen) as pdf:
        images = [x for x in pdf.objects if isinstance(x, pikepdf.Stream) and x.get("/Subtype") == Name.Image]
        assert {image.read_raw_bytes() for image in images} == set(pictures.values())
        for image in images:
            facts = read_header(image.read_raw_bytes())
            assert (int(image.Width), int(image.Height)) == (facts.width, facts.height) != (1, 1)
            assert image.ColorSpace == Name.DeviceRGB
            assert image.BitsPerComponent == 8
            assert "/Interpolate" not in image
        assert placeholders(pdf) == {}


def test_marker_1_is_not_mistaken_for_marker_10() -> None:
    maker = make_laid.Maker(pages=1)
    for number in range(11):
        maker.photo(make_laid.PageBox(1, 5, 5 + number * 15, 16, 12), f"Ảnh {number}")
    laid = maker.laid()
    pictures = {slot.marker: make_laid.photo(160 + number, 120) for number, slot in enumerate(laid.photos)}
    with reopened(laid.pdf) as pdf:
        assert set(placeholders(pdf)) == set(pictures)
    with reopened(write_screen(laid, pictures, META)) as pdf:
        tops: dict[float, int] = {}
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "cm":
                last = [float(value) for value in operands]
                if len(last) == 6 and last[4] > 1:
                    top = last[5]
            if str(operator) == "Do":
                tops[top] = int(pdf.pages[0].Resources.XObject[str(operands[0])].Width)
    assert [width for _, width in sorted(tops.items())] == list(range(160, 171))


def test_grey_photo(laid: Laid) -> None:
    grey = {slot.marker: make_laid.photo(300, 200, "L") for slot in laid.photos}
    with reopened(write_screen(laid, grey, META)) as pdf:
        spaces = {str(x.ColorSpace) for x in pdf.objects if isinstance(x, pikepdf.Stream) and "/Width" in x}
    assert spaces == {"/DeviceGray"}


def refused(laid: Laid, pictures: dict[bytes, bytes]) -> list[str]:
    with pytest.raises(ProofError) as caught:
        write_screen(laid, pictures, META)
    return [finding.rule.id for finding in caught.value.findings]


def test_missing_photo(laid: Laid) -> None:
    pictures = make_laid.pictures(laid)
    del pictures[b"bulletin-photo:2"]
    assert refused(laid, pictures) == ["edition.photo-missing"]


def test_photo_without_frame(laid: Laid) -> None:
    pictures = {**make_laid.pictures(laid), b"bulletin-photo:99": make_laid.photo()}
    assert refused(laid, pictures) == ["edition.photo-unused"]


def test_frame_that_weasyprint_lost(laid: Laid) -> None:
    ghost = dataclasses.replace(laid.photos[0], marker=b"bulletin-photo:77")
    with_ghost = dataclasses.replace(laid, photos=(*laid.photos, ghost))
    assert refused(with_ghost, make_laid.pictures(with_ghost)) == ["edition.photo-no-frame"]


def test_placeholder_that_no_slot_knows(laid: Laid) -> None:
    fewer = dataclasses.replace(laid, photos=laid.photos[:1])
    assert refused(fewer, make_laid.pictures(fewer)) == ["edition.photo-missing"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        make_laid.photo(mode="CMYK"),
        make_laid.photo(exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"),
    ],
    ids=["empty", "text", "truncated", "cmyk", "exif"],
)
def test_unfit_photo(laid: Laid, data: bytes) -> None:
    assert refused(laid, {**make_laid.pictures(laid), b"bulletin-photo:1": data}) == ["edition.photo-unfit"]


# --- identity -----------------------------------------------------------------------------------------------


def test_info_and_xmp_say_the_same(screen: bytes) -> None:
    with reopened(screen) as pdf:
        assert str(pdf.docinfo["/Title"]) == META.title
        assert str(pdf.docinfo["/Author"]) == "Phạm Thị Ngữ; Đặng Hữu Ước"
        assert str(pdf.docinfo["/Keywords"]) == "lễ hội, cấp nước"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20240509000000+07'00'"
        raw = pdf.Root.Metadata.read_bytes()
        assert raw.count(b"<rdf:RDF") == 1
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == META.title
            assert xmp["dc:creator"] == list(META.authors)
            assert xmp["dc:subject"] == set(META.keywords)
            assert xmp["dc:language"] == {"vi"}
            assert xmp["dc:publisher"] == {META.publisher}
            assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2024-05-09T00:00:00+07:00"
            assert xmp["pdf:Producer"] == str(pdf.docinfo["/Producer"])


def test_packet_is_well_formed_whatever_is_typed() -> None:
    odd = dataclasses.replace(META, title='a\x00\x0b<&>"\u200b', authors=("", "x"), subject="", keywords=())
    text = packet(odd)
    ElementTree.fromstring(text)
    assert b"dc:subject" not in text
    assert text.count(b"<rdf:li>x</rdf:li>") == 1


def test_catalogue(screen: bytes) -> None:
    with reopened(screen) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "vi"
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert root.MarkInfo.Marked is True
        assert root.PageMode == Name.UseOutlines
        assert pdf.pages[1].label == "2"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Đồ Sơn đón mùa biển mới", "Thông báo lịch cấp nước"]


def test_cropped_to_trim(screen: bytes) -> None:
    with reopened(screen) as pdf:
        for page in pdf.pages:
            size = [float(value) * 25.4 / 72 for value in page.mediabox]
            assert size == pytest.approx([0, 0, *make_laid.TRIM], abs=0.01)
            assert not {"/TrimBox", "/BleedBox", "/CropBox", "/ArtBox"} & set(page.obj.keys())


def test_tagged_figures_say_where_they_are(laid: Laid, screen: bytes) -> None:
    with reopened(screen) as pdf:
        boxes = {
            str(x.Alt): [float(value) * 25.4 / 72 for value in x.A.BBox]
            for x in pdf.objects
            if isinstance(x, pikepdf.Dictionary) and x.get("/S") == Name.Figure
        }
    for slot in laid.photos:
        box, height = slot.box, make_laid.TRIM[1]
        wanted = [box.x, height - box.y - box.height, box.x + box.width, height - box.y]
        assert boxes[slot.alt] == pytest.approx(wanted, abs=0.05)


# --- links --------------------------------------------------------------------------------------------------


def test_links_stay_alive_and_are_printed(screen: bytes) -> None:
    with reopened(screen) as pdf:
        links = [annotation for page in pdf.pages for annotation in page.obj.get("/Annots", [])]
        assert {str(link.A.URI) for link in links} == {
            "https://doson.example/tin?so=9&trang=2", "mailto:toasoan@doson.example"
        }  # fmt: skip
        assert all(int(link.F) == 4 for link in links)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://a.vn/x", True), ("HTTP://a.vn", True), ("mailto:a@b.vn", True), ("tel:+84225", True),
        ("javascript:alert(1)", False), ("file:///etc/passwd", False), ("data:text/html,x", False),
        ("ftp://a.vn", False), ("//a.vn", False), ("", False), ("java\nscript:x", False),
        (" https://a.vn\x01", False), ("http://[", False), ("smb://a", False),
    ],
)  # fmt: skip
def test_schemes(address: str, good: bool) -> None:
    assert scheme_allowed(address) is good


def test_canonical_address_is_what_weasyprint_writes() -> None:
    from weasyprint.urls import iri_to_uri

    for address in ("https://đồ-sơn.vn/lễ hội?a=1&b=%20#x", "mailto:a@b.vn", "https://a.vn/~x/(y);z=[1]"):
        assert canonical(address) == iri_to_uri(address)


def _annotate(**entries: object) -> object:
    def change(pdf: pikepdf.Pdf) -> None:
        base = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": Array([0, 0, 9, 9])}
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(Dictionary(**{**base, **entries})))

    return change


def _root(key: str, value: object) -> object:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = value

    return change


SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
ACTIVE = {
    "script": _annotate(A=SCRIPT),
    "launch": _annotate(A=Dictionary(S=Name.Launch, F=String("cmd.exe"))),
    "remote": _annotate(A=Dictionary(S=Name.GoToR, F=String("x.pdf"))),
    "scheme": _annotate(A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))),
    "chained": _annotate(A=Dictionary(S=Name.URI, URI=String("https://a.vn"), Next=SCRIPT)),
    "trigger": _annotate(Dest=Array([0]), AA=Dictionary(E=SCRIPT)),
    "media": _annotate(Subtype=Name.RichMedia),
    "attachment": _annotate(Subtype=Name.FileAttachment),
    "widget": _annotate(Subtype=Name.Widget),
    "nowhere": _annotate(),
    "open": _root("/OpenAction", SCRIPT),
    "document": _root("/AA", Dictionary(WC=SCRIPT)),
    "form": _root("/AcroForm", Dictionary(Fields=Array([]))),
    "names": _root("/Names", Dictionary(JavaScript=Dictionary(Names=Array([])))),
    "files": _root("/Names", Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))),
}


@pytest.mark.filterwarnings("ignore:This document has")
@pytest.mark.parametrize("name", ACTIVE)
def test_active_content_is_refused(laid: Laid, name: str) -> None:
    assert refused(damaged(laid, ACTIVE[name]), make_laid.pictures(laid)) == ["edition.active-content"]


def test_links_inside_the_file_may_stay(laid: Laid) -> None:
    inner = damaged(laid, _annotate(A=Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))))
    assert write_screen(inner, make_laid.pictures(laid), META)


# --- ToUnicode ----------------------------------------------------------------------------------------------

CMAP = (
    b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    b"%d beginbfchar\n%s\nendbfchar endcmap"
)


def cmap(**texts: str) -> bytes:
    lines = [f"<{code[1:]}> <{text.encode('utf-16-be').hex()}>".encode() for code, text in texts.items()]
    return CMAP % (len(lines), b"\n".join(lines))


@pytest.mark.parametrize("special", ["\u00a0", "\u202f", "\u2007"])
def test_special_spaces_become_plain(special: str) -> None:
    mended = repaired(cmap(_0001=special, _0002="ế"))
    assert mended is not None
    assert read_map(mended) == {1: " ", 2: "ế"}


def test_decomposed_letters_are_composed() -> None:
    mended = repaired(cmap(_0001="e\u0302\u0301", _0002="fi", _0003="\U0001d11e"))
    assert mended is not None
    assert read_map(mended) == {1: "ế", 2: "fi", 3: "\U0001d11e"}


def test_good_map_is_left_alone() -> None:
    assert repaired(cmap(_0001=" ", _0002="ế", _0003="\u2011", _0004="\u2003")) is None


def test_ranges_are_understood() -> None:
    stream = b"2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<00a0> <1ebf>] endbfrange"
    assert read_map(stream) == {16: "A", 17: "B", 18: "C", 32: "\u00a0", 33: "ế"}
    mended = repaired(stream)
    assert mended is not None
    assert read_map(mended) == {16: "A", 17: "B", 18: "C", 32: " ", 33: "ế"}


def test_more_than_a_hundred_entries() -> None:
    many = {f"_{code:04x}": chr(0x4E00 + code) for code in range(250)} | {"_ffff": "\u00a0"}
    mended = repaired(cmap(**many))
    assert mended is not None
    assert mended.count(b"beginbfchar") == 3
    assert read_map(mended)[0xFFFF] == " "
    assert read_map(mended)[249] == chr(0x4E00 + 249)


def test_no_break_spaces_of_the_source_come_out_plain(laid: Laid, screen: bytes) -> None:
    def texts(data: bytes) -> str:
        with reopened(data) as pdf:
            maps = [x.ToUnicode for x in pdf.objects if isinstance(x, pikepdf.Dictionary) and "/ToUnicode" in x]
            return "".join(text for stream in maps for text in read_map(stream.read_bytes()).values())

    polluted = damaged(laid, _pollute)
    assert "\u00a0" in texts(polluted.pdf)
    assert "\u00a0" not in texts(write_screen(polluted, make_laid.pictures(laid), META))


def _pollute(pdf: pikepdf.Pdf) -> None:
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and "/ToUnicode" in obj:
            obj.ToUnicode.write(obj.ToUnicode.read_bytes().replace(b"> <0020>", b"> <00a0>"))


# --- same bytes ---------------------------------------------------------------------------------------------


def test_same_input_same_bytes(laid: Laid, screen: bytes) -> None:
    assert write_screen(laid, make_laid.pictures(laid), META) == screen
    turned = dict(reversed(make_laid.pictures(laid).items()))
    assert write_screen(laid, turned, META) == screen


def test_other_process_other_hash_seed_other_zone_same_bytes(laid: Laid, screen: bytes, tmp_path: Path) -> None:
    (tmp_path / "raw.pdf").write_bytes(laid.pdf)
    program = (
        "import sys, dataclasses, hashlib, pathlib; sys.path[:0] = sys.argv[1].split(':'); import make_laid\n"
        "from test_editions_screen import META; from bulletin.editions.screen import write_screen\n"
        "laid = dataclasses.replace(make_laid.small(), pdf=pathlib.Path(sys.argv[2]).read_bytes())\n"
        "pathlib.Path(sys.argv[3]).write_bytes(write_screen(laid, make_laid.pictures(laid), META))"
    )
    here = f"{Path(__file__).parent}:{Path(make_laid.__file__).parent}"
    subprocess.run(
        [sys.executable, "-c", program, here, str(tmp_path / "raw.pdf"), str(tmp_path / "out.pdf")],
        check=True,
        env={"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        cwd=tmp_path,
    )
    assert (tmp_path / "out.pdf").read_bytes() == screen


def test_other_meta_other_bytes(laid: Laid, screen: bytes) -> None:
    other = dataclasses.replace(META, title="Khác")
    assert write_screen(laid, make_laid.pictures(laid), other) != screen
