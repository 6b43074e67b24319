"""`bulletin check`: reads and weighs the copy in this process; lays nothing out and imports nothing that could."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from bulletin.cli import options
from bulletin.cli.changes import changes_to_wire, print_changes
from bulletin.cli.findings import print_findings, refused, summary, verdict
from bulletin.cli.help import Command
from bulletin.cli.settings import Both, Settings, emit_json
from bulletin.errors import ExitCode, Finding, LimitError
from bulletin.runtime.limits import Limits
from bulletin.runtime.watch import watched
from bulletin.runtime.wire import findings_to_wire

LIMITS = Limits()
"""What a check may use: as much as a build."""


@click.command(
    cls=Command,
    help=Both(
        "Soát toàn bộ bài, ảnh và các mục bắt buộc của số báo; không tạo PDF.\n\n"
        "Mọi lỗi được nêu cùng lúc, kèm tệp, dòng, "
        "cột, lý do và cách sửa.",
        "Check all articles, photos and required fields of the issue; make no PDF.\n\n"
        "All mistakes come at once, with "
        "file, line, column, reason and remedy.",
    ),
)
@options.folder
@options.changes
@options.strict
@options.as_json
@click.pass_obj
def check(settings: Settings, folder: Path, show_changes: bool, strict: bool, as_json: bool) -> ExitCode:
    """Check an issue without building it."""
    from bulletin.build.reading import check_issue

    try:
        with watched(LIMITS):
            checked = check_issue(folder, settings.ready_cache(needed=False))
    except LimitError as error:
        return _given_up(error, settings, folder)
    findings: Sequence[Finding] = checked.findings
    code = verdict(findings, strict=strict)
    if as_json:
        answer: dict[str, Any] = {"ok": code is ExitCode.DONE, "exit_code": int(code)}
        answer["findings"] = findings_to_wire(findings)
        if show_changes:
            answer["changes"] = changes_to_wire(checked.changes)
        emit_json(answer)
        return code
    print_findings(findings, settings, folder, err=False)
    if show_changes:
        print_changes(checked.changes, settings, folder)
    click.echo(summary(findings, settings), err=True)
    return code


def _given_up(error: LimitError, settings: Settings, folder: Path) -> ExitCode:
    """Tell which limit was met at which file; a decoder that still runs in a thread must not keep the program alive."""
    code = refused(error, settings, folder)
    if threading.active_count() > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(code))
    return code
