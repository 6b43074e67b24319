"""The table of the rules of house style, in the order in which they run."""

from __future__ import annotations

from bulletin.text.style import dashes, figures, quotes, times, wording
from bulletin.text.style.rule import StyleRule

STYLE_RULES: tuple[StyleRule, ...] = (
    *quotes.RULES,
    *dashes.RULES,
    *figures.RULES,
    *times.RULES,
    *wording.RULES,
    *quotes.LAST_RULES,
)
"""Rules of class T. They run after the safe ones, each by its own switch of the house style."""
