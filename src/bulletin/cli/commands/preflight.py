"""`bulletin preflight`: any PDF is checked for what it is to be used for, in a child process with limits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from shutil import get_terminal_size
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options
from bulletin.cli.findings import print_findings, refused, safe, summary, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.progress import progress
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json, shown
from bulletin.errors import (
    BulletinError,
    ExitCode,
    Finding,
    LimitError,
    Place,
    Rule,
    Severity,
    Text,
    has_errors,
)
from bulletin.preflight.request import PreflightRequest
from bulletin.runtime import paths
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from rich.table import Table

    from bulletin.preflight.report import CheckResult, Report

_LIMITS = Limits()
_STYLES = {
    "passed": ("✓", Both("đạt", "passed"), "green"),
    "failed": ("✕", Both("lỗi", "error"), "bold red"),
    "warned": ("!", Both("cần xem", "look"), "yellow"),
    "not-run": ("○", Both("chưa kiểm", "not run"), "bright_black"),
    "not-applicable": ("–", Both("không áp dụng", "does not apply"), "bright_black"),
}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_WORDS = {
    Severity.ERROR: Both("lỗi", "error"),
    Severity.WARNING: Both("cảnh báo", "warning"),
    Severity.INFO: Both("ghi chú", "note"),
}
_ANCESTORS = 4
_PLACES = 5
_NARROWEST, _WIDEST = 80, 132
STOPPED = Rule(
    "preflight.stopped",
    Severity.ERROR,
    Text(
        "Tệp này mới kiểm được một phần ({reason_vi}).",
        "Only a part of this file was checked ({reason_en}).",
    ),
    Text(
        "Tệp được đọc trong một tiến trình riêng có giới hạn; tệp hỏng hoặc quá nặng chỉ làm dừng tiến trình ấy. "
        "Nhà in cũng có thể không mở nổi tệp này.",
        "The file is read in a process of its own with limits; a broken or enormous file stops only that. "
        "A print shop may be unable to open it, too.",
    ),
    Text(
        "Xuất lại tệp PDF từ chương trình gốc, hoặc chia thành nhiều tệp nhỏ rồi kiểm tra lại.",
        "Export the PDF again from the program it came from, or split it and check the parts.",
    ),
    ExitCode.LIMIT,
)


@click.command(
    cls=Command,
    help=Both(
        "Kiểm tra một tệp PDF bất kỳ trước khi in, gửi hoặc lưu: 39 phép kiểm về khung trang, phông chữ, màu, mực, "
        "ảnh, mã QR.\n\n"
        "Kết quả in ra stdout; mã thoát 6 khi có lỗi. Không có --profile thì chương trình tự đoán tệp dùng vào việc gì "
        "và nói rõ.",
        "Check any PDF before it is printed, sent or kept: 39 checks of boxes, fonts, colours, ink, pictures and "
        "QR codes.\n\n"
        "The result goes to stdout; exit code 6 when there are errors. Without --profile the program guesses what the "
        "file is for, and says so.",
    ),
)
@click.argument("file", type=options.PdfFile("preflight", "*.pdf"), metavar="FILE")
@option(
    "--profile",
    metavar="NAME",
    help=Both(
        "Nhà in (tên tệp trong printers/ hoặc đường dẫn tới tệp .yaml), hoặc screen, office, record.",
        "A printer (a file in printers/, or the path of a .yaml file), or screen, office, record.",
    ),
)
@option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help=Both("Ghi thêm báo cáo HTML có hình từng trang.", "Also write an HTML report with pictures of the pages."),
)
@option(
    "--no-validators",
    is_flag=True,
    help=Both("Không gọi veraPDF, page-validation (nhanh hơn).", "Do not run veraPDF or page-validation (faster)."),
)
@option("--open", "open_it", is_flag=True, help=Both("Mở báo cáo HTML khi xong.", "Open the HTML report when done."))
@options.strict
@options.as_json
@click.pass_obj
def preflight(
    settings: Settings,
    file: Path,
    profile: str | None,
    html: Path | None,
    no_validators: bool,
    open_it: bool,
    strict: bool,
    as_json: bool,
) -> ExitCode:
    """Check one PDF."""
    page = html or (file.with_name(f"{file.stem}-preflight.html") if open_it else None)
    if page is not None and paths.same_file(page, file):
        raise UsageMistake("--html không được trùng với chính tệp PDF.", "--html must not be the PDF itself.")
    request = PreflightRequest(
        file=file.absolute(),
        name=str(file),
        profile=profile,
        folders=_printer_folders(file),
        html=page.absolute() if page else None,
        lang=settings.lang,
        validators=not no_validators,
    )
    stopped: LimitError | None = None
    with TemporaryDirectory(prefix="bulletin-", ignore_cleanup_errors=True) as folder:
        partial = Path(folder, "report.json")
        try:
            with progress(settings) as bar:
                order = replace(request, partial=partial).to_wire()
                result = run_job("bulletin.preflight.job:preflight_job", order, _LIMITS, bar)
        except LimitError as error:
            stopped = _stopped(error, file)
            unfinished = _so_far(partial) if stopped.exit_code is ExitCode.LIMIT else None
            if unfinished is None:
                return refused(stopped, settings, None)
            result = unfinished | {"stopped": findings_to_wire(stopped.findings)}
        except BulletinError as error:
            return refused(error, settings, None)
    if stopped is not None and page is not None:
        _write_unfinished(result, page, settings)
    code = _tell(result, settings, page, strict=strict, as_json=as_json, stopped=stopped)
    if open_it and page and click.launch(str(page)):
        settings.say("Không mở được trình duyệt; hãy mở tệp bằng tay.", "No browser could be started; open the file.")
    return code


def _printer_folders(file: Path) -> tuple[Path, ...]:
    """An office's own printers: beside the file or above it, and where the command is typed."""
    places = [*file.absolute().parents[:_ANCESTORS], Path.cwd()]
    return tuple(dict.fromkeys(place / "printers" for place in places if (place / "printers").is_dir()))


def _so_far(partial: Path) -> dict[str, Any] | None:
    """The report as far as the child came before a limit ended it."""
    try:
        found = json.loads(partial.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _write_unfinished(result: dict[str, Any], page: Path, settings: Settings) -> None:
    """The HTML report of an unfinished check, without pictures of the pages."""
    from bulletin.preflight.html.report import html
    from bulletin.preflight.report_json import results_from_dict
    from bulletin.runtime.files import atomic_write

    report = results_from_dict(result["report"])
    atomic_write(page, html((report,), {"": ()}, settings.lang, Path(report.file).name), durable=False)


def _stopped(error: LimitError, file: Path) -> LimitError:
    """The limit met, in words about a file instead of a build."""
    what = error.findings[0]
    if what.rule.exit_code is not ExitCode.LIMIT:
        return error
    reason = what.rule.id.removeprefix("limit.")
    words = {"reason_vi": _REASONS.get(reason, Both(reason, reason)), "reason_en": reason.replace("-", " ")}
    return LimitError([Finding(STOPPED, Place(file=str(file)), values=words)])


_REASONS = {
    "cpu": Both("quá lâu", "cpu"),
    "time": Both("quá lâu", "time"),
    "memory": Both("hết bộ nhớ", "memory"),
    "file-size": Both("tệp kết quả quá lớn", "file size"),
    "crashed": Both("thư viện đọc PDF dừng đột ngột", "crashed"),
    "bad-answer": Both("tiến trình trả lời không đúng mẫu", "bad answer"),
}


def _tell(
    result: dict[str, Any],
    settings: Settings,
    page: Path | None,
    *,
    strict: bool,
    as_json: bool,
    stopped: LimitError | None = None,
) -> ExitCode:
    from bulletin.preflight.report_json import results_from_dict

    report = results_from_dict(result["report"])
    code = ExitCode.REFUSED if has_errors(report.findings) else verdict(report.findings, strict=strict)
    if stopped is not None:
        code = ExitCode.LIMIT
    if as_json:
        emit_json({"ok": code is ExitCode.DONE, "exit_code": int(code)} | result)
        return code
    why = result["guessed"][settings.lang]
    profile = _profile(report, settings)
    settings.say(f"Kiểm tra theo: {profile} ({why}).", f"Checked as: {profile} ({why}).")
    _print_table(report, settings)
    for line in _findings(report, settings):
        click.echo(line, color=settings.colour_out)
    click.echo(summary(report.findings, settings), err=True)
    for line in _left_out(report, settings):
        click.echo(line, err=True)
    if stopped is not None:
        print_findings(list(stopped.findings), settings, None)
    if page:
        click.echo(shown(page))
    return code


def _left_out(report: Report, settings: Settings) -> Iterator[str]:
    """The checks that gave no verdict, by reason: no fault of the file, and the reason names what would help."""
    reasons: dict[str, list[str]] = {}
    for result in report.results:
        if result.status == "not-run" and result.reason is not None:
            words = result.reason.en if settings.lang == "en" else result.reason.vi
            reasons.setdefault(safe(words), []).append(str(result.check.number))
    for reason, numbers in reasons.items():
        which = ", ".join(numbers)
        yield settings.words(f"Chưa kiểm mục {which}: {reason}", f"Left out, check {which}: {reason}")


def _profile(report: Report, settings: Settings) -> str:
    title = report.profile_title.en if settings.lang == "en" else report.profile_title.vi
    return safe(f"{title} [{report.profile}]")


def _print_table(report: Report, settings: Settings) -> None:
    from rich.console import Console

    out = StringIO()  # not straight to stdout: rich would end the program by itself when a pipe is closed
    wide = min(max(get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)
    console = Console(
        file=out, width=wide, force_terminal=settings.colour_out, no_color=not settings.colour_out, highlight=False
    )
    console.print(_table(report, settings))
    click.echo(out.getvalue(), color=settings.colour_out)


def _table(report: Report, settings: Settings) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text as Cell

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("№", justify="right", style="bright_black")
    table.add_column(settings.words("Phép kiểm", "Check"))
    table.add_column(settings.words("Kết quả", "Result"), no_wrap=True)
    table.add_column(settings.words("Ghi chú", "Note"), overflow="fold")
    for result in report.results:
        sign, word, style = _STYLES[result.status]
        count = f" ({len(result.findings)})" if result.findings else ""
        title = result.check.title
        cells = (
            title.en if settings.lang == "en" else title.vi,
            f"{sign} {word.in_(settings.lang)}{count}",
            _note(result, settings),
        )
        name, status, note = cells
        table.add_row(str(result.check.number), Cell(name), Cell(status, style=style), Cell(note))
    return table


def _note(result: CheckResult, settings: Settings) -> str:
    """The reason that there is no verdict, else the pages on which something was found."""
    if result.reason:
        return safe(result.reason.en if settings.lang == "en" else result.reason.vi)
    pages = sorted({finding.place.page for finding in result.findings if finding.place.page})
    return settings.words("trang ", "page ") + ", ".join(map(str, pages)) if pages else ""


def _findings(report: Report, settings: Settings) -> Iterator[str]:
    """What was found, file first, then page by page; of each rule the first few places, all of them if verbose."""
    order = list(_COLOURS)
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(report.findings, key=lambda item: (order.index(item.severity), item.place.page or 0)):
        groups.setdefault(finding.rule.id, []).append(finding)
    for found in groups.values():
        yield from _rule(found, settings)


def _rule(found: Sequence[Finding], settings: Settings) -> Iterator[str]:
    """The findings of one rule: each place, then why and what to do."""
    first, most = found[0], len(found) if settings.verbose else _PLACES
    head = f"{_WORDS[first.severity].in_(settings.lang)} [{first.rule.id}]"
    yield click.style(head, fg=_COLOURS[first.severity], bold=True) if settings.colour_out else head
    for finding in found[:most]:
        quote = f" “{safe(finding.quote)}”" if finding.quote and finding.quote not in finding.what() else ""
        yield f"  {_where(finding, settings)}: {safe(finding.what(settings.lang))}{quote}"
    if len(found) > most:
        more = len(found) - most
        yield "  " + settings.words(f"… và {more} chỗ nữa (thêm -v để xem hết)", f"… and {more} more (-v shows all)")
    yield f"    {settings.words('Vì sao', 'Why')}: {safe(first.why(settings.lang))}"
    yield f"    {settings.words('Cách sửa', 'What to do')}: {safe(first.remedy(settings.lang))}\n"


def _where(finding: Finding, settings: Settings) -> str:
    place = finding.place
    if place.page is None:
        return settings.words("Cả tệp", "The whole file")
    if place.box_mm is None:
        return settings.words(f"Trang {place.page}", f"Page {place.page}")
    x, y, width, height = (f"{value:.1f}" for value in place.box_mm)
    return settings.words(
        f"Trang {place.page}, cách mép trái {x} mm, mép trên {y} mm (khung {width} × {height} mm)".replace(".", ","),
        f"Page {place.page}, {x} mm from the left, {y} mm from the top (box {width} × {height} mm)",
    )
