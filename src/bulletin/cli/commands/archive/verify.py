"""`bulletin verify`: every byte of the archive is read and compared; damaged files are taken back from a copy."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import asking, options
from bulletin.cli.commands.archive.keep import archive_option
from bulletin.cli.findings import print_findings, refused, safe, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json, shown
from bulletin.errors import BulletinError, ExitCode, Finding, counted
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from bulletin.archive.fixity.mending import Mending
    from bulletin.archive.fixity.repair import RepairPlan
    from bulletin.archive.fixity.values import RotaPart, Verified
    from bulletin.archive.store.root import Archive


class PartOf(click.ParamType[tuple[int, int]]):
    """A part of a rota: 3/12."""

    name = "part"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", str(value).strip())
        if found is None or not 1 <= int(found[1]) <= int(found[2]):
            raise UsageMistake(
                f"--part cần dạng PHẦN/SỐ_PHẦN, thí dụ 3/12, không phải “{value}”.",
                f"--part takes PART/PARTS, such as 3/12, not “{value}”.",
            )
        return int(found[1]), int(found[2])


@click.command(
    cls=Command,
    help=Both(
        "Đọc lại từng byte của kho lưu trữ và so với mục lục, dấu băm và nhật ký. Tệp bị đổi, bị mất, thừa được nêu "
        "tên từng tệp (mã thoát 8).\n\n"
        "Kho lớn thì đọc dần: --part 1/30 hôm nay, --part 2/30 ngày mai … Có bản sao thì lấy lại được tệp hỏng: "
        "--repair-from THƯ_MỤC_BẢN_SAO; chương trình cho xem sẽ làm gì rồi mới hỏi, và không bao giờ xóa.",
        "Read every byte of the archive and compare it with inventories, hashes and history. Changed, missing and "
        "untracked files are named one by one (exit code 8).\n\n"
        "A large archive is read little by little: --part 1/30 today, --part 2/30 tomorrow … With a copy, damaged "
        "files can be taken back: --repair-from FOLDER_OF_THE_COPY; it shows what it will do, asks, and never deletes.",
    ),
)
@click.argument("folder", type=options.Folder(), metavar="FOLDER", default=".")
@archive_option
@option("--part", type=PartOf(), metavar="N/T", help=Both("Chỉ đọc phần N trong T phần.", "Read part N of T only."))
@option(
    "--repair-from",
    "copy",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=Both("Lấy lại tệp hỏng từ bản sao này.", "Take damaged files back from this copy."),
)
@option("--yes", is_flag=True, help=Both("Sửa mà không hỏi.", "Repair without asking."))
@option("--dry-run", is_flag=True, help=Both("Chỉ cho xem sẽ sửa gì.", "Only show what would be repaired."))
@option(
    "--record",
    is_flag=True,
    help=Both(
        "Ghi lần kiểm tra này vào nhật ký của từng số báo nguyên vẹn (thêm một phiên bản nhỏ).",
        "Write this verification into the history of every issue that is whole (adds a small version).",
    ),
)
@option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=Both("Ghi báo cáo ra tệp .html hoặc .json.", "Write a report, .html or .json."),
)
@options.strict
@options.as_json
@click.pass_obj
def verify(
    settings: Settings, /, folder: Path, archive: Path | None, part: tuple[int, int] | None, copy: Path | None,
    report: Path | None, strict: bool, **choices: Any,
) -> ExitCode:  # fmt: skip
    """Verify the archive, and repair it from a copy."""
    from bulletin.archive.fixity.mending import mending
    from bulletin.archive.fixity.values import RotaPart
    from bulletin.archive.store.root import archive_folder

    _check_choices(copy, report, choices)
    now = dt.datetime.now().astimezone().replace(microsecond=0)
    try:
        store = _opened(archive_folder(folder, archive))
        which = RotaPart(*part) if part else RotaPart()
        found = _read(settings, store, now, which)
        plan, repaired = None, tuple[Finding, ...]()
        if copy is not None:
            plan = _plan(store, found, copy)
            if plan.steps and _agreed(settings, plan, choices):
                repaired = _repair(settings, store, plan, now, _named(folder))
                found = _read(settings, store, now, which)
        found = _with_signatures(folder, store, found, now)
        noted = _remember(settings, store, found, choices, now)
        if report is not None:
            _write_report(settings, report, found, mending(store, _named(folder)))
        code = _tell(settings, found, plan, (*repaired, *noted), strict=strict)
        if code is ExitCode.DAMAGED and copy is None and not settings.json:
            _say_direction(settings, found, mending(store, _named(folder)))
        return code
    except BulletinError as error:
        return refused(error, settings, None)


def _with_signatures(folder: Path, store: Archive, found: Verified, now: dt.datetime) -> Verified:
    """The verification with what the signatures are worth; those of damaged issues are not judged."""
    from bulletin.cli.commands.archive.sign import judge_signed

    whole = [one.id for one in found.objects if not one.damages]
    return replace(found, findings=(*found.findings, *judge_signed(folder, store, whole, now)))


def _check_choices(copy: Path | None, report: Path | None, choices: dict[str, Any]) -> None:
    if copy is None and (choices["yes"] or choices["dry_run"]):
        raise UsageMistake(
            "--yes và --dry-run chỉ dùng với --repair-from THƯ_MỤC.", "--yes and --dry-run go with --repair-from DIR."
        )
    if copy is not None and not choices["dry_run"]:
        asking.may_write(choices)
    if report is not None and report.suffix.lower() not in {".html", ".htm", ".json"}:
        raise UsageMistake(
            f"--report cần tên tệp .html hoặc .json, không phải “{report}”.",
            f"--report takes a name ending with .html or .json, not “{report}”.",
        )


def _opened(folder: Path) -> Archive:
    """The archive, also when its marker is what is damaged."""
    from bulletin.archive.store.object import damaged
    from bulletin.archive.store.root import Archive, object_ids, open_archive

    archive = Archive(folder)
    try:
        if archive.root.is_dir() and not archive.root.is_symlink() and object_ids(archive):
            return archive
    except OSError as error:
        raise damaged(archive.root, "không đọc được thư mục", "the folder cannot be read") from error
    return open_archive(folder)


def _read(settings: Settings, store: Archive, now: dt.datetime, part: RotaPart) -> Verified:
    from bulletin.archive.fixity.verify import verify as verify_archive

    def told(object_id: str, number: int, count: int) -> None:
        if settings.live and not settings.json:
            end = "\n" if number == count else "\r"
            click.echo(f"  {number}/{count} {object_id}\x1b[K{end}", err=True, nl=False)

    return verify_archive(store, now, part, told)


def _plan(store: Archive, found: Verified, copy: Path) -> RepairPlan:
    from bulletin.archive.fixity.repair import plan_repair

    return plan_repair(store, found, _opened(copy.absolute()))


def _agreed(settings: Settings, plan: RepairPlan, choices: dict[str, Any]) -> bool:
    """Show what would be done, and ask."""
    if not settings.json:
        settings.say(f"Sẽ lấy lại {len(plan.steps)} tệp từ bản sao:", f"Will take {len(plan.steps)} files back:")
        for step in plan.steps:
            click.echo(f"  kho/{step.path}", err=True)
        settings.say(
            "Tệp hỏng được chuyển sang thư mục hong/ của kho, không bị xóa.",
            "Damaged files are moved to the archive's folder hong/, not deleted.",
        )
    if choices["dry_run"]:
        return False
    asking.confirm(settings, choices, Both("Làm chứ? (có/không)", "Do it? (yes/no)"))
    return True


def _named(folder: Path) -> Path | None:
    """The archive that the publication of a folder has, wherever --archive points; None when nobody says."""
    from bulletin.archive.store.root import archive_folder

    try:
        return archive_folder(folder, None).resolve()
    except BulletinError:
        return None


def _say_direction(settings: Settings, found: Verified, how: Mending) -> None:
    """Which of the two stores is mended from which: the one that was read may be the copy."""
    from bulletin.archive.fixity.verify import is_repairable

    if is_repairable(found):
        what, command = how.what, how.command
        settings.say(f"{what.vi} {command.vi}", f"{what.en} {command.en}")


def _repair(
    settings: Settings, store: Archive, plan: RepairPlan, now: dt.datetime, main: Path | None
) -> tuple[Finding, ...]:
    from bulletin.archive.fixity.repair import repair

    is_main = {store.folder.resolve(): True, plan.copy.folder.resolve(): False}.get(main) if main else None
    done = repair(store, plan, now, is_main=is_main)
    if not settings.json:
        settings.say(f"Đã lấy lại {len(done.steps)} tệp.", f"Took {len(done.steps)} files back.")
        if done.aside is not None:
            click.echo(shown(done.aside), err=True)
    return done.findings


def _remember(
    settings: Settings, store: Archive, found: Verified, choices: dict[str, Any], now: dt.datetime
) -> tuple[Finding, ...]:
    """Write down what was read; an archive that cannot be written (a disc) is verified all the same."""
    from bulletin.archive.fixity.record import FILE
    from bulletin.archive.fixity.verify import finish_interrupted, record_events, remember

    try:
        noted = finish_interrupted(store, found)
        if choices["record"]:
            found = record_events(store, found, now)
        remember(store, found)
    except BulletinError as error:
        if choices["record"]:
            raise
        settings.say(
            f"Không ghi được {FILE}: lần sau không biết hôm nay đã đọc ({error.findings[0].what('vi')})",
            f"{FILE} cannot be written: the next run will not know of this one ({error.findings[0].what('en')})",
        )
        return ()
    if not settings.json:
        print_findings(noted, settings, None)
    return noted


def _write_report(settings: Settings, path: Path, found: Verified, how: Mending) -> None:
    from bulletin.archive.fixity.report import report_html, report_json
    from bulletin.runtime.files import atomic_write

    if path.suffix.lower() == ".json":
        data = json.dumps(report_json(found), ensure_ascii=False, indent=1) + "\n"
    else:
        data = report_html(found, how, settings.lang)
    atomic_write(path.absolute(), data.encode())


def _tell(
    settings: Settings, found: Verified, plan: RepairPlan | None, noted: Sequence[Finding], *, strict: bool
) -> ExitCode:
    from bulletin.archive.fixity.repair import lacking
    from bulletin.archive.fixity.report import report_json
    from bulletin.archive.fixity.verify import findings_of, is_damaged, is_listed

    findings = (*findings_of(found), *(lacking(plan) if plan else ()))
    code = ExitCode.DAMAGED if is_damaged(found) else verdict(findings, strict=strict)
    if settings.json:
        steps = [f"kho/{step.path}" for step in plan.steps] if plan else []
        said = {"repair": steps, "notes": findings_to_wire(tuple(noted))}
        emit_json({"ok": code is ExitCode.DONE, "exit_code": int(code)} | report_json(found) | said)
        return code
    _list(settings, found)
    print_findings([finding for finding in findings if not is_listed(finding)], settings, None, err=False)
    count, files, size = found.read_issues, found.files, found.bytes
    settings.say(
        f"Đã đọc {count} trên {found.known} số báo; {counted(files, 'vi')} tệp; {counted(size, 'vi')} byte.",
        f"Read {count} of {found.known} issues; {counted(files, 'en')} files; {counted(size, 'en')} bytes.",
    )
    if found.last_full is not None and code is not ExitCode.DAMAGED:
        settings.say(
            f"Mọi số báo đã được đọc nguyên vẹn kể từ ngày {found.last_full:%d/%m/%Y}.",
            f"Every issue was read whole since {found.last_full:%Y-%m-%d}.",
        )
    if code is not ExitCode.DAMAGED:
        settings.say("Mọi tệp đã đọc đều đúng như lúc lưu.", "Every file that was read is as it was kept.")
    return code


def _list(settings: Settings, found: Verified) -> None:
    """Every damaged file, by issue: a list, because there may be hundreds and each must be named."""
    words = {
        "changed": settings.words("bị đổi", "changed"),
        "missing": settings.words("bị mất", "missing"),
        "untracked": settings.words("thừa", "untracked"),
    }
    groups = [(settings.words("Chính kho", "The store itself"), found.store)]
    groups += [(obj.id, obj.damages) for obj in found.objects]
    for name, damages in groups:
        if damages:
            click.echo(name)
        for damage in damages:
            held = f"  ({', '.join(damage.names)})" if damage.names else ""
            click.echo(safe(f"  {words[damage.kind]:<10} kho/{damage.path}{held}"))
    if any(damage.kind == "untracked" for damage in found.damages):
        settings.say(
            "Tệp thừa: chương trình không bao giờ xóa. Xem rồi tự chuyển ra ngoài kho.",
            "Untracked files: the program never deletes. Look at them, then move them out of the store yourself.",
        )
