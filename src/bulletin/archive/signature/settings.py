"""With what an office signs and whom it trusts, read from what it typed; secrets come from elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from bulletin.archive.signature import rules
from bulletin.errors import Finding, InputError, Place, Rule, Text
from bulletin.fields.signature import SignatureOptions
from bulletin.lazy import dataclass

PIN_VARIABLE = "BULLETIN_SIGN_PIN"
KEYRING = "bulletin-signature"
FILE = "publication.yaml"
_KEY_ENDINGS = (".p12", ".pfx", ".pem")
_LARGEST = 10_000_000
_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.S)
# A path of Windows is whole on every system, so that the message about another computer's file is the right one.
_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")

Ask = Callable[[Text], str]
"""Asks a person for a secret and gives what was typed; only the command line can."""


@dataclass(frozen=True, slots=True)
class Token:
    """A signing token: its library, its label if several are plugged in, the label of the certificate."""

    module: Path
    token: str | None
    certificate: str

    @property
    def name(self) -> str:
        """What the keyring calls it."""
        return self.token or self.certificate


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key with its certificate in one file."""

    path: Path

    @property
    def name(self) -> str:
        """What the keyring calls it."""
        return self.path.name


Means = Token | KeyFile


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose word counts: certificates of authorities and lists of revoked certificates, as DER or PEM bytes."""

    roots: tuple[bytes, ...] = ()
    revoked: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """All that is needed to sign: the means with its secret, and what the signature states."""

    means: Means
    secret: str
    timestamp: str | None = None
    reason: str | None = None
    location: str | None = None


def read_means(options: SignatureOptions | None, folder: Path, guarded: Iterable[Path] = ()) -> Means:
    """The token or key file that was typed.

    Args:
        options: `signature` of publication.yaml.
        folder: the folder of publication.yaml, from which key files are named.
        guarded: folders that others get to read (the issue, the archive); no key may be in them.

    Raises:
        InputError: none or both are named, a part is missing, or a file is where it may not be.
    """
    if options is None or not (options.module or options.key_file):
        raise _error(rules.NO_MEANS)
    if options.module and options.key_file:
        raise _error(rules.TWO_MEANS)
    guarded = tuple(guarded)
    if options.key_file:
        path = (folder / options.key_file).absolute()
        if path.suffix.lower() not in _KEY_ENDINGS:
            raise _error(rules.KEY_KIND, options.key_file)
        if _inside(path, (folder, *guarded)):
            raise _error(rules.KEY_IN_FOLDER, options.key_file)
        return KeyFile(path)
    module = str(options.module)
    # Loading a library runs it. One that came along in somebody's folder must never be loaded.
    if not (Path(module).is_absolute() or _WINDOWS.match(module)) or _inside(Path(module), (folder, *guarded)):
        raise _error(rules.MODULE_PLACE, module)
    if not options.certificate:
        raise _error(rules.NO_LABEL)
    return Token(Path(module), options.token, options.certificate)


def read_signing(
    options: SignatureOptions | None, folder: Path, guarded: Iterable[Path], environ: Mapping[str, str],
    ask: Ask | None = None,
) -> Signing:  # fmt: skip
    """All that is needed to sign; the secret is asked for last, when the rest is known to be right.

    Raises:
        InputError: something that was typed is wrong, or the secret is not there.
    """
    means, address = read_means(options, folder, guarded), read_timestamp(options)
    secret = read_secret(options, means, environ, ask)
    return Signing(means, secret, address, options.reason if options else None, options.location if options else None)


def read_timestamp(options: SignatureOptions | None) -> str | None:
    """The address of the time-stamping authority that was typed, None for none.

    Raises:
        InputError: it is no http or https address, or it holds a password.
    """
    address = options.timestamp if options else None
    if address and (not re.match(r"https?://[^/\s@]+(/[^\s]*)?$", address)):
        raise _error(rules.ADDRESS, address)
    return address


def read_secret(
    options: SignatureOptions | None, means: Means, environ: Mapping[str, str], ask: Ask | None = None
) -> str:
    """The PIN of the token or the password of the key file, from where the office keeps it.

    It is read once: a token locks itself after a few wrong ones, so nothing is tried twice.

    Raises:
        InputError: it is not there.
    """
    where = options.pin if options else "prompt"
    found: str | None
    if where == "env":
        found = environ.get(PIN_VARIABLE)
    elif where == "keyring":
        found = _from_keyring(means.name)
    else:
        found = ask(rules.ASK) if ask else None
    if not found:
        raise InputError([Finding(rules.NO_SECRET[where], Place(FILE), values={"name": means.name})])
    return found


def read_trust(options: SignatureOptions | None, folder: Path) -> Trust:
    """The authorities and lists of revoked certificates that the office names.

    Raises:
        InputError: a file is missing or holds something else.
    """
    if options is None:
        return Trust()
    roots = tuple(der for name in options.roots for der in _certificates(folder, name, crl=False))
    revoked = tuple(der for name in options.revoked for der in _certificates(folder, name, crl=True))
    return Trust(roots, revoked)


def _certificates(folder: Path, name: str, *, crl: bool) -> Iterable[bytes]:
    """The DER of all certificates of a file, or of all lists of revoked ones."""
    from cryptography import x509

    data = _bytes(folder / name, name, rules.TRUST_FILE)
    wanted = b"X509 CRL" if crl else b"CERTIFICATE"
    blocks = [match[0] for match in _PEM.finditer(data) if match[1] == wanted]
    try:
        for block in blocks or ([data] if not _PEM.search(data) else []):
            from cryptography.hazmat.primitives.serialization import Encoding

            if crl:
                revoked = x509.load_pem_x509_crl(block) if blocks else x509.load_der_x509_crl(block)
                yield revoked.public_bytes(Encoding.DER)
            else:
                root = x509.load_pem_x509_certificate(block) if blocks else x509.load_der_x509_certificate(block)
                yield root.public_bytes(Encoding.DER)
    except ValueError as error:
        raise _error(rules.TRUST_FILE, name, "không đúng định dạng", "it is in another format") from error
    if not blocks and _PEM.search(data):
        raise _error(rules.TRUST_FILE, name, "không đúng loại tệp", "it is a file of another kind")


def _bytes(path: Path, name: str, rule: Rule) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        raise _error(rule, name, "không mở được", "it cannot be opened") from error
    if len(data) > _LARGEST:
        raise _error(rule, name, "quá lớn", "it is too large")
    return data


def key_bytes(means: KeyFile) -> bytes:
    """The bytes of a key file.

    Raises:
        InputError: it cannot be read.
    """
    return _bytes(means.path, means.path.name, rules.KEY_FILE)


def _from_keyring(name: str) -> str | None:
    import keyring
    import keyring.errors

    try:
        return keyring.get_password(KEYRING, name)
    except keyring.errors.KeyringError:
        return None


def _inside(path: Path, folders: Iterable[Path]) -> bool:
    real = path.resolve()
    return any(real.is_relative_to(folder.resolve()) for folder in folders)


def _error(rule: Rule, name: str = "", vi: str = "", en: str = "") -> InputError:
    return InputError([Finding(rule, Place(FILE), quote=name, values={"name": name, "reason": vi, "reason_en": en})])


def aware(moment: dt.datetime) -> dt.datetime:
    """A moment with its zone; one without is of this computer."""
    return moment if moment.tzinfo else moment.astimezone()
