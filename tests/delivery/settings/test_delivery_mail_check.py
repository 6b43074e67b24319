"""`mail check` against a real Postfix and Dovecot, and what it makes of every answer."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mail_issue_kit import settings
from mail_servers import PASSWORD, MailServers, mail_servers

from bulletin.cli.main import run
from bulletin.delivery.settings.check import Waiting, check_mail
from bulletin.delivery.settings.results import results_in, verdicts
from bulletin.errors import InputError
from bulletin.fields.mail import ImapServer, MailSettings, SmtpServer

OFFICE, STORE = "bantin@binhhai.example", "kho@binhhai.example"
NOW = dt.datetime(2026, 11, 26, 8, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServers]:
    with mail_servers([OFFICE, STORE], refused=["cam@doc.example"], size_limit=5_000_000) as servers:
        yield servers


def chosen(mail: MailServers, **changes: Any) -> MailSettings:
    smtp = SmtpServer(host="localhost", port=mail.smtp_port, security="starttls", user=OFFICE)
    imap = ImapServer(host="localhost", port=mail.imaps_port, security="tls")
    return settings(**{"smtp": smtp, "imap": imap, "ca_file": str(mail.certificate), **changes})


class Ticks:
    """A clock that goes on by itself a little."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        self.time += 0.5
        return self.time

    def sleep(self, seconds: float) -> None:
        threading.Event().wait(0.1)
        self.time += 0.1

    def waiting(self, patience_s: float = 600) -> Waiting:
        return Waiting(self.now, self.sleep, patience_s, 1)


def rule_of(call: Any) -> str:
    with pytest.raises(InputError) as caught:
        call()
    assert PASSWORD not in str(caught.value)
    assert caught.value.findings[0].rule.exit_code in {3, 9}
    return caught.value.findings[0].rule.id


@pytest.mark.parametrize("imap", ["tls", "starttls"])
def test_a_letter_goes_out_and_comes_back(mail: MailServers, imap: str) -> None:
    port = mail.imaps_port if imap == "tls" else mail.imap_port
    server = ImapServer(host="localhost", port=port, security=imap)  # type: ignore[arg-type]
    found = check_mail(chosen(mail, imap=server), Path(), PASSWORD, Ticks().waiting(), f"mark{imap}", NOW)
    assert found.findings == ()
    assert found.came_back_s is not None
    assert found.limit == 5_000_000
    assert found.utf8
    letters = [letter for letter in mail.letters(OFFICE) if found.message_id.encode() in letter]
    assert len(letters) == 1
    assert [verdict.result for verdict in found.verdicts] == ["", "", ""]


def test_what_the_server_found_out_is_explained(mail: MailServers) -> None:
    head = (
        b"Authentication-Results: mx.binhhai.example (amavis 1); dkim=pass (2048-bit key) header.d=binhhai.example;\r\n"
        b"\tspf=softfail (say spf=pass) smtp.mailfrom=bantin@binhhai.example; dmarc=fail action=none\r\n"
        b"Authentication-Results: forged.example; spf=pass; dmarc=pass\r\n"
    )
    letter = head + b"Message-ID: <bulletin.check.given@binhhai.example>\r\nSubject: x\r\n\r\nx\r\n"
    mail.put(OFFICE, letter)
    found = check_mail(chosen(mail), Path(), PASSWORD, Ticks().waiting(), "given", NOW)
    assert {verdict.method: verdict.result for verdict in found.verdicts} == {
        "spf": "softfail", "dkim": "pass", "dmarc": "fail",
    }  # fmt: skip
    lines = {verdict.method: verdict.line for verdict in found.verdicts}
    assert lines["spf"] == 'binhhai.example. IN TXT "v=spf1 a:localhost mx -all"'
    assert lines["dkim"] == ""
    assert lines["dmarc"] == '_dmarc.binhhai.example. IN TXT "v=DMARC1; p=none; rua=mailto:bantin@binhhai.example"'


def test_each_refusal_has_its_own_rule(mail: MailServers, tmp_path: Path) -> None:
    def check(password: str | None = PASSWORD, **changes: Any) -> Any:
        return lambda: check_mail(chosen(mail, **changes), tmp_path, password, Ticks().waiting(2), "refused", NOW)

    good = chosen(mail)
    assert good.imap is not None
    assert rule_of(check(ca_file=None)) == "mail.certificate"
    assert rule_of(check("sai")) == "mail.login-refused"
    assert rule_of(check("sai", imap=None)) == "mail.login-refused"
    assert rule_of(check(smtp=replace(good.smtp, port=free_port()))) == "mail.unreachable"
    assert rule_of(check(smtp=replace(good.smtp, host="127.0.0.1", security="tls"))) == "mail.unreachable"
    assert rule_of(check(imap=replace(good.imap, port=free_port()))) == "mail.unreachable"
    assert rule_of(check(imap=replace(good.imap, folder="Không có"))) == "mail.no-mailbox-folder"
    assert rule_of(check(ca_file="missing.pem")) == "mail.ca-file"
    (tmp_path / "empty.pem").write_text("")
    assert rule_of(check(ca_file="empty.pem")) == "mail.ca-file"
    assert rule_of(check(from_="cam@doc.example")) == "mail.letter-refused"


def test_another_name_than_the_certificates_is_not_trusted(mail: MailServers) -> None:
    smtp = replace(chosen(mail).smtp, host="127.0.0.2")
    assert rule_of(lambda: check_mail(chosen(mail, smtp=smtp), Path(), PASSWORD, Ticks().waiting(2), "n", NOW)) in {
        "mail.certificate", "mail.unreachable",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["smtp", "imap"])
def test_a_server_that_does_not_encrypt_never_sees_the_password(mail: MailServers, kind: str) -> None:
    with plain_server(kind) as (port, heard):
        changes = (
            {"smtp": SmtpServer(host="localhost", port=port, user=OFFICE)}
            if kind == "smtp"
            else {"imap": ImapServer(host="localhost", port=port, security="starttls")}
        )
        call = lambda: check_mail(chosen(mail, **changes), Path(), PASSWORD, Ticks().waiting(2), "p", NOW)  # noqa: E731
        assert rule_of(call) in {"mail.no-tls", "mail.unreachable"}
    said = b"".join(heard).upper()
    assert said
    assert b"AUTH" not in said
    assert b"LOGIN" not in said
    assert PASSWORD.upper().encode() not in said


def test_a_letter_that_does_not_come_back_is_said(mail: MailServers) -> None:
    elsewhere = ImapServer(host="localhost", port=mail.imaps_port, user=STORE)
    found = check_mail(chosen(mail, imap=elsewhere), Path(), PASSWORD, Ticks().waiting(5), "late", NOW)
    assert found.came_back_s is None
    assert [one.rule.id for one in found.findings] == ["mail.letter-not-back"]


def test_the_command_says_it_in_plain_words(
    mail: MailServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "publication.yaml").write_text("ma: a\n")
    (tmp_path / "mail.yaml").write_text(
        f"from: {OFFICE}\nfrom_name: Bản tin\nsmtp: {{host: localhost, port: {mail.smtp_port}, user: {OFFICE}}}\n"
        f"imap: {{host: localhost, port: {mail.imaps_port}}}\npassword: env\nca_file: {mail.certificate}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("BULLETIN_MAIL_PASSWORD", PASSWORD)
    assert run(["mail", "check", str(tmp_path), "--json"]) == 0
    out, err = capfd.readouterr()
    made = json.loads(out)
    assert made["ok"]
    assert made["limit_bytes"] == 5_000_000
    assert set(made["dns"]) == {"spf", "dkim", "dmarc"}
    assert run(["mail", "check", str(tmp_path)]) == 0
    out, err = capfd.readouterr()
    assert "Thư thử đã về hộp thư" in err
    assert "_dmarc.binhhai.example. IN TXT" in err
    assert PASSWORD not in out + err
    monkeypatch.setenv("BULLETIN_MAIL_PASSWORD", "sai")
    assert run(["mail", "check", str(tmp_path)]) == 9
    monkeypatch.delenv("BULLETIN_MAIL_PASSWORD")
    assert run(["mail", "check", str(tmp_path)]) == 9


@pytest.mark.parametrize(("headers", "expected"), [
    (["a; spf=pass; dkim=fail; dkim=pass; dmarc=pass"], {"spf": "pass", "dkim": "pass", "dmarc": "pass"}),
    (["a; spf=fail", "b; spf=pass"], {"spf": "fail"}),
    (["a; spf=fail", "a; dkim=pass"], {"spf": "fail", "dkim": "pass"}),
    (["a 1; spf=pass (x; dmarc=pass)"], {"spf": "pass"}),
    (["mx.google.com;\r\n       dkim=pass header.i=@b.vn;\r\n spf=pass (google.com: x) smtp.mailfrom=a@b.vn"],
     {"dkim": "pass", "spf": "pass"}),
    (["a; none"], {}), ([], {}), ([""], {}), (["a; xspf=pass"], {}),
])  # fmt: skip
def test_results_of_the_topmost_server_count(headers: list[str], expected: dict[str, str]) -> None:
    assert results_in(headers) == expected


def test_every_result_has_words_in_both_languages() -> None:
    for result in ("", "none", "neutral", "softfail", "fail", "temperror", "permerror", "pass", "abc"):
        for verdict in verdicts({"spf": result, "dkim": result, "dmarc": result}, settings()):
            assert verdict.words.vi
            assert verdict.words.en
            assert verdict.good == (result == "pass") == (not verdict.line)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def plain_server(kind: str) -> Iterator[tuple[int, list[bytes]]]:
    """A server that offers no encryption and writes down what it is told."""
    heard: list[bytes] = []

    class Answer(socketserver.StreamRequestHandler):
        timeout = 30

        def handle(self) -> None:
            self.wfile.write(
                b"220 plain\r\n" if kind == "smtp" else b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] plain\r\n"
            )
            for line in self.rfile:
                heard.append(line)
                if kind == "smtp":
                    self.wfile.write(
                        b"250-plain\r\n250 AUTH PLAIN LOGIN\r\n" if b"EHLO" in line.upper() else b"250 ok\r\n"
                    )
                    continue
                tag = line.split()[0]
                if b"CAPABILITY" in line.upper():
                    self.wfile.write(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")
                self.wfile.write(tag + (b" BAD no\r\n" if b"STARTTLS" in line.upper() else b" OK\r\n"))

    class Plain(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Plain(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], heard
        server.shutdown()
