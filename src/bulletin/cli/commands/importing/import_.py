"""`bulletin import`: Word files, saved pages, mails and pastes become drafts of articles."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options
from bulletin.cli.findings import print_findings, summary
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json, shown
from bulletin.errors import BulletinError, ExitCode, Finding, Severity
from bulletin.runtime import paths
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from bulletin.importing.job import Imported, ImportResult
    from bulletin.importing.result import PastedText

_MOST_PASTED = 20_000_000
_MOST_LOST = 8


@click.command(
    "import",
    cls=Command,
    help=Both(
        "Nhập tệp Word, trang web đã lưu, thư, bảng, ảnh hoặc cả một thư mục thành bản nháp trong articles.\n\n"
        "Ví dụ: bulletin import bai.docx --into so-12. Gõ dấu - thay tên tệp để dán chữ. Mọi chỗ máy đoán đều có ghi "
        "chú “# đoán:”. Không bao giờ ghi đè; nhập lại đúng tệp cũ thì không thêm gì.",
        "Import Word files, saved pages, mails, tables, pictures or a whole folder as drafts in articles.\n\n"
        "For instance: bulletin import story.docx --into so-12. Type - in place of a file to paste. Every guess is "
        "marked by a comment. Nothing is overwritten; the same file again adds nothing.",
    ),
)
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@option(
    "--into", type=options.Folder(), metavar="FOLDER",
    help=Both("Số báo nhận bài (mặc định: thư mục hiện tại).", "The issue (default: the current folder)."),
)  # fmt: skip
@option(
    "--fetch", multiple=True, metavar="ADDRESS",
    help=Both("Lấy một trang từ mạng cùng ảnh của bài.", "Fetch one page from the network with its pictures."),
)  # fmt: skip
@option(
    "--report", type=click.Path(path_type=Path), metavar="FILE",
    help=Both("Ghi báo cáo HTML: bản gốc bên trái, bản nháp bên phải.", "Write an HTML report: original and draft."),
)  # fmt: skip
@option(
    "--update", is_flag=True,
    help=Both(
        "Bài đã nhập mà bản gốc nay khác: lấy những chỗ chưa ai sửa vào bài.",
        "A story whose source has changed: take the changes that nobody has edited.",
    ),
)  # fmt: skip
@option("--suggest", is_flag=True, help=Both("In các dòng để dán vào issue.yaml.", "Print lines for issue.yaml."))
@options.as_json
@click.pass_obj
def import_(
    settings: Settings, sources: tuple[str, ...], into: Path | None, fetch: tuple[str, ...], report: Path | None,
    update: bool, suggest: bool, as_json: bool,
) -> ExitCode:  # fmt: skip
    """Import sources into an issue."""
    if not sources and not fetch:
        raise UsageMistake(
            "Cần ít nhất một tệp, thư mục hoặc dấu -. Hãy gõ, ví dụ: bulletin import bai.docx --into so-12",
            "A file, a folder or - is needed. Type, for example: bulletin import story.docx --into so-12",
        )
    issue = _issue(into)
    with tempfile.TemporaryDirectory(prefix="bulletin-import-") as spool:
        result = _run([_source(word) for word in sources], fetch, issue, Path(spool), update)
    findings = (*result.findings, *(finding for one in result.stories for finding in one.failed))
    code = _verdict(result, findings)
    if report is not None:
        _write_report(report, result, settings)
    lines = _suggested(result, issue) if suggest else ()
    if as_json:
        from bulletin.importing.report.values import report_json

        answer: dict[str, Any] = {"ok": code is ExitCode.DONE, "exit_code": int(code), **report_json(result)}
        answer["findings"] = findings_to_wire(findings)
        if suggest:
            answer["suggested"] = list(lines)
        emit_json(answer)
        return code
    _show(result, findings, settings, issue)
    if report is not None:
        settings.say(f"Báo cáo: {shown(report)}", f"Report: {shown(report)}")
    if suggest:
        _show_suggested(lines, settings)
    return code


# --- what is imported, and where to ------------------------------------------------------------------------------


def _issue(into: Path | None) -> Path:
    issue = into or Path.cwd()
    if not paths.is_file(issue / "issue.yaml"):
        raise UsageMistake(
            f"“{shown(issue)}” không phải thư mục số báo (không có issue.yaml). Hãy gõ: "
            "bulletin new issue so-12, rồi thêm --into so-12",
            f"“{shown(issue)}” is no issue (it has no issue.yaml). Type: "
            "bulletin new issue so-12, then add --into so-12",
        )
    return issue


def _source(word: str) -> Path | PastedText:
    from bulletin.importing.result import PastedText

    if word == "-":
        return PastedText(sys.stdin.buffer.read(_MOST_PASTED + 1)[:_MOST_PASTED], "dan-vao.txt")
    if word.lower().startswith(("http://", "https://")):
        raise UsageMistake(
            f"Muốn lấy trang từ mạng, hãy gõ: bulletin import --fetch {word}",
            f"To fetch a page from the network, type: bulletin import --fetch {word}",
        )
    path = Path(word)
    if not paths.exists(path):
        raise UsageMistake(f"Không có tệp hoặc thư mục “{word}”.", f"There is no file or folder “{word}”.")
    return path


def _run(
    sources: Sequence[Path | PastedText], fetch: Sequence[str], issue: Path, spool: Path, update: bool
) -> ImportResult:  # fmt: skip
    """The import, pages from the network behind the other sources."""
    from dataclasses import replace

    from bulletin.importing.job import ImportRequest, import_sources

    request = ImportRequest(list(sources), issue, spool, dt.date.today(), update=update)
    if not fetch:
        return import_sources(request)
    from bulletin.importing.fetch import FetchSession
    from bulletin.importing.fetched import fetched_page, picture_fetcher

    findings: list[Finding] = []
    session = FetchSession()
    pages = []
    for address in fetch:
        try:
            pages.append(fetched_page(session, address))
        except BulletinError as error:
            findings += error.findings
    request = replace(request, sources=[*sources, *pages], fetch=picture_fetcher(session, spool, findings))
    result = import_sources(request)
    return replace(result, findings=(*result.findings, *findings))


def _verdict(result: ImportResult, findings: Sequence[Finding]) -> ExitCode:
    """Done when every source gave something or was said to have nothing; else the code of the first error."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            return finding.rule.exit_code
    return ExitCode.DONE if result.stories or result.loose else ExitCode.BAD_INPUT


# --- what is shown -----------------------------------------------------------------------------------------------


def _show(result: ImportResult, findings: Sequence[Finding], settings: Settings, issue: Path) -> None:
    for one in result.stories:
        _show_story(one, settings, issue)
    for loose, name in result.loose:
        words = settings.words("ảnh chưa có bài", "photo of no story")
        click.echo(f"{shown(issue / name)}  ← {loose.file} ({words})")
    for file in result.empty:
        click.echo(settings.words(f"Không thấy bài trong {file}.", f"No story in {file}."))
    if findings:
        print_findings(findings, settings, None, err=True)
        click.echo(summary(findings, settings), err=True)
    if not result.stories and not result.loose and not findings:
        settings.say("Không thấy bài nào.", "No story was found.")


def _show_story(one: Imported, settings: Settings, issue: Path) -> None:
    from bulletin.importing.report.values import counts, field_words

    draft, written = one.story.draft, one.written
    if written is None:
        return
    file = shown(issue / "articles" / f"{written.id}.yaml")
    if one.comparison is not None:
        from bulletin.cli.commands.importing.comparison import show_comparison

        show_comparison(one, file, settings, issue)
        return
    number = counts(draft)
    vi = f"{file}  ← {draft.file}: {number['guess']} chỗ đoán, {number['missing']} chỗ thiếu"
    click.echo(settings.words(vi, f"{file}  ← {draft.file}: {number['guess']} guesses, {number['missing']} missing"))
    if written.id != written.wanted:
        vi = f"  {written.wanted}.yaml đã có và được giữ nguyên; bài mới là {written.id}.yaml"
        click.echo(
            settings.words(vi, f"  {written.wanted}.yaml is there and was left; the new one is {written.id}.yaml")
        )
    for name, field in draft.fields.items():
        if field.certainty == "guess":
            reason = f"{field.reason}; {field.second}" if field.second else field.reason
            word = field_words(name, settings.lang)
            click.echo(settings.words(f"  đoán {word}: {reason}", f"  guess {word}: {reason}"))
    for note in draft.notes:
        words = settings.words(note.vi, note.en)
        click.echo(f"  {words}{f': “{note.quote}”' if note.quote else ''}")
    if draft.lost:
        click.echo(settings.words("  Chữ không lấy vào bài:", "  Words that were not taken:"))
        for line in draft.lost[:_MOST_LOST]:
            click.echo(f"    {line}")
        if (more := len(draft.lost) - _MOST_LOST) > 0:
            click.echo(
                settings.words(f"    … và {more} dòng nữa (--report có đủ)", f"    … and {more} more (see --report)")
            )


def _suggested(result: ImportResult, issue: Path) -> tuple[str, ...]:
    from bulletin.importing.report.suggest import flatplan_lines
    from bulletin.sources.issue import parse

    data = (issue / "issue.yaml").read_bytes()
    sheet = parse("issue", data, "issue.yaml").record
    placed = {item.article for item in getattr(sheet, "flatplan", ())}
    return flatplan_lines(result.stories, data.decode("utf-8", "replace"), placed)


def _show_suggested(lines: Sequence[str], settings: Settings) -> None:
    if not lines:
        settings.say("Mọi bài đã có trong issue.yaml.", "Every story is in issue.yaml already.")
        return
    settings.say("Dán các dòng sau vào dưới “sap_xep:” trong issue.yaml:", "Paste below “sap_xep:” in issue.yaml:")
    for line in lines:
        click.echo(line)


def _write_report(file: Path, result: ImportResult, settings: Settings) -> None:
    from bulletin.importing.report.page import report_html
    from bulletin.runtime.files import atomic_write

    atomic_write(file.absolute(), report_html(result, settings.lang).encode())
