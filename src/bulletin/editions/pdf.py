"""What every edition needs from a PDF: identity, catalogue and a save that gives the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin import __version__
from bulletin.editions.xmp import XmpClaims, packet

PT_PER_MM = 72 / 25.4
HOUR_OF_VIETNAM = "+07:00"
_DEEPEST = 64  # groups of pages in each other; a hostile file has a ring of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """The identity of an issue as its files state it.

    Attributes:
        issue: its number as people read it, `Số 7 (12)`.
        identifier: the same for machines, `<publication>/<year>-<number>`; without it `issue` stands for both.
        subject: one sentence on the content.
        rights: a statement; without one (a bare name claims nothing) it is made from the publisher and the year.
    """

    title: str
    publisher: str
    issue: str
    date: dt.date
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    subject: str = ""
    language: str = "vi"
    rights: str = ""
    identifier: str = ""
    producer: str = field(default=f"bulletin {__version__}")

    @property
    def moment(self) -> str:
        """The start of the issue's day in Viet Nam (ISO 8601): the only time that a file of ours knows."""
        return f"{self.date.isoformat()}T00:00:00{HOUR_OF_VIETNAM}"

    @property
    def claim(self) -> str:
        """Whose the work is, such as `© 2026 Ủy ban nhân dân …`; empty when nobody is named."""
        if self.rights and self.rights != self.publisher:
            return self.rights
        return f"© {self.date.year} {self.publisher}" if self.publisher else ""

    @property
    def name(self) -> str:
        """What catalogues call the issue."""
        return self.identifier or self.issue

    @property
    def about(self) -> str:
        """The content in a sentence, after the number that people use where the title does not tell it."""
        told = self.issue if self.identifier and self.issue not in self.title else ""
        return ". ".join(part for part in (told, self.subject) if part)


def write_identity(pdf: pikepdf.Pdf, meta: Meta, claims: XmpClaims | None = None) -> None:
    """Replace Info and XMP: one packet, both saying the same (ISO 19005-2, 6.6.3), no clock.

    Args:
        pdf: the file.
        meta: the issue's identity.
        claims: standards, trapping and document identifier, for files that state them.
    """
    claims = claims or XmpClaims()
    stamp = String(f"D:{meta.date:%Y%m%d}000000+07'00'")
    info = {
        "/Title": meta.title,
        "/Author": "; ".join(meta.authors),
        "/Subject": meta.about,
        "/Keywords": ", ".join(meta.keywords),
        "/Creator": meta.producer,
        "/Producer": meta.producer,
    }
    values = {key: String(text) for key, text in info.items() if text}
    pdf.trailer.Info = pdf.make_indirect(Dictionary({**values, "/CreationDate": stamp, "/ModDate": stamp}))
    if claims.trapped is not None:
        pdf.trailer.Info.Trapped = Name(f"/{claims.trapped}")
    if claims.pdfx is not None and not claims.pdfx.startswith("PDF/X-4"):  # X-4 states itself in XMP only
        pdf.trailer.Info.GTS_PDFXVersion = String(claims.pdfx)
    pdf.Root.Metadata = pdf.make_stream(packet(meta, claims), Type=Name.Metadata, Subtype=Name.XML)


def write_catalogue(pdf: pikepdf.Pdf, meta: Meta) -> None:
    """Language, window title, page labels 1, 2, 3 … and the panel that a reader opens."""
    root = pdf.Root
    root.Lang = String(meta.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    root.PageMode = Name.UseOutlines if "/Outlines" in root else Name.UseNone
    root.MarkInfo = Dictionary(Marked="/StructTreeRoot" in root)


def crop_to_trim(pdf: pikepdf.Pdf) -> None:
    """Make the trim the whole page: what lies in the bleed stays outside the MediaBox and is not shown.

    Links that reach over the edge are cut back to the page.
    """
    for page in pdf.pages:
        trim = [float(value) for value in page.trimbox]
        page.obj.MediaBox = Array([_number(value) for value in trim])
        for box in ("/TrimBox", "/BleedBox", "/CropBox", "/ArtBox"):
            if box in page.obj:
                del page.obj[box]
        for annotation in annots(page):
            annotation.Rect = Array([_number(value) for value in _inside(annotation.Rect, trim)])


def annots(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The annotations of a page; broken entries are left out."""
    listed = page.obj.get("/Annots")
    if isinstance(listed, pikepdf.Array):
        yield from (item for item in listed if isinstance(item, pikepdf.Dictionary))


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """An attribute of the page or of the nearest group of pages above it (ISO 32000-1, 7.7.3.4)."""
    node: pikepdf.Object | None = page
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        value = node.get(key)
        if value is not None:
            return value
        node = node.get("/Parent")
    return None


def canonical(address: str) -> str:
    """An address as it stands in a PDF: percent-encoded ASCII, reserved characters kept (RFC 3987, 3.1)."""
    return quote(address.encode(), safe=b"/:?#[]@!$&'()*+,;=~%")


def save(pdf: pikepdf.Pdf, *, version: str = "", object_streams: bool = True) -> bytes:
    """The file's bytes: compressed, identifier made from the content, so equal input, equal bytes.

    Args:
        pdf: the file.
        version: the PDF version in its header, for standards that fix it.
        object_streams: smaller, but not known to PDF 1.4.
    """
    modes = pikepdf.ObjectStreamMode
    out = io.BytesIO()
    pdf.save(
        out,
        force_version=version,
        deterministic_id=True,
        object_stream_mode=modes.generate if object_streams else modes.disable,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return out.getvalue()


def _inside(rect: pikepdf.Object, page: list[float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in rect)
    left, right = sorted((x0, x1))
    low, high = sorted((y0, y1))
    return max(left, page[0]), max(low, page[1]), min(right, page[2]), min(high, page[3])


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 4)
