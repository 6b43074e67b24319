"""`bulletin shelf`: pages to browse all kept issues, opened by a double click."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli import options
from bulletin.cli.commands.keep import archive_option
from bulletin.cli.findings import print_findings, refused, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, emit_json, shown
from bulletin.errors import BulletinError, ExitCode
from bulletin.runtime.wire import findings_to_wire


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
        return refused(error, settings, folder)
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
