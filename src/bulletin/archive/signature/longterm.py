"""Lists of revoked certificates inside a signed file (PAdES-LT), so that it can be judged when nobody gives them out.

They go into the file's security store (DSS, ISO 32000-2, 12.8.4.3) as an incremental update behind the signature; the
next timestamp covers them. Each list is signed by its authority, so nobody needs to trust the file for them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from asn1crypto import crl, x509
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, PdfObject, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from bulletin.archive.signature.settings import Trust


def with_revocation(pdf: bytes, trust: Trust) -> bytes:
    """The signed file with the office's lists that speak of its certificates; as it was where there is none to add."""
    reader = PdfFileReader(io.BytesIO(pdf))
    held = set(lists_in(reader))
    names = set(_authorities(reader, trust))
    new = [
        crl.CertificateList.load(der) for der in dict.fromkeys(trust.revoked)
        if der not in held and crl.CertificateList.load(der).issuer.hashable in names
    ]  # fmt: skip
    if not new:
        return pdf
    out = io.BytesIO(pdf)
    DocumentSecurityStore.add_dss(out, None, crls=new)
    return out.getvalue()


def lists_in(reader: PdfFileReader) -> tuple[bytes, ...]:
    """DER of the lists of revoked certificates in a file's security store."""
    return tuple(_streams(reader, "/CRLs"))


def answers_in(reader: PdfFileReader) -> int:
    """How many answers by OCSP are in a file's security store."""
    return sum(1 for _ in _streams(reader, "/OCSPs"))


def _streams(reader: PdfFileReader, key: str) -> Iterator[bytes]:
    store = _held(reader.root, "/DSS")
    items = _held(store, key) if isinstance(store, DictionaryObject) else None
    for item in items if isinstance(items, ArrayObject) else ():
        held = item.get_object()
        if isinstance(held, StreamObject):
            yield bytes(held.data)


def _held(place: DictionaryObject, key: str) -> PdfObject | None:
    """What is at a key, followed to where it is; None where nothing is. The library's `get` follows nothing."""
    try:
        held: PdfObject = place[key]
    except KeyError:
        return None
    return held


def _authorities(reader: PdfFileReader, trust: Trust) -> Iterator[str]:
    """Names of those who gave the certificates in a file, and of the trusted roots, who speak of those below them."""
    for embedded in reader.embedded_signatures:
        for certificate in (embedded.signer_cert, *embedded.other_embedded_certs):
            yield certificate.issuer.hashable
    for der in trust.roots:
        yield x509.Certificate.load(der).subject.hashable
