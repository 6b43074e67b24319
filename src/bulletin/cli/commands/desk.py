"""`bulletin desk`: reads the issue like a sub-editor, and repairs what is certain in the files that people typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options
from bulletin.cli.asking import on_terminal
from bulletin.cli.findings import print_findings, refused, summary, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json, shown
from bulletin.errors import BulletinError, ExitCode, Finding, with_lines
from bulletin.runtime.limits import Limits
from bulletin.runtime.watch import watched

if TYPE_CHECKING:
    from bulletin.desk.repair.found import DeskRead
    from bulletin.desk.repair.remark import Remark
    from bulletin.model import Issue

LIMITS = Limits()
_MODES = ("fix", "diff", "review", "sheet")


@click.command(
    cls=Command,
    help=Both(
        "Đọc soát số báo như một biên tập viên: chính tả, số liệu, ngày, tên người, đơn vị hành chính, chữ lặp …\n\n"
        "Mặc định chỉ liệt kê. --diff cho xem các chỗ sẽ sửa, --fix sửa chỗ chắc chắn ngay trong tệp YAML (bản cũ "
        "được giữ), --review hỏi từng chỗ. Xem docs/desk-command.md.",
        "Read the issue like a sub-editor: spelling, figures, dates, names, places, repeated words …\n\n"
        "It only lists by default. --diff shows what would be repaired, --fix makes the certain repairs in the YAML "
        "files (old versions are kept), --review asks place by place. See docs/desk-command.md.",
    ),
)
@options.folder
@option(
    "--rule", "rules", multiple=True, metavar="ID",
    help=Both("Chỉ các luật này (R31, desk.sum); gõ được nhiều lần.", "Only these rules (R31, desk.sum); repeatable."),
)  # fmt: skip
@option("--diff", is_flag=True, help=Both("Cho xem các dòng sẽ đổi, không ghi gì.", "Show the lines, write nothing."))
@option("--fix", is_flag=True, help=Both("Sửa những chỗ chắc chắn trong tệp.", "Make the certain repairs."))
@option("--review", is_flag=True, help=Both("Hỏi từng chỗ, mỗi chỗ một phím.", "Ask place by place, one key each."))
@option("--sheet", is_flag=True, help=Both("Làm tờ đọc soát PDF để in ra giấy.", "Make a proof sheet (PDF) to print."))
@options.out(Both("Thư mục kết quả (mặc định: build trong thư mục số báo).", "Output folder (default: build)."))
@options.strict
@options.as_json
@click.pass_obj
def desk(settings: Settings, /, folder: Path, out: Path | None, **given: Any) -> ExitCode:
    """Read an issue like a sub-editor."""
    chosen = [mode for mode in _MODES if given[mode]]
    if len(chosen) > 1:
        raise UsageMistake(
            f"Chỉ dùng một trong: {', '.join('--' + mode for mode in chosen)}.",
            f"Use one of: {', '.join('--' + mode for mode in chosen)}.",
        )
    target = (out or folder / "build").absolute() / "desk"
    try:
        with watched(LIMITS):
            return _run(settings, folder, target, chosen[0] if chosen else "list", given)
    except BulletinError as error:
        return refused(error, settings, folder)


def _run(settings: Settings, folder: Path, target: Path, mode: str, given: dict[str, Any]) -> ExitCode:
    from bulletin.desk.repair.found import read_desk
    from bulletin.sources import load_issue

    loaded = load_issue(folder)
    if loaded.issue is None:
        return _unread(loaded.findings, settings, folder, as_json=given["as_json"])
    read = read_desk(loaded.issue)
    _check_rules(given["rules"], read)
    found = [one for one in read.found if not given["rules"] or set(one.rules) & set(given["rules"])]
    if mode == "fix":
        return _fix(settings, folder, _kept(target), given)
    if mode == "diff":
        return _diff(settings, loaded.issue, read, given)
    if mode == "review":
        return _review(settings, folder, loaded.issue, found, _kept(target), given)
    if mode == "sheet":
        return _sheet(settings, loaded.issue, read, target, as_json=given["as_json"])
    return _list(settings, loaded.issue, found, read.findings, given)


def _unread(findings: Sequence[Finding], settings: Settings, folder: Path, *, as_json: bool) -> ExitCode:
    code = verdict(findings)
    if as_json:
        emit_json({"ok": False, "exit_code": int(code), "findings": [finding.as_dict() for finding in findings]})
        return code
    print_findings(findings, settings, folder)
    click.echo(summary(findings, settings), err=True)
    return code


def _check_rules(wanted: Sequence[str], read: DeskRead) -> None:
    from bulletin.desk.repair.found import known_rules
    from bulletin.sources.folding import nearest

    for rule in wanted:
        if rule not in (known := known_rules()):
            near = nearest(rule, known)
            raise UsageMistake(
                f"Không có luật “{rule}”." + (f" Có phải là {near}?" if near else ""),
                f"There is no rule “{rule}”." + (f" Did you mean {near}?" if near else ""),
            )


def _kept(target: Path) -> Path:
    """The folder for the versions of before: named by the time, so that none of them is ever replaced."""
    stamp = f"{dt.datetime.now():%Y-%m-%d-%H%M%S}"
    names = (target / (stamp if number == 1 else f"{stamp}-{number}") for number in range(1, 1000))
    return next(name for name in names if not name.exists())


def _chosen(rules: Sequence[str]) -> Any:
    from bulletin.desk.repair.fixing import certain

    return lambda one: certain(one) and (not rules or bool(set(one.rules) & set(rules)))


def _list(
    settings: Settings, issue: Issue, found: Sequence[Remark], findings: Sequence[Finding], given: dict[str, Any]
) -> ExitCode:
    from bulletin.cli.desk.shown import as_data, counts, listing

    told = [*findings, *(one.finding for one in found if one.finding)]
    code = verdict(told, strict=given["strict"])
    if given["as_json"]:
        own = [finding.as_dict() for finding in findings]
        data = [as_data(one) for one in found]
        emit_json({"ok": code is ExitCode.DONE, "exit_code": int(code), "found": data, "findings": own})
        return code
    for line in listing(issue, found, settings, every=bool(given["rules"])):
        click.echo(line)
    print_findings(with_lines(findings, issue.sources), settings, issue.folder)
    click.echo(counts(found, settings), err=True)
    return code


def _fix(settings: Settings, folder: Path, kept: Path, given: dict[str, Any]) -> ExitCode:
    from bulletin.cli.desk.shown import as_data, in_words, kept_in
    from bulletin.desk.repair.fixing import fix

    fixed = fix(folder, kept, _chosen(given["rules"]))
    code = verdict(fixed.findings, strict=given["strict"])
    if given["as_json"]:
        emit_json({
            "ok": code is ExitCode.DONE, "exit_code": int(code), "files": list(fixed.files),
            "kept": str(kept) if fixed.files else None, "repaired": [as_data(one) for one in fixed.done],
            "findings": [finding.as_dict() for finding in fixed.findings],
        })  # fmt: skip
        return code
    for one in fixed.done:
        click.echo(f"{shown(folder / one.typed.file)}:{one.place.line}:{one.place.column} [{one.rule}] {in_words(one)}")
    print_findings(fixed.findings, settings, folder)
    settings.say(
        f"Đã sửa {len(fixed.done)} chỗ trong {len(fixed.files)} tệp.",
        f"{len(fixed.done)} places were repaired in {len(fixed.files)} files.",
    )
    if fixed.files:
        kept_in(kept, settings)
    return code


def _diff(settings: Settings, issue: Issue, read: DeskRead, given: dict[str, Any]) -> ExitCode:
    from bulletin.cli.findings import safe
    from bulletin.desk.repair.fixing import diff

    lines = diff(issue, read, _chosen(given["rules"]))
    if given["as_json"]:
        emit_json({"ok": True, "exit_code": 0, "diff": list(lines)})
        return ExitCode.DONE
    for line in lines:
        click.echo(safe(line))
    settings.say("Chưa ghi gì; để sửa, gõ lại với --fix.", "Nothing was written; to repair, use --fix.")
    return ExitCode.DONE


def _review(
    settings: Settings, folder: Path, issue: Issue, found: Sequence[Remark], kept: Path, given: dict[str, Any]
) -> ExitCode:
    from bulletin.cli.desk.review import review

    if given["as_json"] or not on_terminal():
        raise UsageMistake(
            "Không có ai để hỏi. Hãy dùng --fix để sửa những chỗ chắc chắn, hoặc --diff để chỉ xem.",
            "Nobody is there to be asked. Use --fix for the certain repairs, or --diff only to look.",
        )
    return review(settings, folder, issue, found, kept)


def _sheet(settings: Settings, issue: Issue, read: DeskRead, target: Path, *, as_json: bool) -> ExitCode:
    from bulletin.desk.proof_sheet.setting import proof_sheet
    from bulletin.runtime.files import atomic_write

    path = target / "to-doc-soat.pdf"
    atomic_write(path, proof_sheet(issue, read, settings.lang))
    if as_json:
        emit_json({"ok": True, "exit_code": 0, "file": str(path)})
        return ExitCode.DONE
    settings.say("Đã làm tờ đọc soát; hãy in ra giấy:", "The proof sheet is ready to be printed:")
    click.echo(shown(path))
    return ExitCode.DONE
