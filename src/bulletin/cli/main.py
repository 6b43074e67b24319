"""The `bulletin` command. Global options, the table of commands, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import replace

import click

from bulletin.cli.help import Group, Lazy, Option, explain, hint, in_quotes
from bulletin.cli.settings import Both, Settings, UsageMistake, settings_from
from bulletin.cli.streams import secure, unsaid
from bulletin.errors import BulletinError, ExitCode

COMMANDS = {
    "build": Lazy("bulletin.cli.commands.build:build", Both("Dựng số báo thành PDF.", "Build an issue into PDF.")),
    "check": Lazy(
        "bulletin.cli.commands.check:check", Both("Soát bài, không tạo PDF.", "Check the copy, make no PDF.")
    ),
    "desk": Lazy(
        "bulletin.cli.commands.desk:desk",
        Both("Bàn soát bài: lỗi chữ, số liệu, tên, ngày; sửa được.", "Copy desk: slips of writing, and their repair."),
    ),
    "plan": Lazy(
        "bulletin.cli.commands.plan:plan",
        Both("Xem bản đồ trang và điểm trình bày, không tạo PDF.", "Show the flatplan and its score, make no PDF."),
    ),
    "preview": Lazy(
        "bulletin.cli.commands.preview:preview",
        Both("Xem trước trong trình duyệt, tự dựng lại khi lưu.", "Preview in the browser, rebuilt on every save."),
    ),
    "proof": Lazy(
        "bulletin.cli.commands.build:proof", Both("Xuất ảnh PNG của từng trang.", "Write a PNG of each page.")
    ),
    "preflight": Lazy(
        "bulletin.cli.commands.preflight:preflight",
        Both("Kiểm tra một tệp PDF trước khi in.", "Check a PDF before it is printed."),
    ),
    "impose": Lazy(
        "bulletin.cli.commands.impose:impose",
        Both("Dàn trang một tệp PDF để in và gấp ở cơ quan.", "Impose a PDF for printing and folding in the office."),
    ),
    "subscribers": Lazy(
        "bulletin.cli.commands.delivery.subscribers:subscribers",
        Both("Người đọc: nhập danh sách, thêm, bỏ, xóa.", "Readers: import a list, add, remove, forget."),
    ),
    "send": Lazy(
        "bulletin.cli.commands.delivery.send:send",
        Both("Gửi số báo tới bạn đọc, mỗi người một lần.", "Mail the issue to the readers, each of them once."),
    ),
    "inbox": Lazy(
        "bulletin.cli.commands.delivery.inbox:inbox",
        Both("Đọc thư trả về và thư xin thôi nhận.", "Read bounces and readers who stop."),
    ),
    "print": Lazy(
        "bulletin.cli.commands.delivery.print_:print_",
        Both("In số báo đã dựng ra máy in của cơ quan.", "Print a built issue on the office printer."),
    ),
    "share": Lazy(
        "bulletin.cli.commands.delivery.share:share",
        Both("Tạo ảnh và lời đăng cho Zalo, Facebook.", "Make pictures and post text for Zalo and Facebook."),
    ),
    "keep": Lazy(
        "bulletin.cli.commands.archive.keep:keep", Both("Lưu số báo vào kho lâu dài.", "Put an issue into the archive.")
    ),
    "search": Lazy(
        "bulletin.cli.commands.archive.search:search",
        Both("Tìm chữ, tên người, văn bản trong các số đã lưu.", "Find words and names in what was kept."),
    ),
    "catalogue": Lazy(
        "bulletin.cli.commands.archive.search:catalogue",
        Both("Làm lại mục lục để tìm.", "Make the catalogue for searching anew."),
    ),
    "register": Lazy(
        "bulletin.cli.commands.archive.records:register",
        Both("Viết sổ đăng ký các số đã ra.", "Write the register of all issues."),
    ),
    "deposit": Lazy(
        "bulletin.cli.commands.archive.records:deposit",
        Both("Nộp lưu chiểu: làm bộ hồ sơ, ghi đã nộp, nhắc hạn.", "Legal deposit: folder, receipt, reminder."),
    ),
    "print-run": Lazy(
        "bulletin.cli.commands.archive.records:print_run",
        Both("Ghi số bản đã in và phiếu giao nhận.", "Record the print run; the sheet to sign on delivery."),
    ),
    "verify": Lazy(
        "bulletin.cli.commands.archive.verify:verify",
        Both("Đọc lại cả kho lưu trữ, tìm tệp hỏng.", "Read the whole archive and find damage."),
    ),
    "restore": Lazy(
        "bulletin.cli.commands.archive.restore:restore",
        Both("Lấy một số báo ra khỏi kho.", "Take an issue out of the archive."),
    ),
    "shelf": Lazy(
        "bulletin.cli.commands.archive.shelf:shelf",
        Both("Làm các trang để xem cả kho bằng trình duyệt.", "Write pages to browse the archive."),
    ),
    "yearbook": Lazy(
        "bulletin.cli.commands.archive.shelf:yearbook",
        Both("Đóng các số của một năm thành niên giám.", "Bind the issues of a year into a yearbook."),
    ),
    "studio": Lazy(
        "bulletin.cli.commands.studio:studio",
        Both("Làm bản tin trong trình duyệt, không cần gõ YAML.", "Make the bulletin in the browser, without YAML."),
    ),
    "import": Lazy(
        "bulletin.cli.commands.importing.import_:import_",
        Both("Nhập Word, trang web, thư, ảnh thành bài nháp.", "Import Word files, pages, mails as drafts."),
    ),
    "new": Lazy(
        "bulletin.cli.commands.new:new",
        Both("Tạo mẫu ấn phẩm, số báo hoặc bài viết.", "Write a scaffold: publication, issue or article."),
    ),
    "schema": Lazy(
        "bulletin.cli.commands.new:schema",
        Both("In JSON Schema để trình soạn thảo gợi ý khi gõ.", "Print the JSON Schema for editors."),
    ),
    "layouts": Lazy("bulletin.cli.commands.new:layouts", Both("Liệt kê các mẫu trình bày.", "List the layouts.")),
    "mail": Lazy(
        "bulletin.cli.commands.delivery.mail:mail",
        Both("Thiết lập việc gửi thư: login, check.", "Set up the sending of letters: login, check."),
    ),
    "doctor": Lazy(
        "bulletin.cli.commands.system:doctor",
        Both("Kiểm tra máy và cài đặt, dựng thử một trang.", "Check this computer and build a test page."),
    ),
    "clean-cache": Lazy("bulletin.cli.commands.system:clean_cache", Both("Xóa bộ nhớ đệm.", "Empty the cache.")),
}

_GLOBAL = [
    Option(
        ["--lang"],
        type=click.Choice(["vi", "en"]),
        help=Both("Ngôn ngữ thông báo (mặc định: vi).", "Language of messages (default: vi)."),
    ),
    Option(["--verbose", "-v"], is_flag=True, help=Both("Nói chi tiết hơn.", "Say more.")),
    Option(["--version"], is_flag=True, help=Both("In phiên bản rồi thoát.", "Print the version and exit.")),
]


def _root(ctx: click.Context, /, version: bool = False, **_: object) -> int | None:
    """Run the bare program: print its version or its help."""
    if version:
        from bulletin import __version__

        click.echo(f"bulletin {__version__}")
        ctx.exit(ExitCode.DONE)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return None


root = Group(
    "bulletin",
    lazy=COMMANDS,
    params=list(_GLOBAL),
    callback=click.pass_context(_root),
    invoke_without_command=True,
    subcommand_metavar="COMMAND …",
    help=Both(
        "Từ một thư mục bài viết và ảnh thành bản tin dàn trang đẹp, đúng chính tả tiếng Việt.",
        "From a folder of articles and photos to a laid-out Vietnamese bulletin.",
    ),
)


def main() -> None:
    """The console script: run the command line and leave with its exit code."""
    # Thousands of functions and records are made while modules load, and none of them is garbage: with the usual
    # thresholds a light command spends a sixteenth of its time on looking through them again and again.
    gc.set_threshold(50_000, 20, 50)
    lost = secure()
    code = run(sys.argv[1:])
    if error := lost():
        code = _unsaid(error)
    sys.exit(int(code))


def run(argv: Sequence[str]) -> ExitCode:
    """Run one command line; every failure becomes a message and an exit code."""
    settings = Settings()
    try:
        settings, rest = settings_from(argv, os.environ)
        code = root.main(args=rest, prog_name="bulletin", standalone_mode=False, obj=settings)
        return ExitCode(code) if isinstance(code, int) else ExitCode.DONE
    except click.UsageError as error:
        return _usage(error, settings, argv)
    except (KeyboardInterrupt, click.Abort):
        settings.say("\nĐã dừng theo yêu cầu.", "\nStopped as you asked.")
        return ExitCode.INTERRUPTED
    except BulletinError as error:
        from bulletin.cli.findings import refused

        return refused(error, settings, None)
    except Exception as error:  # the last resort of the whole program
        return _trouble(error, settings, argv)


def _trouble(error: Exception, settings: Settings, argv: Sequence[str]) -> ExitCode:
    """Report lack of memory or disk space in this process as what it is; anything else is a bug."""
    from bulletin.cli.findings import refused
    from bulletin.runtime.answers import answer_of
    from bulletin.runtime.limits import Limits

    answer = answer_of(error, Limits())
    return refused(answer, settings, None) if isinstance(answer, BulletinError) else _bug(error, settings, argv)


def _unsaid(error: OSError) -> ExitCode:
    """Report that data could not be written: the disk behind stdout is full."""
    from bulletin.cli.findings import refused

    try:
        settings, _ = settings_from(sys.argv[1:], os.environ)
    except UsageMistake:
        settings = Settings()
    return refused(unsaid(error), replace(settings, json=False), None)


def _usage(error: click.UsageError, settings: Settings, argv: Sequence[str]) -> ExitCode:
    if isinstance(error, UsageMistake) and "--lang" in error.message:
        settings = replace(settings, lang="vi")
    click.echo(explain(error, settings.lang), err=True)
    click.echo(in_quotes(argv, settings.lang) or hint(error, settings.lang), err=True)
    return ExitCode.USAGE


def _bug(error: Exception, settings: Settings, argv: Sequence[str]) -> ExitCode:
    from bulletin.cli.bug_report import write_report

    command = next((word for word in argv if word in COMMANDS), "-")
    path = write_report(error, command, settings.cache)
    settings.say(
        "Xin lỗi, chương trình gặp lỗi của chính nó. Bài và ảnh của bạn không bị thay đổi.",
        "Sorry, the program met a fault of its own. Your articles and photos are unchanged.",
    )
    if path:
        settings.say(f"Hãy gửi tệp này cho người hỗ trợ: {path}", f"Please send this file to your support: {path}")
    else:
        settings.say(
            f"Không ghi được tệp báo lỗi ({type(error).__name__}).", f"No report was written ({type(error).__name__})."
        )
    return ExitCode.BUG
