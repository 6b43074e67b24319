"""The mailbox of a real Dovecot."""

from __future__ import annotations

import contextlib
import imaplib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from imap_tools import BaseMailBox
from mail_issue_kit import settings
from mail_servers import PASSWORD, PATIENCE_S, MailServers, mail_servers
from office_mailed import NOW, Office, office
from returned_letters import PUBLICATION, dsn, person_writes

from bulletin.delivery.returns.boxes import DONE
from bulletin.delivery.returns.imap import ImapBox
from bulletin.delivery.returns.reading import read_mailbox
from bulletin.delivery.returns.values import Fate
from bulletin.delivery.settings.connect import open_mailbox
from bulletin.errors import InputError, ToolError
from bulletin.fields.mail import ImapServer

BOX = "hop.thu@binhhai.example"


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServers]:
    with mail_servers([BOX]) as servers:
        yield servers


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as made:
        yield made


@pytest.fixture
def empty(mail: MailServers) -> MailServers:
    """The servers with an empty mailbox."""
    with imaplib.IMAP4(mail.host, mail.imap_port, timeout=PATIENCE_S) as box:
        box.login(BOX, PASSWORD)
        if box.select("INBOX")[1] != [b"0"]:
            box.store("1:*", "+FLAGS", r"(\Deleted)")
            box.expunge()
        with contextlib.suppress(imaplib.IMAP4.error):
            box.delete(DONE)
    return mail


def mailbox(mail: MailServers, password: str = PASSWORD, **changed: Any) -> ImapBox:
    values = {"host": "localhost", "port": mail.imaps_port, "security": "tls", "user": BOX} | changed
    ca_file = str(mail.certificate) if values.pop("ca", True) else None
    server = ImapServer(**values)
    wanted = settings(imap=server, ca_file=ca_file)
    return ImapBox(lambda: open_mailbox(wanted, server, Path(), password), server)


def flags(mail: MailServers) -> list[bytes]:
    """The flags of every letter in the mailbox, in order."""
    with imaplib.IMAP4(mail.host, mail.imap_port, timeout=PATIENCE_S) as box:
        box.login(BOX, PASSWORD)
        box.select("INBOX", readonly=True)
        return [line for line in box.fetch("1:*", "(FLAGS)")[1] if isinstance(line, bytes)]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_done_letters_are_marked_and_nothing_else_is_touched(empty: MailServers, desk: Office, security: str) -> None:
    person = desk.people[0]
    empty.put(BOX, dsn(person))
    empty.put(BOX, person_writes(person, "Re: Số 9", "Cảm ơn!"))
    empty.put(BOX, b"Subject: bo\r\n\r\nthu da xoa cua nguoi khac\r\n")
    with imaplib.IMAP4(empty.host, empty.imap_port, timeout=PATIENCE_S) as box:
        box.login(BOX, PASSWORD)
        box.select("INBOX")
        box.store("3", "+FLAGS", r"(\Deleted)")
    port = empty.imaps_port if security == "tls" else empty.imap_port
    with mailbox(empty, security=security, port=port) as box_:
        tally = read_mailbox(box_, desk.connection, PUBLICATION, NOW)
    assert tally.fates[Fate.SUPPRESSED] == tally.fates[Fate.LEFT] == 1
    first, second, third = flags(empty)  # the third is there still
    assert DONE.encode() in first
    assert DONE.encode() not in second
    assert not any(b"Seen" in line for line in (first, second))
    assert b"Deleted" in third
    with mailbox(empty) as box_:
        assert [incoming.data for incoming in box_.letters()] == [person_writes(person, "Re: Số 9", "Cảm ơn!")]


@pytest.mark.parametrize("move", [True, False])
def test_a_server_without_keywords_gets_a_folder(
    empty: MailServers, desk: Office, move: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.put(BOX, dsn(desk.people[0]))
    empty.put(BOX, b"Subject: nguoi khac\r\n\r\nx\r\n")
    with mailbox(empty) as box:
        monkeypatch.setattr(box, "_keywords", False)
        assert {"MOVE", "UIDPLUS"} <= box._abilities
        monkeypatch.setattr(box, "_abilities", box._abilities - (set() if move else {"MOVE"}))
        read_mailbox(box, desk.connection, PUBLICATION, NOW)
        assert len(list(box.letters())) == 1
    with imaplib.IMAP4(empty.host, empty.imap_port, timeout=PATIENCE_S) as plain:
        plain.login(BOX, PASSWORD)
        assert plain.select(DONE)[1] == [b"1"]
        assert plain.select("INBOX")[1] == [b"1"]


def the_client(box: ImapBox) -> imaplib.IMAP4:
    inner = box._box
    assert isinstance(inner, BaseMailBox)
    return inner.client


def test_a_connection_that_breaks_is_made_again(empty: MailServers, desk: Office) -> None:
    for person in desk.people:
        empty.put(BOX, dsn(person))
    with mailbox(empty) as box:
        letters = box.letters()
        first = next(letters)
        the_client(box).shutdown()
        assert [first.name, *(incoming.name for incoming in letters)] == sorted({first.name, *uids(empty)}, key=int)


def uids(mail: MailServers) -> list[str]:
    with imaplib.IMAP4(mail.host, mail.imap_port, timeout=PATIENCE_S) as box:
        box.login(BOX, PASSWORD)
        box.select("INBOX", readonly=True)
        return box.uid("SEARCH", "ALL")[1][0].decode().split()


def test_numbers_that_mean_other_letters_now_are_not_used(empty: MailServers, desk: Office) -> None:
    for person in desk.people:
        empty.put(BOX, dsn(person))
    with mailbox(empty) as box:
        letters = box.letters()
        next(letters)
        box._validity += 1  # as if the server had built its mailbox anew meanwhile
        the_client(box).shutdown()
        with pytest.raises(ToolError) as caught:
            list(letters)
    assert [finding.rule.id for finding in caught.value.findings] == ["inbox.lost"]


@pytest.mark.parametrize(
    ("changed", "password", "rule"),
    [({}, "sai", "mail.login-refused"), ({}, "sai mật khẩu", "mail.login-refused"),
     ({"folder": "Khong co"}, PASSWORD, "mail.no-mailbox-folder"),
     ({"ca": False}, PASSWORD, "mail.certificate"), ({"port": 1}, PASSWORD, "mail.unreachable"),
     ({"host": "khong-co.invalid"}, PASSWORD, "mail.unreachable")],
)  # fmt: skip
def test_a_mailbox_that_cannot_be_opened_says_why(
    mail: MailServers, changed: dict[str, object], password: str, rule: str
) -> None:
    with pytest.raises(InputError) as caught, mailbox(mail, password, **changed):
        pass
    finding = caught.value.findings[0]
    assert finding.rule.id == rule
    assert int(caught.value.exit_code) == 9
    assert password not in f"{finding.what('vi')}{finding.what('en')}{finding.remedy('vi')}"
