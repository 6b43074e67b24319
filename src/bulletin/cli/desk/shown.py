"""How the command line shows what the copy desk found: by story and rule, or one place at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from bulletin.cli.findings import safe
from bulletin.cli.settings import Settings, shown
from bulletin.desk.repair.remark import Remark
from bulletin.desk.repair.text_changes import rule_of
from bulletin.errors import Severity
from bulletin.model import Issue

_LEVELS = {Severity.ERROR: ("lỗi", "error"), Severity.WARNING: ("cảnh báo", "warning"), Severity.INFO: ("nhắc", "hint")}
_MARKS = {"\u00a0": "⍽", "\n": "↵", "\t": "⇥", "\u200b": "∅", "\ufeff": "∅", "\u2060": "∅", "\u00ad": "∅"}
_AROUND = 16
_PLACES = 8
"""Places of one rule in one story that are shown; `--rule` shows them all."""


def listing(issue: Issue, found: Sequence[Remark], settings: Settings, *, every: bool) -> Iterator[str]:
    """The lines of the list: each story, each rule with how often, its places.

    Args:
        issue: as typed.
        found: in the order of files and places.
        settings: of the command line.
        every: show every place.
    """
    titles = {entry.file: entry.article.title for entry in issue.entries}
    for file in dict.fromkeys(one.typed.file for one in found):
        mine = [one for one in found if one.typed.file == file]
        title = titles.get(file)
        head = shown(issue.folder / file) + (f" – {title}" if title else "")
        yield click.style(safe(head), bold=True) if settings.colour_out else safe(head)
        groups: dict[str, list[Remark]] = {}
        for one in sorted(mine, key=lambda one: one.kind != "L"):
            groups.setdefault(one.rule, []).append(one)
        for group in groups.values():
            yield from _group(group, settings, every=every)
        yield ""


def _group(group: Sequence[Remark], settings: Settings, *, every: bool) -> Iterator[str]:
    first = group[0]
    level = settings.words(*_LEVELS[first.level]) if first.kind == "L" else settings.words("tự sửa khi in", "in print")
    said = "" if first.finding else f" – {_about(first, settings)}"
    yield settings.words(
        f"  [{first.rule}] {level}, {len(group)} chỗ{said}",
        f"  [{first.rule}] {level}, {len(group)} {'place' if len(group) == 1 else 'places'}{said}",
    )
    for one in group if every else group[:_PLACES]:
        where = ":".join(str(part) for part in (one.place.line, one.place.column) if part is not None)
        yield f"    {where}: {in_words(one)}"
        if one.finding:
            yield f"        {safe(one.finding.what(settings.lang))}"
    if not every and len(group) > _PLACES:
        more = len(group) - _PLACES
        yield settings.words(
            f"    … còn {more} chỗ; xem đủ: --rule {first.rules[0]}", f"    … {more} more; all: --rule {first.rules[0]}"
        )


def in_words(one: Remark) -> str:
    """The words in question in their line, and what they become."""
    text = one.typed.text
    left = text[max(0, one.start - _AROUND) : one.start].rpartition("\n")[2]
    right = text[one.end : one.end + _AROUND].partition("\n")[0]
    if one.better is None:
        return f"“{_visible(left)}[{_visible(one.words)}]{_visible(right)}”"
    return f"“{_visible(left + one.words + right)}” → “{_visible(left + one.better + right)}”"


def _about(one: Remark, settings: Settings) -> str:
    rule = rule_of(one.rules[0])
    return settings.words(rule.vi, rule.en) if rule else settings.words("tên viết hoa", "names in capitals")


def _visible(text: str) -> str:
    return safe("".join(_MARKS.get(sign, sign) for sign in text))


def as_data(one: Remark) -> dict[str, Any]:
    """One place for `--json`."""
    place = one.place
    return {
        "rules": list(one.rules), "kind": one.kind, "level": one.level.value, "file": one.typed.file,
        "line": place.line, "column": place.column, "field": one.typed.field, "start": one.start, "end": one.end,
        "words": one.words, "better": one.better, "certain": one.certain,
        "finding": one.finding.as_dict() if one.finding else None,
    }  # fmt: skip


def counts(found: Sequence[Remark], settings: Settings) -> str:
    """How many places there are, and how many of them can be repaired without asking."""
    slips = sum(one.kind == "L" for one in found)
    sure = sum(one.certain and one.better is not None for one in found)
    ask = sum(not one.certain and one.better is not None for one in found)
    return settings.words(
        f"{slips} chỗ cần xem, {len(found) - slips} chỗ được chuẩn hóa khi in; {sure} chỗ sửa chắc chắn (--fix), "
        f"{ask} chỗ có gợi ý để chọn (--review).",
        f"{slips} places to look at, {len(found) - slips} normalised in print; {sure} certain repairs (--fix), "
        f"{ask} suggestions to choose from (--review).",
    )


def kept_in(folder: Path, settings: Settings) -> None:
    """Say where the old versions are."""
    settings.say(f"Bản cũ của các tệp đã sửa: {shown(folder)}", f"The files as they were: {shown(folder)}")
