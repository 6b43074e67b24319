"""Characters that have no picture by definition (Unicode: Default_Ignorable_Code_Point)."""

from __future__ import annotations

from bulletin.lazy import pattern

_CLASS = pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def is_ignorable(letter: str) -> bool:
    """Whether a letter has no picture by definition, so that it would be lost on paper without a trace."""
    return _CLASS.match(letter) is not None
