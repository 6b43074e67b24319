"""Odd but possible files, made here: a report in words for each, sheets or a reason from `impose`, and never a slip."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from flight_kit import GOOD, SCREEN, form, look, make, page_of, words
from pikepdf import Array, Dictionary, Name, String

from bulletin.editions.impose.impose import Scheme, impose
from bulletin.errors import InputError
from bulletin.preflight.qr.trials import code_reader

PYTHON = ("Error", "codec", "Traceback", "<class", "None", "0x", "object at")
Change = Callable[[pikepdf.Pdf], None]


def saved(data: bytes, **how: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **how)
    return out.getvalue()


def on_page(**entries: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            if value is None:
                del page_of(pdf)[f"/{key}"]
            else:
                page_of(pdf)[f"/{key}"] = value

    return change


def in_root(**entries: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return change


def looped_tree(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Parent = pdf.Root.Pages
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def inherited_box(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.MediaBox = page_of(pdf).MediaBox
    pdf.Root.Pages.Resources = page_of(pdf).Resources
    del page_of(pdf)["/MediaBox"]
    del page_of(pdf)["/Resources"]


def type3(pdf: pikepdf.Pdf) -> None:
    glyph = pdf.make_stream(b"500 0 0 0 500 500 d1 0 0 500 500 re f")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 500, 500],
                      FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
                      CharProcs=Dictionary(a=glyph), Encoding=Dictionary(Differences=Array([97, Name.a])), FirstChar=97,
                      LastChar=97, Widths=[500])  # fmt: skip
    page_of(pdf).Resources.Font.F = pdf.make_indirect(font)


def layers(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Lớp")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    page_of(pdf).Resources.Properties = Dictionary(L=group)
    page_of(pdf).Contents = pdf.make_stream(b"/OC /L BDC " + GOOD.encode() + b" EMC")


def portfolio(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["thư.txt"] = pikepdf.AttachedFileSpec(pdf, b"a")
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)


def utf16_keys(pdf: pikepdf.Pdf) -> None:
    name = pikepdf.Object.parse(b"[/#fe#ff#1e#a7#1e#a7]")[0]
    page_of(pdf).Resources.Font[name] = page_of(pdf).Resources.Font.F
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([String(b"\xfe\xff\xd8"), Array([page_of(pdf), Name.Fit])]))
    )


def deep_arrays(pdf: pikepdf.Pdf) -> None:
    page_of(pdf)["/Own"] = pikepdf.Object.parse(b"[" * 80 + b"]" * 80)


def wild_annotations(pdf: pikepdf.Pdf) -> None:
    kinds = ("Text", "FreeText", "Stamp", "FileAttachment", "Movie", "3D", "RichMedia", "Redact", "Highlight", "Widget")
    page_of(pdf).Annots = Array([
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[9, 9, 20, 20], Contents=String("ghi chú"))
        for kind in kinds
    ] + [Dictionary(), Dictionary(Subtype=7, Rect=5), Name.Odd])  # fmt: skip


def broken_font(pdf: pikepdf.Pdf) -> None:
    font = page_of(pdf).Resources.Font.F
    font.FontDescriptor.FontFile2.write(b"no packed data", filter=Name.FlateDecode)
    font.ToUnicode.write(b"no packed data", filter=Name.JBIG2Decode)


def strange_picture(filters: Any, **more: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        image = pikepdf.Stream(pdf, b"")
        image.write(zlib.compress(b"\0" * 64), filter=filters)
        for key, value in {"Type": Name.XObject, "Subtype": Name.Image, "Width": 8, "Height": 8, "BitsPerComponent": 8,
                           "ColorSpace": Name.DeviceGray, **more}.items():  # fmt: skip
            image[f"/{key}"] = value
        page_of(pdf).Resources.XObject = Dictionary(I=image)
        page_of(pdf).Contents = pdf.make_stream(GOOD.encode() + b" q 50 0 0 50 0 0 cm /I Do Q")

    return change


def masks(pdf: pikepdf.Pdf) -> None:
    own = form(pdf, "0 g 0 0 9 9 re f", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
    page_of(pdf).Resources.ExtGState = Dictionary(
        G=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=own), BM=Array([Name.Odd, Name.Multiply]), ca=String("x"))
    )
    page_of(pdf).Contents = pdf.make_stream(b"/G gs " + GOOD.encode())


def shading(kind: int) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        made = Dictionary(ShadingType=kind, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 9, 9],
                          Function=Dictionary(FunctionType=kind))  # fmt: skip
        page_of(pdf).Resources.Shading = Dictionary(S=made)
        page_of(pdf).Contents = pdf.make_stream(b"/S sh " + GOOD.encode())

    return change


def hybrid(data: bytes) -> bytes:
    """A classical table whose trailer points to a cross-reference stream that is not there."""
    return saved(data, object_stream_mode=pikepdf.ObjectStreamMode.disable).replace(
        b"trailer <<", b"trailer << /XRefStm 9"
    )


FILES: dict[str, bytes | Callable[[], bytes]] = {
    "user password empty": lambda: saved(make(), encryption=pikepdf.Encryption(owner="chủ", user="")),
    "AES 256": lambda: saved(make(), encryption=pikepdf.Encryption(owner="a", user="", R=6)),
    "RC4": lambda: saved(make(), encryption=pikepdf.Encryption(owner="a", user="", R=3, aes=False, metadata=False)),
    "object streams": lambda: saved(make(), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "linearized": lambda: saved(make(pages=3), linearize=True),
    "hybrid": lambda: hybrid(make()),
    "truncated": lambda: make()[:-900],
    "bytes before the head": lambda: b"\n\n\0junk\n" + make(),
    "bytes behind the end": lambda: make() + b"\0" * 3000,
    "version 9": lambda: make().replace(b"%PDF-1.", b"%PDF-9.", 1),
    "page tree with a loop": lambda: make(change=looped_tree),
    "everything inherited": lambda: make(change=inherited_box),
    "no MediaBox": lambda: make(change=on_page(MediaBox=None)),
    "box upside down": lambda: make(change=on_page(MediaBox=Array([300, 250, -9, -9]))),
    "box far away": lambda: make(change=on_page(MediaBox=Array([-99999, -99999, -99800, -99700]), TrimBox=None)),
    "huge box": lambda: make(change=on_page(MediaBox=Array([0, 0, 10**9, 10**9]))),
    "turned": lambda: make(change=on_page(Rotate=270)),
    "turned by half": lambda: make(change=on_page(Rotate=45)),
    "user unit": lambda: make(change=on_page(UserUnit=7.5)),
    "no contents": lambda: make(change=on_page(Contents=None)),
    "huge coordinates": lambda: make("1e30 0 0 1e30 1e38 0 cm " + GOOD + " 9e99 9e99 m 99999999999999999999999 0 l S"),
    "type 3": lambda: make("0 0 0 1 k " + words("aab"), change=type3),
    "layers": lambda: make(change=layers),
    "portfolio": lambda: make(change=portfolio),
    "script": lambda: make(change=in_root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))),
    "names in UTF-16": lambda: make(change=utf16_keys),
    "deep arrays": lambda: make(change=deep_arrays),
    "annotations": lambda: make(change=wild_annotations),
    "broken font": lambda: make(change=broken_font),
    "JPX": lambda: make(change=strange_picture(Name.JPXDecode)),
    "JBIG2": lambda: make(change=strange_picture(Name.JBIG2Decode, BitsPerComponent=1)),
    "CCITT": lambda: make(change=strange_picture(Name.CCITTFaxDecode, BitsPerComponent=1)),
    "unknown filter": lambda: make(change=strange_picture(Name.BrotliDecode)),
    "indexed by nothing": lambda: make(change=strange_picture(Name.FlateDecode, ColorSpace=Array([Name.Indexed]))),
    "masks": lambda: make(change=masks),
    "mesh": lambda: make(change=shading(7)),
    "shading of no type": lambda: make(change=shading(0)),
    "packed twice": lambda: make(change=lambda pdf: page_of(pdf).Contents.write(
        zlib.compress(zlib.compress(GOOD.encode())), filter=Array([Name.FlateDecode, Name.FlateDecode]))),
    "names of bytes": lambda: make(GOOD.encode() + b" /\xe0\xff gs /\xba\xda Do"),
}  # fmt: skip
DAMAGED = {
    "truncated", "hybrid", "page tree with a loop", "version 9", "bytes before the head", "bytes behind the end",
    "no MediaBox", "huge coordinates", "broken font",
}  # fmt: skip
"""What breaks the format, so that it may be called damaged or malformed."""


@pytest.mark.parametrize("name", FILES)
def test_odd_files_get_a_report_and_sheets_or_a_reason(name: str) -> None:
    made = FILES[name]
    data = made if isinstance(made, bytes) else made()
    report = look(data, SCREEN, codes=code_reader(one_bit=False))
    assert not [step for result in report.results for step in result.trace]
    said = [finding.what(lang) for finding in report.findings for lang in ("vi", "en")]
    if name not in DAMAGED:
        assert not any("damaged" in text for text in said), said
    try:
        findings = impose(data, Scheme(fit=True)).findings
    except InputError as refused:
        findings = tuple(refused.findings)
    said += [finding.what(lang) for finding in findings for lang in ("vi", "en")]
    assert not [(word, text) for text in said for word in PYTHON if word in text]
