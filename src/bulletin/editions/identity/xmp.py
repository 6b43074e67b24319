"""The XMP packet: what catalogues, archives and file managers read about a file. One packet, fixed order, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Protocol

from bulletin.lazy import dataclass


class Identity(Protocol):
    """The fields of `pdf.Meta` that the packet states."""

    @property
    def title(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def moment(self) -> str: ...
    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def keywords(self) -> tuple[str, ...]: ...
    @property
    def about(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def claim(self) -> str: ...
    @property
    def producer(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class XmpClaims:
    """What a file says about its standards and itself beside the issue's identity; None says nothing.

    Attributes:
        pdfa: part and conformance of ISO 19005, `(2, "B")`.
        pdfua: part of ISO 14289.
        pdfx: the version key of ISO 15930, `PDF/X-4`.
        trapped: whether the pages are trapped (PDF/X must say it).
        document_id: `uuid:…` or bare, made from the content; PDF/X-4 asks for it (ISO 15930-7, 6.5).
    """

    pdfa: tuple[int, str] | None = None
    pdfua: int | None = None
    pdfx: str | None = None
    trapped: bool | None = None
    document_id: str | None = None

    @property
    def standards(self) -> tuple[str, ...]:
        """The names of the standards that are claimed: `PDF/X-4`, `PDF/A-2b`, `PDF/UA-1`."""
        archive = f"PDF/A-{self.pdfa[0]}{self.pdfa[1].lower()}" if self.pdfa else None
        access = f"PDF/UA-{self.pdfua}" if self.pdfua else None
        return tuple(name for name in (self.pdfx, archive, access) if name)


_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_NO_CLAIMS = XmpClaims()


def packet(meta: Identity, claims: XmpClaims = _NO_CLAIMS) -> bytes:
    """The packet as UTF-8. Empty fields are left out; control characters, which XML cannot hold, are dropped."""
    fields = [
        "<dc:format>application/pdf</dc:format>",
        _alternatives("dc:title", meta.title),
        _listed("dc:creator", "Seq", _creators(meta, claims)),
        _alternatives("dc:description", meta.about),
        _listed("dc:subject", "Bag", meta.keywords),
        _listed("dc:publisher", "Bag", (meta.publisher,)),
        _listed("dc:language", "Bag", (meta.language,)),
        _alternatives("dc:rights", meta.claim),
        # True: a work with an owner; False would give it to everybody (XMP specification, part 2, rights schema).
        _simple("xmpRights:Marked", "True" if meta.claim else ""),
        _simple("dc:identifier", meta.name),
        _listed("dc:date", "Seq", (meta.moment,)),
        _simple("xmp:CreatorTool", meta.producer),
        _simple("xmp:CreateDate", meta.moment),
        _simple("xmp:ModifyDate", meta.moment),
        _simple("xmp:MetadataDate", meta.moment),
        _simple("pdf:Producer", meta.producer),
        _simple("pdf:Keywords", ", ".join(meta.keywords)),
        *_claimed(claims),
        _extensions(claims),
    ]
    body = "\n".join(field for field in fields if field)
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items() if f"{prefix}:" in body)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about="" {spaces}>\n{body}\n</rdf:Description>\n'
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _creators(meta: Identity, claims: XmpClaims) -> tuple[str, ...]:
    """PDF/A-1 wants one entry that equals Info's Author (ISO 19005-1, 6.7.3); later parts take a list."""
    if claims.pdfa is not None and claims.pdfa[0] == 1:
        return ("; ".join(meta.authors),)
    return meta.authors


def _claimed(claims: XmpClaims) -> Iterator[str]:
    if claims.document_id is not None:
        yield _simple("xmpMM:DocumentID", f"uuid:{claims.document_id.removeprefix('uuid:')}")
        yield _simple("xmpMM:VersionID", "1")
        yield _simple("xmpMM:RenditionClass", "default")
    if claims.trapped is not None:
        yield _simple("pdf:Trapped", str(claims.trapped))
    if claims.pdfa is not None:
        yield _simple("pdfaid:part", str(claims.pdfa[0]))
        yield _simple("pdfaid:conformance", claims.pdfa[1])
    if claims.pdfua is not None:
        yield _simple("pdfuaid:part", str(claims.pdfua))
    if claims.pdfx is not None:
        yield _simple(f"{_pdfx_prefix(claims.pdfx)}:GTS_PDFXVersion", claims.pdfx)


def _pdfx_prefix(version: str) -> str:
    """X-4 has a schema of its own for its version; older parts stand in the schema of Info's keys."""
    return "pdfxid" if version.startswith("PDF/X-4") else "pdfx"


@dataclass(frozen=True, slots=True)
class _Extension:
    """A schema that ISO 19005 does not predefine and that a file must therefore describe (ISO 19005-2, 6.6.2.3)."""

    title: str
    prefix: str
    properties: tuple[tuple[str, str, str, str], ...]


_PDFX_VERSION = ("GTS_PDFXVersion", "Text", "internal", "Version of ISO 15930 that the file follows")
_EXTENSIONS = (
    _Extension("PDF/X ID Schema", "pdfxid", (_PDFX_VERSION,)),
    _Extension("PDF/X Info Schema", "pdfx", (_PDFX_VERSION,)),
    _Extension(
        "PDF/UA Universal Accessibility Schema",
        "pdfuaid",
        (("part", "Integer", "internal", "Part of ISO 14289 that the file follows"),),
    ),
    _Extension("Adobe PDF Schema", "pdf", (("Trapped", "Text", "internal", "Whether the pages are trapped"),)),
)


def _extensions(claims: XmpClaims) -> str:
    """The descriptions of the claimed schemas; only PDF/A wants them."""
    if claims.pdfa is None:
        return ""
    used = {
        "pdfxid": claims.pdfx is not None and _pdfx_prefix(claims.pdfx) == "pdfxid",
        "pdfx": claims.pdfx is not None and _pdfx_prefix(claims.pdfx) == "pdfx",
        "pdfuaid": claims.pdfua is not None,
        "pdf": claims.trapped is not None,
    }
    schemas = "".join(_described(extension) for extension in _EXTENSIONS if used[extension.prefix])
    return f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>" if schemas else ""


def _described(extension: _Extension) -> str:
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        + _simple("pdfaProperty:name", name)
        + _simple("pdfaProperty:valueType", kind)
        + _simple("pdfaProperty:category", category)
        + _simple("pdfaProperty:description", about)
        + "</rdf:li>"
        for name, kind, category, about in extension.properties
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        + _simple("pdfaSchema:schema", extension.title)
        + _simple("pdfaSchema:namespaceURI", _SPACES[extension.prefix])
        + _simple("pdfaSchema:prefix", extension.prefix)
        + f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _clean(text: str) -> str:
    return escape("".join(char for char in text if char >= " " or char in "\t\n"), quote=False)


def _simple(tag: str, text: str) -> str:
    return f"<{tag}>{_clean(text)}</{tag}>" if text else ""


def _alternatives(tag: str, text: str) -> str:
    return f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{_clean(text)}</rdf:li></rdf:Alt></{tag}>' if text else ""


def _listed(tag: str, kind: str, texts: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{_clean(text)}</rdf:li>" for text in texts if text)
    return f"<{tag}><rdf:{kind}>{items}</rdf:{kind}></{tag}>" if items else ""
