"""The signer behind a token or a key file, open for as long as one file is signed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

import pkcs11.exceptions as p11
from asn1crypto import x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    load_pem_private_key,
    pkcs12,
)
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer, SimpleSigner

from bulletin.archive.signature import rules
from bulletin.archive.signature.settings import FILE, KeyFile, Signing, Token, key_bytes
from bulletin.errors import BulletinError, Finding, InputError, Place, Rule, ToolError


@contextlib.contextmanager
def signer(signing: Signing, chain: Iterable[bytes] = ()) -> Iterator[Signer]:
    """The signer; a token is logged out at the end.

    Args:
        signing: the means and its secret.
        chain: DER of certificates that may be issuers of the signer's; they go into the signature.

    Raises:
        InputError: PIN, password, label or key file are wrong.
        ToolError: the token or its library does not work.
    """
    others = [x509.Certificate.load(der) for der in chain]
    if isinstance(signing.means, KeyFile):
        yield _from_file(signing.means, signing.secret, others)
        return
    with _from_token(signing.means, signing.secret, others) as found:
        yield found


def fingerprint(found: Signer) -> str:
    """SHA-256 of the signer's certificate, as `SignatureMark.certificate` has it."""
    certificate: x509.Certificate = found.signing_cert
    return str(certificate.sha256.hex())


@contextlib.contextmanager
def _from_token(token: Token, pin: str, others: list[x509.Certificate]) -> Iterator[Signer]:
    with token_errors(token):
        if not token.module.is_file():
            raise ToolError([_said(rules.MODULE, token, "không có tệp này", "there is no such file")])
        criteria = TokenCriteria(label=token.token) if token.token else None
        try:
            session = open_pkcs11_session(str(token.module), token_criteria=criteria, user_pin=pin)
        except (OSError, AttributeError) as error:
            raise ToolError([_said(rules.MODULE, token, "không nạp được", "it cannot be loaded")]) from error
    with session:
        with token_errors(token):
            # The chain on the token goes along: whoever judges the file later has no token.
            found = PKCS11Signer(session, cert_label=token.certificate, ca_chain=others, other_certs_to_pull=None)
            _ = found.signing_cert  # asks the token for certificate and key now, so that a wrong label is named
        with token_errors(token):
            yield found


@contextlib.contextmanager
def token_errors(token: Token) -> Iterator[None]:
    """What a token says while something is done, as findings that say what to do."""
    try:
        yield
    except BulletinError:
        raise
    except (p11.PinIncorrect, p11.PinLenRange, p11.PinInvalid, p11.ArgumentsBad) as error:
        raise InputError([_said(rules.PIN, token)]) from error
    except (p11.PinLocked, p11.PinExpired, p11.UserPinNotInitialized) as error:
        raise ToolError([_said(rules.PIN_LOCKED, token)]) from error
    except (p11.NoSuchToken, p11.TokenNotPresent, p11.DeviceRemoved, p11.MultipleTokensReturned) as error:
        raise ToolError([_said(rules.NO_TOKEN, token)]) from error
    except p11.PKCS11Error as error:
        raise _untyped(token, error) from error
    except RuntimeError as error:
        # The wrapper reports a library that cannot be loaded with its plainest kind of error.
        raise ToolError([_said(rules.MODULE, token, str(error)[:200], str(error)[:200])]) from error


def _untyped(token: Token, error: p11.PKCS11Error) -> BulletinError:
    """Tokens and labels that are not found come as one kind of error, told apart by their words alone."""
    words = str(error)[:200] or type(error).__name__
    if "while loading" in words:
        return ToolError([_said(rules.MODULE, token, words, words)])
    if "oken" in words and "found" in words:
        return ToolError([_said(rules.NO_TOKEN, token)])
    if words.startswith(("Could not find", "Found more than one")):
        return InputError([_said(rules.LABEL, token, words, words)])
    return ToolError([_said(rules.TOKEN_FAILS, token, words, words)])


def _said(rule: Rule, token: Token, vi: str = "", en: str = "") -> Finding:
    values = {
        "module": str(token.module), "token": token.token or "–", "certificate": token.certificate,
        "reason": vi, "reason_en": en,
    }  # fmt: skip
    return Finding(rule, Place(FILE), quote=token.certificate, values=values)


def _from_file(means: KeyFile, password: str, others: list[x509.Certificate]) -> Signer:
    data, secret = key_bytes(means), password.encode()
    try:
        packed = data if means.path.suffix.lower() != ".pem" else _packed(data, secret)
        found = SimpleSigner.load_pkcs12_data(packed, others, passphrase=secret)
    except (ValueError, TypeError) as error:
        raise InputError([_file(means, rules.PASSWORD)]) from error
    if not isinstance(found, SimpleSigner):
        raise InputError([_file(means, rules.PASSWORD)])
    return found


def _packed(data: bytes, secret: bytes) -> bytes:
    """The key and the certificates of a PEM file as one PKCS#12, of which the rest of the way is the same."""
    key = load_pem_private_key(data, secret)
    chain = certificates.load_pem_x509_certificates(data)
    own = [item for item in chain if item.public_key() == key.public_key()]
    if not own:
        raise ValueError("no certificate of this key")
    rest = [item for item in chain if item not in own]
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ValueError("neither RSA nor ECDSA")
    return pkcs12.serialize_key_and_certificates(b"", key, own[0], rest, BestAvailableEncryption(secret))


def _file(means: KeyFile, rule: Rule) -> Finding:
    return Finding(rule, Place(means.path.name), values={"name": means.path.name})
