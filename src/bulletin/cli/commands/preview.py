"""`bulletin preview`: pages in the browser while one types."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli import options
from bulletin.cli.findings import print_findings
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, UsageMistake
from bulletin.errors import Finding


@click.command(
    cls=Command,
    help=Both(
        "Xem trước số báo trong trình duyệt; mỗi lần lưu tệp, trang tự dựng lại.\n\n"
        "Chỉ máy này xem được. Nhấn Ctrl-C để dừng.",
        "Preview the issue in the browser; every save rebuilds the pages.\n\n"
        "Only this computer can see it. Ctrl-C ends it.",
    ),
)
@options.folder
@option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="N",
    help=Both("Cổng của máy chủ xem trước (mặc định 8765).", "Port of the preview (default 8765)."),
)
@option("--open", "open_it", is_flag=True, help=Both("Mở trình duyệt.", "Open the browser."))
@click.pass_obj
def preview(settings: Settings, folder: Path, port: int | None, open_it: bool) -> None:
    """Show the pages while one types."""
    from bulletin.preview.loop import Preview

    cache = settings.ready_cache()
    try:
        show = Preview(folder, cache, settings.lang, port)
    except OSError as error:
        raise UsageMistake(
            f"Cổng {port} đang có chương trình khác dùng; hãy chọn --port khác.",
            f"Port {port} is taken by another program; choose another --port.",
        ) from error
    with show.running():
        settings.say("Xem trước tại địa chỉ sau (Ctrl-C để dừng):", "The preview is at this address (Ctrl-C to stop):")
        click.echo(show.server.url)
        if open_it:
            click.launch(show.server.url)
        shown: tuple[Finding, ...] = ()
        for ok in show.rebuilds():
            if show.notices != shown:
                shown = show.notices
                print_findings(shown, settings, folder)
            if settings.verbose:
                settings.say("Đã dựng lại." if ok else "Chưa dựng được.", "Rebuilt." if ok else "Not built.")
