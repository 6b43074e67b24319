"""`bulletin inbox`: what came back, read from the office's mailbox."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.cli import options
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json

if TYPE_CHECKING:
    from bulletin.delivery.returns.outbox import SmtpOutbox
    from bulletin.delivery.returns.values import Mailbox
    from bulletin.fields.mail import MailSettings

_PATH = click.Path(path_type=Path)


@click.command(
    cls=Command,
    help=Both(
        "Đọc thư trả về: địa chỉ hỏng, khiếu nại, người xin thôi nhận.\n\n"
        "Đọc hộp thư ghi ở mục imap của mail.yaml, hoặc một Maildir, một tệp mbox. Thư nào không chắc thì để nguyên và "
        "liệt kê. Chạy hai lần không đổi gì thêm.",
        "Read what came back: dead addresses, complaints, readers who stop.\n\n"
        "Reads the mailbox under imap in mail.yaml, or a Maildir, or an mbox file. What it is not sure of stays and is "
        "listed. Running it twice changes nothing more.",
    ),
)
@option("--maildir", type=_PATH, metavar="DIR", help=Both("Đọc Maildir này.", "Read this Maildir."))
@option("--mbox", type=_PATH, metavar="FILE", help=Both("Đọc tệp mbox này.", "Read this mbox file."))
@option("--dry-run", is_flag=True, help=Both("Chỉ cho xem, không đổi gì.", "Only show, change nothing."))
@option(
    "--folder", type=_PATH, metavar="DIR", default=Path(),
    help=Both("Thư mục của bản tin (mặc định: thư mục hiện tại).", "The bulletin's folder (default: the current one)."),
)  # fmt: skip
@option("--addresses", is_flag=True, help=Both("Hiện địa chỉ đầy đủ.", "Show addresses in full."))
@options.as_json
@click.pass_obj
def inbox(
    settings: Settings, maildir: Path | None, mbox: Path | None, dry_run: bool, folder: Path, addresses: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Read what came back."""
    if maildir is not None and mbox is not None:
        raise UsageMistake("Chọn một: --maildir hoặc --mbox.", "Choose one: --maildir or --mbox.")
    from bulletin.cli.inbox_shown import InboxView
    from bulletin.delivery.readers.database import database_path, using
    from bulletin.delivery.readers.place import publication_folder
    from bulletin.delivery.returns.publication import publication_id
    from bulletin.delivery.returns.reading import read_mailbox

    home, now = publication_folder(folder), dt.datetime.now(dt.UTC)
    publication = publication_id(home)
    with contextlib.ExitStack() as stack:
        connection = stack.enter_context(using(database_path(home)))
        box, mail = _mailbox(stack, home, maildir, mbox)
        outbox = None if dry_run or mail is None else _outbox(mail, home, now)
        if outbox is not None:
            stack.callback(outbox.close)
        tally = read_mailbox(box, connection, publication, now, outbox, dry_run=dry_run)
    view = InboxView(tally, dry_run=dry_run, addresses=addresses)
    if as_json:
        emit_json(view.as_dict())
        return
    for line in view.text(settings):
        click.echo(line)


def _mailbox(
    stack: contextlib.ExitStack, home: Path, maildir: Path | None, mbox: Path | None
) -> tuple[Mailbox, MailSettings | None]:
    """The mailbox that was asked for, and `mail.yaml` where there is a good one: it sends the confirmations."""
    from bulletin.delivery.returns.boxes import MaildirBox, MboxFile
    from bulletin.delivery.settings.read import find_settings

    found = find_settings(home)
    if maildir is not None:
        return MaildirBox(maildir), found.settings
    if mbox is not None:
        return MboxFile(mbox), found.settings
    from bulletin.delivery.returns import rules
    from bulletin.delivery.returns.imap import ImapBox
    from bulletin.delivery.settings.connect import open_mailbox
    from bulletin.delivery.settings.secret import read_password
    from bulletin.errors import Finding, InputError, Place

    mail = found.needed()
    if mail.imap is None:
        raise InputError([Finding(rules.NO_IMAP, Place("mail.yaml"))])
    server, password = mail.imap, read_password(mail, home, os.environ)
    return stack.enter_context(ImapBox(lambda: open_mailbox(mail, server, home, password), server)), mail


def _outbox(mail: MailSettings, home: Path, now: dt.datetime) -> SmtpOutbox:
    """Confirmations go the way of the issue; the connection is opened with the first one."""
    from bulletin.delivery.returns.outbox import Session, SmtpOutbox
    from bulletin.delivery.sending.office import office_mail
    from bulletin.delivery.sending.smtp import ConnectionLost, connect

    def opened() -> Session:
        office = office_mail(home)
        session: Session = connect(office.relay(), context=office.trust())
        return session

    return SmtpOutbox(opened, mail.from_, mail.from_name, now, (ConnectionLost, OSError))
