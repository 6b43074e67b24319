"""All checks of an issue before anything is laid out; `check` and `build` both run exactly these."""

from __future__ import annotations

from pathlib import Path

from bulletin.desk.guesses import check_guesses
from bulletin.desk.legal_checks import check_copy
from bulletin.desk.letters import check_letters
from bulletin.desk.typed import check_typed
from bulletin.errors import Finding
from bulletin.fields.layout import Layout
from bulletin.model import Issue


def check_words(typed: Issue, issue: Issue, cache: Path, layout: Layout | None) -> tuple[Finding, ...]:
    """All checks before anything is laid out: the words as typed, the copy, the letters against the layout's faces.

    Args:
        typed: the issue as read.
        issue: the same in normal text.
        cache: the cache folder.
        layout: of the issue; None for one that cannot be read, which is reported elsewhere.
    """
    from bulletin.desk.repair.found import told

    trim = layout.trim_mm if layout else None
    found = (*check_typed(typed), *told(typed), *check_copy(issue, trim), *check_letters(issue, cache, layout))
    return (*found, *check_guesses(typed.sources))
