"""Where the lines of a head end well: what it costs to end one after each word."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.fields.roles import STANDFIRST, kind_of
from bulletin.layout.lines.linebreak import LineUnit

# In shares of the measure squared, as all costs of `balanced`.
_WEAK_COST = 0.12
"""A line that ends with a function word: it reads on with a stumble."""
_PAUSE_COST = -0.03
"""A line that ends with punctuation: where the sense pauses, the eye may too."""

WEAK_ENDS = frozenset(
    (
        "và", "của", "về", "với", "cho", "các", "những", "trong", "trên", "tại", "từ", "đến", "là", "có",
        "không", "để", "khi", "được", "bị", "do", "bởi", "vì", "nhưng", "hay", "hoặc", "một", "mỗi", "theo",
        "qua", "sau", "trước", "giữa", "gần", "như", "cùng", "đã", "đang", "sẽ", "rất", "vào", "ra", "lên",
        "xuống", "tới", "nhiều", "mọi",
    )
)  # fmt: skip


def penalties_of(text: str, units: Sequence[LineUnit], role_name: str) -> list[float]:
    """Return the cost of ending a line of a head after each unit.

    High after function words (*và*, *của* …), with a bonus after punctuation. A standfirst is read as a sentence, so it
    is only balanced.
    """
    if kind_of(role_name) == STANDFIRST:
        return [0.0] * len(units)
    prices: list[float] = []
    for unit in units:
        word = text[unit.start : unit.end].rsplit(" ", 1)[-1]
        if word.lower() in WEAK_ENDS:
            prices.append(_WEAK_COST)
        elif word[-1] in ":;,–!?…":
            prices.append(_PAUSE_COST)
        else:
            prices.append(0.0)
    return prices
