"""The private Postfix and Dovecot of the tests do what other tests build on, and never outlive them."""

from __future__ import annotations

import imaplib
import os
import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import mail_servers as mail_servers_module
import pytest
from mail_servers import PASSWORD, PATIENCE_S, MailServers, mail_servers

OFFICE = "bantin@binhhai.example"
READER = "lan@doc.example"
LETTER = b"From: bantin@binhhai.example\r\nTo: lan@doc.example\r\nSubject: thu\r\nMessage-ID: <a@b>\r\n\r\nXin chao\r\n"


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServers]:
    with mail_servers(
        [OFFICE, READER, "to@nho.example"],
        refused=["cam@doc.example"],
        later=["cham@doc.example"],
        small={"nho.example": 5_000},
        size_limit=50_000,
    ) as servers:
        yield servers


def test_a_letter_is_delivered_with_and_without_a_tag(mail: MailServers) -> None:
    mail.send("bantin+x1@binhhai.example", READER, LETTER)
    mail.send("bantin+x1@binhhai.example", "lan+xa@doc.example", LETTER)
    for data in mail.wait(READER, 2):
        assert b"Xin chao" in data
        assert b"Return-Path: <bantin+x1@binhhai.example>" in data


def test_an_unknown_user_comes_back_to_the_tagged_return_address(mail: MailServers) -> None:
    before = len(mail.letters(OFFICE))
    mail.send("bantin+t123@binhhai.example", "khong-co@doc.example", LETTER)
    notice = mail.wait(OFFICE, before + 1)[-1]
    assert b"Content-Type: multipart/report" in notice
    assert b"Delivered-To: bantin+t123@binhhai.example" in notice
    assert b"Action: failed" in notice
    assert b"Status: 5.1.1" in notice
    assert b"Message-ID: <a@b>" in notice


def test_the_server_refuses_what_it_was_told_to_refuse(mail: MailServers) -> None:
    def code(recipient: str, letter: bytes = LETTER) -> tuple[int, bytes]:
        with pytest.raises((smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException)) as caught:
            mail.send(OFFICE, recipient, letter)
        error = caught.value
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            return next(iter(error.recipients.values()))
        return error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else error.smtp_error.encode()

    assert code("cam@doc.example")[0] == 550
    assert code("cham@doc.example")[0] == 451
    big = LETTER + b"x" * 70 + b"\r\n" + (b"y" * 70 + b"\r\n") * 100
    assert code("to@nho.example", big) == (
        552,
        b"5.3.4 <to@nho.example>: Recipient address rejected: message too big for this domain",
    )
    mail.send(OFFICE, READER, big)
    status, text = code(READER, LETTER + (b"y" * 70 + b"\r\n") * 1000)
    assert (status, text[:5]) == (552, b"5.3.4")


def test_nothing_leaves_the_machine(mail: MailServers) -> None:
    before = len(mail.letters(OFFICE))
    mail.send(OFFICE, "ai-do@noi-khac.example", LETTER)
    assert b"5.4.4" in mail.wait(OFFICE, before + 1)[-1]


def test_postfix_offers_what_the_program_looks_for(mail: MailServers) -> None:
    with smtplib.SMTP(mail.host, mail.smtp_port, timeout=PATIENCE_S) as client:
        client.ehlo()
        assert client.esmtp_features["size"] == "50000"
        assert {"dsn", "smtputf8", "starttls", "chunking"} <= client.esmtp_features.keys()
        client.starttls(context=mail.trust())
        assert client.login(OFFICE, PASSWORD)[0] == 235
    with smtplib.SMTP(mail.host, mail.smtp_port, timeout=PATIENCE_S) as client:
        client.starttls(context=mail.trust())
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login(OFFICE, "sai")


@pytest.mark.parametrize("way", ["plain", "starttls", "tls"])
def test_imap_shows_the_maildir(mail: MailServers, way: str) -> None:
    mail.put(OFFICE, LETTER)
    if way == "tls":
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            "localhost", mail.imaps_port, ssl_context=mail.trust(), timeout=PATIENCE_S
        )
    else:
        box = imaplib.IMAP4(mail.host, mail.imap_port, timeout=PATIENCE_S)
        if way == "starttls":
            box.starttls(mail.trust())
    with box:
        box.login(OFFICE, PASSWORD)
        status, count = box.select("INBOX")
        assert status == "OK"
        assert int(count[0] or 0) >= 1


_KILLED = """
import sys, time
from mail_servers import mail_servers
with mail_servers(["bantin@binhhai.example"]) as mail:
    print(mail.folder, flush=True)
    time.sleep(3600)
"""


def test_a_killed_test_leaves_no_server_and_no_folder() -> None:
    kits = Path(mail_servers_module.__file__).parent
    worker = subprocess.Popen(
        [sys.executable, "-c", _KILLED], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(kits)}, text=True
    )
    assert worker.stdout is not None
    told = worker.stdout.readline().strip()
    assert told, "the worker did not start"
    folder = Path(told)
    assert running(folder)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    deadline = time.monotonic() + PATIENCE_S
    while folder.exists() or running(folder):
        assert time.monotonic() < deadline, running(folder)
        time.sleep(0.1)
    worker.stdout.close()


def running(folder: Path) -> list[str]:
    """The processes that work in a folder: its Postfix, its Dovecot, or their guards."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            place = str((entry / "cwd").readlink()) + " " + (entry / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if str(folder) in place:
            found.append(f"{entry.name} {place}")
    return found
