"""The authority for the time: one address is asked, and whatever it answers is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import signature_kit as kit
from asn1crypto import tsp

from bulletin.archive.signature.settings import KeyFile, Signing, Trust
from bulletin.archive.signature.sign import sign, stamp
from bulletin.archive.signature.timestamp import ask
from bulletin.errors import ExitCode, ToolError


def failed(work: Callable[[], object]) -> str:
    with pytest.raises(ToolError) as caught:
        work()
    (finding,) = caught.value.findings
    assert finding.rule.id == "signature.no-timestamp"
    assert caught.value.exit_code is ExitCode.MISSING_TOOL
    return finding.what("en")


def test_nobody_listens(key_file: KeyFile, record: bytes) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert "no connection" in failed(lambda: sign(record, Signing(key_file, kit.PASSWORD, address), kit.NOW))
    assert "no connection" in failed(lambda: ask("http://khong-co.invalid/", b"", 5))


@contextmanager
def silent() -> Iterator[str]:
    """An address that takes the question and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


def test_silence_ends() -> None:
    with silent() as address:
        assert "no connection" in failed(lambda: ask(address, b"x", 0.2))


def test_no_redirection_is_followed(signed: bytes) -> None:
    with (
        kit.served(lambda _: b"") as elsewhere,
        kit.served(lambda _: b"", 302, (("Location", elsewhere.address),)) as service,
    ):
        assert "code 302" in failed(lambda: stamp(signed, service.address))
        assert elsewhere.asked == 0


def test_no_proxy_of_the_environment_is_asked(
    signed: bytes, openssl: kit.Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kit.served(lambda _: b"") as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.address)
        monkeypatch.setenv("no_proxy", "")
        assert stamp(signed, openssl.address).startswith(signed)
        assert proxy.asked == 0


@pytest.mark.parametrize("answer", [b"", b"<html>", b"\x30\x80", b"\x30\x03\x02\x01\x00", b"x" * (1 << 20)])
def test_another_answer_is_told(answer: bytes, signed: bytes) -> None:
    with kit.served(lambda _: answer) as service:
        assert "its answer is no timestamp" in failed(lambda: stamp(signed, service.address))


def test_an_endless_answer_is_cut(signed: bytes) -> None:
    with kit.served(lambda _: b"x" * ((1 << 20) + 1)) as service:
        assert "too long" in failed(lambda: stamp(signed, service.address))


@pytest.mark.parametrize(("fail_info", "words"), [({"bad_request"}, "bad_request"), (None, "rejection")])
def test_a_refusal_is_told_in_its_words(fail_info: set[str] | None, words: str, signed: bytes) -> None:
    info = {"status": "rejection", **({"fail_info": fail_info} if fail_info else {})}
    body = tsp.PKIStatusInfo(info).dump()
    with kit.served(lambda _: b"\x30" + bytes([len(body)]) + body) as service:
        assert words in failed(lambda: stamp(signed, service.address))


def test_openssl_s_own_refusal_is_told(signed: bytes, openssl: kit.Service) -> None:
    """The authority of the tests takes no SHA-1: what it answers then is a refusal made by others."""
    import asyncio

    from bulletin.archive.signature.timestamp import OfficeTimeStamper

    work = OfficeTimeStamper(openssl.address).async_timestamp(b"x" * 20, "sha1")
    assert "it gives none" in failed(lambda: asyncio.run(work))


def test_an_answer_to_another_question_is_refused(signed: bytes, stamper: kit.Certified, ca: kit.Authority) -> None:
    clock = kit.Clockwork(stamper, ca)
    first: list[bytes] = []

    def old(question: bytes) -> bytes:
        first.append(clock(question))
        return first[0]

    with kit.served(old) as service:
        assert "answers another question" in failed(lambda: stamp(signed, service.address))


def test_only_the_typed_address_is_connected_to(
    record: bytes, key_file: KeyFile, openssl: kit.Service, trust: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signing and judging reach no other place, whatever addresses are in certificates."""
    reached: list[object] = []
    real, lock = socket.socket.connect, threading.Lock()

    def connect(self: socket.socket, address: object) -> None:
        with lock:
            reached.append(address)
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
    sign(record, Signing(key_file, kit.PASSWORD, openssl.address), kit.NOW, trust)
    port = int(openssl.address.rsplit(":", 1)[1].partition("/")[0])
    assert {address for address in reached if isinstance(address, tuple)} == {("127.0.0.1", port)}
