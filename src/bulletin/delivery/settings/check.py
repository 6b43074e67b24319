"""`mail check`: log in to both servers, send one letter to the office itself, read it back, explain what came of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from imap_tools import AND, BaseMailBox, Header

from bulletin.delivery.domains import ascii_domain
from bulletin.delivery.letter.mime import BodyParts, body_bytes
from bulletin.delivery.letter.one import letter_for
from bulletin.delivery.letter.sign import key_record, read_signer
from bulletin.delivery.letter.values import LetterHeading, Letters, Recipient
from bulletin.delivery.sending.answers import Meaning, meaning
from bulletin.delivery.sending.smtp import ConnectionLost, SmtpSession, said
from bulletin.delivery.settings import rules
from bulletin.delivery.settings.connect import choose_folder, open_mailbox, open_smtp
from bulletin.delivery.settings.results import MailVerdict, results_in, verdicts
from bulletin.errors import Finding, InputError, Place
from bulletin.fields.mail import MailSettings
from bulletin.lazy import dataclass

_MARKS = ("tokentokentoken", "backbackback")
_TEXT = (
    "Thư thử của bulletin. Thư này do lệnh bulletin mail check gửi cho chính cơ quan,\n"
    "để xem thư đi được, về được, và có được tin hay không. Xóa đi là xong.\n\n"
    "Ngừng nhận: tokentokentoken backbackback\n"
)
_HTML = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Thư thử</title></head><body><h1>Thư thử</h1>'
    "<p>Thư này do lệnh bulletin mail check gửi cho chính cơ quan. Xóa đi là xong.</p>"
    "<p>tokentokentoken backbackback</p></body></html>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedMail:
    """What the check found.

    `limit` is the server's SIZE in bytes, 0 when it said nothing; `came_back_s` is None when the letter was not seen.
    """

    smtp: str
    limit: int
    utf8: bool
    message_id: str
    imap: str = ""
    came_back_s: float | None = None
    verdicts: tuple[MailVerdict, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long to look for the letter, and the clock that is used; tests bring their own."""

    now: Callable[[], float]
    sleep: Callable[[float], None]
    patience_s: float = 120
    pause_s: float = 3


def check_mail(
    settings: MailSettings, folder: Path, password: str | None, waiting: Waiting, mark: str, today: dt.datetime
) -> CheckedMail:
    """Everything that the servers show.

    Args:
        settings: of `mail.yaml`.
        folder: of `mail.yaml`.
        password: None where the server asks for none.
        waiting: for the letter to arrive.
        mark: letters and digits that no other test letter has.
        today: the date of the letter.

    Raises:
        InputError: a server is not reached or refuses; no letter was sent unless the letter itself was refused.
    """
    signer = read_signer(settings.dkim, folder) if settings.dkim is not None else None
    letter, message_id = _test_letter(settings, mark, today)
    whole = signer.signed(letter) if signer is not None else letter
    with contextlib.ExitStack() as stack:
        box = None
        if settings.imap is not None and password is not None:
            box = open_mailbox(settings, settings.imap, folder, password)
            stack.callback(_logout, box)
            choose_folder(box, settings.imap)
        smtp = open_smtp(settings, folder, password)
        stack.callback(smtp.close)
        checked = CheckedMail(
            smtp=f"{settings.smtp.host}:{settings.smtp.port}", message_id=message_id, utf8=smtp.utf8,
            limit=smtp.size or 0,
        )  # fmt: skip
        _send(smtp, settings, whole)
        if settings.imap is None or box is None:
            return replace(checked, findings=(Finding(rules.NO_IMAP, Place("mail.yaml")),))
        record = key_record(signer) if signer is not None else ""
        return _read_back(checked, box, settings, folder, waiting, record)


def _test_letter(settings: MailSettings, mark: str, today: dt.datetime) -> tuple[bytes, str]:
    domain = ascii_domain(settings.from_.rpartition("@")[2]) or "localhost"
    body = body_bytes(BodyParts(text=_TEXT, html=_HTML, marks=(_MARKS[0], _MARKS[1])))
    heading = LetterHeading(
        from_=settings.from_, from_name=settings.from_name, subject="Thư thử của bulletin", list_id=f"thu.{domain}",
        unsubscribe_url=settings.unsubscribe.url or "", tagged=settings.tagged_address == "plus",
    )  # fmt: skip
    message_id = f"<bulletin.check.{mark}@{domain}>"
    to = Recipient(address=settings.from_, name=settings.from_name, tag=f"thu{mark}"[:40], message_id=message_id)
    return letter_for(Letters(heading=heading, link=body), "link", to, today), message_id


def _send(smtp: SmtpSession, settings: MailSettings, letter: bytes) -> None:
    local, _, typed = settings.from_.rpartition("@")
    address = f"{local}@{ascii_domain(typed) or typed}"
    try:
        reply = smtp.mail(address, letter, utf8=not local.isascii() and smtp.utf8)
        if meaning(reply) == Meaning.ACCEPTED:
            reply = smtp.rcpt(address)
        if meaning(reply) == Meaning.ACCEPTED:
            reply = smtp.data()
        if reply.code == 354:
            early = smtp.body(letter)
            if early is None:
                smtp.dot()
            reply = early or smtp.reply()
    except ConnectionLost as error:
        reply = error.reply
    if meaning(reply) != Meaning.ACCEPTED:
        values = {"server": f"{settings.smtp.host}:{settings.smtp.port}", "reply": said(reply)}
        raise InputError([Finding(rules.LETTER_REFUSED, Place("mail.yaml"), "", values)])


def _read_back(
    checked: CheckedMail, box: BaseMailBox, settings: MailSettings, folder: Path, waiting: Waiting, record: str
) -> CheckedMail:
    assert settings.imap is not None
    server = f"{settings.imap.host}:{settings.imap.port}"
    start = waiting.now()
    while True:
        box.client.noop()
        asked = AND(header=Header("Message-ID", checked.message_id.strip("<>")))
        found = next(iter(box.fetch(asked, limit=1, mark_seen=False, headers_only=True)), None)
        took = waiting.now() - start
        if found is not None:
            headers = dict(found.headers).get("authentication-results", ())
            results = results_in(headers)
            return replace(
                checked, imap=server, came_back_s=round(took, 1), verdicts=tuple(verdicts(results, settings, record))
            )
        if took >= waiting.patience_s:
            values = {"seconds": f"{took:.0f}", "folder": shlex.quote(str(folder))}
            late = Finding(rules.NOT_BACK, Place("mail.yaml"), "", values)
            return replace(checked, imap=server, findings=(late,))
        waiting.sleep(waiting.pause_s)


def _logout(box: BaseMailBox) -> None:
    with contextlib.suppress(Exception):
        box.logout()
