"""`bulletin studio`: the bulletin made in a browser window."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli import options
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, UsageMistake


@click.command(
    cls=Command,
    help=Both(
        "Làm bản tin trong trình duyệt, từ số mới tới tệp gửi nhà in; không cần gõ YAML.\n\n"
        "Chỉ máy này xem được. Các tệp trong thư mục vẫn là bản gốc. Nhấn Ctrl-C để dừng.",
        "Make the bulletin in the browser, from a new issue to the press file, without YAML.\n\n"
        "Only this computer can see it. The files of the folder stay the truth. Ctrl-C ends it.",
    ),
)
@click.argument("folder", type=options.Folder(), metavar="FOLDER", default=".")
@option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="N",
    help=Both("Cổng trên máy này (mặc định: một cổng còn trống).", "Port on this computer (default: any free one)."),
)
@option("--open/--no-open", "open_it", default=True, help=Both("Mở trình duyệt (mặc định có).", "Open the browser."))
@option(
    "--icon",
    is_flag=True,
    help=Both(
        "Đặt biểu tượng “Bản tin” vào danh sách chương trình của máy; bấm vào đó là mở thư mục này.",
        "Put an icon into the desktop's menu that opens this folder.",
    ),
)
@click.pass_obj
def studio(settings: Settings, folder: Path, port: int | None, open_it: bool, icon: bool) -> None:
    """Serve the studio, or open the one that runs."""
    from bulletin.studio.instance import Running, only_one, running, wait_for_other

    place = folder.resolve()
    if icon:
        _put_icon(settings, place)
        return

    def shown(found: Running) -> None:
        settings.say(
            "Bản tin đang mở tại địa chỉ sau (Ctrl-C để dừng):", "The studio is at this address (Ctrl-C ends it):"
        )
        click.echo(found.url)
        if open_it:
            click.launch(found.url)

    with only_one(str(place)) as alone:
        there = running(str(place)) if alone else wait_for_other(str(place))
        if there is not None:
            shown(there)
            return
        from bulletin.studio.serve import serve

        try:
            serve(place, settings.ready_cache(), port or 0, shown)
        except OSError as error:
            raise UsageMistake(
                f"Cổng {port} đang có chương trình khác dùng; hãy chọn --port khác.",
                f"Port {port} is taken by another program; choose another --port.",
            ) from error


def _put_icon(settings: Settings, folder: Path) -> None:
    from bulletin.studio.icon import put_icon

    made = put_icon(folder)
    settings.say(f"Đã đặt biểu tượng “Bản tin”: {made}", f"The icon “Bản tin” is there: {made}")
