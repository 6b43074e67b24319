"""`bulletin build` and `bulletin proof`: the commands that lay out, always in a child process."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bulletin.build.request import BuildRequest, Choices, ProofRequest
from bulletin.cli import options
from bulletin.cli.changes import changes_of, changes_to_wire, print_changes
from bulletin.cli.findings import print_findings, refused, summary, verdict, with_path
from bulletin.cli.help import Command, option
from bulletin.cli.progress import STAGES, progress
from bulletin.cli.settings import Both, Settings, emit_json, shown
from bulletin.errors import BulletinError, ExitCode, Finding
from bulletin.fields.outputs import EditionName
from bulletin.fields.printer import Marks
from bulletin.runtime.cache import Cache
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import findings_from_wire

PURPOSES = {
    "screen": Both("Đọc trên máy", "To read on a screen"),
    "press": Both("Gửi nhà in", "For the print shop"),
    "office": Both("In ở cơ quan, từng trang", "For the office printer, page by page"),
    "office-booklet": Both("In ở cơ quan, đóng tập", "For the office copier, as a booklet"),
    "office-two-up": Both("In ở cơ quan, hai trang một mặt", "For the office copier, two pages a side"),
    "office-cut-stack": Both("In ở cơ quan, cắt rồi chồng", "For the office copier, to be cut and stacked"),
    "record": Both("Lưu trữ", "For the archive"),
}


@click.command(
    cls=Command,
    help=Both(
        "Dựng số báo trong THƯ_MỤC thành PDF.\n\n"
        "Kết quả nằm trong THƯ_MỤC/build (hoặc --out): screen.pdf (đọc trên máy), press.pdf (gửi nhà in), "
        "office.pdf và office-booklet.pdf (máy photo), record.pdf (lưu trữ), preflight.html (báo cáo kiểm tra) "
        "và release.json. "
        "Đường dẫn từng tệp PDF được in ra stdout.",
        "Build the issue in FOLDER into PDF.\n\n"
        "The result lies in FOLDER/build (or --out): screen.pdf (to read), press.pdf (for the print shop), "
        "office.pdf and office-booklet.pdf (for the copier), record.pdf (for the archive), "
        "preflight.html (what was checked) and release.json. The path of each PDF is printed on stdout.",
    ),
)
@options.folder
@options.out(Both("Thư mục nhận kết quả (mặc định: THƯ_MỤC/build).", "Where the result goes (default: FOLDER/build)."))
@options.layout
@options.editions
@option(
    "--printer", metavar="NAME",
    help=Both("Nhà in: tên tệp trong printers/ (không có .yaml).", "Printer profile: a file in printers/."),
)  # fmt: skip
@option(
    "--marks", type=click.Choice(["none", "crop", "full"]),
    help=Both("Dấu in của bản gửi nhà in.", "Printer's marks of the press edition."),
)  # fmt: skip
@option("--x1a", is_flag=True, help=Both("Bản gửi nhà in theo PDF/X-1a.", "Write the press edition as PDF/X-1a."))
@option(
    "--validate", is_flag=True,
    help=Both(
        "Nhờ veraPDF kiểm chuẩn PDF/A và PDF/UA của mọi bản (thêm vài giây).",
        "Have veraPDF judge PDF/A and PDF/UA of all editions (takes seconds more).",
    ),
)  # fmt: skip
@option(
    "--draft", is_flag=True,
    help=Both(
        "Đóng dấu “BẢN NHÁP” kèm giờ lên bản đọc trên máy và bản in ở cơ quan, cho tới khi số báo được duyệt.",
        "Stamp “BẢN NHÁP” (draft) with the time on screen and office files until the issue is approved.",
    ),
)  # fmt: skip
@option("--open", "open_it", is_flag=True, help=Both("Mở tệp PDF khi dựng xong.", "Open the PDF when done."))
@options.changes
@options.strict
@options.as_json
@click.pass_obj
def build(
    settings: Settings, folder: Path, out: Path | None, layout: str | None, editions: tuple[EditionName, ...] | None,
    printer: str | None, marks: Marks | None, x1a: bool, validate: bool, draft: bool, open_it: bool, show_changes: bool,
    strict: bool, as_json: bool,
) -> ExitCode:  # fmt: skip
    """Build an issue."""
    target = (out or folder / "build").absolute()
    when = f"{dt.datetime.now():%d/%m/%Y %H:%M}" if draft else None
    choices = Choices(
        editions=editions or None, printer=printer, marks=marks, x1a=x1a, validate=validate, draft=when
    )  # fmt: skip
    started = time.monotonic()
    try:
        cache = settings.ready_cache()
        request = BuildRequest(folder=folder, out=target, cache=cache, layout=layout, choices=choices, strict=strict)
        result = in_child("bulletin.build.recipe:build_job", request, settings)
    except BulletinError as error:
        return refused(error, settings, folder)
    findings = findings_from_wire(result.get("findings"))
    pdf = _main_file(result, target)
    code = verdict(findings, strict=strict)
    changes = changes_of(folder) if show_changes else ()
    if as_json:
        listed = {"changes": changes_to_wire(changes)} if show_changes else {}
        emit_json({"ok": code is ExitCode.DONE, "exit_code": int(code), "pdf": str(pdf)} | result | listed)
    else:
        _tell(findings, settings, folder)
        if show_changes:
            print_changes(changes, settings, folder, err=True)
        pages, seconds = result.get("pages"), time.monotonic() - started
        settings.say(
            f"Đã dựng xong: {pages} trang trong {f'{seconds:.1f}'.replace('.', ',')} giây.",
            f"Built: {pages} pages in {seconds:.1f} seconds.",
        )
        _editions(result, settings, target)
        _timings(result, settings)
        for path in _paths(result.get("files"), target):
            if path.suffix == ".pdf":
                click.echo(shown(path))
    if open_it and code is ExitCode.DONE and click.launch(str(pdf)):
        settings.say(
            "Không mở được trình xem PDF; hãy mở tệp bằng tay.", "No PDF viewer could be started; open the file."
        )
    return code


@click.command(
    cls=Command,
    help=Both(
        "Xuất ảnh PNG của từng trang để xem nhanh hoặc gửi duyệt.\n\nĐường dẫn từng ảnh được in ra stdout.",
        "Write a PNG of every page, to look at or to send round.\n\nThe path of each picture is printed on stdout.",
    ),
)
@options.folder
@options.out(Both("Thư mục nhận ảnh (mặc định: THƯ_MỤC/build/proof).", "Where (default: FOLDER/build/proof)."))
@options.layout
@option(
    "--ppi",
    type=click.IntRange(20, 300),
    default=70,
    metavar="N",
    help=Both("Độ phân giải, điểm ảnh mỗi inch (mặc định 70).", "Pixels per inch (default 70)."),
)
@options.as_json
@click.pass_obj
def proof(settings: Settings, folder: Path, out: Path | None, layout: str | None, ppi: int, as_json: bool) -> ExitCode:
    """Write a PNG of each page."""
    target = (out or folder / "build" / "proof").absolute()
    try:
        request = ProofRequest(folder=folder, out=target, cache=settings.ready_cache(), layout=layout, ppi=ppi)
        result = in_child("bulletin.build.recipe:proof_job", request, settings)
    except BulletinError as error:
        return refused(error, settings, folder)
    findings = findings_from_wire(result.get("findings"))
    code = verdict(findings)
    if as_json:
        emit_json({"ok": code is ExitCode.DONE, "exit_code": int(code)} | result)
    else:
        _tell(findings, settings, folder)
        for path in _paths(result.get("files"), target):
            click.echo(shown(path))
    return code


def in_child(entry: str, request: BuildRequest | ProofRequest, settings: Settings) -> dict[str, Any]:
    """Run one request in a child and return its answer; afterwards the cache is brought back to its size."""
    with progress(settings) as bar:
        result = run_job(entry, request.to_wire(), Limits(), bar)
    if (used := Path(result.get("cache", request.cache))) != request.cache:  # it became full on the way
        settings.say_cache(used)
    Cache(used).prune(time.time())
    return result


def _tell(findings: Sequence[Finding], settings: Settings, folder: Path) -> None:
    print_findings(findings, settings, folder)
    if findings:
        click.echo(summary(findings, settings), err=True)


def _editions(result: Mapping[str, Any], settings: Settings, target: Path) -> None:
    """What each file is for, how large it is, and how its preflight ended."""
    for entry in result.get("editions") or ():
        purpose = PURPOSES.get(entry["name"], Both(entry["name"], entry["name"])).in_(settings.lang)
        size = f"{entry['bytes'] / 1e6:.1f} MB" if entry["bytes"] >= 1e5 else f"{entry['bytes'] / 1e3:.0f} kB"
        size = size.replace(".", settings.words(",", "."))
        counts = entry.get("preflight") or {}
        checked = ""
        if counts:
            run = sum(counts.get(name, 0) for name in ("passed", "warned", "failed"))
            failed, warned, left = (counts.get(name, 0) for name in ("failed", "warned", "not-run"))
            checked = settings.words(
                f"; kiểm tra {run} mục: {failed} lỗi, {warned} lưu ý"
                + (f"; {left} mục để lại, chỉ chạy khi thêm --validate (xem preflight.html)" if left else ""),
                f"; {run} checks: {failed} failed, {warned} warned"
                + (f"; {left} left out, which --validate would run (see preflight.html)" if left else ""),
            )
        held = settings.words(" — GIỮ LẠI vì có lỗi, chưa ghi", " — WITHHELD for its errors, not written")
        held = "" if entry.get("file") else held
        sure = set(entry.get("validated") or ())
        names = ", ".join(f"{name} ✓" if name in sure else name for name in entry.get("standards") or ())
        if entry["name"].startswith("office-"):
            checked = settings.words(
                "; đã đối chiếu từng trang với office.pdf", "; compared page by page with office.pdf"
            )
        click.echo(f"  {purpose}: {size}{', ' + names if names else ''}{checked}{held}", err=True)
        for line in entry.get("advice", {}).get(settings.lang, ()):
            click.echo(f"    {with_path(line, entry['made_for'].get('again', ''), target)}", err=True)


def _timings(result: Mapping[str, Any], settings: Settings) -> None:
    """Seconds of each stage under `--verbose`."""
    stages = result.get("stages") if settings.verbose else None
    for name, spent in stages.items() if isinstance(stages, Mapping) else ():
        label = STAGES.get(name, Both(name, name)).in_(settings.lang)
        click.echo(f"  {label}: {spent['wall']:.2f} s ({spent['cpu']:.2f} s CPU)", err=True)
    lines = result.get("lines") if settings.verbose else None
    if isinstance(lines, Mapping):
        gap, first = lines["widest_gap_pt"], lines["widest_gap_first_fit_pt"]
        mean, greedy = lines["mean_gap_variance"], lines["mean_gap_variance_first_fit"]
        settings.say(
            f"  {lines['lines']} dòng: khoảng chữ rộng nhất {gap} pt (ngắt tham lam {first}), "
            f"phương sai {mean} pt² ({greedy})",
            f"  {lines['lines']} lines: widest word gap {gap} pt (first fit {first}), variance {mean} pt² ({greedy})",
        )


def _paths(files: object, folder: Path) -> list[Path]:
    """The files of a result: a list of names, or a mapping from edition to name."""
    names = list(files.values()) if isinstance(files, Mapping) else files if isinstance(files, list) else []
    return [folder / str(name) for name in names]


def _main_file(result: Mapping[str, Any], folder: Path) -> Path:
    """The PDF to look at: the screen edition, else the first PDF."""
    pdfs = [path for path in _paths(result.get("files"), folder) if path.suffix == ".pdf"]
    return next((path for path in pdfs if path.name == "screen.pdf"), pdfs[0] if pdfs else folder)
