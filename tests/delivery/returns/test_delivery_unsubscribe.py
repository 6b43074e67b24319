"""Figure 7, tokens: none can be made without the secret, GET changes nothing, POST needs no cookie."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_mailed import Office, office
from returned_letters import PUBLICATION

from bulletin.delivery import unsubscribe
from bulletin.delivery.readers.database import database_path
from bulletin.delivery.readers.values import UNSUBSCRIBED
from bulletin.delivery.unsubscribe import app, make_token, read_token, token_secret


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("BULLETIN_PUBLICATION", str(tmp_path))
    with office(tmp_path) as made:
        yield made


def ask(method: str, path: str, query: str = "", body: bytes = b"", **more: Any) -> tuple[str, dict[str, str], bytes]:
    """The answer of the application, called as a web server calls it and judged by the standard library."""
    from io import BytesIO
    from wsgiref.util import setup_testing_defaults
    from wsgiref.validate import validator

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": query,
               "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body)), **more}  # fmt: skip
    setup_testing_defaults(environ)
    answer: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        answer.update(status=status, headers=dict(headers))
        return lambda data: None

    chunks = validator(app)(environ, start)  # type: ignore[arg-type]
    page = b"".join(chunks)
    chunks.close()  # type: ignore[attr-defined]
    return answer["status"], answer["headers"], page


def test_the_module_is_as_short_as_an_administrator_can_read() -> None:
    lines = Path(unsubscribe.__file__).read_text("utf-8").splitlines()
    assert len(lines) < 100


def test_a_token_holds_key_and_publication_and_no_address(desk: Office) -> None:
    person = desk.people[0]
    secret = token_secret(desk.connection)
    assert read_token(secret, person.token) == (PUBLICATION, desk.key(person))
    raw = base64.urlsafe_b64decode(person.token.partition(".")[2])
    assert person.address.encode() not in raw
    assert "@" not in person.token
    assert len(person.token) < 100


def test_ten_thousand_forged_tokens_open_nothing(desk: Office) -> None:
    secret, draw = token_secret(desk.connection), random.Random(7)
    key, good = desk.key(desk.people[0]), desk.people[0].token
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    forged = set()
    for _ in range(2_500):
        place = draw.randrange(len(PUBLICATION) + 1, len(good))
        forged.add(good[:place] + draw.choice(letters) + good[place + 1 :])
        forged.add(f"{PUBLICATION}.{base64.urlsafe_b64encode(key + draw.randbytes(16)).decode()}")
        forged.add(make_token(draw.randbytes(32), PUBLICATION, key))
        forged.add(f"{PUBLICATION}.{base64.urlsafe_b64encode(draw.randbytes(48)).decode()}")
    while len(forged) < 10_001:
        forged.add(f"{PUBLICATION}.{base64.urlsafe_b64encode(key + draw.randbytes(16)).decode()}")
    forged -= {good}
    forged |= {f"khac.{good.partition('.')[2]}", good[:-1], good + "A", good.upper(), "", good.replace(".", ":")}
    forged -= {good}
    assert len(forged) >= 10_000
    assert [token for token in forged if read_token(secret, token)] == []


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.text(max_size=120))
def test_a_token_opens_with_its_own_secret_only(secret: bytes, key: bytes, rubbish: str) -> None:
    token = make_token(secret, "ban-tin-2", key)
    assert read_token(secret, token) == ("ban-tin-2", key)
    assert read_token(bytes(32) if secret != bytes(32) else b"1" * 32, token) is None
    assert read_token(secret, rubbish) is None


def test_get_shows_one_button_and_changes_no_byte(desk: Office, tmp_path: Path) -> None:
    before = database_path(tmp_path).read_bytes()
    for method in ("GET", "HEAD"):
        status, headers, page = ask(method, f"/huy/{desk.people[0].token}")
        assert status == "200 OK"
        assert headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in headers
        assert page.count(b"<button") == (1 if method == "GET" else 0)
        assert int(headers["Content-Length"]) > 500
    assert "Ngừng nhận".encode() in ask("GET", "/", f"token={desk.people[0].token}")[2]
    assert b"Unsubscribe" in ask("GET", "/", f"token={desk.people[0].token}")[2]
    assert database_path(tmp_path).read_bytes() == before
    assert desk.suppressed() == {}


@pytest.mark.parametrize("body", [b"List-Unsubscribe=One-Click", b"", b"x" * 50_000])
def test_post_stops_the_letters_without_cookie(desk: Office, body: bytes) -> None:
    status, headers, page = ask("POST", f"/huy/{desk.people[1].token}", body=body)
    assert (status, headers["Cache-Control"]) == ("200 OK", "no-store")
    assert "Đã ngừng gửi".encode() in page
    assert desk.suppressed() == {desk.key(desk.people[1]): UNSUBSCRIBED}
    assert ask("POST", f"/huy/{desk.people[1].token}")[0] == "200 OK"
    assert desk.suppressed() == {desk.key(desk.people[1]): UNSUBSCRIBED}


def test_a_wrong_token_stops_nobody_and_is_not_repeated(desk: Office) -> None:
    for token in ("<script>alert(1)</script>", desk.people[0].token[:-4] + "AAAA", "", "khac." + "A" * 64):
        for method in ("GET", "POST"):
            status, _, page = ask(method, f"/huy/{token}")
            assert status == "404 Not Found"
            assert b"script" not in page
    assert desk.suppressed() == {}


def test_a_token_of_another_publication_with_the_same_database_stops_nobody(desk: Office) -> None:
    token = make_token(token_secret(desk.connection), "bao-khac", desk.key(desk.people[0]))
    assert ask("POST", f"/{token}")[0] == "404 Not Found"
    assert desk.suppressed() == {}


def test_other_methods_and_a_missing_folder_get_a_plain_answer(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    status, headers, _ = ask("DELETE", f"/{desk.people[0].token}")
    assert (status, headers["Allow"]) == ("405 Method Not Allowed", "GET, HEAD, POST")
    monkeypatch.setenv("BULLETIN_PUBLICATION", "/nowhere")
    assert ask("POST", f"/{desk.people[0].token}")[0] == "503 Service Unavailable"
    monkeypatch.delenv("BULLETIN_PUBLICATION")
    assert ask("GET", f"/{desk.people[0].token}")[0] == "503 Service Unavailable"
    assert desk.suppressed() == {}


def test_a_database_that_another_command_is_writing_asks_to_try_again(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulletin.delivery.readers import database

    monkeypatch.setattr(database, "BUSY_MS", 50)
    desk.connection.execute("BEGIN IMMEDIATE")
    status = ask("POST", f"/{desk.people[0].token}")[0]
    desk.connection.execute("ROLLBACK")
    assert status == "503 Service Unavailable"
