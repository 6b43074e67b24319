"""`bulletin print`: the office edition to a CUPS queue, a proof copy first, each job in the print-run record."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options
from bulletin.cli.findings import named, print_findings, refused, safe, summary, with_path
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, emit_json, shown
from bulletin.errors import BulletinError, ExitCode, Finding, InputError, ToolError
from bulletin.lazy import dataclass
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from bulletin.delivery.built import Built
    from bulletin.delivery.printing.runs import PrintSession
    from bulletin.delivery.printing.ticket import Ticket
    from bulletin.print_run import Part, PrintedJob, Purpose

_PATIENCE_S = 600.0
_MOST_COPIES = 100_000
_SIDES = {
    "one-sided": Both("một mặt", "one-sided"),
    "two-sided-long-edge": Both("hai mặt, lật theo cạnh dài", "two-sided, flip on long edge"),
    "two-sided-short-edge": Both("hai mặt, lật theo cạnh ngắn", "two-sided, flip on short edge"),
}
_TROUBLES = {
    "media-empty": Both("hết giấy", "out of paper"),
    "media-needed": Both("cần nạp giấy", "paper must be loaded"),
    "media-jam": Both("kẹt giấy", "a paper jam"),
    "toner-empty": Both("hết mực", "out of toner"),
    "toner-low": Both("sắp hết mực", "toner is low"),
    "door-open": Both("nắp đang mở", "a door is open"),
    "cover-open": Both("nắp đang mở", "a cover is open"),
    "paused": Both("máy đang tạm dừng", "the printer is paused"),
    "offline": Both("máy đang ngắt kết nối", "the printer is offline"),
    "connecting-to-device": Both("đang nối tới máy in", "connecting to the printer"),
}


@click.command(
    "print",
    cls=Command,
    help=Both(
        "In số báo đã dựng ra máy in của cơ quan (qua CUPS).\n\n"
        "In office-booklet.pdf (không có thì office.pdf) đúng khổ giấy, hướng, cách lật và tỉ lệ 100 % mà lúc dựng đã "
        "khuyên. In thử một bản rồi hỏi “đúng chưa?” mới in nốt. Mỗi lần in được ghi vào print-run.jsonl cạnh số báo.",
        "Print a built issue on the office printer (through CUPS).\n\n"
        "Prints office-booklet.pdf (else office.pdf) with the paper, orientation, flip and scale of 100 % that the "
        "build advised. One proof copy first, the rest after your answer. Each job is written into print-run.jsonl "
        "beside the issue.",
    ),
)
@options.folder
@option(
    "--copies", type=click.IntRange(1, _MOST_COPIES), default=1, metavar="N",
    help=Both("Tổng số bản, kể cả bản in thử (mặc định 1).", "Copies in all, the proof copy among them (default 1)."),
)  # fmt: skip
@option(
    "--printer", "queue", metavar="NAME",
    help=Both("Tên máy in trong CUPS, hoặc địa chỉ ipp://… (mặc định: máy in mặc định).",
              "The CUPS queue, or an ipp:// address (default: the default printer)."),
)  # fmt: skip
@option(
    "--edition", metavar="NAME",
    help=Both("In bản này, ví dụ office (mặc định: bản đã dàn tờ).", "Print this edition, such as office (default: the "
              "one on sheets)."),
)  # fmt: skip
@option(
    "--side", type=click.Choice(["front", "back"]),
    help=Both("Chỉ in mặt trước (front) hoặc mặt sau (back) của mọi tờ, để tự lật giấy.",
              "Print only the fronts or the backs of all sheets, to turn the paper by hand."),
)  # fmt: skip
@option(
    "--yes",
    is_flag=True,
    help=Both(
        "Không in thử, không hỏi: in đủ số bản một lượt.", "No proof copy, no question: print all copies at once."
    ),
)
@options.as_json
@click.pass_obj
def print_(
    settings: Settings, /, folder: Path, queue: str | None, edition: str | None, as_json: bool, **wishes: Any
) -> ExitCode:
    """Print a built issue."""
    from bulletin.delivery.built import built_issue, edition_bytes
    from bulletin.delivery.printing.plan import plan_of
    from bulletin.delivery.printing.queues import find_printer
    from bulletin.delivery.printing.runs import PrintSession
    from bulletin.delivery.printing.ticket import edition_to_print, ticket_of

    asked = _Asked(folder, queue, edition, **wishes)
    built: Built | None = None
    ticket: Ticket | None = None
    try:
        built = built_issue(folder)
        entry = edition_to_print(built.release, edition)
        pdf, ticket = edition_bytes(built, entry), ticket_of(entry)
        plan = plan_of(ticket, find_printer(queue, os.environ))
        if asked.side and ticket.sides != "one-sided":
            plan = replace(plan, two_passes=True)
        run = PrintSession(built, pdf, plan, _user(), _PATIENCE_S)
        return _Dialogue(settings, asked, run).go()
    except (InputError, ToolError) as error:
        return _cannot(error, settings, ticket, built)


@dataclass(frozen=True, slots=True)
class _Asked:
    folder: Path
    queue: str | None
    edition: str | None
    copies: int
    side: str | None
    yes: bool

    def command(self, copies: int) -> str:
        """The line to type for more copies of the same, without a proof copy."""
        words = ["bulletin", "print", shown(self.folder), "--copies", str(copies), "--yes"]
        words += ["--printer", self.queue] if self.queue else []
        return shlex.join(words + (["--edition", self.edition] if self.edition else []))


class _Dialogue:
    """The conversation around a run: what is sent, the questions, what is left."""

    def __init__(self, settings: Settings, asked: _Asked, run: PrintSession) -> None:
        self._settings, self._asked, self._run = settings, asked, run
        self._jobs: tuple[PrintedJob, ...] = ()
        # Whoever reads JSON is a program, also at a terminal.
        self._person = sys.stdin is not None and sys.stdin.isatty() and not settings.json

    def go(self) -> ExitCode:
        """Print what was asked for; returns the exit code."""
        plan, asked = self._run.plan, self._asked
        if not self._settings.json:
            print_findings(plan.findings, self._settings, None)
        self._announce()
        if asked.side and plan.two_passes:
            self._part(
                "proof" if asked.copies == 1 else "run", "fronts" if asked.side == "front" else "backs", asked.copies
            )
            return self._done(0)
        if plan.two_passes and not self._person:
            from bulletin.delivery.printing.rules import NEEDS_PERSON

            raise InputError([Finding(NEEDS_PERSON, values={"queue": plan.printer.name})])
        if asked.yes:
            self._whole("run" if asked.copies > 1 else "proof", asked.copies)
            return self._done(0)
        self._whole("proof", 1)
        left = asked.copies - 1
        if left and self._person and self._right(left):
            self._whole("run", left)
            left = 0
        return self._done(left)

    def _whole(self, purpose: Purpose, copies: int) -> None:
        """All sides: in one job, or fronts and backs with the paper turned between them."""
        if not self._run.plan.two_passes:
            self._part(purpose, "whole", copies)
            return
        self._part(purpose, "fronts", copies)
        edge = self._settings.words("cạnh ngắn", "short") if self._run.plan.ticket.flip == "short" else (
            self._settings.words("cạnh dài", "long"))  # fmt: skip
        self._settings.say(
            f"Lấy cả xấp giấy ra, giữ nguyên thứ tự. Lật cả xấp quanh {edge}, nạp lại vào khay sao cho tờ 1 vào máy "
            "trước và mặt trắng được in.",
            f"Take the whole pile out and keep its order. Turn it about its {edge} edge and reload it so that sheet 1 "
            "goes in first and the blank side is printed.",
        )
        click.prompt(
            self._settings.words("Nạp xong thì nhấn Enter", "Press Enter when it is loaded"),
            default="", show_default=False, err=True,
        )  # fmt: skip
        self._part(purpose, "backs", copies)

    def _part(self, purpose: Purpose, part: Part, copies: int) -> None:
        name = {
            "whole": Both("Đang in", "Printing"),
            "fronts": Both("Lượt 1, mặt trước:", "Pass 1, fronts:"),
            "backs": Both("Lượt 2, mặt sau:", "Pass 2, backs:"),
        }[part].in_(self._settings.lang)  # fmt: skip
        proof = self._settings.words(" in thử", " proof") if purpose == "proof" else ""
        self._settings.say(f"{name} {copies} bản{proof} …", f"{name} {copies}{proof} {_copies(copies)} …")
        jobs = self._run.print_part(purpose, part, copies, self._trouble)
        self._jobs += jobs
        for job in jobs:
            if job.state == "unfinished":
                self._settings.say(
                    f"Máy đã nhận bản in số {job.job} nhưng chưa in xong; xem màn hình của máy.",
                    f"The printer has taken job {job.job} but has not finished it; look at its display.",
                )

    def _announce(self) -> None:
        plan, ticket, words = self._run.plan, self._run.plan.ticket, self._settings.words
        way = words("ngang", "landscape") if ticket.orientation == "landscape" else words("dọc", "portrait")
        sides = _SIDES[plan.sides].in_(self._settings.lang)
        self._settings.say(
            f"{ticket.file} → máy in “{safe(plan.printer.name)}”: giấy {ticket.paper}, hướng {way}, {sides}, "
            f"tỉ lệ 100 %, mỗi bản {ticket.sheets} tờ.",
            f"{ticket.file} → printer “{safe(plan.printer.name)}”: {ticket.paper}, {way}, {sides}, scale 100 %, "
            f"{ticket.sheets} {'sheet' if ticket.sheets == 1 else 'sheets'} a copy.",
        )

    def _right(self, left: int) -> bool:
        self._settings.say(
            "Gấp thử bản vừa in: đủ trang, mặt sau không ngược đầu, không bị thu nhỏ, không mất chữ ở mép.",
            "Fold the copy: all pages there, backs upright, not made smaller, no words lost at the edge.",
        )
        answer = click.prompt(
            self._settings.words(
                f"Bản in thử đúng chưa? Gõ c để in tiếp {left} bản, k để dừng",
                f"Is the proof copy right? y prints {left} more, n stops",
            ),
            type=click.Choice(["c", "k", "y", "n"], case_sensitive=False), show_choices=False, err=True,
        )  # fmt: skip
        return answer in {"c", "y"}

    def _trouble(self, reasons: tuple[str, ...]) -> None:
        for reason in reasons:
            if reason.startswith("cups-"):  # how CUPS itself is getting on
                continue
            bare = reason.removesuffix("-error").removesuffix("-warning")
            said = _TROUBLES.get(bare, Both(bare, bare)).in_(self._settings.lang)
            self._settings.say(f"Máy in báo: {safe(said)}.", f"The printer says: {safe(said)}.")

    def _done(self, left: int) -> ExitCode:
        """The end: what was printed, where it is written down, what to type for the rest."""
        code, settings, run = ExitCode.REFUSED if left else ExitCode.DONE, self._settings, self._run
        rest = self._asked.command(left) if left else ""
        if settings.json:
            emit_json(
                {
                    "ok": not left, "exit_code": int(code), "record": str(run.record), "left": left, "type": rest,
                    "jobs": [asdict(job) for job in self._jobs], "findings": findings_to_wire(run.plan.findings),
                }
            )  # fmt: skip
            return code
        if left:
            settings.say(
                f"Còn {left} bản chưa in. Bản thử đúng rồi thì gõ: {rest}\n"
                "Chưa đúng thì xem “Hộp thoại in” trong docs/office-printing.md (mặt sau ngược đầu, lệch gáy).",
                f"{left} {_copies(left)} are not printed yet. If the proof is right, type: {rest}\n"
                "If it is not, see “Print dialogue” in docs/office-printing.md (backs upside down, fold off).",
            )
        settings.say("Đã ghi vào sổ in:", "Written into the print-run record:")
        click.echo(shown(run.record))
        return code


def _copies(number: int) -> str:
    return "copy" if number == 1 else "copies"


def _cannot(error: BulletinError, settings: Settings, ticket: Ticket | None, built: Built | None) -> ExitCode:
    """Report why nothing (more) is printed; with the build's own steps where printing by hand is what remains."""
    steps: Sequence[str] = ()
    if ticket is not None and built is not None and _by_hand(error):
        said = ticket.advice[1 if settings.lang == "en" else 0]
        steps = [with_path(step, ticket.again, built.folder) for step in said]
    if settings.json:
        found = findings_to_wire(tuple(named(error.findings)))
        emit_json({"ok": False, "exit_code": int(error.exit_code), "findings": found, "advice": list(steps)})
        return error.exit_code
    if not steps:
        return refused(error, settings, None)
    assert ticket is not None
    print_findings(error.findings, settings, None)
    click.echo(summary(error.findings, settings), err=True)
    click.echo(f"  {ticket.file}", err=True)
    for step in steps:
        click.echo(f"    {safe(step)}", err=True)
    return error.exit_code


def _by_hand(error: BulletinError) -> bool:
    from bulletin.delivery.printing.rules import BY_HAND

    return any(finding.rule.remedy == BY_HAND for finding in error.findings)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"
