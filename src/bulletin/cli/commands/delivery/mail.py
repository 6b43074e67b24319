"""`bulletin mail login` and `mail check`: the password put where it belongs, and both servers tried."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.cli import options
from bulletin.cli.help import Command, Group, Lazy, option
from bulletin.cli.settings import Both, Settings, emit_json
from bulletin.errors import ExitCode

if TYPE_CHECKING:
    from bulletin.delivery.settings.check import CheckedMail
    from bulletin.delivery.settings.read import FoundSettings

mail = Group(
    "mail",
    lazy={
        "login": Lazy(
            "bulletin.cli.commands.delivery.mail:login",
            Both("Cất mật khẩu gửi thư vào nơi mail.yaml ghi.", "Put the password where mail.yaml says."),
        ),
        "check": Lazy(
            "bulletin.cli.commands.delivery.mail:check",
            Both(
                "Gửi một thư thử cho chính cơ quan và giải thích kết quả.", "Send a test letter to the office itself."
            ),
        ),
    },
    subcommand_metavar="COMMAND …",
    help=Both("Thiết lập việc gửi thư.", "Set up the sending of letters."),
)


@click.command(
    cls=Command,
    help=Both(
        "Hỏi mật khẩu (không hiện khi gõ) và cất vào nơi mail.yaml ghi: kho khóa của máy, hoặc một tệp quyền 0600."
        " Mật khẩu không bao giờ nằm trong mail.yaml.\n\nTHƯ_MỤC có publication.yaml; bỏ trống là thư mục này.",
        "Ask for the password (without showing it) and put it where mail.yaml says: the keyring, or a file of mode"
        " 0600. It is never in mail.yaml.\n\nFOLDER has publication.yaml; the current one by default.",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER", default=Path(), required=False)
@click.pass_obj
def login(settings: Settings, folder: Path) -> None:
    """Put the password where it belongs."""
    from bulletin.delivery.settings.secret import keep_password

    found = _found(settings, folder)
    wanted = found.needed()
    who = wanted.smtp.user or wanted.from_
    if sys.stdin.isatty():
        words = settings.words(f"Mật khẩu của {who} tại {wanted.smtp.host}", f"Password of {who} at {wanted.smtp.host}")
        password = click.prompt(words, hide_input=True, err=True, default="", show_default=False)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    where = keep_password(wanted, found.folder, password)
    if where == "keyring":
        settings.say("Đã cất mật khẩu vào kho khóa của máy.", "The password is in the keyring.")
    else:
        settings.say(
            f"Đã cất mật khẩu vào tệp (quyền 0600): {where}", f"The password is in a file (mode 0600): {where}"
        )
    settings.say("Hãy thử gửi: bulletin mail check", "Now try it: bulletin mail check")


@click.command(
    cls=Command,
    help=Both(
        "Đăng nhập máy chủ gửi và hộp thư (luôn mã hóa, luôn kiểm tra chứng thư), gửi một thư thử cho chính cơ quan,"
        " đọc lại và giải thích SPF, DKIM, DMARC kèm dòng DNS để đưa cho người quản trị.",
        "Log in to the sending server and the mailbox (always encrypted, certificate checked), send one letter to the"
        " office itself, read it back, explain SPF, DKIM and DMARC with the DNS line for the administrator.",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER", default=Path(), required=False)
@option(
    "--patience", metavar="N", type=click.IntRange(1, 3600), default=120,
    help=Both("Chờ thư thử về hộp thư tối đa bao nhiêu giây (mặc định: 120).", "Seconds to wait for the letter (120)."),
)  # fmt: skip
@options.as_json
@click.pass_obj
def check(settings: Settings, folder: Path, patience: int, as_json: bool) -> ExitCode:
    """Try both servers with one letter."""
    import datetime as dt
    import os
    import time
    import uuid

    from bulletin.delivery.settings.check import Waiting, check_mail
    from bulletin.delivery.settings.secret import read_password

    found = _found(settings, folder)
    wanted = found.needed()
    needs = wanted.smtp.user is not None or wanted.imap is not None
    password = read_password(wanted, found.folder, os.environ) if needs else None
    waiting = Waiting(time.monotonic, time.sleep, float(patience))
    now = dt.datetime.now().astimezone()
    settings.say(f"Đang thử gửi qua {wanted.smtp.host} …", f"Trying {wanted.smtp.host} …")
    checked = check_mail(wanted, found.folder, password, waiting, uuid.uuid4().hex[:20], now)
    if as_json:
        emit_json(_as_dict(checked))
    else:
        _tell(checked, settings)
    return ExitCode.NOT_REACHED if checked.imap and checked.came_back_s is None else ExitCode.DONE


def _found(settings: Settings, folder: Path) -> FoundSettings:
    """The settings of a folder, their warnings printed."""
    from bulletin.cli.findings import print_findings
    from bulletin.delivery.settings.read import find_settings

    found = find_settings(folder)
    if found.settings is not None and found.findings:
        print_findings(found.findings, settings, None)
    return found


def _tell(checked: CheckedMail, settings: Settings) -> None:
    from bulletin.cli.findings import print_findings

    mb = f"{checked.limit / 1_000_000:.0f} MB" if checked.limit else settings.words("không nói", "not said")
    settings.say(
        f"✓ Đăng nhập được {checked.smtp}, đường truyền mã hóa, chứng thư đúng. Thư lớn nhất máy chủ nhận: {mb}.",
        f"✓ Logged in to {checked.smtp}, encrypted, certificate good. Largest letter: {mb}.",
    )
    if checked.came_back_s is not None:
        settings.say(
            f"✓ Thư thử đã về hộp thư {checked.imap} sau {checked.came_back_s:.0f} giây.",
            f"✓ The test letter came back to {checked.imap} after {checked.came_back_s:.0f} s.",
        )
    for verdict in checked.verdicts:
        mark = "✓" if verdict.good else "!"
        settings.say(f"{mark} {verdict.words.vi}", f"{mark} {verdict.words.en}")
        if verdict.line:
            settings.say(
                "  Đưa dòng này cho người quản trị tên miền:", "  Give this line to the domain's administrator:"
            )
            click.echo(f"  {verdict.line}", err=True)
    if checked.findings:
        print_findings(checked.findings, settings, None)


def _as_dict(checked: CheckedMail) -> dict[str, object]:
    return {
        "ok": not checked.findings,
        "smtp": checked.smtp,
        "limit_bytes": checked.limit,
        "smtputf8": checked.utf8,
        "imap": checked.imap,
        "came_back_s": checked.came_back_s,
        "results": {verdict.method: verdict.result for verdict in checked.verdicts},
        "dns": {verdict.method: verdict.line for verdict in checked.verdicts if verdict.line},
        "findings": [finding.as_dict() for finding in checked.findings],
    }
