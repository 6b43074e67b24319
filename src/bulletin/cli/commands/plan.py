"""`bulletin plan`: the flatplan of an issue as a picture and in numbers, made in a child process without a PDF."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from pathlib import Path

import click

from bulletin.build.request import MOST_ALTERNATIVES, PlanRequest
from bulletin.cli import options
from bulletin.cli.findings import print_findings, refused, summary, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.progress import progress
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json, shown
from bulletin.errors import BulletinError, ExitCode
from bulletin.runtime.cache import Cache
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import findings_from_wire

FORMS = (".svg", ".png", ".html")


class PlanPicture(click.ParamType[Path]):
    """A file to write whose name ends in one of the forms of a picture."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(str(value))
        if path.suffix.lower() in FORMS:
            return path.absolute()
        names = ", ".join(FORMS)
        example = path.with_suffix(".svg") if path.name else Path("ban-do-trang.svg")
        raise UsageMistake(
            f"Tên tệp “{value}” phải kết thúc bằng một trong: {names}. Ví dụ: --out {example}",
            f"The file “{value}” must end in one of: {names}. For example: --out {example}",
        )


@click.command(
    cls=Command,
    help=Both(
        "Xếp trang số báo và cho xem bản đồ trang: mỗi trang thu nhỏ, bài nào ở đâu, ảnh, tít, chỗ trống.\n\n"
        "Không tạo PDF. Mỗi bài một chữ cái; bảng bên dưới nói chữ cái nào là bài nào. Xem docs/plan.md.",
        "Plan the issue and show its flatplan: every page in small, where each story is, photos, heads, holes.\n\n"
        "No PDF is made. Each story has a letter; the list below says which. See docs/plan.md.",
    ),
)
@options.folder
@option(
    "--out", type=PlanPicture(), metavar="FILE",
    help=Both("Ghi bản đồ trang ra tệp .svg, .png hoặc .html.", "Write the flatplan as a .svg, .png or .html file."),
)  # fmt: skip
@option(
    "--quality", is_flag=True,
    help=Both("In điểm trình bày theo từng mục, kèm các trang chưa đạt.", "Print the score by term and its pages."),
)  # fmt: skip
@option(
    "--alternatives", type=click.IntRange(1, MOST_ALTERNATIVES), metavar="N", default=None,
    help=Both(f"Tìm thêm N phương án thật khác để chọn (1–{MOST_ALTERNATIVES}).",
              f"Find N really different plans too (1–{MOST_ALTERNATIVES})."),
)  # fmt: skip
@option(
    "--choose", type=click.IntRange(0, MOST_ALTERNATIVES + 1), metavar="K", default=None,
    help=Both("Ghi chỗ của từng bài trong phương án K vào issue.yaml; 1 là phương án đang dùng, 0 bỏ các chỗ đã ghi.",
              "Write the places of plan K into issue.yaml; 1 is the plan in use, 0 takes the places out."),
)  # fmt: skip
@option(
    "--anew", is_flag=True,
    help=Both("Xếp lại mọi trang từ đầu, không giữ bản xếp trang lần trước.",
              "Plan all pages anew instead of repairing the last plan."),
)  # fmt: skip
@options.layout
@options.as_json
@click.pass_obj
def plan(
    settings: Settings, /, folder: Path, out: Path | None, quality: bool, alternatives: int | None,
    choose: int | None, anew: bool, layout: str | None, as_json: bool,
) -> ExitCode:  # fmt: skip
    """Show the flatplan of an issue."""
    try:
        request = PlanRequest(
            folder=folder, cache=settings.ready_cache(), layout=layout, out=out, lang=settings.lang,
            width=shutil.get_terminal_size().columns, every=settings.verbose, alternatives=alternatives or 0,
            choose=choose, kept=folder.absolute() / "build" / "flatplan" / f"{dt.datetime.now():%Y-%m-%d-%H%M%S}",
            anew=anew,
        )  # fmt: skip
        with progress(settings) as bar:
            result = run_job("bulletin.build.flatplan.job:plan_job", request.to_wire(), Limits(), bar)
        if (used := Path(result["cache"])) != request.cache:  # it became full on the way
            settings.say_cache(used)
        Cache(used).prune(time.time())
    except BulletinError as error:
        return refused(error, settings, folder)
    findings = findings_from_wire(result["findings"])
    code = verdict(findings)
    text, report, written = result.pop("text"), result.pop("quality"), result.pop("written")
    if as_json:
        result.pop("cache")
        file = {"file": str(out)} if out is not None else {}
        chosen = {"chosen": choose} if written else {}
        emit_json({"ok": code is ExitCode.DONE, "exit_code": int(code)} | file | chosen | result)
        return code
    print_findings(findings, settings, folder)
    if findings:
        click.echo(summary(findings, settings), err=True)
    for line in text:
        click.echo(line)
    for line in ("", *report) if quality else ():
        click.echo(line)
    if written:
        _say_chosen(settings, choose or 0)
    if out is not None:
        settings.say("Đã ghi bản đồ trang:", "The flatplan was written:")
        click.echo(shown(out))
    return code


def _say_chosen(settings: Settings, number: int) -> None:
    if number:
        settings.say(
            f"Đã ghi chỗ của các bài trong phương án {number} vào issue.yaml; từ nay xếp trang theo đó.",
            f"The places of plan {number} were written into issue.yaml; pages are planned by them from now on.",
        )
    else:
        settings.say("issue.yaml không còn chỗ đã chọn nào.", "There are no chosen places in issue.yaml now.")
