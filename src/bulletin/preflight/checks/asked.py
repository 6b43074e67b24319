"""Few words for what a check asks of a file, in both languages: the cells of the table in `docs/for-the-shop.md`."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.preflight.limits import EditionLimits

NONE = "không có / none"


def number(value: float | None) -> str:
    """A number with a decimal comma; a dash for no limit."""
    return "–" if not value else f"{value:g}".replace(".", ",")


def least(value: float | None, unit: str) -> str:
    """A lower limit with its unit."""
    return f"≥ {number(value)} {unit}" if value else "–"


def always(words: str) -> Callable[[EditionLimits], str]:
    """What is asked of every file."""
    return lambda limits: words


def of_press(words: str) -> Callable[[EditionLimits], str]:
    """What is asked of press files only."""
    return lambda limits: words if limits.press else "–"


def of_paper(words: str) -> Callable[[EditionLimits], str]:
    """What is asked of files for paper only."""
    return lambda limits: words if limits.printed else "–"


def in_several_inks(limits: EditionLimits) -> bool:
    """Whether the file is separated into several plates."""
    return limits.press and limits.inks == "cmyk"
