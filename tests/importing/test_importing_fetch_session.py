"""`--fetch` against servers of this computer: pinned connections, redirects, robots, sizes, times, kinds."""

from __future__ import annotations

import contextlib
import datetime
import gzip
import http.server
import io
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from charset_kit import cp1258
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from import_kit import pictures_of, texts
from PIL import Image

from bulletin.errors import BulletinError, Finding
from bulletin.importing.fetch import FetchSession
from bulletin.importing.fetch.address import Target
from bulletin.importing.fetch.session import FetchCaps
from bulletin.importing.fetch.wire import system_connect
from bulletin.importing.fetched import fetched_page, picture_fetcher
from bulletin.importing.reading import read_sources

PAGE = "<h1>Hội làng</h1>".encode()


@dataclass
class Site:
    """Answers by path, and what was asked."""

    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    numbers: dict[str, list[str]] = field(default_factory=dict)
    connected: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    def page(self, path: str, body: bytes = PAGE, kind: str = "text/html; charset=utf-8", **more: str) -> None:
        headers = {"Content-Type": kind, **{key.replace("_", "-"): value for key, value in more.items()}}
        self.answers[path] = (200, headers, body)

    def resolve(self, host: str, _port: int) -> list[str]:
        return self.numbers.get(host, ["1.1.1.1"])

    def connect(self, target: Target, timeout: float) -> socket.socket:
        self.connected.append((target.host, target.ip))
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    def session(self, **caps: float) -> FetchSession:
        return FetchSession(FetchCaps(**caps), self.resolve, self.connect)  # type: ignore[arg-type]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, dict(self.headers)))
            status, headers, body = made.answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for key, value in ({"Content-Length": str(len(body))} | headers).items():
                if value:
                    self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def rule_of(session: FetchSession, address: str, picture: bool = False) -> str:
    with pytest.raises(BulletinError) as refused:
        (session.picture if picture else session.page)(address)
    return refused.value.findings[0].rule.id


def test_a_page_comes_from_the_number_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.page("/tin?id=1")
    got = site.session().page("http://bao.vn/tin?id=1#x")
    assert (got.data, got.kind, got.charset, got.address) == (PAGE, "text/html", "utf-8", "http://bao.vn/tin?id=1")
    assert set(site.connected) == {("bao.vn", "1.1.1.1")}
    headers = {key.lower(): value for key, value in site.asked[-1][1].items()}
    assert headers["host"] == "bao.vn"
    assert not {"cookie", "referer", "authorization"} & set(headers)


def test_a_second_look_at_the_name_is_checked_too(site: Site) -> None:
    """Rebinding: the name gives a public number at first and then that of this computer."""
    site.page("/", kind="text/html")
    numbers = iter([["1.1.1.1"], ["127.0.0.1"]])
    site.answers["/"] = (302, {"Location": "/b"}, b"")
    site.page("/b")
    session = FetchSession(FetchCaps(), lambda _host, _port: next(numbers), site.connect)
    assert rule_of(session, "http://bao.vn/") == "import.fetch-private"
    assert {ip for _, ip in site.connected} == {"1.1.1.1"}


def test_redirects_are_followed_five_times_and_checked_each_time(site: Site) -> None:
    for step in range(1, 8):
        site.answers[f"/{step}"] = (302, {"Location": f"/{step + 1}"}, b"")
    site.page("/8")
    assert site.session().page("http://bao.vn/3").address == "http://bao.vn/8"
    assert rule_of(site.session(), "http://bao.vn/1") == "import.fetch-answer"
    site.answers["/nb"] = (301, {"Location": "http://noibo.vn/"}, b"")
    site.numbers["noibo.vn"] = ["192.168.1.9"]
    assert rule_of(site.session(), "http://bao.vn/nb") == "import.fetch-private"
    assert "noibo.vn" not in {host for host, _ in site.connected}
    site.answers["/f"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert rule_of(site.session(), "http://bao.vn/f") == "import.fetch-address"


def test_robots_are_honoured(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /rieng/", "text/plain")
    site.page("/rieng/a")
    site.page("/chung")
    session = site.session()
    assert session.page("http://bao.vn/chung").data == PAGE
    assert rule_of(session, "http://bao.vn/rieng/a") == "import.fetch-robots"
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert "/rieng/a" not in [path for path, _ in site.asked]


@pytest.mark.parametrize("length", ["", "999999"])
def test_a_page_that_is_too_large_is_not_taken(site: Site, length: str) -> None:
    site.page("/to", b"a" * 5000, Content_Length=length, Connection="close")
    assert rule_of(site.session(page_bytes=1000), "http://bao.vn/to") == "import.fetch-too-large"


def test_a_small_answer_may_not_grow_without_end(site: Site) -> None:
    packed = gzip.compress(b"a" * 3_000_000)
    site.page("/no", packed, Content_Encoding="gzip")
    assert rule_of(site.session(page_bytes=100_000), "http://bao.vn/no") == "import.fetch-too-large"
    assert site.session().page("http://bao.vn/no").data == b"a" * 3_000_000
    site.page("/la", packed, Content_Encoding="br")
    assert rule_of(site.session(), "http://bao.vn/la") == "import.fetch-answer"
    site.page("/hong", packed[:200], Content_Encoding="gzip")
    assert rule_of(site.session(), "http://bao.vn/hong") == "import.fetch-not-reached"


def test_an_answer_that_is_cut_off_is_no_page(site: Site) -> None:
    site.page("/cut", b"<p>", Content_Length="500", Connection="close")
    assert rule_of(site.session(each_s=120), "http://bao.vn/cut") == "import.fetch-not-reached"


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/javascript", "application/zip"])
def test_what_is_no_page_is_not_taken_for_one(site: Site, kind: str) -> None:
    site.page("/x", kind=kind)
    assert rule_of(site.session(), "http://bao.vn/x") == "import.fetch-answer"


def test_errors_of_the_server_are_said_and_not_read(site: Site) -> None:
    site.answers["/500"] = (500, {"Content-Type": "text/html"}, PAGE)
    assert rule_of(site.session(), "http://bao.vn/500") == "import.fetch-answer"
    assert rule_of(site.session(), "http://bao.vn/404") == "import.fetch-answer"


def test_pictures_are_pictures_by_kind_and_by_content_and_not_too_many(site: Site) -> None:
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    site.page("/a.png", data.getvalue(), "image/png")
    site.page("/b.png", PAGE, "image/png")
    site.page("/c.png", data.getvalue(), "text/html")
    site.page("/d.svg", b"<svg/>", "image/svg+xml")
    session = site.session(pictures=4)
    assert session.picture("http://bao.vn/a.png").data == data.getvalue()
    for path in ("b.png", "c.png", "d.svg", "a.png"):
        assert rule_of(session, f"http://bao.vn/{path}", picture=True) == "import.fetch-answer"


def test_a_server_that_sends_a_byte_now_and_then_is_left() -> None:
    left = threading.Semaphore(0)

    def drip(listener: socket.socket) -> None:
        for _ in range(2):  # robots.txt, then the page
            peer, _ = listener.accept()
            with peer:
                try:
                    peer.recv(4096)
                    peer.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                    while True:
                        peer.sendall(b"a")
                        time.sleep(0.02)
                except OSError:
                    left.release()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=drip, args=(listener,), daemon=True).start()
        port = listener.getsockname()[1]
        session = FetchSession(
            FetchCaps(each_s=0.4), lambda _h, _p: ["1.1.1.1"],
            lambda _target, limit: socket.create_connection(("127.0.0.1", port), limit),
        )  # fmt: skip
        assert rule_of(session, "http://bao.vn/") == "import.fetch-too-slow"
        assert left.acquire(timeout=120), "the server would send for ever"


def test_all_requests_together_have_one_time_limit(site: Site) -> None:
    site.page("/a")
    session = site.session(all_s=30)
    session.page("http://bao.vn/a")
    session._deadline = time.monotonic() - 1
    assert rule_of(session, "http://bao.vn/a") == "import.fetch-too-slow"


def test_another_number_is_asked_when_the_first_does_not_answer(site: Site) -> None:
    site.page("/a")
    site.numbers["bao.vn"] = ["1.1.1.1", "8.8.8.8"]

    def connect(target: Target, limit: float) -> socket.socket:
        if target.ip == "1.1.1.1":
            raise ConnectionRefusedError(111, "refused")
        return site.connect(target, limit)

    assert FetchSession(FetchCaps(), site.resolve, connect).page("http://bao.vn/a").data == PAGE


def test_a_bad_certificate_is_said(site: Site) -> None:
    def connect(_target: Target, _limit: float) -> socket.socket:
        error = ssl.SSLCertVerificationError("x")
        error.verify_message = "Hostname mismatch"
        raise error

    session = FetchSession(FetchCaps(), site.resolve, connect)
    with pytest.raises(BulletinError) as refused:
        session.page("https://bao.vn/a")
    assert "Hostname mismatch" in refused.value.findings[0].what("vi")


def test_the_certificate_is_checked_against_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bao.vn")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("bao.vn")]), False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path / "cert.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(file)
    trusting = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting(cafile=file))

    def serve(listener: socket.socket) -> None:
        for _ in range(2):
            peer, _ = listener.accept()
            with contextlib.suppress(OSError), server_side.wrap_socket(peer, server_side=True):
                pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        port = listener.getsockname()[1]
        with pytest.raises(ssl.SSLCertVerificationError):
            system_connect(Target("https://khac.vn/", "https", "khac.vn", port, "/", "127.0.0.1"), 5)
        system_connect(Target("https://bao.vn/", "https", "bao.vn", port, "/", "127.0.0.1"), 5).close()


def test_a_fetched_page_is_read_with_its_address_and_gets_its_pictures(site: Site, tmp_path: Path) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(photo, "JPEG")
    site.page("/anh/a.jpg", photo.getvalue(), "image/jpeg")
    body = "<h1>Hội</h1><table><tr><td><img src='anh/a.jpg'></table><img src=b.jpg>"
    site.page("/tin", cp1258(body), "text/html; charset=windows-1258")
    session = site.session()
    page = session.page("http://bao.vn/tin")
    (document,) = read_sources([fetched_page(session, page.address)], tmp_path).documents
    assert (document.address, document.encoding) == ("http://bao.vn/tin", "windows-1258")
    assert texts(document) == ["Hội"]
    failed: list[Finding] = []
    fetch = picture_fetcher(session, tmp_path, failed)
    addresses = [block.href for block in pictures_of(document)]
    assert addresses == ["http://bao.vn/anh/a.jpg", "http://bao.vn/b.jpg"]
    found = [fetch(address or "") for address in addresses]
    assert found[0] is not None
    assert (tmp_path / found[0].stored).read_bytes() == photo.getvalue()
    assert found[1] is None
    assert [one.rule.id for one in failed] == ["import.fetch-answer"]
