"""Requests of strangers to the running command: none changes a file, none gets to see anything."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from studio_command import Reply, StudioCommand, state_of

SECRET = "BÍ MẬT CỦA SỐ SAU"
_OUTSIDE = "ma: ngoai\ntieu_de: Bài ngoài thư mục\nthan_bai: KHÔNG AI ĐƯỢC ĐỌC\n"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[StudioCommand]:
    place = tmp_path_factory.mktemp("hostile")
    issue = place / "ban-tin"
    shutil.copytree(Path(__file__).resolve().parents[3] / "examples" / "mot-trang", issue)
    (issue / "articles" / "bi-mat.yaml").write_text(f"ma: bi-mat\ntieu_de: {SECRET}\nthan_bai: {SECRET}\n", "utf-8")
    (place / "ngoai.yaml").write_text(_OUTSIDE, "utf-8")
    (issue / "articles" / "noi.yaml").symlink_to(place / "ngoai.yaml")
    os.mkfifo(issue / "articles" / "ong.yaml")
    with StudioCommand(issue, cache, place / "run") as running:
        running.ask("GET", running.at())
        yield running


def shows_nothing(reply: Reply, studio: StudioCommand) -> bool:
    text = reply.body.decode("utf-8", "replace")
    everything = text + json.dumps(dict(reply.headers))
    parts = (SECRET, "KHÔNG AI", studio.key, str(studio.folder), "Traceback", ".py", "root:")
    return not any(part in everything for part in parts) and "access-control-allow-origin" not in reply.headers


def files(studio: StudioCommand) -> dict[str, str]:
    return state_of(studio.folder.parent)


EDIT = {"client": "x", "number": 1, "kind": "article", "id": "bi-mat", "base": "", "ops": [
    {"op": "set", "path": ["title"], "old": SECRET, "new": "Đã bị sửa"}]}  # fmt: skip
FOREIGN_HEADERS: dict[str, dict[str, str | None]] = {
    "foreign host": {"Host": "evil.example"},
    "rebound name": {"Host": "rebind.evil.example:{port}", "Origin": "http://rebind.evil.example:{port}"},
    "rebound name of the same site": {"Host": "a.x:{port}", "Origin": "http://a.x:{port}"},
    "localhost by name": {"Host": "localhost:{port}", "Origin": "http://localhost:{port}"},
    "host without port": {"Host": "127.0.0.1"},
    "host of another port": {"Host": "127.0.0.1:1"},
    "host of another loopback": {"Host": "127.0.0.2:{port}"},
    "host in decimal": {"Host": "2130706433:{port}"},
    "host with a dot": {"Host": "127.0.0.1.:{port}"},
    "host with a user": {"Host": "a@127.0.0.1:{port}"},
    "host of IPv6": {"Host": "[::1]:{port}"},
    "empty host": {"Host": ""},
    "foreign origin": {"Origin": "https://evil.example"},
    "null origin": {"Origin": "null"},
    "origin of https": {"Origin": "https://127.0.0.1:{port}"},
    "origin of another port": {"Origin": "http://127.0.0.1:1"},
    "origin of localhost": {"Origin": "http://localhost:{port}"},
    "origin that begins alike": {"Origin": "http://127.0.0.1:{port}.evil.example"},
    "origin of a file": {"Origin": "file://"},
    "origin of an extension": {"Origin": "chrome-extension://abcdefghijklmnop"},
    "two origins in one": {"Origin": "http://127.0.0.1:{port} https://evil.example"},
    "cross-site fetch": {"Sec-Fetch-Site": "cross-site"},
    "same-site fetch": {"Sec-Fetch-Site": "same-site"},
    "navigation": {"Sec-Fetch-Site": "none"},
    "no key": {"X-Bulletin-Key": None},
    "empty key": {"X-Bulletin-Key": ""},
    "wrong key": {"X-Bulletin-Key": "A" * 43},
    "half a key": {"X-Bulletin-Key": "{half}"},
    "key and more": {"X-Bulletin-Key": "{key}A"},
    "key in other letters": {"X-Bulletin-Key": "{swapped}"},
    "key with a blank": {"X-Bulletin-Key": "{key} {key}"},
    "key in a cookie": {"X-Bulletin-Key": None, "Cookie": "X-Bulletin-Key={key}"},
    "key as authorization": {"X-Bulletin-Key": None, "Authorization": "Bearer {key}"},
    "key that is no ASCII": {"X-Bulletin-Key": "kh\xf3a"},
    "forwarded host": {"Host": "evil.example", "X-Forwarded-Host": "127.0.0.1:{port}"},
    "method in a header": {"X-Bulletin-Key": None, "X-HTTP-Method-Override": "GET"},
}  # fmt: skip


def sent(studio: StudioCommand, changed: dict[str, str | None]) -> dict[str, str]:
    words = {"port": str(studio.port), "key": studio.key, "half": studio.key[:21], "swapped": studio.key.swapcase()}
    made: dict[str, str | None] = dict(studio.headers())
    made |= {name: value.format(**words) if value is not None else None for name, value in changed.items()}
    return {name: value for name, value in made.items() if value is not None}


@pytest.mark.parametrize("name", FOREIGN_HEADERS)
@pytest.mark.parametrize("what", ["read", "edit"])
def test_a_stranger_reads_and_writes_nothing(studio: StudioCommand, name: str, what: str) -> None:
    before = files(studio)
    headers = sent(studio, FOREIGN_HEADERS[name])
    if what == "read":
        reply = studio.ask("GET", studio.at("story", "bi-mat"), headers=headers)
    else:
        reply = studio.ask("POST", studio.at("edits"), EDIT, headers)
    assert reply.status in (400, 401, 403), reply.body
    assert shows_nothing(reply, studio)
    assert files(studio) == before


READING = ["/api/home", "/api/events", "/api/pictures/x", "/api/{b}/{i}", "/api/{b}/{i}/pages",
           "/api/{b}/{i}/history/0/rows", "/api/{b}/{i}/history/1/now", "/api/{b}/{i}/trash",
           "/api/{b}/{i}/copies", "/api/folders", "/api/{b}/{i}/outputs", "/api/{b}/{i}/review"]  # fmt: skip


@pytest.mark.parametrize("path", READING)
def test_every_reading_address_asks_for_the_key(studio: StudioCommand, path: str) -> None:
    bulletin, issue = studio.names()
    headers = studio.headers()
    del headers["X-Bulletin-Key"]
    reply = studio.ask("GET", path.format(b=bulletin, i=issue), headers=headers)
    assert reply.status == 401
    assert shows_nothing(reply, studio)


BODIES: dict[str, tuple[dict[str, str], bytes, int]] = {
    "a form": ({"Content-Type": "application/x-www-form-urlencoded"}, b"client=x&number=1", 415),
    "a form with files": ({"Content-Type": "multipart/form-data; boundary=x"}, b"--x\r\n\r\n--x--", 415),
    "plain text": ({"Content-Type": "text/plain"}, json.dumps(EDIT).encode(), 415),
    "no type": ({"Content-Type": ""}, json.dumps(EDIT).encode(), 415),
    "a file where JSON is wanted": ({"Content-Type": "application/octet-stream"}, json.dumps(EDIT).encode(), 415),
    "two types": ({"Content-Type": "text/plain, application/json"}, json.dumps(EDIT).encode(), 415),
    "half of JSON": ({}, b'{"client": "x", "ops": [', 400),
    "no UTF-8": ({}, b'{"client": "\xff\xfe"}', 400),
    "JSON a thousand deep": ({}, b"[" * 100_000 + b"]" * 100_000, 400),
    "not a number": ({}, b'{"client": "x", "number": NaN, "kind": "article", "id": "bi-mat", "ops": [{}]}', 422),
    "a list": ({}, b"[]", 422),
    "nothing to do": ({}, json.dumps(EDIT | {"ops": []}).encode(), 422),
    "a thousand operations": ({}, json.dumps(EDIT | {"ops": EDIT["ops"] * 1000}).encode(), 422),  # type: ignore[operator]
    "an unknown operation": ({}, json.dumps(EDIT | {"ops": [{"op": "exec", "path": ["title"]}]}).encode(), 422),
    "half a letter": ({}, b'{"client":"x","number":1,"kind":"article","id":"bi-mat","base":"","ops":[{"op":"set",'
                          b'"path":["title"],"old":null,"new":"\\ud800"}]}', 422),
    "a body too large by its length": ({"Content-Length": "999999999999"}, b"{", 413),
    "a length that is no number": ({"Content-Length": "-1"}, b"", 400),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_bodies_of_other_kinds_are_refused(studio: StudioCommand, name: str) -> None:
    headers, body, status = BODIES[name]
    before = files(studio)
    reply = studio.ask("POST", studio.at("edits"), body or b"", {**studio.headers(), **headers})
    assert reply.status == status, reply.body
    assert shows_nothing(reply, studio)
    assert files(studio) == before


NAMES = [
    "..%2F..%2Fngoai", "%2e%2e/%2e%2e/ngoai", "../../../ngoai", "..%5c..%5cngoai", "/etc/passwd", "%2Fetc%2Fpasswd",
    "noi", "ong", "bi-mat.yaml", "articles%2Fbi-mat", "bi-mat%00", "bi-mat%00.yaml", "C:%5Cwin.ini", ".", "..",
    "%2E%2E", ".bulletin", "%F0%9F%92%A9", "a" * 5000, "bi-mat%20", "BI-MAT", "..;/ngoai", "....//ngoai",
    "%c0%ae%c0%ae/ngoai", "file:///etc/passwd", "~root", "$(id)", "CON", "nul.yaml",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_a_path(studio: StudioCommand, name: str) -> None:
    before = files(studio)
    reading = studio.ask("GET", studio.at("story", name))
    assert reading.status in (400, 404, 414), reading.body
    writing = studio.ask("POST", studio.at("edits"), EDIT | {"id": name})
    assert writing.status in (404, 422), writing.body
    for reply in (reading, writing):
        assert shows_nothing(reply, studio)
    assert files(studio) == before


@pytest.mark.parametrize("kind", ["printer", "..", "article", "articles", "publication%2F..", "Mail", ""])
def test_only_known_kinds_of_files_have_a_form(studio: StudioCommand, kind: str) -> None:
    reply = studio.ask("GET", studio.at("form", kind))
    assert reply.status == 404
    assert shows_nothing(reply, studio)


@pytest.mark.parametrize("place", ["x/y", "..%2F..", "%2e%2e/%2e%2e", "/tmp", "bulletins/x"])
def test_unknown_issues_are_not_found(studio: StudioCommand, place: str) -> None:
    reply = studio.ask("GET", f"/api/{place}/story/bi-mat")
    assert reply.status == 404
    assert shows_nothing(reply, studio)


@pytest.mark.parametrize(
    "name",
    ["..%2findex.html", "%2e%2e/app.py", "..%2f..%2f..%2fetc%2fpasswd", "studio.js%00", "", "nothing.js", "../app.py"],
)
def test_the_bundle_is_all_that_is_served_without_a_key(studio: StudioCommand, name: str) -> None:
    reply = studio.ask("GET", f"/app/{name}", headers={"Host": studio.host})
    assert reply.status == 404
    assert shows_nothing(reply, studio)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "GETX"])
def test_other_methods_are_not_answered(studio: StudioCommand, method: str) -> None:
    reply = studio.ask(method, "/api/home")
    assert reply.status in (400, 405)
    assert shows_nothing(reply, studio)


def test_a_preflight_of_another_page_gets_no_leave(studio: StudioCommand) -> None:
    headers = {"Host": studio.host, "Origin": "https://evil.example", "Access-Control-Request-Method": "POST",
               "Access-Control-Request-Headers": "x-bulletin-key"}  # fmt: skip
    reply = studio.ask("OPTIONS", studio.at("edits"), headers=headers)
    assert reply.status == 405
    assert not [name for name in reply.headers if name.startswith("access-control")]


def test_the_start_page_holds_no_secret_and_no_address_of_others(studio: StudioCommand) -> None:
    reply = studio.ask(
        "GET", "/", headers={"Host": studio.host, "Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"}
    )
    assert shows_nothing(reply, studio)
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "no-store"
    assert "set-cookie" not in reply.headers
    assert "server" not in reply.headers


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"},
     {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"},
     {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "iframe"}, {"Origin": "https://evil.example"},
     {"Host": "evil.example"}],
)  # fmt: skip
def test_the_start_page_is_in_no_frame_and_for_no_other_page(studio: StudioCommand, headers: dict[str, str]) -> None:
    reply = studio.ask("GET", "/", headers={"Host": studio.host, **headers})
    assert reply.status == 403


_GET = b"GET /api/home HTTP/1.1\r\n"
_HOST, _KEY = b"Host: {host}\r\n", b"X-Bulletin-Key: {key}\r\n"
_POST = (
    b"POST /api/bulletins HTTP/1.1\r\n"
    + _HOST
    + b"Origin: http://{host}\r\n"
    + _KEY
    + b"Content-Type: application/json\r\n"
)
_CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
RAW: dict[str, bytes] = {
    "two hosts": _GET + _HOST + b"Host: evil.example\r\n" + _KEY + b"\r\n",
    "two origins": _GET + _HOST + b"Origin: http://{host}\r\nOrigin: https://evil.example\r\n" + _KEY + b"\r\n",
    "two keys": _GET + _HOST + _KEY + b"X-Bulletin-Key: x\r\n\r\n",
    "no host": b"GET /api/home HTTP/1.0\r\n" + _KEY + b"\r\n",
    "a whole address": b"GET http://evil.example/api/home HTTP/1.1\r\nHost: evil.example\r\n" + _KEY + b"\r\n",
    "length and chunks": _POST + b"Content-Length: 4\r\n" + _CHUNKED + b"0\r\n\r\n" + _GET + _HOST + b"\r\n",
    "chunks without a length": _POST + _CHUNKED + b"2\r\n{}\r\n0\r\n\r\n",
    "a header without end": b"GET / HTTP/1.1\r\n" + _HOST + b"X-Long: " + b"a" * 100_000,
    "a header over two lines": _GET + b"Host: evil.example\r\n {host}\r\n" + _KEY + b"\r\n",
    "no HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "an old HTTP": b"GET /api/home\r\n\r\n",
    "a web socket": b"GET /api/events HTTP/1.1\r\n" + _HOST + b"Upgrade: websocket\r\nConnection: Upgrade\r\n"
                    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
}  # fmt: skip


@pytest.mark.parametrize("name", RAW)
def test_requests_that_are_no_good_http_get_nothing(studio: StudioCommand, name: str) -> None:
    before = files(studio)
    data = RAW[name].replace(b"{host}", studio.host.encode()).replace(b"{key}", studio.key.encode())
    with socket.create_connection(("127.0.0.1", studio.port), timeout=20) as talk:
        talk.sendall(data)
        talk.settimeout(3)
        got = bytearray()
        try:
            while part := talk.recv(65536):
                got += part
        except (TimeoutError, ConnectionResetError):
            pass
    text = got.decode("utf-8", "replace")
    assert "200 OK" not in text
    assert SECRET not in text
    assert "to-dan-pho" not in text
    assert files(studio) == before


def test_the_program_listens_on_this_computer_alone(studio: StudioCommand) -> None:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    mine = [row[1] for row in rows if int(row[1].rpartition(":")[2], 16) == studio.port and row[3] == "0A"]
    assert mine == [f"0100007F:{studio.port:04X}"]
    six = Path("/proc/net/tcp6")
    assert not six.exists() or f":{studio.port:04X} " not in six.read_text()


def test_the_address_file_is_readable_by_its_user_alone(studio: StudioCommand) -> None:
    (found,) = studio.home.rglob("studio-*.json")
    assert found.stat().st_mode & 0o777 == 0o600
    command = (
        Path(f"/proc/{studio.process.pid}/cmdline").read_bytes()
        + Path(f"/proc/{studio.process.pid}/environ").read_bytes()
    )
    assert studio.key.encode() not in command


HOSTILE_VALUES = [
    "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "javascript:alert(1)",
    "!!python/object/apply:os.system [id]",
    "*anchor", "&a [*a, *a]", "<<: *x", "{{ config }}", "{% import os %}", "$(id)", "`id`", "'; DROP TABLE x; --",
    "\x00", "\u202e\u2066",
    "---\nma: khac", "? \"x\"", "%YAML 1.1", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE_VALUES)
def test_a_value_is_words_and_nothing_else(started: StudioCommand, value: str) -> None:
    ident = sorted((started.folder / "articles").glob("*.yaml"))[0].stem
    there = started.ask("GET", started.at("story", ident)).json()
    said = there["values"].get("notes")
    op = {"op": "set", "path": ["notes"], "old": said, "new": value}
    reply = started.edit("article", ident, op, number=HOSTILE_VALUES.index(value), client="hostile")
    now = started.ask("GET", started.at("story", ident)).json()
    others: Any = {name: one for name, one in now["values"].items() if name != "notes"}
    assert others == {name: one for name, one in there["values"].items() if name != "notes"}
    if reply.status == 200:
        assert now["values"]["notes"] == value
    else:
        assert reply.status in (409, 422)
        assert now["version"] == there["version"]


def test_the_board_shows_nothing_behind_a_link_and_waits_for_no_pipe(studio: StudioCommand) -> None:
    reply = studio.ask("GET", studio.at())
    assert reply.status == 200
    assert "ngoài thư mục" not in reply.body.decode()


def test_it_still_answers_its_own_window_after_all_that(studio: StudioCommand) -> None:
    reply = studio.ask("GET", studio.at("story", "bi-mat"))
    assert reply.status == 200
    assert reply.json()["values"]["title"] == SECRET
