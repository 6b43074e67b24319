"""One entry for each place: what several rules say of the same words is said together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bulletin.desk.lint.table import ROWS
from bulletin.desk.repair.remark import Remark

_SPELLING = {row.rule.id: number for number, row in enumerate(ROWS) if row.group == "words"}
"""Rules about how a word is written, the surest first: one of them is enough for a word."""


def once_each(found: Iterable[Remark]) -> list[Remark]:
    """The remarks in their order, those about the same thing at the same place made one that names all its rules."""
    made: list[Remark] = []
    for one in found:
        at = next((number for number, other in enumerate(made) if _near(other, one) and _same(other, one)), None)
        if at is None:
            made.append(one)
        else:
            made[at] = _both(made[at], one)
    return made


def _near(one: Remark, other: Remark) -> bool:
    """Whether the words of two remarks overlap."""
    same = one.typed.file == other.typed.file and one.typed.path == other.typed.path
    return same and one.start < other.end and other.start < one.end


def _same(one: Remark, other: Remark) -> bool:
    """Whether two remarks at one place are about the same thing."""
    if one.rules[0] in _SPELLING and other.rules[0] in _SPELLING:
        return True
    narrow, wide = sorted((one, other), key=lambda each: each.end - each.start)
    if narrow.better is None or wide.better is None:
        return False
    if _after(one) == _after(other):
        return True
    inside = wide.start <= narrow.start and narrow.end <= wide.end
    printed = any(rule.startswith("R") for rule in wide.rules)
    return inside and printed and narrow.kind == "L" and narrow.better in wide.better


def _after(one: Remark) -> str:
    return one.typed.text[: one.start] + (one.better or "") + one.typed.text[one.end :]


def _both(one: Remark, other: Remark) -> Remark:
    """One remark: the finding of the rule that says more, the repair that is certain, the names of both."""
    first, second = sorted((one, other), key=_weight)
    certain = [each for each in (first, second) if each.certain and each.better is not None]
    repair = max(certain, key=lambda each: each.end - each.start, default=first)
    rules = tuple(dict.fromkeys((*first.rules, *second.rules)))
    return replace(
        first, rules=rules, start=repair.start, end=repair.end, better=repair.better, certain=repair.certain,
        place=min(first.place, second.place, key=lambda place: (place.line or 0, place.column or 0)),
    )  # fmt: skip


_LEVELS: Mapping[str, int] = {"error": 0, "warning": 1, "info": 2}


def _weight(one: Remark) -> tuple[bool, int, bool, int]:
    """What says more comes first: a slip before a change in print, the higher level, the surer rule."""
    return one.kind != "L", _LEVELS[one.level.value], not one.certain, _SPELLING.get(one.rules[0], 0)
