"""The connection: encryption and certificates, logins, dots, replies, what a server says too early."""

from __future__ import annotations

import asyncio
import random
import ssl
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smtp_kit import Script, begun, dial, names, readers, sending, serving, trusted

from bulletin.delivery.sending.report import mail_report, report_dict, report_html
from bulletin.delivery.sending.smtp import ConnectionLost, Timeouts, connect, dot_stuffed, server_reply
from bulletin.delivery.sending.values import Counts, Delivery, Relay, ServerReply
from bulletin.delivery.settings.connect import open_smtp
from bulletin.errors import InputError, ToolError
from bulletin.fields.mail import MailSettings, SmtpServer


def relay(port: int, **changes: Any) -> Relay:
    return Relay(**({"host": "localhost", "port": port, "security": "starttls"} | changes))


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    return trusted(tmp_path_factory.mktemp("keys"))


# --- encryption and logins --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_encrypted_connection_carries_letters(
    tmp_path: Path, keys: tuple[ssl.SSLContext, Path], security: str
) -> None:
    server, cert = keys
    options = {"ssl_context": server} if security == "tls" else {"tls_context": server, "require_starttls": True}
    db, script = readers(tmp_path, names(3)), Script()
    with serving(script, **options) as port:
        context = ssl.create_default_context(cafile=cert)
        one = sending(db, begun(db), port, connect=lambda: connect(relay(port, security=security), context=context))
        assert one.send().counts == Counts({"sent": 3})
    assert sorted(script.recipients()) == names(3)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobody_is_refused(keys: tuple[ssl.SSLContext, Path], security: str) -> None:
    options = {"ssl_context": keys[0]} if security == "tls" else {"tls_context": keys[0]}
    with serving(Script(), **options) as port, pytest.raises(ToolError, match=r"sending\.certificate"):
        connect(relay(port, security=security), Timeouts(5, 5))


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    server, cert = trusted(tmp_path, "mail.somebody.test")
    context = ssl.create_default_context(cafile=cert)
    with serving(Script(), tls_context=server) as port, pytest.raises(ToolError, match=r"sending\.certificate"):
        connect(relay(port), Timeouts(5, 5), context)


def test_no_encryption_no_letter() -> None:
    with serving(Script()) as port, pytest.raises(ToolError, match=r"sending\.no-tls"):
        connect(relay(port, user="u", password="p"), Timeouts(5, 5))
    with pytest.raises(ToolError, match=r"sending\.no-tls"):
        connect(Relay(host="192.0.2.1", port=25, security="plain"), Timeouts(5, 5))


def test_the_wrong_kind_of_encryption_says_so() -> None:
    with serving(Script()) as port, pytest.raises(ToolError, match=r"sending\.tls-failed"):
        connect(relay(port, security="tls"), Timeouts(5, 5))


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_logins_with_any_letters(keys: tuple[ssl.SSLContext, Path], way: str) -> None:
    server, cert = keys
    script = Script(user=("bản tin".encode(), "mật khẩu".encode()))
    context = ssl.create_default_context(cafile=cert)
    exclude = ["PLAIN" if way == "LOGIN" else "LOGIN"]
    options = {
        "tls_context": server,
        "authenticator": script.login,
        "auth_required": True,
        "auth_exclude_mechanism": exclude,
    }
    with serving(script, **options) as port:
        session = connect(relay(port, user="bản tin", password="mật khẩu"), Timeouts(5, 5), context)
        assert session.mail("a@b.test", b"x\r\n", utf8=False).code == 250
        session.quit()
        with pytest.raises(ToolError, match=r"sending\.login") as error:
            connect(relay(port, user="bản tin", password="sai"), Timeouts(5, 5), context)
    assert "sai" not in str(error.value.findings[0].values)


# --- the bytes --------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([b".", b"\r\n", b"a", b"..", b"\n", b"\r", b"\r\n.\r\n", b"QUIT\r\n"]), max_size=30))
def test_a_letter_is_one_letter_whatever_is_in_it(pieces: list[bytes]) -> None:
    wire = dot_stuffed(b"".join(pieces))
    assert b"\r\n.\r\n" not in b"\r\n" + wire, "only we end a letter"
    assert wire.endswith(b"\r\n")
    assert wire.count(b"\n") == wire.count(b"\r") == wire.count(b"\r\n")
    lines = [line[1:] if line.startswith(b".") else line for line in wire.split(b"\r\n")]
    import re

    meant = re.sub(rb"\r\n|\r|\n", b"\r\n", b"".join(pieces))
    assert b"\r\n".join(lines) in (meant, meant + b"\r\n")


def test_what_a_server_says_is_made_fit_for_people() -> None:
    assert server_reply(550, b"5.1.1 <a@b>: Recipient\n5.1.1 unknown\x1b[31m") == ServerReply(
        550, "5.1.1", "<a@b>: Recipient unknown [31m"
    )
    assert server_reply(250, b"OK") == ServerReply(250, "", "OK")
    assert server_reply(550, "Không nhận".encode()).text == "Không nhận"
    assert len(server_reply(550, b"x" * 9999).text) == 500


class Early(asyncio.Protocol):
    """Speaks, or hangs up, in the middle of a letter."""

    def __init__(self, words: bytes) -> None:
        self.words, self.data, self.letter = words, b"", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.out: Any = transport
        self.out.write(b"220 relay.test\r\n")

    def data_received(self, data: bytes) -> None:
        if self.letter:
            self.out.write(self.words)
            self.out.close()
            return
        for line in data.splitlines():
            if line == b"DATA":
                self.letter = True
                self.out.write(b"354 go\r\n")
            else:
                self.out.write(b"250 OK\r\n")


@pytest.mark.parametrize(("words", "state"), [(b"552 5.3.4 too much\r\n", "failed"), (b"", "deferred")])
def test_who_speaks_before_the_dot_has_not_taken_the_letter(tmp_path: Path, words: bytes, state: str) -> None:
    db = readers(tmp_path, names(1))
    run, script = begun(db), Script()
    with serving(script, lambda: Early(words)) as port:
        one = sending(db, run, port)

        def slowly() -> Any:
            session = dial(port)()
            send = session._client.send

            def sent(data: bytes) -> None:
                send(data)
                import time

                time.sleep(0.1)

            session._client.send = sent  # type: ignore[method-assign, assignment]
            return session

        one.connect = slowly
        outcome = one.send()
    assert outcome.counts == Counts({state: 1})


def test_a_server_that_does_not_answer_is_not_waited_for_without_end() -> None:
    class Mute(asyncio.Protocol):
        pass

    with serving(Script(), Mute) as port, pytest.raises(ConnectionLost):
        connect(Relay(host="127.0.0.1", port=port, security="plain"), Timeouts(0.2, 0.2))


# --- the report -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("speak", ["send", "mail check"])
def test_a_reply_without_end_is_not_listened_to(tmp_path: Path, speak: str) -> None:
    class Endless(asyncio.Protocol):
        sent = 0

        def connection_made(self, transport: Any) -> None:
            self.transport = transport
            transport.write(b"220 relay.test\r\n")

        def data_received(self, data: bytes) -> None:
            self.more()

        def resume_writing(self) -> None:
            self.more()

        def more(self) -> None:
            self.transport.set_write_buffer_limits(high=0)
            Endless.sent += 100_000
            if Endless.sent < 50_000_000:
                self.transport.write(b"250-SIZE\r\n" * 10_000)

    with serving(Script(), Endless) as port:
        if speak == "send":
            with pytest.raises(ConnectionLost, match="65536"):
                connect(relay(port, security="plain", host="127.0.0.1"), Timeouts(60, 60))
        else:
            server = SmtpServer(host="localhost", port=port)
            settings = MailSettings(from_="a@b.example", from_name="A", smtp=server)
            with pytest.raises(InputError) as caught:
                open_smtp(settings, tmp_path, None)
            assert "65536" in caught.value.findings[0].what()
    assert Endless.sent < 50_000_000


def test_the_sums_of_the_report_equal_the_list() -> None:
    from smtp_kit import ISSUE

    from bulletin.delivery.sending.freeze import RunRecord
    from bulletin.delivery.sending.states import STATES

    rng = random.Random(3)
    run = RunRecord(id=1, issue=ISSUE, correction=0, release_sha256="a" * 64, started="2026-11-26T01:00:00Z",
                    expires="2026-11-29T01:00:00Z", state="open")  # fmt: skip
    rows = [
        Delivery(run=1, key=bytes([n]), address=address, name="<b>&", domain=address.partition("@")[2], tag=f"t{n}",
                 message_id=f"<{n}>", state=rng.choice(STATES))
        for n, address in enumerate(names(200, 7))
    ]  # fmt: skip
    found = report_dict(mail_report(run, rows), addresses=True)
    assert sum(found["totals"].values()) == found["readers"] == len(found["deliveries"]) == 200
    for state in STATES:
        assert sum(domain[state] for domain in found["domains"].values()) == found["totals"][state]
        assert sum(row["state"] == state for row in found["deliveries"]) == found["totals"][state]
    page = report_html(mail_report(run, rows)).decode()
    assert "<b>&" not in page
    assert page.count("&lt;b&gt;&amp;") == 200
    assert not any(word in page for word in ("http:", "https:", "src=", "url(", "@import"))
    assert '<html lang="vi">' in page
