"""What an office types about signing, and where its secrets are."""

from __future__ import annotations

from pathlib import Path

import pytest
import signature_kit as kit
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from bulletin.archive.signature import settings
from bulletin.archive.signature.settings import (
    KeyFile,
    Token,
    read_means,
    read_secret,
    read_signing,
    read_timestamp,
    read_trust,
)
from bulletin.errors import InputError
from bulletin.model import Publication, SignatureOptions
from bulletin.sources.issue import parse

SAMPLE = """\
ma: do-son
ten: Đồ Sơn
co_quan_xuat_ban: Đảng ủy phường
ky_han: Hằng tuần
ho_so_phap_ly: nội bộ
chu_ky:
  mo_dun: /usr/lib/softhsm/libsofthsm2.so
  nhan_thiet_bi: Bản tin
  chung_thu_so: Huy
  ma_pin: kho mật khẩu
  dau_thoi_gian: http://tsa.example/tsa
  ly_do: Lưu trữ
  noi_ky: Đồ Sơn
  goc_tin_cay: [tin-cay/goc.pem]
  danh_sach_thu_hoi: [tin-cay/thu-hoi.crl]
"""


def refused(options: SignatureOptions | None, folder: Path, *guarded: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_means(options, folder, guarded)
    (finding,) = caught.value.findings
    assert all((finding.what("vi"), finding.what("en"), finding.remedy("vi"), finding.remedy("en")))
    return finding.rule.id.removeprefix("signature.")


def test_publication_yaml_says_it_in_vietnamese(tmp_path: Path) -> None:
    record = parse("publication", SAMPLE.encode(), "publication.yaml").record
    assert isinstance(record, Publication)
    options = record.signature
    assert options is not None
    assert read_means(options, tmp_path) == Token(kit.MODULE, "Bản tin", "Huy")
    assert (options.pin, read_timestamp(options)) == ("keyring", "http://tsa.example/tsa")
    assert (options.roots, options.revoked) == (("tin-cay/goc.pem",), ("tin-cay/thu-hoi.crl",))


def test_the_means_that_cannot_be_are_told(tmp_path: Path) -> None:
    publication, issue = tmp_path / "ban-tin", tmp_path / "so-1"
    publication.mkdir()
    issue.mkdir()
    module = str(kit.MODULE)
    for options, rule in (
        (None, "no-means"),
        (SignatureOptions(), "no-means"),
        (SignatureOptions(module=module, key_file="../a.p12"), "two-means"),
        (SignatureOptions(module=module), "no-label"),
        (SignatureOptions(module="libsofthsm2.so", certificate="x"), "module-place"),
        (SignatureOptions(module=str(publication / "a.so"), certificate="x"), "module-place"),
        (SignatureOptions(module=str(issue / "a.so"), certificate="x"), "module-place"),
        (SignatureOptions(key_file="khoa.p12"), "key-in-folder"),
        (SignatureOptions(key_file="../so-1/khoa.p12"), "key-in-folder"),
        (SignatureOptions(key_file="../khoa.key"), "key-kind"),
    ):
        assert refused(options, publication, issue) == rule
    assert read_means(SignatureOptions(key_file="../khoa/a.PFX"), publication, [issue]) == KeyFile(
        (publication / "../khoa/a.PFX").absolute()
    )


def test_a_link_does_not_lead_a_key_into_the_folder(tmp_path: Path) -> None:
    (tmp_path / "ban-tin").mkdir()
    (tmp_path / "ban-tin" / "a.p12").write_bytes(b"")
    (tmp_path / "ngoai.p12").symlink_to(tmp_path / "ban-tin" / "a.p12")
    assert refused(SignatureOptions(key_file="../ngoai.p12"), tmp_path / "ban-tin") == "key-in-folder"


@pytest.mark.parametrize(
    "address",
    ["ftp://a.example", "mailto:a@b.example", "http://ten:mk@tsa.example", "http:///x", "tsa.example", "http://a b"],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(InputError) as caught:
        read_timestamp(SignatureOptions(timestamp=address))
    assert caught.value.findings[0].rule.id == "signature.address"


def test_the_pin_comes_from_where_the_office_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    means = Token(kit.MODULE, "Bản tin", "Huy")
    env = {settings.PIN_VARIABLE: "1111"}
    assert read_secret(SignatureOptions(pin="env"), means, env) == "1111"
    assert read_secret(SignatureOptions(), means, env, lambda text: "2222" if text.vi and text.en else "") == "2222"
    kept = {("bulletin-signature", "Bản tin"): "3333"}
    monkeypatch.setattr("keyring.get_password", lambda service, name: kept.get((service, name)))
    assert read_secret(SignatureOptions(pin="keyring"), means, {}) == "3333"
    for options in (SignatureOptions(pin="env"), SignatureOptions()):
        with pytest.raises(InputError):
            read_secret(options, means, {})
    with pytest.raises(InputError) as caught:
        read_secret(SignatureOptions(pin="keyring"), KeyFile(Path("a.p12")), {})
    assert 'keyring set bulletin-signature "a.p12"' in caught.value.findings[0].remedy("en")


def test_a_keyring_that_is_not_there_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring.errors

    def none(*_: str) -> str:
        raise keyring.errors.NoKeyringError("none")

    monkeypatch.setattr("keyring.get_password", none)
    with pytest.raises(InputError):
        read_secret(SignatureOptions(pin="keyring"), KeyFile(Path("a.p12")), {})


def test_the_secret_is_asked_for_when_all_else_is_right(tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(text: settings.Text) -> str:
        asked.append(text.en)
        return "1"

    with pytest.raises(InputError):
        read_signing(SignatureOptions(key_file="../a.p12", timestamp="ftp://x"), tmp_path, (), {}, ask)
    assert not asked
    made = read_signing(SignatureOptions(key_file="../a.p12", reason="r", location="l"), tmp_path, (), {}, ask)
    assert (made.secret, made.reason, made.location, len(asked)) == ("1", "r", "l", 1)


def test_roots_and_lists_are_read_in_every_form(tmp_path: Path, ca: kit.Authority, huy: kit.Certified) -> None:
    crl = ca.revoked(huy)
    (tmp_path / "a.pem").write_bytes(b"# ghi chu\n" + ca.own.pem + huy.pem)
    (tmp_path / "b.crt").write_bytes(ca.own.der)
    (tmp_path / "c.crl").write_bytes(crl)
    (tmp_path / "d.crl").write_bytes(x509.load_pem_x509_crl(crl).public_bytes(Encoding.DER))
    options = SignatureOptions(roots=("a.pem", "b.crt"), revoked=("c.crl", "d.crl"))
    trust = read_trust(options, tmp_path)
    assert trust.roots == (ca.own.der, huy.der, ca.own.der)
    assert len(trust.revoked) == 2
    assert trust.revoked[0] == trust.revoked[1]


@pytest.mark.parametrize("field", ["roots", "revoked"])
@pytest.mark.parametrize("data", [b"", b"x", b"-----BEGIN X-----\nAA==\n-----END X-----\n", "key", None])
def test_another_file_is_told(field: str, data: object, tmp_path: Path, huy: kit.Certified) -> None:
    if data is not None:
        (tmp_path / "a.pem").write_bytes(data if isinstance(data, bytes) else huy.key_pem)
    options = SignatureOptions(**{field: ("a.pem",)})  # type: ignore[arg-type]
    with pytest.raises(InputError) as caught:
        read_trust(options, tmp_path)
    assert caught.value.findings[0].rule.id == "signature.trust-file"
