"""What the text rules change in a typed text, as places of this text: all rounds of all rules put together."""

from __future__ import annotations

from bulletin.lazy import dataclass
from bulletin.model import Style
from bulletin.text.normalise import RULES, STYLE_RULES
from bulletin.text.rules.rule import TextRule
from bulletin.text.setting import normal_text
from bulletin.text.style.rule import Leave, StyleRule
from bulletin.text.typed import Typed

_BY_ID: dict[str, TextRule | StyleRule] = {rule.id: rule for rule in RULES}
_BY_ID.update((rule.id, rule) for rule in STYLE_RULES)


@dataclass(frozen=True, slots=True)
class TextChange:
    """`text[start:end]` is printed as `better`; `rules` did that."""

    start: int
    end: int
    better: str
    rules: tuple[str, ...]


def rule_of(ident: str) -> TextRule | StyleRule | None:
    """The text rule with this id."""
    return _BY_ID.get(ident)


def text_changes(
    typed: Typed, style: Style, off: frozenset[str] = frozenset(), leaves: tuple[Leave, ...] = ()
) -> tuple[TextChange, ...]:
    """The changes of one typed text, ascending; each is whole, so making some of them only is sound too.

    Args:
        typed: the text.
        style: of the publication.
        off: rules that are not asked.
        leaves: what rules of style leave as typed, apart from the comments, which are asked change by change.
    """
    if typed.treatment == "deep":
        return ()
    done = normal_text(typed.text, typed.treatment, typed.path, style, leaves, off)
    made = (TextChange(edit.start, edit.end, edit.new, tuple(edit.rule.split(", "))) for edit in done.changes)
    return tuple(change for change in made if typed.treatment != "name" or not off.intersection(change.rules))
