"""What every edition needs from a PDF: identity, catalogue and a save that gives the same bytes every time."""

from __future__ import annotations

import datetime as dt
from dataclasses import field

import pikepdf
from pikepdf import Dictionary, Name, String

from bulletin import __version__
from bulletin.editions.identity.xmp import XmpClaims, packet
from bulletin.lazy import dataclass

HOUR_OF_VIETNAM = "+07:00"


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
        issue = self.issue if self.identifier and self.issue not in self.title else ""
        return ". ".join(part for part in (issue, self.subject) if part)


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
