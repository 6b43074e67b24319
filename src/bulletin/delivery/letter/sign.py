"""DKIM for offices whose server does not sign. The list of signed headers is ours: dkimpy's lacks one that counts."""

from __future__ import annotations

import base64
import stat
from dataclasses import field
from pathlib import Path

from bulletin.delivery.letter import rules
from bulletin.errors import Finding, InputError, Place
from bulletin.fields.mail import Dkim
from bulletin.lazy import dataclass

SIGNED = (
    "from", "to", "reply-to", "subject", "date", "message-id", "mime-version", "content-type", "content-language",
    "list-id", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted",
)  # fmt: skip
"""Gmail shows its button only where `List-Unsubscribe-Post` is signed (RFC 8058, 4)."""
_MAX_BYTES = 64_000
_RSA = bytes.fromhex("300d06092a864886f70d0101010500")  # the algorithm rsaEncryption without parameters (RFC 8017, C)


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key and the name under which its public half is in the DNS."""

    domain: str
    selector: str
    key: bytes = field(repr=False)

    def signed(self, letter: bytes) -> bytes:
        """The letter with a `DKIM-Signature` before it, over the list above and the whole body."""
        import dkim  # type: ignore[import-untyped]

        line = dkim.sign(
            letter, self.selector.encode("ascii"), self.domain.encode("ascii"), self.key,
            canonicalize=(b"relaxed", b"relaxed"), include_headers=[name.encode() for name in SIGNED],
        )  # fmt: skip
        return bytes(line) + letter


def read_signer(dkim: Dkim, folder: Path) -> Signer:
    """The signer of `mail.yaml`; its key file is named from `folder`.

    Raises:
        InputError: the file cannot be read, is open to others, or holds no RSA key.
    """
    path = folder / dkim.key_file
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise _refused(dkim, "không phải là tệp", "it is no file")
        if facts.st_mode & 0o077:
            raise _refused(dkim, "người khác trên máy đọc được", "others on this computer can read it")
        key = path.read_bytes()[:_MAX_BYTES]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _refused(dkim, reason, reason) from error
    signer = Signer(dkim.domain.lower(), dkim.selector, key)
    try:
        signer.signed(b"From: a@example.org\r\n\r\n\r\n")
    except Exception as error:  # dkimpy has no common class for what a bad key may cause
        raise _refused(dkim, "không phải khóa RSA dạng PEM", "it is no RSA key in PEM") from error
    return signer


def key_record(signer: Signer) -> str:
    """The TXT record of the public half of a key, for the DNS."""
    from dkim.crypto import parse_pem_private_key  # type: ignore[import-untyped]

    numbers = parse_pem_private_key(signer.key)
    pair = _der(0x30, _integer(numbers["modulus"]) + _integer(numbers["publicExponent"]))
    whole = _der(0x30, _RSA + _der(0x03, b"\0" + pair))
    return f"v=DKIM1; k=rsa; p={base64.b64encode(whole).decode()}"


def _integer(number: int) -> bytes:
    return _der(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _refused(dkim: Dkim, vi: str, en: str) -> InputError:
    values = {"file": dkim.key_file, "reason_vi": vi, "reason_en": en}
    return InputError([Finding(rules.DKIM_KEY, Place(dkim.key_file), "", values)])
