"""`bulletin restore`: an issue is taken out of the archive, as a folder to work in or as a bag, and built again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli import options
from bulletin.cli.commands.archive.keep import archive_option
from bulletin.cli.findings import print_findings, refused, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json, shown
from bulletin.errors import BulletinError, ExitCode
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from bulletin.archive.restore.issue import Restored
    from bulletin.archive.restore.rebuild import Build, How, Rebuilt
    from bulletin.build.request import Choices


@click.command(
    cls=Command,
    help=Both(
        "Lấy một số báo ra khỏi kho thành thư mục làm việc: bài, ảnh, publication.yaml, mẫu trình bày; các tệp đã dựng "
        "nằm trong build/. Kho không thay đổi.\n\n"
        "--rebuild dựng lại vào rebuilt/ rồi so từng byte, từng chữ, từng trang, và nêu công cụ, phông chữ, mẫu nào "
        "đã khác. --bag ghi thành túi BagIt để giao cho cơ quan lưu trữ.",
        "Take an issue out of the archive as a folder to work in: stories, photos, publication.yaml, layout; what was "
        "built is in build/. The archive does not change.\n\n"
        "--rebuild builds it again into rebuilt/, compares bytes, words and pages, and names the tools, fonts or "
        "layout that differ. --bag writes a BagIt bag to hand to an archive.",
    ),
)
@click.argument("issue", metavar="ISSUE")
@option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    required=True,
    help=Both("Thư mục mới nhận số báo.", "A new folder for the issue."),
)
@archive_option
@option(
    "--version", type=click.IntRange(1), metavar="N",
    help=Both("Phiên bản nào (mặc định: mới nhất).", "Which version (default: the newest)."),
)  # fmt: skip
@option("--bag", is_flag=True, help=Both("Ghi thành túi BagIt 1.0.", "Write a BagIt 1.0 bag instead."))
@option("--rebuild", "again", is_flag=True, help=Both("Dựng lại và so với bản đã lưu.", "Build again and compare."))
@options.strict
@options.as_json
@click.pass_obj
def restore(
    settings: Settings, /, issue: str, into: Path, archive: Path | None, bag: bool, again: bool, strict: bool,
    **choices: Any,
) -> ExitCode:  # fmt: skip
    """Restore an issue, write it as a bag, or build it again."""
    from bulletin.archive.restore.bag import restore_bag
    from bulletin.archive.restore.issue import restore_issue
    from bulletin.archive.restore.naming import find_issue
    from bulletin.archive.store.root import archive_folder, open_archive

    if bag and again:
        raise UsageMistake("Chọn một: --bag hoặc --rebuild.", "Choose one: --bag or --rebuild.")
    now = dt.datetime.now().astimezone().replace(microsecond=0)
    try:
        store = open_archive(archive_folder(Path(), archive))
        obj = find_issue(store, issue)
        if bag:
            done = restore_bag(store, obj, choices["version"], into.absolute(), now)
        else:
            done = restore_issue(store, obj, choices["version"], into.absolute())
        built = _rebuild(settings, obj.id, done) if again else None
    except BulletinError as error:
        return refused(error, settings, None)
    return _tell(settings, obj.id, done, built, strict=strict)


def _rebuild(settings: Settings, object_id: str, done: Restored) -> Rebuilt:
    from bulletin.archive.restore.rebuild import rebuild

    if not settings.json:
        settings.say(f"Đã lấy ra {object_id}; đang dựng lại …", f"Restored {object_id}; building it again …")
    return rebuild(object_id, done, _builder(settings))


def _builder(settings: Settings) -> Build:
    """The function that builds a folder as its release says it was built."""
    from bulletin.build.request import BuildRequest
    from bulletin.cli.commands.build import in_child

    def build(folder: Path, out: Path, how: How) -> None:
        layout, choices = _as_kept(folder, how)
        request = BuildRequest(folder=folder, out=out, cache=settings.ready_cache(), layout=layout, choices=choices)
        in_child("bulletin.build.recipe:build_job", request, settings)

    return build


def _as_kept(folder: Path, how: How) -> tuple[str | None, Choices]:
    """The layout and the choices that the issue's own files do not make: those typed on the command line then."""
    from bulletin.build.options import resolve_options
    from bulletin.build.request import AS_TYPED, Choices
    from bulletin.fields.outputs import EDITIONS
    from bulletin.sources.issue import load_issue

    issue = load_issue(folder).issue
    if issue is None:
        return None, AS_TYPED
    layout = None if how.layout == (issue.sheet.layout or issue.publication.layout) else how.layout
    typed, _ = resolve_options(issue)
    editions = tuple(name for name in EDITIONS if name in how.editions)
    marks: Any = how.marks if "press" in editions and how.marks != typed.marks else None
    return layout, Choices(
        editions=None if editions == typed.editions else editions,
        printer=None if how.printer == typed.outputs.press.printer else how.printer,
        marks=marks,
        x1a=how.x1a and not typed.x1a,
        validate=how.validate,
    )


def _tell(settings: Settings, object_id: str, done: Restored, built: Rebuilt | None, *, strict: bool) -> ExitCode:
    findings = (*done.findings, *(built.findings if built else ()))
    code = verdict(findings, strict=strict)
    if settings.json:
        said: dict[str, Any] = {
            "ok": code is ExitCode.DONE, "exit_code": int(code), "id": object_id, "version": done.version,
            "folder": str(done.folder), "files": done.files, "lacking": list(done.lacking),
        }  # fmt: skip
        if built is not None:
            said["rebuilt"] = {
                "same": list(built.same),
                "differ": {name: {"then": a, "now": b} for name, (a, b) in built.differ.items()},
            }
        emit_json(said | {"findings": findings_to_wire(findings)})
        return code
    print_findings(findings, settings, None)
    settings.say(
        f"Đã lấy ra {object_id}, phiên bản {done.version}: {done.files} tệp.",
        f"Restored {object_id}, version {done.version}: {done.files} files.",
    )
    click.echo(shown(done.folder))
    return code
