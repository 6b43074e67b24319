"""`--changes`: one line for each place that is printed otherwise than it was typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from bulletin.cli.findings import safe
from bulletin.cli.settings import Settings, shown


def changes_of(folder: Path) -> tuple[Any, ...]:
    """Every place of an issue that is printed otherwise than typed (`text.setting.FieldChange`)."""
    from bulletin.sources import load_issue
    from bulletin.text.setting import normalise_issue

    loaded = load_issue(folder)
    return normalise_issue(loaded.issue).changes if loaded.issue is not None else ()


def print_changes(changes: Iterable[Any], settings: Settings, folder: Path, *, err: bool = False) -> None:
    """One change a line: where, which rules, what was typed and what will be printed."""
    listed = list(changes)
    for item in listed:
        place = item.place
        file = shown(folder / place.file) if place.file else ""
        where = ":".join(str(part) for part in (file, place.line, place.column) if part)
        typed, printed = _visible(item.change.before), _visible(item.change.after)
        click.echo(f"{where} [{item.change.rule}] {item.field}: “{typed}” → “{printed}”", err=err)
    settings.say(
        f"{len(listed)} chỗ được chuẩn hóa khi in; tệp của bạn không bị sửa.",
        f"{len(listed)} places are normalised in print; your files are not changed.",
    )


def changes_to_wire(changes: Iterable[Any]) -> list[Any]:
    """The changes as plain values for `--json`."""
    return [dataclasses.asdict(change) for change in changes]


def _visible(text: str) -> str:
    """Make spaces that differ only in kind distinguishable."""
    marks = {"\u00a0": "⍽", "\n": "↵", "\t": "⇥", "\u200b": "∅", "\ufeff": "∅", "\u00ad": "∅", "\u2060": "∅"}
    return safe("".join(marks.get(letter, letter) for letter in text))
