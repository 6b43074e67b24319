"""`bulletin impose`: lays the pages of any PDF on sheets for the office copier, in a child process with limits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from bulletin.cli import options
from bulletin.cli.findings import print_findings, refused, verdict
from bulletin.cli.help import Command, option
from bulletin.cli.progress import progress
from bulletin.cli.settings import Both, Settings, UsageMistake, emit_json, shown
from bulletin.editions.impose.request import ImposeRequest
from bulletin.editions.impose.sheet import Scheme
from bulletin.errors import BulletinError, ExitCode
from bulletin.lazy import pattern
from bulletin.runtime import paths
from bulletin.runtime.child import run_job
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import findings_from_wire

_SUFFIX = {"booklet": "booklet", "two-up": "2up", "cut-stack": "cut"}
_SIZE = pattern(r"(\d+(?:[.,]\d+)?)\s*[x×]\s*(\d+(?:[.,]\d+)?)", re.IGNORECASE)
_LARGEST_MM = 2000


class Paper(click.ParamType["str | tuple[float, float]"]):
    """`auto`, `a4`, `a3`, or width × height in mm."""

    name = "paper"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | tuple[float, float]:
        if isinstance(value, tuple):
            return value
        word = str(value).strip().lower()
        if word in {"auto", "a4", "a3"}:
            return word
        found = _SIZE.fullmatch(word)
        sides = [float(side.replace(",", ".")) for side in found.groups()] if found else []
        if not sides or not all(10 <= side <= _LARGEST_MM for side in sides):
            raise UsageMistake(
                f"--sheet chỉ nhận a4, a3, auto hoặc rộng x cao tính bằng mm (ví dụ 330x480), không nhận “{value}”.",
                f"--sheet takes a4, a3, auto, or width x height in mm (such as 330x480), not “{value}”.",
            )
        return sides[0], sides[1]


@click.command(
    cls=Command,
    help=Both(
        "Dàn các trang của một tệp PDF lên tờ giấy A4, A3 để in ở cơ quan: gấp thành tập, hai trang một mặt, "
        "hoặc cắt chồng.\n\n"
        "Dùng được với mọi tệp PDF. Tệp kết quả nằm cạnh tệp gốc (TÊN-booklet.pdf) hoặc theo --out; cách chọn máy in "
        "và cách gấp được in ra.",
        "Lay the pages of a PDF file on A4 or A3 sheets for the office copier: a booklet to fold, two pages a side, "
        "or a pile to cut.\n\n"
        "Works with any PDF. The result lies beside the file (NAME-booklet.pdf) or at --out; what to choose in the "
        "print dialogue and how to fold is told.",
    ),
)
@click.argument("file", type=options.PdfFile("impose", "office.pdf"), metavar="FILE")
@option(
    "--scheme",
    "kind",
    type=click.Choice(["booklet", "two-up", "cut-stack"]),
    default="booklet",
    help=Both(
        "booklet: gấp đôi, ghim giữa (mặc định); two-up: hai trang một mặt; cut-stack: cắt đôi rồi chồng.",
        "booklet: fold and staple (default); two-up: two pages a side; cut-stack: cut and stack.",
    ),
)
@option(
    "--sheet",
    type=Paper(),
    default="auto",
    metavar="SIZE",
    help=Both(
        "Giấy: a4, a3, auto (tự chọn, mặc định) hoặc rộng x cao bằng mm.",
        "Paper: a4, a3, auto (default), or width x height in mm.",
    ),
)
@option(
    "--flip",
    type=click.Choice(["short", "long"]),
    default="short",
    help=Both(
        "Máy in hai mặt lật theo cạnh ngắn (short, mặc định) hoặc cạnh dài (long).",
        "The printer turns sheets on the short (default) or long edge.",
    ),
)
@option(
    "--caliper",
    type=click.FloatRange(0, 1),
    default=0.1,
    metavar="MM",
    help=Both(
        "Độ dày một tờ giấy (mm) để bù đẩy gáy; mặc định 0.1 (giấy 80 g), 0 là không bù.",
        "Thickness of a sheet in mm, for creep; default 0.1 (80 g/m² paper), 0 for none.",
    ),
)
@option(
    "--insert",
    is_flag=True,
    help=Both(
        "Hai trang giữa thành tờ rời kẹp trong, khi nhờ đó bớt được trang trắng.",
        "The two middle pages become a loose sheet where that saves blank pages.",
    ),
)
@option("--fold-marks", is_flag=True, help=Both("In vạch gấp.", "Print fold marks."))
@option(
    "--fit",
    is_flag=True,
    help=Both("Thu hoặc phóng trang cho vừa giấy.", "Scale the pages to fit the paper."),
)
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help=Both("Tệp kết quả.", "The file to write."),
)
@options.as_json
@click.pass_obj
def impose(settings: Settings, /, file: Path, out: Path | None, as_json: bool, **choices: Any) -> ExitCode:
    """Impose a PDF file."""
    target = out or file.with_name(f"{file.stem}-{_SUFFIX[choices['kind']]}.pdf")
    if paths.same_file(target, file):
        raise UsageMistake(
            f"Tệp kết quả “{shown(target)}” chính là tệp gốc; hãy chọn tên khác bằng --out.",
            f"The result “{shown(target)}” would replace the file itself; choose another name with --out.",
        )
    scheme = Scheme(caliper_mm=choices.pop("caliper"), **choices)
    request = ImposeRequest(file=file.absolute(), name=str(file), out=target.absolute(), scheme=scheme)
    try:
        with progress(settings) as bar:
            result = run_job("bulletin.editions.impose.job:impose_job", request.to_wire(), Limits(), bar)
    except BulletinError as error:
        return refused(error, settings, None)
    findings = findings_from_wire(result.get("findings"))
    code = verdict(findings)
    if as_json:
        emit_json({"ok": code is ExitCode.DONE, "exit_code": int(code)} | result)
        return code
    print_findings([f for f in findings if settings.verbose or f.severity != "info"], settings, None)
    for number, step in enumerate(result["advice"][settings.lang], 1):
        click.echo(f"{number}. {step}", err=True)
    click.echo(shown(target))
    return code
