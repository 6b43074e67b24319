"""Damages of the whole file: structure, identity, active content, archive and tags (checks 1 to 6, 39)."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from defects_kit import Damage, Facts, Harm, fill_box, paint, say, sheet, to_points
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms


def script() -> Dictionary:
    """An action; made anew each time, since an object belongs to the file that it was put into."""
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('x');"))


def root(key: str, make: Callable[[], Any]) -> Harm:
    """Harm: an entry of the catalogue."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        pdf.Root[key] = make()

    return harm


def root_without(*keys: str) -> Harm:
    """Harm: a catalogue without some entries."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        for key in keys:
            del pdf.Root[key]

    return harm


def info(key: str, value: Any) -> Harm:
    """Harm: an entry of Info, taken away when None."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        if value is None:
            del pdf.trailer.Info[key]
        else:
            pdf.trailer.Info[key] = value

    return harm


def xmp(pattern: bytes, new: bytes) -> Harm:
    """Harm: words of the XMP packet replaced."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        changed, hits = re.subn(pattern, new, packet, flags=re.DOTALL)
        if not hits:
            raise LookupError(f"no {pattern!r} in XMP")
        pdf.Root.Metadata = pdf.make_stream(changed, Type=Name.Metadata, Subtype=Name.XML)

    return harm


def intents(pdf: pikepdf.Pdf) -> list[Dictionary]:
    return [item for item in pdf.Root.OutputIntents if item.S == Name.GTS_PDFX]


def wrong_condition(pdf: pikepdf.Pdf, _: Facts) -> None:
    for item in pdf.Root.OutputIntents:
        item.OutputConditionIdentifier = String("FOGRA47")


def two_intents(pdf: pikepdf.Pdf, _: Facts) -> None:
    pdf.Root.OutputIntents = Array([*pdf.Root.OutputIntents, Dictionary(intents(pdf)[0])])


def no_press_intent(pdf: pikepdf.Pdf, _: Facts) -> None:
    pdf.Root.OutputIntents = Array([item for item in pdf.Root.OutputIntents if item.S != Name.GTS_PDFX])


def scanner_profile(pdf: pikepdf.Pdf, _: Facts) -> None:
    """The device class (bytes 12 to 15 of the profile, ICC.1 7.2) says scanner."""
    for item in pdf.Root.OutputIntents:
        data = item.DestOutputProfile.read_bytes()
        profile = pdf.make_stream(data[:12] + b"scnr" + data[16:], N=4)
        item.DestOutputProfile = pdf.make_indirect(profile)


def screen_profile(pdf: pikepdf.Pdf, _: Facts) -> None:
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for item in pdf.Root.OutputIntents:
        item.DestOutputProfile = pdf.make_indirect(pdf.make_stream(data, N=3))


def link(page: int = 1, kind: str = "/URI") -> Harm:
    """Harm: a link in the middle of a page."""

    def harm(pdf: pikepdf.Pdf, _: Facts) -> None:
        target = sheet(pdf, page)
        x, y, width, height = to_points(target, (40, 120, 50, 20))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[x, y, x + width, y + height], F=4,
                          A=Dictionary(S=Name(kind), URI=String("https://doson.example/")))  # fmt: skip
        target.obj.Annots = Array([pdf.make_indirect(note)])

    return harm


def form_field(pdf: pikepdf.Pdf, _: Facts) -> None:
    page = sheet(pdf, 2)
    field = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("ten"), F=4,
                                         Rect=[100, 300, 200, 320], P=page.obj))  # fmt: skip
    page.obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def attachment(pdf: pikepdf.Pdf, _: Facts) -> None:
    pdf.attachments["ghi-chu.txt"] = pikepdf.AttachedFileSpec(pdf, b"ghi chu", mime_type="text/plain")


def source_lost(pdf: pikepdf.Pdf, _: Facts) -> None:
    del pdf.Root["/AF"]
    del pdf.Root.Names["/EmbeddedFiles"]


def source_is_data(pdf: pikepdf.Pdf, _: Facts) -> None:
    pdf.Root.AF[0].AFRelationship = Name.Data


def source_changed(pdf: pikepdf.Pdf, _: Facts) -> None:
    """Another content under the old checksum."""
    pdf.Root.AF[0].EF.F.write(b"flatplan: [sai]\n")


def source_not_linked(pdf: pikepdf.Pdf, _: Facts) -> None:
    del pdf.Root["/AF"]


def itself(pdf: pikepdf.Pdf, _: Facts) -> None:
    """A form that draws itself, on page 2."""
    own = pdf.make_stream(b"/Harm Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    own.Resources = Dictionary(XObject=Dictionary(Harm=own))
    paint(pdf, 2, "/Harm Do", {"/XObject": {"/Harm": own}})


def bomb(pdf: pikepdf.Pdf, _: Facts) -> None:
    """Spaces that pack to nothing, before the page's own operators."""
    page = sheet(pdf, 2)
    page.contents_coalesce()
    packed = pdf.make_stream(b"")
    packer = zlib.compressobj(1)
    content = b"".join((*(packer.compress(b" " * (1 << 20)) for _ in range(65)),
                        packer.compress(page.obj.Contents.read_bytes()), packer.flush()))  # fmt: skip
    packed.write(content, filter=Name.FlateDecode)
    page.obj.Contents = packed


def strange_filter(pdf: pikepdf.Pdf, _: Facts) -> None:
    """One more content stream on page 2, packed as no content may be."""
    page = sheet(pdf, 2)
    page.contents_coalesce()
    more = pikepdf.Stream(pdf, b"")
    more.write(b"q Q", filter=Name.JBIG2Decode)
    page.obj.Contents = Array([page.obj.Contents, pdf.make_indirect(more)])


def script_names(pdf: pikepdf.Pdf, _: Facts) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), pdf.make_indirect(script())])))


def bookmark(pdf: pikepdf.Pdf, _: Facts) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Mở", action=script()))


def page_action(pdf: pikepdf.Pdf, _: Facts) -> None:
    sheet(pdf, 1).obj.AA = Dictionary(O=pdf.make_indirect(script()))


def launch(pdf: pikepdf.Pdf, _: Facts) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("chay.exe"))


# --- damages of the bytes ---------------------------------------------------------------------------------------


def encrypted(data: bytes) -> bytes:
    """With an owner's password and no user's: everyone can open it, nobody may change it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="chu", user="", R=4))
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """With a user's password: it does not open."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="chu", user="khoa", R=4))
    return out.getvalue()


def truncated(data: bytes) -> bytes:
    """Everything from the first object stream on is missing, and the catalogue with it."""
    return data[: data.index(b"/ObjStm")]


def end_lost(data: bytes) -> bytes:
    return data[: data.rindex(b"startxref")]


def broken_xref(data: bytes) -> bytes:
    """`startxref` points into nothing."""
    head, _, tail = data.rpartition(b"startxref\n")
    return head + b"startxref\n" + str(len(data) // 2).encode() + tail[tail.index(b"\n") :]


def broken_stream(data: bytes) -> bytes:
    """Bytes in the middle of the longest compressed stream (the profile, a picture or a font) are overwritten."""
    places = [
        (m.start(1), m.end(1))
        for m in re.finditer(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)endstream", data, re.DOTALL)
    ]
    start, stop = max(places, key=lambda place: place[1] - place[0])
    middle = (start + stop) // 2
    return data[:middle] + b"\xff" * 64 + data[middle + 64 :]


def no_identifier(data: bytes) -> bytes:
    """The trailer's /ID under another key of the same length."""
    return re.sub(rb"/ID(\s*\[)", rb"/Xx\1", data)


def not_a_pdf(_: bytes) -> bytes:
    return "Đây là tệp Word đổi tên.\n".encode() * 40


# --- tags -------------------------------------------------------------------------------------------------------


def elements(pdf: pikepdf.Pdf) -> list[Dictionary]:
    """All structure elements, in file order."""
    return [obj for obj in pdf.objects if isinstance(obj, Dictionary) and obj.get("/S") is not None and "/P" in obj]


def figure_without_alt(pdf: pikepdf.Pdf, _: Facts) -> None:
    hit = [item for item in elements(pdf) if Name.Figure == item.S and "/Alt" in item]
    del hit[0]["/Alt"]


def heading_jump(pdf: pikepdf.Pdf, _: Facts) -> None:
    """A heading of the second level becomes one of the fifth."""
    heads = [item for item in elements(pdf) if re.fullmatch(r"/H[1-6]", str(item.S))]
    if not heads:
        raise LookupError("no headings")
    heads[-1].S = Name.H5


def untagged_text(pdf: pikepdf.Pdf, facts: Facts) -> None:
    say(pdf, 2, (45, 130), 10, "0 g", facts=facts)


def row_as_figure(pdf: pikepdf.Pdf, _: Facts) -> None:
    """A row of the table becomes a figure without words: not a child that a table may have."""
    hit = [item for item in elements(pdf) if item.S == Name.TR]
    hit[0].S = Name.Figure


PRESS: dict[str, Any] = {"edition": "press"}
IDENTITY: dict[str, Any] = {"edition": "press", "rules": ("pdfx-identity",)}
RECORD_SOURCE: dict[str, Any] = {"edition": "record", "rules": ("record-source",)}
SYNTAX: dict[str, Any] = {"edition": "press", "rules": ("syntax",)}
ALL_LOST = (
    "text-lost", "empty-page", "page-multiple", "qr-form", "qr-reading", "unreadable", "pdfx-identity",
    "font-embedding", "boxes", "trim", "output-condition", "notdef", "pdfa",
)  # fmt: skip
"""What may follow when a file can be read only in part, or not at all."""

ROWS = (
    Damage(name="truncated", edition="press", rules=("syntax",), how="the end is missing, and the catalogue with it",
        bytes_harm=truncated, also=("unreadable", *ALL_LOST)),
    Damage(name="end-lost", edition="press-x1a", rules=("syntax",), how="the last lines of the file are missing",
        bytes_harm=end_lost, also=ALL_LOST),
    Damage(name="broken-xref", how="startxref points into nothing", bytes_harm=broken_xref, **SYNTAX, also=ALL_LOST),
    Damage(name="broken-stream", how="bytes in the longest stream are overwritten", bytes_harm=broken_stream,
        **SYNTAX, also=ALL_LOST),
    Damage(name="not-a-pdf", edition="press", rules=("unreadable",), how="another file under the name of a PDF",
        bytes_harm=not_a_pdf, also=("syntax", *ALL_LOST)),
    Damage(name="bomb", edition="press", rules=("too-complex",), page=2, how="a page's content unpacks to 65 MB",
        harm=bomb, also=("syntax", *ALL_LOST)),
    Damage(name="strange-filter", edition="press", rules=("unread",), page=2, how="content with a filter for pictures",
        harm=strange_filter, also=("syntax",)),
    Damage(name="draws-itself", edition="press", rules=("too-complex",), page=2, how="a form draws itself",
        harm=itself, also=("features",)),
    Damage(name="locked", edition="press", rules=("encrypted",), how="a password is needed to open it",
        bytes_harm=locked, also=("syntax", *ALL_LOST)),
    Damage(name="encrypted", edition="press", rules=("encrypted",), how="an owner's password", bytes_harm=encrypted,
        also=("pdfx-identity", "pdfa")),
    Damage(name="script-on-open", rules=("action",), how="JavaScript on opening", harm=root("/OpenAction", script),
        **PRESS),
    Damage(name="script-by-name", rules=("action",), how="JavaScript in the name tree", harm=script_names, **PRESS),
    Damage(name="page-action", rules=("action",), how="JavaScript when page 1 opens", harm=page_action, **PRESS),
    Damage(name="launch", rules=("action",), how="a program is started on opening", harm=launch, **PRESS),
    Damage(name="launch-by-link", rules=("action", "annotation"), page=1, how="a link that starts a program",
        harm=link(kind="/Launch"), **PRESS),
    Damage(name="script-by-bookmark", rules=("action",), how="JavaScript behind a bookmark", harm=bookmark, **PRESS),
    Damage(name="form-field", rules=("form",), how="a form field", harm=form_field, **PRESS, also=("annotation",)),
    Damage(name="attachment", rules=("attachment",), how="a file inside", harm=attachment, **PRESS),
    Damage(name="link", rules=("annotation",), page=1, box=(40, 120, 50, 20), how="a link on a printed page",
        harm=link(), **PRESS, also=("action",)),
    Damage(name="xmp-version", how="XMP says PDF/X-3", harm=xmp(rb"(?<=GTS_PDFXVersion>)PDF/X-4(?=<)", b"PDF/X-3"),
        **IDENTITY),
    Damage(name="xmp-title", how="XMP and Info name different titles", harm=info("/Title", String("Tên khác hẳn")),
        **IDENTITY),
    Damage(name="no-xmp", how="no metadata", harm=root_without("/Metadata"), **IDENTITY, also=("pdfa",)),
    Damage(name="no-intent", edition="press", rules=("output-condition",), how="no output intent",
        harm=root_without("/OutputIntents"), also=("pdfx-identity", "pdfa", "colour-space")),
    Damage(name="no-press-intent", how="only the PDF/A output intent is left", harm=no_press_intent, **IDENTITY,
        also=("output-condition",)),
    Damage(name="wrong-condition", edition="press", rules=("output-condition",), how="another printing condition",
        harm=wrong_condition),
    Damage(name="two-intents", how="two PDF/X output intents", harm=two_intents, **IDENTITY,
        also=("output-condition",)),
    Damage(name="scanner-profile", how="the profile's class is scnr", harm=scanner_profile, **IDENTITY,
        also=("output-condition", "pdfa")),
    Damage(name="no-trapped", how="Trapped is missing in Info", harm=info("/Trapped", None), **IDENTITY),
    Damage(name="trapped-unknown", how="Trapped is Unknown", harm=info("/Trapped", Name.Unknown), **IDENTITY),
    Damage(name="rgb-profile", how="the profile is for a screen", harm=screen_profile, **IDENTITY,
        also=("output-condition", "pdfa")),
    Damage(name="no-date", how="CreationDate is missing", harm=info("/CreationDate", None), **IDENTITY),
    Damage(name="no-title", how="Title is missing", harm=info("/Title", None), **IDENTITY),
    Damage(name="no-identifier", how="the trailer has no ID", bytes_harm=no_identifier, **IDENTITY, also=("pdfa",)),
    Damage(name="file-too-large", edition="press", rules=("file-size",), how="the shop takes 0.05 MB",
        limits={"max_mb": 0.05}),
    Damage(name="record-no-pdfa", edition="record", rules=("pdfa",), how="XMP does not say PDF/A",
        harm=xmp(rb"pdfaid:part(>|=.)\d(</pdfaid:part>|.)", b"")),
    Damage(name="record-transparent", edition="record-a1b", rules=("pdfa",), how="opacity in PDF/A-1",
        harm=fill_box("/HarmGS gs 0 g", extra=lambda: {"/ExtGState": {"/HarmGS": Dictionary(ca=0.5)}}),
        also=("transparency",)),
    Damage(name="record-script", edition="record", rules=("action", "pdfa"), how="JavaScript in the archive file",
        harm=root("/OpenAction", script), also=("ua",)),
    Damage(name="source-lost", how="the source is gone", harm=source_lost, **RECORD_SOURCE),
    Damage(name="source-is-data", how="the source is marked as data", harm=source_is_data, **RECORD_SOURCE),
    Damage(name="source-changed", how="the source does not fit its checksum", harm=source_changed, **RECORD_SOURCE),
    Damage(name="source-not-linked", how="the source is not listed in /AF", harm=source_not_linked, **RECORD_SOURCE,
        also=("pdfa",)),
    Damage(name="record-no-tags", edition="record", rules=("pdfa", "ua"), how="the tag tree is gone",
        harm=root_without("/StructTreeRoot")),
    Damage(name="press-rgb-pdfa", edition="press", rules=("pdfa", "colour-space"),
        how="RGB under a CMYK intent: PDF/A fails too", harm=fill_box("1 0 0 rg")),
    Damage(name="figure-without-alt", edition="screen", rules=("ua",), how="a picture without words for the blind",
        harm=figure_without_alt),
    Damage(name="heading-jump", edition="screen", rules=("ua",), how="the last heading is of level 5",
        harm=heading_jump),
    Damage(name="no-language", edition="screen", rules=("ua",), how="the file does not say its language",
        harm=root_without("/Lang")),
    Damage(name="title-not-shown", edition="screen", rules=("ua",), how="the window shows the file name",
        harm=root("/ViewerPreferences", lambda: Dictionary(DisplayDocTitle=False))),
    Damage(name="untagged-words", edition="screen", rules=("ua",), how="words outside the tags", harm=untagged_text,
        also=("text-lost",)),
    Damage(name="row-is-figure", edition="screen", rules=("ua",), how="a table row is tagged as a figure",
        harm=row_as_figure),
)  # fmt: skip
