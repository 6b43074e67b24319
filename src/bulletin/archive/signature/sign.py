"""Signing bytes → signed bytes. What was there stays an untouched prefix: everything is an incremental update."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Collection

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from bulletin.archive.signature import rules
from bulletin.archive.signature.keys import fingerprint, signer
from bulletin.archive.signature.settings import Signing, Trust, aware
from bulletin.archive.signature.timestamp import OfficeTimeStamper
from bulletin.errors import Finding, InputError, Place

DIGEST = "sha256"
# PDF/A asks for the print flag, PDF/UA for no untagged field on the page: the field is outside of it.
_UNSEEN = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


def sign(
    pdf: bytes, signing: Signing, now: dt.datetime, trust: Trust | None = None, known: Collection[str] = ()
) -> bytes:
    """The file with one more signature: PAdES B-T where an address is given, B-B else.

    Args:
        pdf: a file, signed already or not.
        signing: means, secret, address of the timestamps.
        now: the time that the signature states.
        trust: its roots go into the signature as far as they belong to the signer's chain.
        known: SHA-256 of certificates; when the signer's is among them, the file comes back as it is.

    Raises:
        InputError: the PIN, a label or the file itself is wrong.
        ToolError: the token or the time-stamping authority does not work.
    """
    stamper = OfficeTimeStamper(signing.timestamp) if signing.timestamp else None
    with signer(signing, trust.roots if trust else ()) as found:
        if fingerprint(found) in known:
            return pdf
        name = _name("Signature")
        meta = PdfSignatureMetadata(
            field_name=name, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES,
            reason=signing.reason, location=signing.location,
        )  # fmt: skip
        spec = SigFieldSpec(name, invis_sig_settings=_UNSEEN, readable_field_name="Chữ ký số")
        engine = _Timed(meta, found, timestamper=stamper, new_field_spec=spec)
        engine.stated = aware(now)
        out = io.BytesIO()
        try:
            engine.sign_pdf(_writer(pdf), output=out)
        except SigningError as error:
            raise _unsignable(str(error)) from error
    return out.getvalue()


def stamp(pdf: bytes, address: str) -> bytes:
    """The file with a document timestamp on top, which proves all of it and renews the proof of what is below.

    Raises:
        InputError: the file cannot be added to.
        ToolError: the time-stamping authority does not work.
    """
    name = _name("Timestamp")
    engine = PdfTimeStamper(
        OfficeTimeStamper(address), field_name=name, invis_settings=_UNSEEN,
        readable_field_name="Dấu thời gian",
    )  # fmt: skip
    out = io.BytesIO()
    engine.timestamp_pdf(_writer(pdf), DIGEST, output=out)
    return out.getvalue()


class _Timed(PdfSigner):
    """A signer whose stated time is handed in; the clock of the machine is read nowhere."""

    stated: dt.datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        """The session that the library makes, with our time."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.stated
        return session


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    try:
        return IncrementalPdfFileWriter(io.BytesIO(pdf))
    except (PdfError, ValueError) as error:
        raise _unsignable(str(error)) from error


def _unsignable(reason: str) -> InputError:
    return InputError([Finding(rules.CANNOT_SIGN, Place("record.pdf"), values={"reason": reason[:300]})])


def _name(kind: str) -> str:
    return f"{kind}-{uuid.uuid4().hex[:12]}"
