"""Judging a signed file: intact, by whom, when, trusted or why not. Every answer is found from the bytes alone.

Time is proved backwards. The newest document timestamp is judged at the moment of judging; when it is good, all that it
covers existed at its time, so the one before it is judged at that time, and so on down to the signature. That is why
a chain of timestamps keeps a signature valid long after the certificates in it have expired.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    SignatureStatus,
    TimestampSignatureStatus,
)
from pyhanko_certvalidator.context import ValidationContext

from bulletin.archive.signature.longterm import answers_in, lists_in
from bulletin.archive.signature.revoked import RevokedLists
from bulletin.archive.signature.settings import Trust, aware
from bulletin.lazy import dataclass

Kind = Literal["signature", "timestamp"]
Doubt = Literal["", "no-roots", "stranger", "expired", "not-yet", "revoked", "usage", "weak", "other"]
"""Why a certificate is not trusted; empty when it is."""

_MOST = 200
_DOUBTS: dict[str, Doubt] = {
    "NO_CERTIFICATE_CHAIN_FOUND": "stranger", "NO_SIGNING_CERTIFICATE_FOUND": "stranger",
    "EXPIRED": "expired", "OUT_OF_BOUNDS_NO_POE": "expired", "OUT_OF_BOUNDS_NOT_REVOKED": "expired",
    "CERTIFICATE_CHAIN_GENERAL_FAILURE": "other",
    "NOT_YET_VALID": "not-yet",
    "CHAIN_CONSTRAINTS_FAILURE": "usage", "SIG_CONSTRAINTS_FAILURE": "usage",
    "CRYPTO_CONSTRAINTS_FAILURE": "weak", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE": "weak",
}  # fmt: skip
# Either of them is a will to sign; the certificates of offices have one or both.
_USAGE = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what it says is told in findings


@dataclass(frozen=True, slots=True)
class SignatureMark:
    """A signature or document timestamp in a file.

    Attributes:
        by: name in the certificate, `issuer` who gave it, `until` its last moment, `certificate` its SHA-256.
        stated: the time that the signer states, proved by nobody.
        proved: the time that a trusted authority proves.
        intact: neither the signed bytes nor the signature have been changed.
        end: how many bytes from the start of the file it covers.
        altered: what was added to the file behind it and changes it; empty for nothing.
        doubt: why it is not trusted.
        time_doubt: why the time inside the signature is not trusted; None when it holds none. `time_until` is the last
            moment of its certificate, `time_by` who gave that.
        looked_up: whether a list of revoked certificates of its issuer was at hand.
    """

    kind: Kind
    by: str
    issuer: str
    certificate: str
    until: dt.datetime
    stated: dt.datetime | None
    proved: dt.datetime | None
    intact: bool
    end: int
    altered: str
    doubt: Doubt
    time_doubt: Doubt | None = None
    time_until: dt.datetime | None = None
    time_by: str = ""
    looked_up: bool = False

    @property
    def good(self) -> bool:
        """Whether it is intact, trusted, and followed by nothing that changes the file."""
        return self.intact and not self.altered and not self.doubt


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found in a file: its marks in the order in which they were made.

    `unreadable` says why the file could not be judged; `loose` counts bytes at its end that belong to no mark.
    """

    marks: tuple[SignatureMark, ...]
    size: int
    unreadable: str = ""
    loose: int = 0
    ocsp: int = 0

    @property
    def signatures(self) -> tuple[SignatureMark, ...]:
        """The marks by which somebody signed."""
        return tuple(mark for mark in self.marks if mark.kind == "signature")

    @property
    def intact(self) -> bool:
        """Whether the file is signed, and is in every byte as it was when it was signed and stamped."""
        whole = self.signatures and all(mark.intact and not mark.altered for mark in self.marks)
        return bool(whole) and not self.unreadable and not self.loose

    @property
    def valid(self) -> bool:
        """Whether it is intact and every signature is trusted."""
        return self.intact and all(mark.good for mark in self.signatures)

    @property
    def proved_until(self) -> dt.datetime | None:
        """How long the newest proof of time lasts: until the certificate of the last timestamp ends."""
        last = self.marks[-1] if self.marks else None
        if last is None:
            return None
        return last.until if last.kind == "timestamp" else last.time_until or last.until


def judge(pdf: bytes, trust: Trust, now: dt.datetime) -> Judgement:
    """What a file's signatures are worth.

    Args:
        pdf: any bytes.
        trust: the authorities that the office names.
        now: the moment of judging.
    """
    try:
        return asyncio.run(_judge(pdf, trust, aware(now)))
    except Exception as error:
        # The bytes may be anything, and three libraries read them: whatever one of them stumbles over, the answer is
        # that the file cannot be judged. It is never accepted then.
        return Judgement((), len(pdf), f"{type(error).__name__}: {error}"[:300])


async def _judge(pdf: bytes, trust: Trust, now: dt.datetime) -> Judgement:
    reader = PdfFileReader(io.BytesIO(pdf))
    found = sorted(reader.embedded_signatures, key=_end)
    if len(found) > _MOST:
        raise ValueError(f"more than {_MOST} signatures")
    trust = Trust(trust.roots, (*trust.revoked, *lists_in(reader)))
    court = _Court(trust, [cert for mark in found for cert in mark.other_embedded_certs])
    marks: list[SignatureMark] = []
    moment = now
    for embedded in reversed(found):
        if embedded.sig_object_type == "/DocTimeStamp":
            mark = await court.timestamp(embedded, moment)
        else:
            mark = await court.signature(embedded, moment)
        if mark.kind == "timestamp" and mark.good and mark.proved:
            moment = min(moment, mark.proved)
        marks.append(mark)
    marks.reverse()
    return Judgement(tuple(marks), len(pdf), loose=_loose(reader, found, len(pdf)), ocsp=answers_in(reader))


def _end(embedded: EmbeddedPdfSignature) -> int:
    numbers = [int(number) for number in embedded.byte_range]
    return numbers[2] + numbers[3]


def _loose(reader: PdfFileReader, found: list[EmbeddedPdfSignature], size: int) -> int:
    """How many bytes stand behind the last mark without being an update of the file.

    An update behind it is compared with what was signed (`SignatureMark.altered`); nobody else sees other bytes.
    """
    if not found or _end(found[-1]) >= size:
        return 0
    later = reader.xrefs.total_revisions - 1 - found[-1].signed_revision
    return 0 if later > 0 else size - _end(found[-1])


class _Court:
    """Judges one mark after the other by the same roots."""

    def __init__(self, trust: Trust, others: Iterable[x509.Certificate]) -> None:
        self._roots = [x509.Certificate.load(der) for der in trust.roots]
        self._revoked = RevokedLists(trust.revoked)
        self._others = list(others)

    def _context(self, moment: dt.datetime) -> ValidationContext:
        return ValidationContext(
            trust_roots=self._roots,
            other_certs=self._others,
            moment=moment,
            allow_fetching=False,
            revocation_mode="none",  # `RevokedLists` does that
        )

    async def timestamp(self, embedded: EmbeddedPdfSignature, moment: dt.datetime) -> SignatureMark:
        """A document timestamp, judged at a moment."""
        if not _fits(embedded):
            return _broken("timestamp", embedded)
        status = await async_validate_pdf_timestamp(embedded, self._context(moment))
        mark = self._mark("timestamp", embedded, status, moment)
        return replace(mark, proved=status.timestamp)

    async def signature(self, embedded: EmbeddedPdfSignature, moment: dt.datetime) -> SignatureMark:
        """A signature, judged at the time that its own timestamp proves, else at the given moment."""
        if not _fits(embedded):
            return _broken("signature", embedded)
        status = await self._signature(embedded, moment, moment)
        inside = status.timestamp_validity
        proved = moment if inside is None else inside.timestamp
        if inside is not None and not self._doubt(inside, moment) and proved < moment:
            status = await self._signature(embedded, proved, moment)
        else:
            proved = moment
        mark = self._mark("signature", embedded, status, proved)
        if inside is None:
            return mark
        doubt = self._doubt(inside, moment)
        certificate: x509.Certificate = inside.signing_cert
        return replace(
            mark,
            proved=None if doubt else inside.timestamp,
            time_doubt=doubt,
            time_until=certificate.not_valid_after,
            time_by=_name_of(certificate.issuer),
        )

    async def _signature(
        self, embedded: EmbeddedPdfSignature, moment: dt.datetime, stamped: dt.datetime
    ) -> PdfSignatureStatus:
        return await async_validate_pdf_signature(
            embedded, self._context(moment), self._context(stamped), key_usage_settings=_USAGE
        )

    def _mark(
        self,
        kind: Kind,
        embedded: EmbeddedPdfSignature,
        status: PdfSignatureStatus | DocumentTimestampStatus,
        moment: dt.datetime,
    ) -> SignatureMark:
        certificate: x509.Certificate = status.signing_cert
        whole = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
        return SignatureMark(
            kind=kind,
            by=_name_of(certificate.subject),
            issuer=_name_of(certificate.issuer),
            certificate=certificate.sha256.hex(),
            until=certificate.not_valid_after,
            stated=embedded.self_reported_timestamp if kind == "signature" else None,
            proved=None,
            intact=bool(status.intact and status.valid and whole),
            end=_end(embedded),
            altered=_altered(status),
            doubt=self._doubt(status, moment),
            looked_up=self._revoked.speaks_of(_chain(status), moment),
        )

    def _doubt(self, status: SignatureStatus | TimestampSignatureStatus, moment: dt.datetime) -> Doubt:
        if not self._roots:
            return "no-roots"
        if status.trusted:
            return "revoked" if self._revoked.revoked(_chain(status), moment) else ""
        problem = status.trust_problem_indic
        return _DOUBTS.get(problem.standard_name if problem else "", "other")


def _chain(status: SignatureStatus) -> list[bytes]:
    """DER of the certificates from the root to the signer's; empty when no root leads to it."""
    return [certificate.dump() for certificate in status.validation_path or ()]


def _fits(embedded: EmbeddedPdfSignature) -> bool:
    """Whether the signed bytes have the hash that was signed; where they have not, nothing else needs a look."""
    if embedded.sig_object_type == "/DocTimeStamp":
        stated = (
            embedded.signed_data["encap_content_info"]["content"].parsed["message_imprint"]["hashed_message"].native
        )
    else:
        stated = find_unique_cms_attribute(embedded.signer_info["signed_attrs"], "message_digest").native
    return bool(embedded.compute_digest() == stated)


def _broken(kind: Kind, embedded: EmbeddedPdfSignature) -> SignatureMark:
    certificate = embedded.signer_cert
    by, issuer = _name_of(certificate.subject), _name_of(certificate.issuer)
    until, sha256 = certificate.not_valid_after, certificate.sha256.hex()
    return SignatureMark(
        kind, by, issuer, sha256, until, None, None, intact=False, end=_end(embedded), altered="", doubt="other"
    )


def _altered(status: PdfSignatureStatus | DocumentTimestampStatus) -> str:
    if isinstance(status.diff_result, SuspiciousModification):
        return str(status.diff_result)[:200] or "changed"
    if isinstance(status, PdfSignatureStatus) and not status.docmdp_ok:
        return "not permitted by the signature"
    return ""


def _name_of(name: x509.Name) -> str:
    """The common name, with the organisation where there is one."""
    parts = name.native
    said = [parts.get("common_name"), parts.get("organization_name")]
    words = [str(item[0] if isinstance(item, list) else item) for item in said if item]
    return ", ".join(dict.fromkeys(words)) or name.human_friendly
