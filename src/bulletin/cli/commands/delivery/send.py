"""`bulletin send`: mails a built issue to every reader once, and accounts for each of them."""

from __future__ import annotations

import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options
from bulletin.cli.findings import named, print_findings, refused, safe
from bulletin.cli.help import Command, option
from bulletin.cli.sending_shown import goes_on, in_utc, next_step, progress_line, stopping, sums, whose_fault
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json, shown
from bulletin.errors import BulletinError, ExitCode, Finding, InputError

if TYPE_CHECKING:
    from bulletin.delivery.sending.freeze import RunRecord
    from bulletin.delivery.sending.ledger import Ledger
    from bulletin.delivery.sending.office import BuiltIssue, Database
    from bulletin.delivery.sending.values import Outcome

_ASK = "\0"
_MODES = ("dry_run", "to", "resolve", "status")


@click.command(
    cls=Command,
    help=Both(
        "Gửi số báo đã dựng tới mọi bạn đọc trong danh sách, mỗi người một lần.\n\n"
        "Bị ngắt giữa chừng thì gõ lại đúng lệnh này: ai nhận rồi không nhận nữa, ai chưa nhận sẽ nhận. Hết hạn mức "
        "trong ngày thì dừng với mã thoát 7 và nói còn bao nhiêu người, khi nào gửi tiếp được.",
        "Mail a built issue to every reader on the list, each of them once.\n\n"
        "After an interruption the same command goes on: nobody gets two, nobody is left out. When the day's quota is "
        "used up it ends with exit code 7 and says how many are left and when to go on.",
    ),
)
@options.folder
@option("--dry-run", is_flag=True, help=Both(
    "Không nối mạng; ghi đúng từng thư thành tệp .eml (trong mail/dry-run, hoặc --out).",
    "Open no connection; write the exact letters as .eml files (into mail/dry-run, or --out)."))  # fmt: skip
@options.out(Both("Thư mục cho các tệp .eml của --dry-run.", "Folder for the .eml files of --dry-run."))
@option("--to", multiple=True, metavar="ADDRESS", help=Both(
    "Gửi thử, chỉ tới địa chỉ này (dùng được nhiều lần); sổ gửi không đổi.",
    "A test: send to this address only (may be repeated); the ledger stays as it is."))  # fmt: skip
@option("--wait", is_flag=True, help=Both(
    "Hết hạn mức hoặc máy chủ hẹn lại thì tự chờ rồi gửi tiếp.",
    "Wait and go on by itself when the quota is used up or the server asks to come later."))  # fmt: skip
@option("--correction", is_flag=True, help=Both(
    "Số báo đã dựng lại khác đi: gửi bản sửa cho mọi người.",
    "The issue was built anew: send a correction to everybody."))  # fmt: skip
@option("--late", is_flag=True, help=Both(
    "Gửi tiếp lần gửi đã quá hạn.", "Go on with a sending that has expired."))  # fmt: skip
@option("--resolve", is_flag=False, flag_value=_ASK, multiple=True, metavar="ADDRESS=sent|again", help=Both(
    "Xác nhận từng thư chưa rõ: sent (coi là đã tới) hoặc again (gửi lại). Không ghi gì sau --resolve thì hỏi.",
    "Settle letters in doubt: sent (take it as arrived) or again. Without a value it asks."))  # fmt: skip
@option("--status", is_flag=True, help=Both("Cho biết đã gửi tới đâu.", "Say how far the sending is."))
@option("--report", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=Both(
    "Ghi báo cáo từng bạn đọc: TÊN.html hoặc TÊN.json.",
    "Write the report on each reader: NAME.html or NAME.json."))  # fmt: skip
@option("--addresses", is_flag=True, help=Both(
    "Cho phép in địa chỉ bạn đọc trong --json.",
    "Show readers' addresses in --json."))  # fmt: skip
@options.as_json
@click.pass_obj
def send(settings: Settings, /, folder: Path, **given: Any) -> ExitCode:
    """Mail a built issue."""
    _compatible(given)
    given["folder"] = folder
    try:
        return _send(settings, folder, given)
    except BulletinError as error:
        return refused(error, settings, None)


def _compatible(given: dict[str, Any]) -> None:
    """Refuse two jobs at once; `--dry-run --to` is one: only those letters are written."""
    chosen = [f"--{name.replace('_', '-')}" for name in _MODES if given[name]]
    if len(chosen) > 1 and chosen != ["--dry-run", "--to"]:
        words = " và ".join(chosen), " and ".join(chosen)
        raise UsageMistake(f"Không dùng cùng lúc {words[0]}.", f"{words[1]} do not go together.")
    if given["out"] and not given["dry_run"]:
        raise UsageMistake("--out chỉ đi với --dry-run.", "--out goes with --dry-run only.")
    if given["report"] and given["report"].suffix.lower() not in {".html", ".json"}:
        raise UsageMistake("--report cần tên tệp .html hoặc .json.", "--report takes a name in .html or .json.")


def _send(settings: Settings, folder: Path, given: dict[str, Any]) -> ExitCode:
    from bulletin.delivery.readers.database import using
    from bulletin.delivery.sending.office import built_issue

    issue = built_issue(folder, proved=not (given["status"] or given["resolve"]))
    for name in ("report", "out"):
        if given[name]:
            _keep_apart(given[name], name, issue, folder)
    if given["to"] and not given["dry_run"]:
        return _test(settings, issue, given)
    with using(issue.database) as connection:
        if given["status"]:
            return _status(settings, issue, connection, given)
        if given["resolve"]:
            return _resolve(settings, issue, connection, given)
        if given["dry_run"]:
            return _dry_run(settings, issue, connection, given)
        return _run(settings, issue, connection, given)


def _keep_apart(target: Path, name: str, issue: BuiltIssue, folder: Path) -> None:
    """Refuse to put addresses into the folder of an issue, which is built, packed and handed on.

    The folder `mail` is never built or packed, wherever it is.
    """
    from bulletin.release import FILE_NAME
    from bulletin.runtime import paths

    place, mail = target.resolve(), issue.mail_folder.resolve()
    if place.is_relative_to(mail):
        return
    above = [place, *place.parents] if name == "out" else list(place.parents)
    issues = {folder.resolve(), issue.build.resolve()}
    if any(one in issues or any(paths.is_file(one / file) for file in ("issue.yaml", FILE_NAME)) for one in above):
        instead = shlex.quote(shown(issue.mail_folder / target.name))
        raise UsageMistake(
            f"“{shown(target)}” nằm trong thư mục số báo, mà tệp ấy có địa chỉ bạn đọc: thư mục số báo được chép và "
            f"chuyển đi. Hãy gõ lại với --{name} {instead}",
            f"“{shown(target)}” is in the folder of an issue, which is copied and handed on, and holds readers' "
            f"addresses. Type --{name} {instead} instead.",
        )


# --- sending ----------------------------------------------------------------------------------------------------------


def _run(settings: Settings, issue: BuiltIssue, connection: Database, given: dict[str, Any]) -> ExitCode:
    from bulletin.delivery.sending.office import send_issue
    from bulletin.delivery.sending.throttle import WallClock

    clock = WallClock()
    with stopping(clock, settings), progress_line(settings) as watch:
        outcome = send_issue(
            connection, issue, clock, watch, wait=given["wait"], correction=given["correction"], late=given["late"],
            adopted=lambda: goes_on(settings),
        )  # fmt: skip
    return _told(settings, issue, connection, outcome, given)


def _told(
    settings: Settings, issue: BuiltIssue, connection: Database, outcome: Outcome, given: dict[str, Any]
) -> ExitCode:
    """Say how it ended."""
    from bulletin.delivery.sending.report import ending_finding

    finding = next(iter(named([one for one in [ending_finding(outcome)] if one])), None)
    code = finding.rule.exit_code if finding else ExitCode.DONE
    if outcome.ending == "interrupted" and outcome.counts.waiting:
        code = ExitCode.INTERRUPTED
    more = {"ending": outcome.ending, "next_at": None if outcome.next_at is None else in_utc(outcome.next_at)}
    _report(settings, issue, connection, given, code, [finding] if finding else [], more)
    if not given["as_json"]:
        settings.say(*sums(outcome.counts))
        whose_fault(settings, outcome.counts, given["folder"], issue.mail_folder)
        if outcome.ending == "interrupted":
            settings.say(
                "Đã dừng theo yêu cầu; gõ lại lệnh này để gửi tiếp.", "Stopped as you asked; the same command goes on."
            )
        if finding:
            print_findings([finding], settings, None)
    return code


# --- looking ----------------------------------------------------------------------------------------------------------


def _latest(issue: BuiltIssue, connection: Database) -> tuple[RunRecord, Ledger]:
    from bulletin.delivery.sending import rules
    from bulletin.delivery.sending.freeze import latest_run
    from bulletin.delivery.sending.ledger import Ledger

    run = latest_run(connection, issue.key)
    if run is None:
        raise InputError([Finding(rules.NO_RUN)])
    return run, Ledger(connection, run.id)


def _report(
    settings: Settings, issue: BuiltIssue, connection: Database, given: dict[str, Any], code: ExitCode,
    findings: list[Finding], more: dict[str, Any],
) -> None:  # fmt: skip
    """Write what was asked for: the file of `--report`, and `--json`."""
    if not (given["report"] or given["as_json"]):
        return
    from bulletin.delivery.sending.report import mail_report, report_dict, write_report

    run, ledger = _latest(issue, connection)
    report = mail_report(run, ledger.deliveries(), ledger.returned())
    if given["report"]:
        write_report(report, given["report"])
        if not given["as_json"]:
            click.echo(shown(given["report"]))
    if given["as_json"]:
        emit_json(
            {"ok": code is ExitCode.DONE, "exit_code": int(code), "findings": [one.as_dict() for one in findings]}
            | more
            | {"report": report_dict(report, addresses=given["addresses"])}
        )


def _status(settings: Settings, issue: BuiltIssue, connection: Database, given: dict[str, Any]) -> ExitCode:
    from bulletin.delivery.sending.lock import lock_owner
    from bulletin.delivery.sending.values import local

    run, ledger = _latest(issue, connection)
    owner, counts = lock_owner(issue.mail_folder), ledger.counts()
    code = ExitCode.NOT_REACHED if counts.waiting or counts["in-doubt"] else ExitCode.DONE
    more = {"sender": None if owner is None else {"pid": owner.process, "since": owner.since, "what": owner.what}}
    _report(settings, issue, connection, given, code, [], more)
    if given["as_json"]:
        return code
    click.echo(settings.words(f"{issue.key}, bắt đầu {local(run.started)}", f"{issue.key}, begun {local(run.started)}"))
    click.echo(settings.words(*sums(counts)))
    if owner is not None:
        since = local(owner.since) if owner.since else "?"
        settings.say(
            f"Đang gửi: {owner.what}, từ {since} (tiến trình {owner.process}).",
            f"At work: {owner.what}, since {since} (process {owner.process}).",
        )
        return code
    at = ledger.next_at(now := time.time())
    next_step(settings, counts, given["folder"], at if at is not None and at > now else None)
    return code


# --- letters in doubt -------------------------------------------------------------------------------------------------


def _resolve(settings: Settings, issue: BuiltIssue, connection: Database, given: dict[str, Any]) -> ExitCode:
    from bulletin.delivery.sending import rules
    from bulletin.delivery.sending.ledger import recover
    from bulletin.delivery.sending.lock import sending_lock

    answers = dict(_answer(word) for word in given["resolve"] if word != _ASK)
    with sending_lock(issue.mail_folder, str(issue.key)):
        recover(connection, time.time())
        _, ledger = _latest(issue, connection)
        doubts = {row.address.casefold(): row for row in ledger.deliveries("in-doubt")}
        unknown = [address for address in answers if address.casefold() not in doubts]
        if unknown:
            raise InputError([Finding(rules.NOT_IN_DOUBT, values={"address": safe(one)}) for one in unknown])
        for address, accepted in answers.items():
            ledger.resolve(doubts[address.casefold()].key, accepted, time.time())
        if _ASK in given["resolve"]:
            _ask_each(settings, ledger, given)
        counts = ledger.counts()
    code = ExitCode.NOT_REACHED if counts.waiting or counts["in-doubt"] else ExitCode.DONE
    _report(settings, issue, connection, given, code, [], {})
    if not given["as_json"]:
        settings.say(*sums(counts))
        if counts["pending"]:
            next_step(settings, counts, given["folder"], None)
    return code


def _answer(word: str) -> tuple[str, bool]:
    address, _, answer = word.rpartition("=")
    if not address or answer not in {"sent", "again"}:
        raise UsageMistake(
            f"--resolve nhận ĐỊA_CHỈ=sent hoặc ĐỊA_CHỈ=again, không nhận “{word}”; muốn được hỏi: đặt --resolve cuối.",
            f"--resolve takes ADDRESS=sent or ADDRESS=again, not “{word}”; to be asked, put --resolve last.",
        )
    return address, answer == "sent"


def _ask_each(settings: Settings, ledger: Ledger, given: dict[str, Any]) -> None:
    """Show each letter in doubt with time and server, and ask; an empty answer leaves it as it is."""
    from bulletin.delivery.sending.values import local

    for row in list(ledger.deliveries("in-doubt")):
        when = local(row.changed) if row.changed else "?"
        click.echo(settings.words(
            f"{safe(row.address)} – trao cho {safe(row.server)} lúc {when}, mã thư {row.message_id}",
            f"{safe(row.address)} – handed to {safe(row.server)} at {when}, {row.message_id}",
        ), err=True)  # fmt: skip
        if given["as_json"]:
            continue
        answer = click.prompt(
            settings.words("  sent (đã tới), again (gửi lại), Enter (để sau)", "  sent, again, or Enter for later"),
            default="", show_default=False, err=True, type=click.Choice(["sent", "again", ""]), show_choices=False,
        )  # fmt: skip
        if answer:
            ledger.resolve(row.key, answer == "sent", time.time())


# --- nobody or only ourselves -----------------------------------------------------------------------------------------


def _dry_run(settings: Settings, issue: BuiltIssue, connection: Database, given: dict[str, Any]) -> ExitCode:
    from bulletin.delivery.readers.rehearsed import DRY_RUN
    from bulletin.delivery.sending.office import office_mail, token_secret
    from bulletin.delivery.sending.rehearsal import rehearsed, write_letters

    mail = office_mail(issue.publication)
    frozen, rows = rehearsed(connection, issue, mail, given["to"])
    folder = given["out"] or issue.mail_folder / DRY_RUN
    count = write_letters(mail.letters(frozen, issue.key, token_secret(connection)), rows, folder)
    if given["as_json"]:
        emit_json({"ok": True, "exit_code": 0, "folder": str(folder), "letters": count})
        return ExitCode.DONE
    settings.say(f"Đã ghi {count} thư, chưa gửi gì.", f"{count} letters written; nothing was sent.")
    click.echo(shown(folder))
    return ExitCode.DONE


def _test(settings: Settings, issue: BuiltIssue, given: dict[str, Any]) -> ExitCode:
    from bulletin.delivery.sending.rehearsal import send_to
    from bulletin.delivery.sending.smtp import said

    answers = send_to(issue, given["to"])
    failed = [row for row, reply in answers if not 200 <= reply.code < 300]
    code = ExitCode.NOT_REACHED if failed else ExitCode.DONE
    if given["as_json"]:
        replies = [{"address": row.address, "code": reply.code, "reply": said(reply)} for row, reply in answers]
        emit_json({"ok": not failed, "exit_code": int(code), "test": replies})
        return code
    for row, reply in answers:
        click.echo(f"{safe(row.address)}: {safe(said(reply))}")
    return code
