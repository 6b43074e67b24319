"""Signing with a token and with key files: what comes out, and what is said when it does not work."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
import signature_kit as kit
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from pyhanko.pdf_utils.reader import PdfFileReader
from validators_kit import Judge, small_pdf

from bulletin.archive.signature.judge import judge
from bulletin.archive.signature.settings import KeyFile, Means, Signing, Token, Trust
from bulletin.archive.signature.sign import sign, stamp
from bulletin.errors import BulletinError, ExitCode

LATER = kit.NOW + kit.DAY


def test_a_token_signs_with_a_timestamp(record: bytes, token: Token, openssl: kit.Service, trust: Trust) -> None:
    made = sign(record, Signing(token, kit.PIN, openssl.address), kit.NOW, trust)
    assert made.startswith(record)
    found = judge(made, trust, LATER)
    assert found.valid
    (mark,) = found.marks
    assert (mark.by, mark.issuer, mark.end) == ("Phạm Quang Huy", "Gốc thử nghiệm", len(made))
    assert mark.proved is not None
    assert abs(mark.proved - kit.NOW) < kit.DAY
    assert mark.stated == kit.NOW
    assert b"/ETSI.CAdES.detached" in made


def test_without_an_address_there_is_no_timestamp(record: bytes, token: Token, trust: Trust) -> None:
    (mark,) = judge(sign(record, Signing(token, kit.PIN), kit.NOW, trust), trust, LATER).marks
    assert mark.good
    assert (mark.proved, mark.time_doubt) == (None, None)


def test_the_token_s_chain_goes_along(record: bytes, token: Token, ca: kit.Authority) -> None:
    made = sign(record, Signing(token, kit.PIN), kit.NOW)
    (embedded,) = PdfFileReader(io.BytesIO(made)).embedded_signatures
    assert ca.own.asn1.sha256 in {cert.sha256 for cert in embedded.other_embedded_certs}


def test_openssl_finds_the_same(signed: bytes, ca: kit.Authority, tmp_path: Path) -> None:
    ranges = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)", signed)
    assert ranges
    start, length, start2, length2 = map(int, ranges.groups())
    content = signed[start : start + length] + signed[start2 : start2 + length2]
    cms = bytes.fromhex(signed[start + length + 1 : start2 - 1].decode())
    (tmp_path / "content").write_bytes(content)
    (tmp_path / "cms").write_bytes(cms)
    (tmp_path / "ca").write_bytes(ca.own.pem)
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "cms", "-content", "content"]
    command += ["-CAfile", "ca", "-purpose", "any", "-out", "out"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "content").write_bytes(content[:-1] + b"!")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode != 0


@pytest.mark.parametrize("kind", ["pem", "ec.pfx"])
def test_other_key_files(kind: str, record: bytes, ca: kit.Authority, trust: Trust, tmp_path: Path) -> None:
    own = ca.give("Lê Thị Mai", key=ec.generate_private_key(ec.SECP256R1()) if "ec" in kind else None)
    path = tmp_path / f"khoa.{kind}"
    if kind == "pem":
        secret = BestAvailableEncryption(kit.PASSWORD.encode())
        path.write_bytes(own.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret) + ca.own.pem + own.pem)
    else:
        path.write_bytes(own.p12())
    made = sign(record, Signing(KeyFile(path), kit.PASSWORD), kit.NOW, trust)
    assert [(mark.by, mark.good) for mark in judge(made, trust, LATER).marks] == [("Lê Thị Mai", True)]


def test_signed_and_stamped_files_keep_both_standards(
    judge_files: Judge, token: Token, openssl: kit.Service, trust: Trust
) -> None:
    files = []
    for flavour in ("3a", "ua1"):
        record = small_pdf(flavour)
        made = sign(record, Signing(token, kit.PIN, openssl.address, "Lưu trữ", "Bình Hải"), kit.NOW, trust)
        files += [(item, flavour) for item in (record, made, stamp(made, openssl.address))]
    judge_files.assert_good(files)


@pytest.fixture
def judge_files(request: pytest.FixtureRequest) -> Judge:
    found = request.getfixturevalue("judge")
    assert isinstance(found, Judge)
    return found


def refused(record: bytes, means: Means, secret: str) -> tuple[str, ExitCode]:
    with pytest.raises(BulletinError) as caught:
        sign(record, Signing(means, secret), kit.NOW)
    (finding,) = caught.value.findings
    assert all((finding.what("vi"), finding.remedy("vi"), finding.what("en"), finding.remedy("en")))
    assert secret not in f"{finding.as_dict()}" or secret == "0"
    return finding.rule.id, caught.value.exit_code


def test_what_a_token_refuses_is_told(record: bytes, token: Token, tmp_path: Path) -> None:
    bad = ExitCode.BAD_INPUT
    gone = ExitCode.MISSING_TOOL
    (tmp_path / "khong-phai.so").write_text("no library")
    for means, secret, said in (
        (token, "99999999", ("signature.pin", bad)),
        (token, "0", ("signature.pin", bad)),
        (Token(token.module, "Khác", "Huy"), kit.PIN, ("signature.no-token", gone)),
        (Token(token.module, "Bản tin", "Không ai"), kit.PIN, ("signature.label", bad)),
        (Token(Path("/usr/lib/khong-co.so"), None, "Huy"), kit.PIN, ("signature.module", gone)),
        (Token(tmp_path / "khong-phai.so", None, "Huy"), kit.PIN, ("signature.module", gone)),
    ):
        assert refused(record, means, secret) == said
    assert sign(record, Signing(token, kit.PIN), kit.NOW)  # and it still works


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("sai.p12", None, "signature.password"),
        ("rong.p12", b"", "signature.password"),
        ("la.pem", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n", "signature.password"),
        ("mat.p12", "missing", "signature.key-file"),
    ],
)
def test_what_is_wrong_with_a_key_file_is_told(
    name: str, data: object, rule: str, record: bytes, huy: kit.Certified, tmp_path: Path
) -> None:
    if data != "missing":
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else huy.p12())
    assert refused(record, KeyFile(tmp_path / name), "khong-dung-9") == (rule, ExitCode.BAD_INPUT)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"hello", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"])
def test_a_file_that_is_no_pdf_is_not_signed(pdf: bytes, key_file: KeyFile) -> None:
    with pytest.raises(BulletinError) as caught:
        sign(pdf, Signing(key_file, kit.PASSWORD), kit.NOW)
    assert caught.value.findings[0].rule.id == "signature.cannot-sign"
