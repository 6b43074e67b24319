"""`bulletin register`, `deposit` and `print-run`: the papers of the archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options
from bulletin.cli.commands.archive.keep import Day, archive_option
from bulletin.cli.findings import print_findings, refused, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json, shown
from bulletin.errors import BulletinError, ExitCode, Finding
from bulletin.runtime import paths
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from bulletin.archive.records.deposit import Due
    from bulletin.archive.records.facts import IssueRecord
    from bulletin.archive.store.root import Archive
    from bulletin.fields.publication import Receiver


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone().replace(microsecond=0)


def archive_here(given: Path | None, word: str | None = None) -> Archive:
    """The archive given by --archive, else the current folder if it is one, else what publication.yaml names.

    Args:
        given: the value of --archive.
        word: an issue as typed; the publication.yaml of a folder counts before that of the current one.

    Raises:
        InputError: there is none.
    """
    from bulletin.archive.store.root import archive_folder, is_archive, open_archive

    here = Path.cwd()
    if given is None and is_archive(here):
        return open_archive(here)
    folder = Path(word) if word and paths.is_dir(Path(word)) else here
    if given is None and is_archive(folder):
        return open_archive(folder)
    return open_archive(archive_folder(folder, given))


def _record(kept: Archive, word: str) -> IssueRecord:
    from bulletin.archive.records.facts import record_of
    from bulletin.archive.records.which import which_issue

    return record_of(kept, which_issue(kept, word))


def _done(
    settings: Settings, as_json: bool, findings: Sequence[Finding], files: Sequence[Path], **more: Any
) -> ExitCode:
    """Report what was written: paths on stdout, or everything as JSON."""
    code = verdict(findings)
    if as_json:
        emit_json({
            "ok": code is ExitCode.DONE, "exit_code": int(code), "files": [str(path) for path in files], **more,
            "findings": findings_to_wire(findings),
        })  # fmt: skip
        return code
    print_findings(findings, settings, None)
    for path in files:
        click.echo(shown(path))
    return code


@click.command(
    cls=Command,
    help=Both(
        "Viết sổ đăng ký: mỗi số một dòng (số, ngày, trang, bài, số bản in, lưu chiểu, phiên bản, mã băm), ra tệp "
        "XLSX, CSV và PDF để in. Số thiếu và số trùng được nêu. FOLDER: kho, ấn phẩm hoặc một số báo của nó.",
        "Write the register: a line for each issue (number, date, pages, stories, print run, deposit, versions, hash) "
        "as XLSX, CSV and a PDF to print. Missing and double numbers are named. FOLDER: an archive, a publication, or "
        "one of its issues.",
    ),
)
@click.argument("folder", required=False, metavar="FOLDER")
@archive_option
@options.out(Both("Nơi ghi sổ (mặc định: thư mục lưu trữ).", "Where to write it (default: the archive folder)."))
@options.as_json
@click.pass_obj
def register(
    settings: Settings, /, folder: str | None, archive: Path | None, out: Path | None, as_json: bool
) -> ExitCode:  # fmt: skip
    """Write the register."""
    from bulletin.archive.records import register as papers
    from bulletin.archive.records.facts import records
    from bulletin.runtime.files import atomic_write

    try:
        if folder is not None and not paths.is_dir(Path(folder)):
            raise UsageMistake(f"Không có thư mục “{folder}”.", f"There is no folder “{folder}”.")
        kept = archive_here(archive, folder)
        found, unread = records(kept)
        made, now, target = papers.register(found), _now(), out or kept.folder
        files = {
            target / f"{papers.NAME}.xlsx": papers.register_xlsx(made.rows, now),
            target / f"{papers.NAME}.csv": papers.register_csv(made.rows),
            target / f"{papers.NAME}.pdf": papers.register_pdf(
                made.rows, found[-1].name if found else "–", now.date()
            ),
        }  # fmt: skip
        for path, data in files.items():
            atomic_write(path, data)
    except BulletinError as error:
        return refused(error, settings, None)
    return _done(settings, as_json, (*unread, *made.findings), list(files), issues=len(made.rows))


@click.command(
    cls=Command,
    help=Both(
        "Nộp lưu chiểu. Chỉ ghi ISSUE (mã trong kho, 46/2026, hoặc thư mục số báo): làm thư mục để nộp gồm các bản "
        "PDF, mã băm và phiếu nộp. Nộp xong thì ghi lại: --received NGÀY --reference SỐ --receipt TỆP_QUÉT. --due: "
        "những số chưa ghi đã nộp.\n\n"
        "Số bản và thời hạn theo hồ sơ pháp lý của ấn phẩm; điều chưa rõ thì hỏi cơ quan quản lý.",
        "Legal deposit. With ISSUE alone (an id, 46/2026, or the folder of an issue): make the folder to hand in, with "
        "the PDF files, checksums and a slip. Afterwards record it: --received DATE --reference NO --receipt SCAN. "
        "--due: the issues without a record of it.\n\n"
        "Copies and deadlines are those of the legal profile; what is unknown, ask the authority.",
    ),
)
@click.argument("issue", required=False, metavar="ISSUE")
@archive_option
@options.out(Both("Thư mục để nộp (mặc định: nop-luu-chieu-MÃ).", "Folder to hand in (default: nop-luu-chieu-ID)."))
@option("--received", type=Day(), metavar="DATE", help=Both("Ngày cơ quan đã nhận.", "Day it was received."))
@option("--reference", default="", metavar="TEXT", help=Both("Số biên nhận.", "Number of the receipt."))
@option(
    "--receipt", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help=Both("Ảnh hoặc PDF quét biên nhận.", "Scan of the receipt."),
)  # fmt: skip
@option("--due", is_flag=True, help=Both("Liệt kê số chưa nộp.", "List what is not handed in."))
@options.as_json
@click.pass_obj
def deposit(
    settings: Settings, /, issue: str | None, archive: Path | None, out: Path | None, due: bool, as_json: bool,
    **given: Any,
) -> ExitCode:  # fmt: skip
    """Make the folder to hand in, record what was received, or remind."""
    from bulletin.archive.records import deposit as papers
    from bulletin.archive.store.object import read_object

    if due is (issue is not None):
        raise UsageMistake("Gõ mã một số báo, hoặc --due.", "Type the id of an issue, or --due.")
    if given["received"] is None and (given["reference"] or given["receipt"]):
        raise UsageMistake(
            "--reference và --receipt cần --received NGÀY.", "--reference and --receipt need --received DATE."
        )
    try:
        kept = archive_here(archive, issue)
        if issue is None:
            return _due(settings, kept, as_json)
        record = _record(kept, issue)
        obj = read_object(kept, record.id)
        if given["received"] is None:
            folder = out or Path(f"nop-luu-chieu-{record.id}")
            files = papers.write_folder(record, obj, folder, _now().date())
            return _done(settings, as_json, (), files, issue=record.id, chain_head=record.chain_head)
        received = papers.Received(
            date=given["received"], reference=given["reference"], receipt=given["receipt"]
        )  # fmt: skip
        version = papers.record_received(kept, obj, received, _now())
    except BulletinError as error:
        return refused(error, settings, None)
    settings.say(
        f"Đã ghi {record.id} nộp lưu chiểu ngày {received.date:%d/%m/%Y} (phiên bản {version}).",
        f"Recorded: {record.id} deposited on {received.date:%d/%m/%Y} (version {version}).",
    )
    return _done(settings, as_json, (), (), issue=record.id, version=version)


def _due(settings: Settings, kept: Archive, as_json: bool) -> ExitCode:
    from bulletin.archive.records.deposit import due, due_lines
    from bulletin.archive.records.facts import records

    found, unread = records(kept)
    waiting = due(found, _now())
    if as_json:
        return _done(settings, as_json, unread, (), due=[_due_json(one) for one in waiting])
    for vi, en in due_lines(waiting):
        click.echo(settings.words(vi, en))
    if not waiting:
        settings.say("Mọi số đã ghi nộp lưu chiểu.", "Every issue has a record of its deposit.")
    return _done(settings, as_json, unread, ())


def _due_json(one: Due) -> dict[str, Any]:
    facts = {
        name: {"value": duty.value, "source": duty.source, "source_vi": duty.source_vi, "certainty": duty.certainty}
        for name in ("copies", "hours_before", "addressees", "digital")
        for duty in (getattr(one.duties, name),)
    }
    until = one.until.isoformat() if one.until else None
    return {"issue": one.id, "date": one.date.isoformat(), "until": until, "late": one.late, "duties": facts}


@click.command(
    "print-run",
    cls=Command,
    help=Both(
        "Ghi số bản đã in của một số báo (mã trong kho, 46/2026, hoặc thư mục số báo). Với thư mục số báo, điều gì "
        "không gõ thì lấy từ sổ in của bulletin print.\n\n"
        "Danh sách phan_phoi trong publication.yaml phải cộng đúng số bản. --sheet TỆP.pdf viết phiếu giao nhận để ký.",
        "Record the print run of an issue (an id, 46/2026, or the folder of an issue). With a folder, what is not "
        "typed is taken from the record of bulletin print.\n\n"
        "The list phan_phoi in publication.yaml must add up to the copies. --sheet FILE.pdf writes the sheet to sign "
        "on delivery.",
    ),
)
@click.argument("issue", metavar="ISSUE")
@archive_option
@option("--copies", type=click.IntRange(1, 9_999_999), metavar="N", help=Both("Số bản.", "Copies."))
@option("--printer", metavar="NAME", help=Both("Nơi in hoặc máy in.", "Print shop or printer."))
@option("--date", "day", type=Day(), metavar="DATE", help=Both("Ngày in xong.", "Day it was printed."))
@option("--by", "who", metavar="NAME", help=Both("Ai in, ai nhận.", "Who had it printed."))
@option(
    "--sheet", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help=Both("Viết phiếu giao nhận (PDF); không ghi gì nếu không có --copies.",
              "Write the delivery sheet (PDF); nothing is recorded without --copies."),
)  # fmt: skip
@options.as_json
@click.pass_obj
def print_run(
    settings: Settings, /, issue: str, archive: Path | None, sheet: Path | None, as_json: bool, **given: Any
) -> ExitCode:
    """Record a print run, write the delivery sheet."""
    from bulletin.archive.records import print_run as papers
    from bulletin.runtime.files import atomic_write

    findings: tuple[Finding, ...] = ()
    version = None
    try:
        kept = archive_here(archive, issue)
        record = _record(kept, issue)
        receivers = _receivers(record, issue)
        log = papers.read_log(Path(issue), record) if paths.is_dir(Path(issue)) else None
        only_sheet = sheet is not None and given["copies"] is None and log is None
        copies = given["copies"]
        if not only_sheet:
            typed = {"copies": copies, "printer": given["printer"], "date": given["day"], "who": given["who"]}
            run, findings = papers.run_of(record, log, _now().date(), typed)
            version, copies = papers.record_run(kept, record, run, receivers, log, _now()), run.copies
        if sheet is not None:
            atomic_write(sheet, papers.delivery_sheet(record, receivers, copies))
    except BulletinError as error:
        return refused(error, settings, None)
    if version is not None:
        settings.say(
            f"Đã ghi {record.id} in {copies} bản (phiên bản {version}).",
            f"Recorded: {copies} copies of {record.id} (version {version}).",
        )
    files = [sheet] if sheet else []
    return _done(settings, as_json, findings, files, issue=record.id, copies=copies, version=version)


def _receivers(record: IssueRecord, issue: str) -> tuple[Receiver, ...]:
    """The distribution list of today's publication.yaml, else of the one that was kept with the issue."""
    from bulletin.archive.store.root import publication_file, read_publication

    file = publication_file(Path(issue) if paths.is_dir(Path(issue)) else Path.cwd())
    if file is not None:
        today = read_publication(file)
        if today.id == record.release.publication:
            return today.distribution
    return record.publication.distribution if record.publication else ()
