"""What has changed in the source of a story that was imported before, in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import click

from bulletin.cli.settings import Settings, shown
from bulletin.importing.again.compare import Comparison, FieldChange
from bulletin.importing.job import Imported

_LONGEST = 160


def show_comparison(one: Imported, file: str, settings: Settings, issue: Path) -> None:
    """Print one line for the story, and one for each field and each photo that is new."""
    made, draft = one.comparison, one.story.draft
    assert made is not None
    if not made.changes:
        click.echo(settings.words(f"{file}  ← {draft.file}: đã nhập", f"{file}  ← {draft.file}: imported before"))
    elif made.taken:
        vi = f"{file}  ← {draft.file}: đã nhập từ trước; đã lấy thay đổi của bản gốc vào bài"
        click.echo(settings.words(vi, f"{file}  ← {draft.file}: imported before; took changes of the source"))
    else:
        vi = f"{file}  ← {draft.file}: đã nhập từ trước, bản gốc nay có khác; bài giữ nguyên"
        click.echo(
            settings.words(vi, f"{file}  ← {draft.file}: imported before; the source differs, the article stays")
        )
    for change in made.changes:
        _show_change(change, made, settings)
    for photo in made.photos:
        vi = f"  ảnh mới, chưa có trong bài: {shown(issue / photo)}; muốn in, thêm vào “anh:” dòng: tep: {photo}"
        en = f"  new photo, not in the article: {shown(issue / photo)}; to print it, add below “photos:” file: {photo}"
        click.echo(settings.words(vi, en))
    if any(change.merged is not None for change in made.changes) and not made.taken:
        vi = "  Muốn lấy những thay đổi chưa ai sửa vào bài, hãy gõ lại lệnh này với: --update"
        click.echo(
            settings.words(vi, "  To take the changes that nobody has edited, type this command again with: --update")
        )


def _show_change(change: FieldChange, made: Comparison, settings: Settings) -> None:
    if change.name in made.taken:
        why = settings.words("đã lấy", "taken")
    elif change.merged is None:
        why = settings.words("bài đã sửa chỗ này, giữ chữ của bài", "the article has other words here and keeps them")
    else:
        why = settings.words("chưa lấy", "not taken")
    for before, after in _pairs(change):
        click.echo(f"  {change.name} ({why}): {_quoted(before)} → {_quoted(after)}")


def _pairs(change: FieldChange) -> Iterator[tuple[str, str]]:
    """The words that differ: of a body each paragraph, of any other field the whole."""
    before, after = change.before or "", change.after or ""
    if change.name != "body":
        yield before, after
        return
    old, new = before.split("\n\n"), after.split("\n\n")
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield " ".join(old[first:last]), " ".join(new[begin:end])


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}”" if line else "–"
