"""One authority, one token, one time-stamping authority and one signed file for all tests of a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import signature_kit as kit
from validators_kit import small_pdf

from bulletin.archive.signature.settings import KeyFile, Signing, Token, Trust
from bulletin.archive.signature.sign import sign


@pytest.fixture(scope="session")
def ca() -> kit.Authority:
    return kit.Authority()


@pytest.fixture(scope="session")
def trust(ca: kit.Authority) -> Trust:
    return Trust((ca.own.der,))


@pytest.fixture(scope="session")
def huy(ca: kit.Authority) -> kit.Certified:
    return ca.give("Phạm Quang Huy")


@pytest.fixture(scope="session")
def stamper(ca: kit.Authority) -> kit.Certified:
    return ca.give("Cấp dấu thời gian", end=kit.NOW + 3 * kit.YEAR, use="stamp")


@pytest.fixture(scope="session")
def openssl(
    tmp_path_factory: pytest.TempPathFactory, ca: kit.Authority, stamper: kit.Certified
) -> Iterator[kit.Service]:
    """A time-stamping authority that is not the library under test."""
    with kit.served(kit.openssl_answer(tmp_path_factory.mktemp("tsa"), stamper, ca)) as service:
        yield service


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory, huy: kit.Certified, ca: kit.Authority) -> KeyFile:
    path = tmp_path_factory.mktemp("key") / "ky-so.p12"
    path.write_bytes(huy.p12(ca.own))
    return KeyFile(path)


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory, huy: kit.Certified, ca: kit.Authority) -> Token:
    kit.fill_token(tmp_path_factory.mktemp("token"), "Bản tin", huy, "Huy", ca.own)
    return Token(kit.MODULE, "Bản tin", "Huy")


@pytest.fixture(scope="session")
def record() -> bytes:
    return small_pdf("3a")


@pytest.fixture(scope="session")
def signed(record: bytes, key_file: KeyFile, openssl: kit.Service, trust: Trust) -> bytes:
    """The record, signed with the key file, with a timestamp of openssl's."""
    return sign(record, Signing(key_file, kit.PASSWORD, openssl.address, "Lưu trữ", "Bình Hải"), kit.NOW, trust)


@pytest.fixture
def key_of(tmp_path: Path) -> Callable[..., Signing]:
    """Makes the settings to sign with somebody's key."""

    def make(somebody: kit.Certified, timestamp: str | None = None) -> Signing:
        path = tmp_path / f"{somebody.cert.serial_number}.p12"
        path.write_bytes(somebody.p12())
        return Signing(KeyFile(path), kit.PASSWORD, timestamp)

    return make
