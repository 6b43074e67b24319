"""What the text rules change in a typed text, as places of this text: all rounds of all rules put together."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.lazy import dataclass
from bulletin.model import Style
from bulletin.text.names import author_name
from bulletin.text.normalise import RULES, STYLE_RULES, normalise
from bulletin.text.rules.rule import Edit, TextRule
from bulletin.text.typed import Typed

_ROUNDS = 8
_NEAR = 3
"""Signs between two changes that belong together."""
_BY_ID = {rule.id: rule for rule in (*RULES, *STYLE_RULES)}


@dataclass(frozen=True, slots=True)
class TextChange:
    """`text[start:end]` is printed as `better`; `rules` did that."""

    start: int
    end: int
    better: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sign of the changed text and the typed signs that it came from; `kept` when no rule touched it."""

    sign: str
    start: int
    end: int
    kept: bool


def rule_of(ident: str) -> TextRule | None:
    """The text rule with this id."""
    return _BY_ID.get(ident)


def text_changes(typed: Typed, style: Style, off: frozenset[str] = frozenset()) -> tuple[TextChange, ...]:
    """The changes of one typed text, ascending; each is whole, so making some of them only is sound too.

    Args:
        typed: the text.
        style: of the publication.
        off: rules that are not asked.
    """
    if typed.treatment == "name":
        return _name_change(typed.text, off)
    multiline = typed.treatment == "body"
    if not normalise(typed.text, style, multiline).changes:
        return ()
    active = [rule for rule in (*RULES, *(r for r in STYLE_RULES if r.wanted(style))) if rule.id not in off]
    pieces = [_Piece(sign, at, at + 1, True) for at, sign in enumerate(typed.text)]
    touched: list[tuple[int, int, str]] = []
    for _round in range(_ROUNDS):
        before = "".join(piece.sign for piece in pieces)
        for rule in active:
            text = "".join(piece.sign for piece in pieces)
            edits = tuple(rule.find(text, multiline))
            if edits:
                pieces, places = _edited(pieces, edits)
                touched += [(start, end, rule.id) for start, end in places]
        if "".join(piece.sign for piece in pieces) == before:
            break
    return _gathered(typed.text, pieces, touched)


def _edited(pieces: list[_Piece], edits: Sequence[Edit]) -> tuple[list[_Piece], list[tuple[int, int]]]:
    """The pieces after the edits of a rule, and the typed places that they touched."""
    made: list[_Piece] = []
    places = []
    done = 0
    for start, end, new in edits:
        made += pieces[done:start]
        first = pieces[start].start if start < len(pieces) else (pieces[-1].end if pieces else 0)
        last = pieces[end - 1].end if end > start else first
        made += (_Piece(sign, first, last, False) for sign in new)
        places.append((first, last))
        done = end
    return [*made, *pieces[done:]], places


def _gathered(text: str, pieces: list[_Piece], touched: list[tuple[int, int, str]]) -> tuple[TextChange, ...]:
    found: list[TextChange] = []
    better, start = "", 0
    for piece in (*pieces, _Piece("", len(text), len(text), True)):
        if not piece.kept:
            better += piece.sign
            continue
        if text[start : piece.start] != better:
            rules = dict.fromkeys(rule for a, b, rule in touched if a <= piece.start and b >= start)
            found.append(TextChange(start, piece.start, better, tuple(rules)))
        better, start = "", piece.end
    return tuple(_together(text, found))


def _together(text: str, changes: list[TextChange]) -> list[TextChange]:
    """Changes on both sides of a sign as one: `sáng ,bến` loses a blank and gains one, and half of that is worse."""
    joined: list[TextChange] = []
    for change in changes:
        last = joined[-1] if joined else None
        between = text[last.end : change.start] if last else ""
        if last is None or len(between) > _NEAR or any(sign.isalnum() or sign == "\n" for sign in between):
            joined.append(change)
            continue
        rules = tuple(dict.fromkeys((*last.rules, *change.rules)))
        joined[-1] = TextChange(last.start, change.end, last.better + between + change.better, rules)
    return joined


def _name_change(text: str, off: frozenset[str]) -> tuple[TextChange, ...]:
    named = author_name(text)
    rules = tuple(dict.fromkeys(change.rule for change in named.changes))
    if named.text == text or off.intersection(rules):
        return ()
    return (TextChange(0, len(text), named.text, rules),)
