"""`bulletin desk --review`: one place, one key. Every answer is in the file before the next question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from bulletin.cli.desk.shown import in_words, kept_in
from bulletin.cli.findings import print_findings, safe
from bulletin.cli.settings import Settings, shown
from bulletin.desk.repair.found import read_desk
from bulletin.desk.repair.remark import Remark
from bulletin.desk.repair.reviewing import accept, ignore
from bulletin.errors import ExitCode
from bulletin.model import Issue
from bulletin.sources import load_issue

_KEYS = {"c": "yes", "y": "yes", "k": "no", "n": "no", "b": "ignore", "i": "ignore", "t": "stop", "q": "stop"}


def review(settings: Settings, folder: Path, issue: Issue, found: Sequence[Remark], kept: Path) -> ExitCode:
    """Go through the places: repair (c), leave for now (k), leave for good by a comment (b), stop (t)."""
    rules = {rule for one in found for rule in one.rules}
    passed: set[tuple[str, str, str, str]] = set()
    changed = 0
    total = len(found)
    current: Issue | None = issue
    queue = list(found)
    while queue and current is not None:
        one = queue[0]
        _show(settings, folder, one, f"{min(len(passed) + changed + 1, total)}/{total}")
        answer = _key(settings, can=one.better is not None)
        if answer == "stop":
            break
        passed.add(_name(one))
        if answer != "no":
            written = (accept if answer == "yes" else ignore)(current, one, kept)
            print_findings(written.findings, settings, folder)
            changed += bool(written.files)
            if not written.files and not written.findings:
                settings.say("Không ghi được chỗ này mà giữ nguyên phần khác; hãy sửa bằng tay.",
                             "This cannot be written without touching something else; change it by hand.")  # fmt: skip
            current = load_issue(folder).issue
        if current is not None:
            queue = [f for f in read_desk(current).found if set(f.rules) & rules and _name(f) not in passed]
    settings.say(f"Đã ghi {changed} chỗ.", f"{changed} places were written.")
    if changed:
        kept_in(kept, settings)
    return ExitCode.DONE


def _name(one: Remark) -> tuple[str, str, str, str]:
    """What a place is known by while the places around it move: its rule, field and words in their line."""
    return one.rule, one.typed.file, one.typed.field, in_words(one)


def _show(settings: Settings, folder: Path, one: Remark, number: str) -> None:
    where = f"{shown(folder / one.typed.file)}:{one.place.line}:{one.place.column}"
    click.echo(f"\n{number}  {where} [{one.rule}]")
    click.echo(f"  {in_words(one)}")
    if one.finding:
        click.echo(f"  {safe(one.finding.what(settings.lang))}")
        click.echo(f"  {safe(one.finding.remedy(settings.lang))}")


def _key(settings: Settings, *, can: bool) -> str:
    """The answer of one key; keys that mean nothing are asked again."""
    vi = "  [c]ó sửa, [k]hông, [b]ỏ qua hẳn, [t]hoát? " if can else "  [k]hông sửa lúc này, [b]ỏ qua hẳn, [t]hoát? "
    en = "  [y]es, [n]o, [i]gnore for good, [q]uit? " if can else "  [n]ot now, [i]gnore for good, [q]uit? "
    while True:
        click.echo(settings.words(vi, en), nl=False, err=True)
        pressed = click.getchar().lower()
        click.echo(safe(pressed.strip()), err=True)
        if pressed in ("\x03", "\x04", ""):
            return "stop"
        answer = _KEYS.get(pressed)
        if answer is not None and (can or answer != "yes"):
            return answer
