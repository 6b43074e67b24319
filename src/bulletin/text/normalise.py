"""The pipeline of text rules: the safe rules, then those of the house style, until none of them finds anything.

Order matters and is fixed: letters first, then invisible characters and blanks, then document numbers, and only then
punctuation, so that a dash in `28 –NQ/TU` is known as part of a number before the rule for dashes sees it. Decoding of
legacy text (R2) comes before all of them and needs evidence from a font name, so it is separate, in `legacy.py`.
"""

from __future__ import annotations

from bulletin.lazy import dataclass
from bulletin.text.rules import letters, numbers, punctuation, spaces, tones
from bulletin.text.rules.rule import TextEdit, TextRule, apply
from bulletin.text.rules.trace import Trace
from bulletin.text.style.rule import Setting
from bulletin.text.style.table import STYLE_RULES

__all__ = ["RULES", "STYLE_RULES", "Normalised", "normalise"]

RULES: tuple[TextRule, ...] = (
    *letters.RULES,
    *spaces.RULES,
    *tones.RULES,
    *numbers.RULES,
    *punctuation.SPACING_RULES,
    *punctuation.SIGN_RULES,
)
"""Rules of class S in the order in which they run."""

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Normalised:
    """Normal text, and every place where it differs from the text as typed."""

    text: str
    changes: tuple[TextEdit, ...] = ()


def normalise(
    text: str, setting: Setting | None = None, multiline: bool = False, off: frozenset[str] = frozenset()
) -> Normalised:
    """Vietnamese text in normal form.

    The rules run until none of them finds anything, so normal text is never changed again.

    Args:
        text: as typed.
        setting: house style and what the text is; None for the safe rules alone.
        multiline: whether the text is a Markdown body, whose lines, indentation and signs are kept. Otherwise line
            breaks count as blanks.
        off: ids of rules that are not asked.
    """
    trace = Trace(text)
    safe = tuple(rule for rule in RULES if rule.id not in off) if off else RULES
    styled = STYLE_RULES if setting is not None else ()
    wanted = tuple(rule for rule in styled if setting is not None and rule.id not in off and rule.wanted(setting))
    for _round in range(_ROUNDS):
        before = text
        for rule in safe:
            edits = tuple(rule.find(text, multiline))
            if edits:
                trace.add(rule.id, edits)
                text = apply(text, edits)
        for style_rule in wanted:
            assert setting is not None
            edits = style_rule.edits(text, setting)
            if edits:
                trace.add(style_rule.id, edits)
                text = apply(text, edits)
        if text == before:
            break
    return Normalised(text, trace.edits(text))
