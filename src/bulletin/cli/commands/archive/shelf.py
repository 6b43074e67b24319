"""`bulletin shelf` and `bulletin yearbook`: the archive as pages to browse, a year of it as a book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bulletin.cli import options
from bulletin.cli.commands.archive.keep import archive_option
from bulletin.cli.commands.archive.places import refused_at
from bulletin.cli.findings import print_findings, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, emit_json, shown
from bulletin.errors import BulletinError, ExitCode
from bulletin.runtime.wire import findings_from_wire, findings_to_wire


@click.command(
    cls=Command,
    help=Both(
        "Làm các trang để xem cả kho bằng trình duyệt: bìa theo năm, từng bài, ảnh trang, tìm kiếm có dấu hoặc không "
        "dấu. Mở bằng cách nhấp đúp index.html; không cần mạng.\n\n"
        "Không có --out thì viết vào xem/ trong thư mục lưu trữ, các trang trỏ tới PDF trong kho. Có --out (thí dụ ổ "
        "USB) thì PDF được sao theo.",
        "Write pages to browse the whole archive: covers by year, every story, page pictures, search with and without "
        "marks. Open index.html by a double click; no network is needed.\n\n"
        "Without --out they go into xem/ in the archive folder and link to the PDF files there. With --out (such as a "
        "USB stick) the PDF files are copied too.",
    ),
)
@click.argument("folder", type=options.Folder(), metavar="FOLDER", default=".")
@archive_option
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=Both("Thư mục để viết (mặc định: xem/ trong thư mục lưu trữ).", "Where to write (default: xem/ there)."),
)
@options.as_json
@click.pass_obj
def shelf(settings: Settings, /, folder: Path, archive: Path | None, out: Path | None, as_json: bool) -> ExitCode:
    """Write the pages to browse."""
    from bulletin.archive.shelf.folder import DEFAULT
    from bulletin.archive.shelf.shelf import write_shelf
    from bulletin.archive.store.root import archive_folder, open_archive

    try:
        opened = open_archive(archive_folder(folder, archive))
        written = write_shelf(opened, (out or opened.folder / DEFAULT).absolute())
    except BulletinError as error:
        return refused_at(error, settings, folder, ids=True)
    code = verdict(written.findings)
    if settings.json:
        emit_json(
            {
                "ok": code is ExitCode.DONE, "exit_code": int(code), "file": str(written.start),
                "issues": written.issues, "texts": written.texts, "findings": findings_to_wire(written.findings),
            }
        )  # fmt: skip
        return code
    print_findings(written.findings, settings, None)
    settings.say(
        f"{written.issues} số báo, {written.texts} bài. Nhấp đúp để mở:",
        f"{written.issues} issues, {written.texts} stories. Open by a double click:",
    )
    click.echo(shown(written.start))
    return code


@click.command(
    cls=Command,
    help=Both(
        "Đóng mọi số đã lưu của một năm thành niên giám: bìa, mục lục theo số và chuyên mục, mọi trang với số trang "
        "chạy suốt năm, bảng tra người, địa danh, số văn bản, tác giả.\n\n"
        "Để in: --edition press lấy các trang đã chuyển màu cho nhà in, --edition office các trang xám; --booklet dàn "
        "thêm mỗi tập để gấp ở cơ quan.",
        "Bind all kept issues of a year into a yearbook: cover, contents by issue and by section, all pages with "
        "running folios, indexes of people, places, document numbers and authors.\n\n"
        "For print: --edition press takes the pages made for the print shop, --edition office the grey ones; --booklet "
        "also imposes each volume for folding.",
    ),
)
@click.argument("year", type=click.IntRange(1, 9999), metavar="YEAR")
@click.argument("folder", type=options.Folder(), metavar="FOLDER", default=".")
@archive_option
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=Both("Thư mục để viết (mặc định: thư mục hiện tại).", "Where to write (default: the current folder)."),
)
@option(
    "--edition",
    type=click.Choice(["screen", "press", "office"]),
    default="screen",
    help=Both(
        "Lấy trang từ bản nào: screen (mặc định, có liên kết), press, office.",
        "The edition whose pages are taken: screen (default, with links), press, office.",
    ),
)
@option(
    "--pages-per-volume",
    "limit",
    type=click.IntRange(8, 100_000),
    metavar="N",
    help=Both("Chia thành các tập nhiều nhất N trang.", "Divide into volumes of at most N pages."),
)
@option("--booklet", is_flag=True, help=Both("Dàn thêm để gấp thành tập.", "Impose each volume for folding too."))
@options.as_json
@click.pass_obj
def yearbook(
    settings: Settings, /, year: int, folder: Path, archive: Path | None, out: Path | None, limit: int | None,
    **choices: Any,
) -> ExitCode:  # fmt: skip
    """Bind the issues of a year."""
    from bulletin.archive.store.root import archive_folder, open_archive
    from bulletin.archive.yearbook.yearbook import JOB, LIMITS, YearbookRequest
    from bulletin.cli.progress import progress
    from bulletin.runtime.child import run_job
    from bulletin.runtime.limits import Limits

    try:
        opened = open_archive(archive_folder(folder, archive))
        request = YearbookRequest(
            archive=opened.folder.absolute(), year=year, out=(out or Path.cwd()).absolute(),
            edition=choices["edition"], limit=limit or 0, booklet=choices["booklet"],
        )  # fmt: skip
        with progress(settings) as bar:
            made = run_job(JOB, request.to_wire(), Limits(**LIMITS), bar)
    except BulletinError as error:
        return refused_at(error, settings, folder, ids=True)
    findings = findings_from_wire(made.get("findings"))
    code = verdict(findings)
    if settings.json:
        emit_json({"ok": code is ExitCode.DONE, "exit_code": int(code)} | made)
        return code
    print_findings([f for f in findings if settings.verbose or f.severity != "info"], settings, None)
    for volume in made["files"]:
        settings.say(
            f"{volume['pages']} trang, {volume['first']} đến {volume['last']}:",
            f"{volume['pages']} pages, {volume['first']} to {volume['last']}:",
        )
        for path in filter(None, (volume["file"], volume["booklet"], volume["report"])):
            click.echo(shown(Path(path)))
    return code
