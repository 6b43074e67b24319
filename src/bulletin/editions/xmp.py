"""The XMP packet: what catalogues, archives and file managers read about a file. One packet, fixed order, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from xml.sax.saxutils import escape


class Identity(Protocol):
    """The fields of `pdf.Meta` that the packet states."""

    @property
    def title(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def issue(self) -> str: ...
    @property
    def moment(self) -> str: ...
    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def keywords(self) -> tuple[str, ...]: ...
    @property
    def subject(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def rights(self) -> str: ...
    @property
    def producer(self) -> str: ...


_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
}


def packet(meta: Identity) -> bytes:
    """The packet as UTF-8. Empty fields are left out; control characters, which XML cannot hold, are dropped."""
    fields = [
        "<dc:format>application/pdf</dc:format>",
        _alternatives("dc:title", meta.title),
        _listed("dc:creator", "Seq", meta.authors),
        _alternatives("dc:description", meta.subject),
        _listed("dc:subject", "Bag", meta.keywords),
        _listed("dc:publisher", "Bag", (meta.publisher,)),
        _listed("dc:language", "Bag", (meta.language,)),
        _alternatives("dc:rights", meta.rights),
        _simple("dc:identifier", meta.issue),
        _listed("dc:date", "Seq", (meta.moment,)),
        _simple("xmp:CreatorTool", meta.producer),
        _simple("xmp:CreateDate", meta.moment),
        _simple("xmp:ModifyDate", meta.moment),
        _simple("xmp:MetadataDate", meta.moment),
        _simple("pdf:Producer", meta.producer),
        _simple("pdf:Keywords", ", ".join(meta.keywords)),
    ]
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
    body = "\n".join(field for field in fields if field)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about="" {spaces}>\n{body}\n</rdf:Description>\n'
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _clean(text: str) -> str:
    return escape("".join(char for char in text if char >= " " or char in "\t\n"))


def _simple(tag: str, text: str) -> str:
    return f"<{tag}>{_clean(text)}</{tag}>" if text else ""


def _alternatives(tag: str, text: str) -> str:
    return f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{_clean(text)}</rdf:li></rdf:Alt></{tag}>' if text else ""


def _listed(tag: str, kind: str, texts: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{_clean(text)}</rdf:li>" for text in texts if text)
    return f"<{tag}><rdf:{kind}>{items}</rdf:{kind}></{tag}>" if items else ""
