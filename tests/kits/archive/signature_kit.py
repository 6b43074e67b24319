"""A certificate authority, a SoftHSM2 token, key files and time-stamping authorities, made for one test run."""

from __future__ import annotations

import datetime as dt
import http.server
import itertools
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
YEAR = dt.timedelta(days=365)
DAY = dt.timedelta(days=1)
PIN, PASSWORD = "24681357", "mật khẩu dài"
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_NUMBERS = itertools.count(1000)


@dataclass(frozen=True)
class Certified:
    """A key with its certificate."""

    key: Key
    cert: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.cert.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.cert.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.der)

    def p12(self, *chain: Certified, password: str = PASSWORD) -> bytes:
        others = [item.cert for item in chain]
        return pkcs12.serialize_key_and_certificates(
            b"k", self.key, self.cert, others, BestAvailableEncryption(password.encode())
        )


@dataclass
class Authority:
    """A root that gives certificates and lists of revoked ones."""

    name: str = "Gốc thử nghiệm"
    start: dt.datetime = NOW - 5 * YEAR
    end: dt.datetime = NOW + 40 * YEAR
    own: Certified = field(init=False)

    def __post_init__(self) -> None:
        key = rsa.generate_private_key(65537, 2048)
        self.own = Certified(key, self._sign(key, self.name, self.start, self.end, ca=True, own=key))

    def give(
        self, name: str, start: dt.datetime = NOW - DAY, end: dt.datetime = NOW + YEAR,
        use: str = "sign", key: Key | None = None,
    ) -> Certified:  # fmt: skip
        """A certificate: use `sign`, `stamp`, or `web` for one that is not for signing."""
        key = key or rsa.generate_private_key(65537, 2048)
        return Certified(key, self._sign(key, name, start, end, use=use))

    def revoked(self, *certs: Certified, at: dt.datetime = NOW) -> bytes:
        """A list of revoked certificates, PEM."""
        made = x509.CertificateRevocationListBuilder().issuer_name(self.own.cert.subject)
        made = made.last_update(at).next_update(at + 30 * YEAR)
        for item in certs:
            entry = x509.RevokedCertificateBuilder().serial_number(item.cert.serial_number).revocation_date(at)
            made = made.add_revoked_certificate(entry.build())
        made = made.add_extension(x509.CRLNumber(1), False)
        return made.sign(self.own.key, hashes.SHA256()).public_bytes(Encoding.PEM)

    def _sign(
        self, key: Key, name: str, start: dt.datetime, end: dt.datetime, *, ca: bool = False, use: str = "sign",
        own: Key | None = None,
    ) -> x509.Certificate:  # fmt: skip
        subject = x509.Name(
            [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
        )
        signer = own or self.own.key
        issuer = subject if own else self.own.cert.subject
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        made = made.serial_number(next(_NUMBERS)).not_valid_before(start).not_valid_after(end)
        made = made.add_extension(x509.BasicConstraints(ca, None), True)
        bits = dict.fromkeys(
            ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False,
        )  # fmt: skip
        if ca:
            bits |= {"key_cert_sign": True, "crl_sign": True}
        elif use == "web":
            bits |= {"key_encipherment": True}
        else:
            bits |= {"digital_signature": True, "content_commitment": True}
        made = made.add_extension(x509.KeyUsage(**bits), True)
        if use == "stamp":
            made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
        return made.sign(signer, hashes.SHA256())


# --- authorities for the time ------------------------------------------------------------------------------------

Answer = Callable[[bytes], bytes]


@dataclass
class Service:
    """An authority on a port of this computer; `asked` counts its questions."""

    address: str
    asked: int = 0


@contextmanager
def served(answer: Answer, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Iterator[Service]:
    """An address that gives what `answer` says."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service.asked += 1
            data = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = Service(f"http://127.0.0.1:{server.server_port}/tsa")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def openssl_answer(folder: Path, stamp: Certified, authority: Authority) -> Answer:
    """The answers of `openssl ts`, which knows nothing of the library under test."""
    (folder / "tsa.pem").write_bytes(stamp.pem)
    (folder / "tsa.key").write_bytes(stamp.key_pem)
    (folder / "ca.pem").write_bytes(authority.own.pem)
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(
        f"[tsa]\ndefault_tsa = t\n[t]\nserial = {folder}/serial\nsigner_cert = {folder}/tsa.pem\n"
        f"certs = {folder}/ca.pem\nsigner_key = {folder}/tsa.key\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\n"
        "digests = sha256, sha384, sha512\naccuracy = secs:1\nordering = yes\ntsa_name = yes\ness_cert_id_chain = no\n"
    )
    lock = threading.Lock()

    def answer(question: bytes) -> bytes:
        with lock:
            (folder / "q.tsq").write_bytes(question)
            command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", "-out", "a.tsr"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            return (folder / "a.tsr").read_bytes()

    return answer


@dataclass
class Clockwork:
    """An authority whose clock a test moves."""

    stamp: Certified
    authority: Authority
    at: dt.datetime = NOW

    def __call__(self, question: bytes) -> bytes:
        store = SimpleCertificateStore.from_certs([self.authority.own.asn1])
        key = self.stamp.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        maker = DummyTimeStamper(self.stamp.asn1, keys.PrivateKeyInfo.load(key), store, fixed_dt=self.at)
        answer: bytes = maker.request_tsa_response(tsp.TimeStampReq.load(question)).dump()
        return answer


# --- a token --------------------------------------------------------------------------------------------------


def fill_token(folder: Path, label: str, signer: Certified, name: str, *others: Certified) -> None:
    """A SoftHSM2 token with a key and certificates. The process must not have used the library before."""
    conf = folder / "softhsm2.conf"
    (folder / "tokens").mkdir(exist_ok=True)
    conf.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    run = ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "12345678"]
    subprocess.run(run, check=True, capture_output=True)
    key = folder / "key.pem"
    key.write_bytes(signer.key_pem)
    run = ["softhsm2-util", "--import", str(key), "--token", label, "--label", name, "--id", "A1", "--pin", PIN]
    subprocess.run(run, check=True, capture_output=True)
    key.unlink()
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    with pkcs11.lib(str(MODULE)).get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        for number, item in enumerate((signer, *others)):
            attributes = decode_x509_certificate(item.der)
            attributes[pkcs11.Attribute.TOKEN] = True
            attributes[pkcs11.Attribute.LABEL] = name if number == 0 else f"chain-{number}"
            attributes[pkcs11.Attribute.ID] = bytes([0xA1 + number])
            session.create_object(attributes)
