"""What reaches nobody or only ourselves: the exact letters as files, and a test letter to a few addresses."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bulletin.delivery.readers.values import AddressError, normalise_address
from bulletin.delivery.sending import rules
from bulletin.delivery.sending.answers import Meaning, meaning
from bulletin.delivery.sending.freeze import frozen_letters, latest_run, next_correction, recipients, untouched
from bulletin.delivery.sending.ledger import Ledger
from bulletin.delivery.sending.office import BuiltIssue, OfficeMail, office_mail, same_letters
from bulletin.delivery.sending.smtp import ConnectionLost, SmtpSession, connect, said
from bulletin.delivery.sending.values import Delivery, IssueKey, LetterSource, ServerReply
from bulletin.delivery.settings.rules import UNREACHABLE
from bulletin.errors import Finding, InputError
from bulletin.runtime.files import write_error

TEST_TAG = "thu"


def write_letters(letters: LetterSource, deliveries: Iterable[Delivery], folder: Path) -> int:
    """Write each reader's letter as `0001.eml` into a folder of our own, and return how many; opens no socket.

    Raises:
        OutputError: a file cannot be written.
    """
    count = 0
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in folder.glob("*.eml"):
            old.unlink()
        for count, delivery in enumerate(deliveries, 1):
            form = "link" if delivery.form == "link" and "link" in letters.forms else letters.forms[0]
            path = folder / f"{count:04}.eml"
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(letters.letter(form, delivery))
    except OSError as error:
        raise write_error(folder, error) from error
    return count


def rehearsed(
    connection: sqlite3.Connection, issue: BuiltIssue, mail: OfficeMail, only: Sequence[str] = ()
) -> tuple[bytes, list[Delivery]]:
    """The frozen letter and the rows that sending would use now: of the run that was begun, or of a new one.

    Args:
        connection: the publication's database, which is only read.
        issue: what would be sent.
        mail: the office's.
        only: if not empty, the addresses whose letters are wanted.
    """
    latest = latest_run(connection, issue.key)
    fresh = latest is not None and untouched(connection, latest.id)
    if latest is not None and not fresh and same_letters(connection, latest, issue, mail):
        frozen = frozen_letters(connection, latest.id)
        rows = list(Ledger(connection, latest.id).deliveries("pending", "claimed", "deferred"))
    else:
        number = latest.correction if latest is not None and fresh else next_correction(latest)
        frozen = mail.freeze(issue.build, number)
        rows = recipients(connection, issue.key, number, mail.domain)
    if only:
        wanted = {address.casefold() for address in only}
        rows = [row for row in rows if row.address.casefold() in wanted]
        left = wanted - {row.address.casefold() for row in rows}
        rows += test_deliveries([address for address in only if address.casefold() in left], issue.key, mail.domain)
    return frozen, rows


def test_deliveries(addresses: Sequence[str], issue: IssueKey, domain: str) -> list[Delivery]:
    """Rows that are in no ledger: each address once, with a tag that is nobody's.

    Raises:
        InputError: something is no address.
    """
    good, wrong = list[str](), list[Finding]()
    for typed in addresses:
        try:
            good.append(normalise_address(typed))
        except AddressError as error:
            values = {"address": typed, "reason": error.reason.vi, "reason_en": error.reason.en}
            wrong.append(Finding(rules.NO_ADDRESS, values=values))
    if wrong:
        raise InputError(wrong)
    about = f"{issue.publication}.{issue.year}-{issue.number}"
    return [
        Delivery(
            run=0, key=b"", address=address, name="", domain=address.rpartition("@")[2], tag=f"{TEST_TAG}{number}",
            message_id=f"<bulletin.{about}.{TEST_TAG}{number}.{os.urandom(6).hex()}@{domain}>", state="pending",
        )
        for number, address in enumerate(dict.fromkeys(good), 1)
    ]  # fmt: skip


def send_to(issue: BuiltIssue, addresses: Sequence[str]) -> list[tuple[Delivery, ServerReply]]:
    """Send the letter to these addresses only; the server's last reply for each. The ledger stays as it is.

    Raises:
        BulletinError: an address, a setting or the password is wrong, or the server cannot be reached or refuses us.
    """
    mail = office_mail(issue.publication)
    rows = test_deliveries(addresses, issue.key, mail.domain)
    letters, relay, trust = mail.letters(mail.freeze(issue.build, 0), issue.key, b""), mail.relay(), mail.trust()
    try:
        return send_test(letters, rows, lambda: connect(relay, context=trust))
    except ConnectionLost as lost:
        reason = said(lost.reply)
        values = {"server": f"{relay.host}:{relay.port}", "reason_vi": reason, "reason_en": reason}
        raise InputError([Finding(UNREACHABLE, values=values)]) from lost


def send_test(
    letters: LetterSource, deliveries: Iterable[Delivery], connect: Callable[[], SmtpSession]
) -> list[tuple[Delivery, ServerReply]]:
    """Send to these addresses at once, without a ledger; the relay's last reply for each.

    Raises:
        ConnectionLost: the relay cannot be reached or ended the connection.
        ToolError: it refuses us.
    """
    session = connect()
    try:
        return [(delivery, _one(letters, delivery, session)) for delivery in deliveries]
    finally:
        session.quit()


def _one(letters: LetterSource, delivery: Delivery, session: SmtpSession) -> ServerReply:
    form = letters.forms[0]
    letter, sender = letters.letter(form, delivery), letters.sender(delivery)
    if session.size is not None and len(letter) > session.size and "link" in letters.forms:
        letter = letters.letter("link", delivery)
    utf8 = not (delivery.address + sender).isascii()
    if utf8 and not session.utf8:
        return ServerReply(0, "", "SMTPUTF8")
    reply = session.mail(sender, letter, utf8=utf8)
    if meaning(reply) == Meaning.ACCEPTED:
        reply = session.rcpt(delivery.address)
    if meaning(reply) == Meaning.ACCEPTED:
        reply = session.data()
    if reply.code != 354:
        session.reset()
        return reply
    early = session.body(letter)
    if early is not None:
        raise ConnectionLost(early.text, early.code)
    session.dot()
    return session.reply()
