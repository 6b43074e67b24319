"""The states of a delivery and the moves between them; everything that writes a state asks this table.

`handing` is committed just before the final dot: a row that is found in it after a crash may or may not have been
accepted, so it becomes `in-doubt` and no program sends it again. Every other unfinished row was surely not accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

DeliveryState = Literal["pending", "claimed", "handing", "sent", "deferred", "failed", "in-doubt", "suppressed"]

STATES: Final[tuple[DeliveryState, ...]] = get_args(DeliveryState)
WAITING: Final[tuple[DeliveryState, ...]] = ("pending", "claimed", "handing", "deferred")
"""States in which the program itself has something left to do."""

MOVES: Final[Mapping[DeliveryState, tuple[DeliveryState, ...]]] = {
    "pending": ("claimed", "suppressed"),
    "claimed": ("pending", "handing", "deferred", "failed"),  # pending: a crash, 421, a letter that is too large
    "handing": ("sent", "pending", "deferred", "failed", "in-doubt"),  # pending: 421 or "too big" after the dot
    "deferred": ("claimed", "suppressed"),
    "failed": ("pending",),  # the relay refused the sender, not this reader
    "in-doubt": ("sent", "pending"),  # a person, or a letter that came back, says so
    "sent": (),
    "suppressed": (),
}


def before(state: DeliveryState) -> tuple[DeliveryState, ...]:
    """The states from which a row may come into `state`."""
    return tuple(old for old, moves in MOVES.items() if state in moves)
