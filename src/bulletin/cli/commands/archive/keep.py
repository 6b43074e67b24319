"""`bulletin keep`: a built issue, or a PDF from before the program, goes into the archive; the archive gets a copy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options
from bulletin.cli.commands.archive.places import refused_at
from bulletin.cli.findings import print_findings, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json, shown
from bulletin.errors import BulletinError, ExitCode, Finding, counted
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from bulletin.archive.copy import Copied
    from bulletin.archive.keep import KeptIssue
    from bulletin.archive.package import Package

archive_option = option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=Both(
        "Thư mục lưu trữ (mặc định: luu_tru_o trong publication.yaml).",
        "The archive folder (default: archive in publication.yaml).",
    ),
)


class Day(click.ParamType[dt.date]):
    """A date as people type it: 20/11/2026, or 2026-11-20."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
            try:
                return dt.datetime.strptime(str(value).strip(), form).date()
            except ValueError:
                continue
        raise UsageMistake(
            f"“{value}” không phải là ngày; hãy gõ như 20/11/2026.", f"“{value}” is no date; type it as 20/11/2026."
        )


@click.command(
    cls=Command,
    help=Both(
        "Lưu một số báo đã dựng vào kho: các bản PDF, bài, ảnh gốc, mẫu trình bày, phông chữ, để hàng chục năm sau vẫn "
        "đọc và dựng lại được.\n\n"
        "Lưu lại số báo không đổi thì không có gì xảy ra; nếu đã đổi, phải nói lý do bằng --reason và kho giữ cả hai "
        "bản. Số báo từ trước khi có chương trình: --import TỆP.pdf --number SỐ --date NGÀY.",
        "Put a built issue into the archive: the PDF files, stories, camera files, layout and fonts, to be read and "
        "built again decades from now.\n\n"
        "Nothing happens when the same issue is kept again; when it has changed, --reason must say why, and both "
        "versions stay. An issue from before the program: --import FILE.pdf --number N --date DATE.",
    ),
)
@click.argument("folder", type=options.Folder(), metavar="FOLDER", default=".")
@archive_option
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=Both(
        "Nơi số báo đã được dựng (mặc định: THƯ_MỤC/build).", "Where the issue was built (default: FOLDER/build)."
    ),
)
@option(
    "--reason",
    metavar="TEXT",
    help=Both("Vì sao lưu một phiên bản mới.", "Why a new version is kept."),
)
@option(
    "--without-originals",
    is_flag=True,
    help=Both("Không lưu ảnh gốc (sẽ không dựng lại được).", "Leave the camera files out (no rebuilding then)."),
)
@option(
    "--import",
    "found",
    type=options.PdfFile("keep --import", "*.pdf"),
    metavar="FILE",
    help=Both("Lưu một tệp PDF có từ trước; cần --number và --date.", "Keep an old PDF; needs --number and --date."),
)
@option("--number", type=click.IntRange(1, 99_999), metavar="N", help=Both("Số trong năm.", "Number in the year."))
@option("--date", "day", type=Day(), metavar="DATE", help=Both("Ngày ra báo, thí dụ 20/11/2019.", "Date of issue."))
@option(
    "--copy-to",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=Both(
        "Sao cả kho sang nơi khác (hoặc cập nhật bản sao) rồi đọc lại từng byte.",
        "Copy the archive elsewhere, or bring the copy up to date, and read every byte back.",
    ),
)
@option("--sign", is_flag=True, help=Both("Ký số bản lưu trữ trong kho.", "Sign the record in the archive."))
@option(
    "--signed",
    type=options.PdfFile("keep --signed", "*.pdf"),
    metavar="FILE",
    help=Both("Nhận bản lưu trữ đã ký bằng phần mềm khác.", "Take the record as another program has signed it."),
)
@option(
    "--renew-timestamps", "renew", is_flag=True,
    help=Both("Đóng dấu thời gian mới lên mọi bản ký đã đến hạn.", "Stamp every signed record anew that is due."),
)  # fmt: skip
@options.as_json
@click.pass_obj
def keep(
    settings: Settings, /, folder: Path, archive: Path | None, copy_to: Path | None, found: Path | None,
    sign: bool, signed: Path | None, renew: bool, as_json: bool, **choices: Any,
) -> ExitCode:  # fmt: skip
    """Keep an issue, take an old one in, or copy the archive."""
    from bulletin.archive.store.root import archive_folder

    _check_choices(found, copy_to, choices)
    _check_signing((sign, signed is not None, renew), found, copy_to, choices)
    try:
        target = archive_folder(folder, archive)
        now = dt.datetime.now().astimezone().replace(microsecond=0)
        if sign or signed is not None or renew:
            return _signing(settings, folder, target, choices["out"], signed, now, renew=renew)
        if copy_to is not None:
            return _copy(settings, target, copy_to.absolute(), now)
        package = _package(settings, folder, found, choices)
        return _keep(settings, target, package, choices["reason"], now)
    except BulletinError as error:
        return refused_at(error, settings, folder, choices["out"] or folder / "build")


def _check_choices(found: Path | None, copy_to: Path | None, choices: dict[str, Any]) -> None:
    """Refuse options that do not go together.

    Raises:
        UsageMistake: they do not.
    """
    numbered = choices["number"] is not None, choices["day"] is not None
    if found is not None and not all(numbered):
        raise UsageMistake(
            "--import cần cả --number và --date, thí dụ: --number 12 --date 05/03/2019.",
            "--import needs --number and --date, such as: --number 12 --date 05/03/2019.",
        )
    if found is None and any(numbered):
        raise UsageMistake("--number và --date chỉ dùng với --import.", "--number and --date go with --import only.")
    if copy_to is not None and (found is not None or choices["reason"] or choices["without_originals"]):
        raise UsageMistake(
            "--copy-to chỉ sao kho; hãy gõ riêng lệnh lưu số báo.",
            "--copy-to only copies the archive; keep the issue with a command of its own.",
        )
    if found is not None and (choices["without_originals"] or choices["out"]):
        raise UsageMistake(
            "--import không đi cùng --without-originals và --out.",
            "--import does not go with --without-originals or --out.",
        )


def _check_signing(
    asked: tuple[bool, bool, bool], found: Path | None, copy_to: Path | None, choices: dict[str, Any]
) -> None:
    """Refuse options that do not go with signing.

    Raises:
        UsageMistake: they do not.
    """
    if sum(asked) > 1 or (any(asked) and (found or copy_to or choices["reason"] or choices["without_originals"])):
        raise UsageMistake(
            "--sign, --signed và --renew-timestamps dùng riêng từng lệnh, sau khi đã lưu số báo.",
            "--sign, --signed and --renew-timestamps are commands of their own, after the issue has been kept.",
        )


def _signing(
    settings: Settings,
    folder: Path,
    target: Path,
    out: Path | None,
    signed: Path | None,
    now: dt.datetime,
    *,
    renew: bool,
) -> ExitCode:
    from bulletin.archive.package import object_id
    from bulletin.archive.store.root import open_archive
    from bulletin.cli.commands.archive.sign import keep_signed_file, renew_timestamps, sign
    from bulletin.release import read_release

    archive = open_archive(target)
    if renew:
        return renew_timestamps(settings, folder, archive, now)
    release = read_release((out or folder / "build").absolute())
    ident = object_id(release.publication, release.date.year, release.number)
    if signed is not None:
        return keep_signed_file(settings, folder, archive, ident, signed, now)
    return sign(settings, folder, archive, ident, now)


def _package(settings: Settings, folder: Path, found: Path | None, choices: dict[str, Any]) -> Package:
    if found is not None:
        from bulletin.archive.outside import package_pdf

        return package_pdf(folder, found, choices["number"], choices["day"])
    from bulletin.archive.package import package_issue, without_originals

    package = package_issue(folder, (choices["out"] or folder / "build").absolute(), settings.ready_cache())
    return without_originals(package) if choices["without_originals"] else package


def _keep(settings: Settings, target: Path, package: Package, reason: str | None, now: dt.datetime) -> ExitCode:
    from bulletin.archive.keep import keep as keep_package
    from bulletin.archive.store.writer import create_archive, writing

    _tell(settings, package.findings)
    with writing(create_archive(target)) as writer:
        _tell(settings, writer.recovered)
        kept = keep_package(writer, package, reason, now)
    _tell(settings, kept.findings)
    _report(settings, target, kept, (*package.findings, *writer.recovered, *kept.findings))
    return ExitCode.DONE


def _report(settings: Settings, target: Path, kept: KeptIssue, findings: Sequence[Finding]) -> None:
    place = target / "kho" / kept.id
    if settings.json:
        emit_json(
            {
                "ok": True, "exit_code": 0, "id": kept.id, "version": kept.version, "new": kept.new,
                "folder": str(place), "findings": findings_to_wire(tuple(findings)),
            }
        )  # fmt: skip
        return
    if kept.new:
        settings.say(f"Đã lưu {kept.id}, phiên bản {kept.version}.", f"Kept {kept.id}, version {kept.version}.")
    else:
        settings.say(
            f"{kept.id} đã có trong kho (phiên bản {kept.version}), không có gì thay đổi.",
            f"{kept.id} is in the archive already (version {kept.version}); nothing has changed.",
        )
    click.echo(shown(place))


def _copy(settings: Settings, target: Path, copy_to: Path, now: dt.datetime) -> ExitCode:
    from bulletin.archive.copy import copy_archive
    from bulletin.archive.store.root import open_archive

    copied = copy_archive(open_archive(target), copy_to, now)
    _tell(settings, copied.findings)
    code = verdict(copied.findings)
    if settings.json:
        emit_json(_copied(copied, code))
    else:
        settings.say(
            f"Bản sao: {len(copied.updated)} số mới hoặc đổi; "
            f"đã đọc lại {counted(copied.files, 'vi')} tệp, {counted(copied.bytes, 'vi')} byte.",
            f"The copy: {len(copied.updated)} issues new or changed; "
            f"read back {counted(copied.files, 'en')} files, {counted(copied.bytes, 'en')} bytes.",
        )
        click.echo(shown(copy_to))
    return code


def _copied(copied: Copied, code: ExitCode) -> dict[str, Any]:
    return {
        "ok": code is ExitCode.DONE, "exit_code": int(code), "updated": list(copied.updated), "files": copied.files,
        "bytes": copied.bytes, "findings": findings_to_wire(copied.findings),
    }  # fmt: skip


def _tell(settings: Settings, findings: Sequence[Finding]) -> None:
    """Print findings at once, before what follows is done; with --json they are part of the answer instead."""
    if not settings.json:
        print_findings(findings, settings, None)
