"""`bulletin doctor` and `bulletin clean-cache`: the computer rather than the bulletin."""

from __future__ import annotations

import click

from bulletin.cli import options
from bulletin.cli.help import Command
from bulletin.cli.settings import Both, Settings, emit_json
from bulletin.errors import ExitCode, Text
from bulletin.runtime.cache import MEBIBYTE, clear_all


@click.command(
    cls=Command,
    help=Both(
        "Kiểm tra Python, thư viện, phông chữ, mẫu trình bày, bộ nhớ đệm rồi dựng thử một trang.\n\n"
        "Thiếu gì thì nói rõ cách "
        "cài. Mã thoát 4 nếu còn thiếu.",
        "Check Python, libraries, fonts, layouts and cache, then build a test page.\n\n"
        "Whatever is missing comes with "
        "the line to type. Exit code 4 if something is missing.",
    ),
)
@options.as_json
@click.pass_obj
def doctor(settings: Settings, as_json: bool) -> ExitCode:
    """Examine this computer."""
    from bulletin.doctor import checks as examination

    checks, cache = [], settings.ready_cache(needed=False)
    for check in examination.examine(cache):
        checks.append(check)
        _tell(check, settings)
    if all(check.ok for check in checks):
        checks.append(examination.self_test(cache))
    else:
        what = Text("Chưa dựng thử: hãy sửa các mục trên trước", "No test page: mend the above first")
        checks.append(examination.MachineCheck("selftest", False, what))
    _tell(checks[-1], settings)
    healthy = all(check.ok for check in checks)
    if as_json:
        emit_json({"ok": healthy, "checks": [check.as_dict() for check in checks]})
    elif healthy:
        settings.say("Máy đã sẵn sàng.", "This computer is ready.")
    else:
        settings.say("Máy chưa sẵn sàng: hãy làm theo các dòng “→”.", "Not ready yet: follow the lines with “→”.")
    return ExitCode.DONE if healthy else ExitCode.MISSING_TOOL


def _tell(check: object, settings: Settings) -> None:
    """One line for a check, as it comes; a second one with what to type."""
    from bulletin.doctor.parts import MachineCheck

    if settings.json or not isinstance(check, MachineCheck):
        return
    colour = settings.colour_out
    mark = click.style("✓", fg="green") if check.ok else click.style("✗", fg="red", bold=True)
    text = check.what.en if settings.lang == "en" else check.what.vi
    remedy = check.remedy.en if settings.lang == "en" else check.remedy.vi
    click.echo(f"{mark} {text}", color=colour)
    if not check.ok and remedy:
        click.echo(f"  → {remedy}", color=colour)


@click.command(
    "clean-cache",
    cls=Command,
    help=Both(
        "Xóa ảnh và phông đã chuẩn bị sẵn trong bộ nhớ đệm.\n\n"
        "An toàn: lần dựng sau sẽ làm lại, chỉ chậm hơn một chút.",
        "Empty the cache of prepared photos and fonts.\n\nSafe: the next build makes them again, a little slower.",
    ),
)
@options.as_json
@click.pass_obj
def clean_cache(settings: Settings, as_json: bool) -> None:
    """Empty the cache."""
    freed = clear_all(settings.cache)
    if as_json:
        emit_json({"ok": True, "folder": str(settings.cache), "freed_bytes": freed})
    else:
        mib = f"{freed / MEBIBYTE:.1f}"
        settings.say(
            f"Đã xóa {mib.replace('.', ',')} MiB trong {settings.cache}.", f"Freed {mib} MiB in {settings.cache}."
        )
