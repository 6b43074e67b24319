"""The table of text rules and the pipeline that runs them.

Order matters and is fixed: letters first, then invisible characters and blanks, then document numbers, and only then
punctuation, so that a dash in `28 –NQ/TU` is known as part of a number before the rule for dashes sees it. Decoding of
legacy text (R2) comes before all of them and needs evidence from a font name, so it is separate, in `legacy.py`.
"""

from __future__ import annotations

from bulletin.lazy import dataclass
from bulletin.model import Style
from bulletin.text.rules import letters, numbers, punctuation, spaces, tones
from bulletin.text.rules.rule import TextEdit, TextRule, apply, changes

RULES: tuple[TextRule, ...] = (
    *letters.RULES,
    *spaces.RULES,
    *tones.RULES,
    *numbers.RULES,
    *punctuation.SPACING_RULES,
    *punctuation.SIGN_RULES,
)
"""Rules of class S in the order in which they run."""

STYLE_RULES: tuple[TextRule, ...] = ()
"""Rules of class T (quotes, ranges, units …) run after the safe ones, each by its own switch of the house style."""

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Normalised:
    """Normal text and the list of what was changed to get there."""

    text: str
    changes: tuple[TextEdit, ...] = ()


_PLAIN_STYLE = Style()


def normalise(text: str, style: Style = _PLAIN_STYLE, multiline: bool = False) -> Normalised:
    """Vietnamese text in normal form.

    The rules run until none of them finds anything, so normal text is never changed again.

    Args:
        text: as typed.
        style: switches of the publication; class S rules do not depend on it.
        multiline: whether the text is a Markdown body, whose lines, indentation and signs are kept. Otherwise line
            breaks count as blanks.
    """
    active = (*RULES, *(rule for rule in STYLE_RULES if rule.wanted(style)))
    done: list[TextEdit] = []
    for _round in range(_ROUNDS):
        before = text
        for rule in active:
            edits = tuple(rule.find(text, multiline))
            if edits:
                done += changes(rule.id, text, edits)
                text = apply(text, edits)
        if text == before:
            break
    return Normalised(text, tuple(done))
