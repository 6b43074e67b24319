"""Lists of revoked certificates, as the office downloaded them, against the chain of a signature.

The library looks at such a list only for certificates that name an address of one; the office's list is meant for all.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm


class RevokedLists:
    """The lists of all authorities; each counts only if its authority has signed it."""

    def __init__(self, lists: Iterable[bytes]) -> None:
        self._lists = [read for der in lists if (read := _read(der)) is not None]

    def revoked(self, chain: Sequence[bytes], moment: dt.datetime) -> bool:
        """Whether a certificate of a chain, root first, had been revoked at a moment.

        A list that was made later says as well what had been revoked before, and when.
        """
        certificates = [x509.load_der_x509_certificate(der) for der in chain]
        for issuer, certificate in itertools.pairwise(certificates):
            for listed in self._of(issuer):
                entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
                if entry is not None and entry.revocation_date_utc <= moment:
                    return True
        return False

    def speaks_of(self, chain: Sequence[bytes], moment: dt.datetime) -> bool:
        """Whether there is a list for the last certificate of a chain that was in force at a moment or made later."""
        if len(chain) < 2:
            return False
        lists = self._of(x509.load_der_x509_certificate(chain[-2]))
        return any(listed.next_update_utc is None or listed.next_update_utc >= moment for listed in lists)

    def _of(self, issuer: x509.Certificate) -> list[x509.CertificateRevocationList]:
        return [listed for listed in self._lists if listed.issuer == issuer.subject and _signed_by(listed, issuer)]


def _read(der: bytes) -> x509.CertificateRevocationList | None:
    """A list; None for bytes that are none, which a file that comes from elsewhere may hold."""
    try:
        return x509.load_der_x509_crl(der)
    except ValueError:
        return None


def _signed_by(listed: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        return listed.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    except (TypeError, ValueError, InvalidSignature, UnsupportedAlgorithm):
        return False
