"""`bulletin share`: pictures and words for Zalo and Facebook, made in a child process; nothing is posted."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli import options
from bulletin.cli.findings import print_findings, refused, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.progress import progress
from bulletin.cli.settings import Both, Settings, emit_json, shown
from bulletin.errors import BulletinError, ExitCode
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import findings_from_wire


@click.command(
    cls=Command,
    help=Both(
        "Tạo những gì cần để đăng số báo đã dựng lên Zalo, Facebook; không tự đăng gì.\n\n"
        "Kết quả nằm trong build/share: ảnh từng trang, bìa vuông và bìa ngang, bai-dang.txt (lời đăng ngắn và dài), "
        "mo-ta.txt (mô tả từng ảnh), tệp PDF nếu dưới 5 MB. Cách đăng: docs/sharing.md.",
        "Make what a post on Zalo or Facebook needs from a built issue; nothing is posted.\n\n"
        "The result is in build/share: a picture of each page, page 1 as a square and wide, bai-dang.txt (a short and "
        "a long post), mo-ta.txt (a description of each picture), the PDF if under 5 MB. How to post: docs/sharing.md.",
    ),
)
@options.folder
@option(
    "--link", metavar="URL",
    help=Both("Địa chỉ ghi trong lời đăng (mặc định: link trong mail.yaml, không có thì cổng"
              " thông tin của ấn phẩm).",
              "The address in the post (default: link in mail.yaml, else the publication's portal)."),
)  # fmt: skip
@options.as_json
@click.pass_obj
def share(settings: Settings, /, folder: Path, link: str | None, as_json: bool) -> ExitCode:
    """Make pictures and post text."""
    try:
        with progress(settings) as bar:
            job = {"folder": str(folder), "link": link}
            result = run_job("bulletin.delivery.sharing.job:share_job", job, Limits(), bar)
    except BulletinError as error:
        return refused(error, settings, None)
    findings = findings_from_wire(result.get("findings"))
    code = verdict(findings)
    if as_json:
        emit_json({"ok": code is ExitCode.DONE, "exit_code": int(code)} | result)
        return code
    print_findings(findings, settings, None)
    settings.say(
        "Mở bai-dang.txt, chép một trong hai lời đăng, kéo ảnh vào; xem docs/sharing.md.",
        "Open bai-dang.txt, copy one of the two posts, drag the pictures in; see docs/sharing.md.",
    )
    for name in result["files"]:
        click.echo(shown(Path(result["out"]) / name))
    return code
