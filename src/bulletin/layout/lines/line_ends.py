"""Where the lines of a head end well: what it costs to end one after each word."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from bulletin.fields.roles import STANDFIRST, kind_of
from bulletin.layout.lines.linebreak import LineUnit
from bulletin.text.sense import Sense, senses

PRICES = MappingProxyType({
    Sense.PAUSE: -0.06,
    Sense.LINK: -0.02,
    Sense.BOUNDARY: 0.02,
    Sense.OPEN: 0.14,
    Sense.UNIT: 0.16,
    Sense.WEAK: 0.3,
    Sense.TORN: 3.0,
})  # fmt: skip
"""In shares of the measure squared, as all costs of `balanced`: 0.04 is a line shorter than the others by a fifth of
the measure, and a torn name is worse than any shape of the lines."""


def penalties_of(text: str, units: Sequence[LineUnit], role_name: str) -> list[float]:
    """Return the cost of ending a line of a head after each unit.

    A head breaks by sense (`text/sense.py`). A standfirst is read as a sentence, so it is only balanced.
    """
    if kind_of(role_name) == STANDFIRST:
        return [0.0] * len(units)
    return [
        0.0 if unit.end == len(text) else PRICES[found] for unit, found in zip(units, _found(text, units), strict=True)
    ]


def _found(text: str, units: Sequence[LineUnit]) -> list[Sense]:
    """How a line end after each unit reads; inside of a word that is too long for the measure it may end anywhere."""
    at, places = 0, dict[int, Sense]()
    for word, sense in zip(text.split(" "), senses(text), strict=False):
        at += len(word)
        places[at] = sense
        at += 1
    return [places.get(unit.end, Sense.OPEN) for unit in units]
