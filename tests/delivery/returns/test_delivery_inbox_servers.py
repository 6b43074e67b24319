"""The mailbox of a real Dovecot, and the whole way through a real Postfix: figure 8."""

from __future__ import annotations

import contextlib
import imaplib
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from imap_tools import BaseMailBox
from mail_servers import PASSWORD, PATIENCE_S, MailServers, mail_servers
from office_mailed import NOW, Office, office
from returned_letters import OFFICE, PUBLICATION, dsn, letter, ours, person_writes

from bulletin.delivery.returns.boxes import DONE
from bulletin.delivery.returns.imap import ImapAccount, ImapBox
from bulletin.delivery.returns.outbox import SmtpOutbox
from bulletin.delivery.returns.reading import read_mailbox
from bulletin.delivery.returns.values import Fate
from bulletin.errors import ToolError

BOX = "hop.thu@binhhai.example"
READERS = [f"nguoi.doc.{n:03}@doc.example" for n in range(180)]
SMALL = [f"nho.{n}@nho.example" for n in range(5)]
GONE = [f"mat.{n:02}@doc.example" for n in range(15)]


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServers]:
    with mail_servers([OFFICE, BOX, *READERS, *SMALL], small={"nho.example": 2_000}) as servers:
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


def account(mail: MailServers, **changed: object) -> ImapAccount:
    values = {"host": "localhost", "port": mail.imaps_port, "security": "tls", "user": BOX, "ca_file": mail.certificate}
    return ImapAccount(**{**values, **changed})  # type: ignore[arg-type]


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
    with ImapBox(account(empty, security=security, port=port), PASSWORD) as box_:
        tally = read_mailbox(box_, desk.connection, PUBLICATION, NOW)
    assert tally.fates[Fate.SUPPRESSED] == tally.fates[Fate.LEFT] == 1
    first, second, third = flags(empty)  # the third is there still
    assert DONE.encode() in first
    assert DONE.encode() not in second
    assert not any(b"Seen" in line for line in (first, second))
    assert b"Deleted" in third
    with ImapBox(account(empty), PASSWORD) as box_:
        assert [incoming.data for incoming in box_.letters()] == [person_writes(person, "Re: Số 9", "Cảm ơn!")]


@pytest.mark.parametrize("move", [True, False])
def test_a_server_without_keywords_gets_a_folder(
    empty: MailServers, desk: Office, move: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.put(BOX, dsn(desk.people[0]))
    empty.put(BOX, b"Subject: nguoi khac\r\n\r\nx\r\n")
    with ImapBox(account(empty), PASSWORD) as box:
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
    with ImapBox(account(empty), PASSWORD) as box:
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
    with ImapBox(account(empty), PASSWORD) as box:
        letters = box.letters()
        next(letters)
        box._validity += 1  # as if the server had built its mailbox anew meanwhile
        the_client(box).shutdown()
        with pytest.raises(ToolError) as caught:
            list(letters)
    assert [finding.rule.id for finding in caught.value.findings] == ["inbox.lost"]


@pytest.mark.parametrize(
    ("changed", "password", "rule"),
    [({}, "sai", "inbox.login"), ({}, "sai mật khẩu", "inbox.login"),
     ({"folder": "Khong co"}, PASSWORD, "inbox.folder"),
     ({"ca_file": None}, PASSWORD, "inbox.certificate"), ({"port": 1}, PASSWORD, "inbox.unreached"),
     ({"host": "khong-co.invalid"}, PASSWORD, "inbox.unreached")],
)  # fmt: skip
def test_a_mailbox_that_cannot_be_opened_says_why(
    mail: MailServers, changed: dict[str, object], password: str, rule: str
) -> None:
    with pytest.raises(ToolError) as caught, ImapBox(account(mail, **changed), password):
        pass
    finding = caught.value.findings[0]
    assert finding.rule.id == rule
    assert int(caught.value.exit_code) == 9
    assert password not in f"{finding.what('vi')}{finding.what('en')}{finding.remedy('vi')}"


# --- the whole way ----------------------------------------------------------------------------------------------------


@dataclass
class _Reply:
    code: int


class _Plain:
    """A session of smtplib in the shape that the outbox wants."""

    def __init__(self, servers: MailServers) -> None:
        self._client = smtplib.SMTP(servers.host, servers.smtp_port, timeout=PATIENCE_S)
        self._client.ehlo()

    def mail(self, sender: str, letter: bytes, *, utf8: bool) -> _Reply:
        return _Reply(self._client.docmd(f"MAIL FROM:<{sender}> SIZE={len(letter)}")[0])

    def rcpt(self, address: str) -> _Reply:
        return _Reply(self._client.docmd(f"RCPT TO:<{address}>")[0])

    def data(self) -> _Reply:
        return _Reply(self._client.docmd("DATA")[0])

    def body(self, letter: bytes) -> None:
        self._client.send(letter)

    def dot(self) -> None:
        self._client.send(b".\r\n")

    def reply(self) -> _Reply:
        return _Reply(self._client.getreply()[0])

    def reset(self) -> None:
        self._client.docmd("RSET")

    def quit(self) -> None:
        self._client.quit()


def mail_issue(desk: Office, servers: MailServers) -> None:
    """Send every reader their letter with the tagged return address, and write the answers into the ledger."""
    session = _Plain(servers)
    for person in desk.people:
        data = ours(person).replace("\n", "\r\n").encode() + b"\r\n" + b"Tin trong tuan\r\n" * 200
        steps = (lambda p=person, d=data: session.mail(p.back, d, utf8=False), lambda p=person: session.rcpt(p.address),
                 session.data)  # fmt: skip
        codes = []
        for step in steps:
            codes.append(step().code)
            if codes[-1] >= 400:
                break
        if codes[-1] == 354:
            session.body(data)
            session.dot()
            codes.append(session.reply().code)
        else:
            session.reset()
        desk.set_state(person, "sent" if codes[-1] == 250 else "failed")
    session.quit()


def test_two_hundred_readers_through_real_servers(mail: MailServers, tmp_path: Path) -> None:
    before = len(mail.letters(OFFICE))
    with office(tmp_path, addresses=[*READERS, *GONE, *SMALL]) as desk:
        assert len(desk.people) == 200
        mail_issue(desk, mail)
        assert {person.address for person in desk.people if desk.state(person) == "failed"} == set(SMALL)
        stopping = desk.people[:5]
        ways = [f"huy {stopping[0].token}", f"huy {stopping[1].tag}", "hủy", "unsubscribe", "Dừng"]
        for person, subject in zip(stopping, ways, strict=True):
            mail.send(person.address, OFFICE, person_writes(person, subject, ""))
        mail.send("la@doc.example", OFFICE, letter("From: la@doc.example", f"To: {OFFICE}", "Subject: hủy"))
        mail.settle()
        mail.wait(OFFICE, before + len(GONE) + 6)
        outbox = SmtpOutbox(lambda: _Plain(mail), OFFICE, "Bản tin Bình Hải", NOW)
        with ImapBox(account(mail, user=OFFICE), PASSWORD) as box:
            tally = read_mailbox(box, desk.connection, PUBLICATION, NOW, outbox)
        outbox.close()
        mail.settle()
        by_address = {person.address: desk.suppressed().get(desk.key(person)) for person in desk.people}
        assert {address for address, reason in by_address.items() if reason == "no-such-address"} == set(GONE)
        assert {address for address, reason in by_address.items() if reason == "unsubscribed"} == set(READERS[:5])
        assert tally.reasons == {"no-such-address": len(GONE), "unsubscribed": 5}
        assert [outcome.letter.sender for _, outcome in tally.left] == ["la@doc.example"]
        assert (tally.confirmed, tally.unconfirmed) == (5, 0)
        for address in READERS[:6]:
            answers = [data for data in mail.letters(address) if b"Auto-Submitted: auto-replied" in data]
            assert len(answers) == (address in READERS[:5])
            assert all(b"Return-Path: <>" in data for data in answers)
        with ImapBox(account(mail, user=OFFICE), PASSWORD) as box:
            again = read_mailbox(box, desk.connection, PUBLICATION, NOW, outbox)
        assert sum(again.fates.values()) == 1  # the one that stayed
        assert max(again.confirmed, again.unconfirmed) == 0
