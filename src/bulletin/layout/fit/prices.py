"""PRICES: which price of area is tried next when a number of pages is wanted, by bisection."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.fields.issue import PageWish

LADDER = (-4.0, -1.0, 0.1, 0.4, 1.0, 1.8, 4.0, 12.0)
"""Shares of the price of area that are tried while all counts are on one side; below 0, area is a gain."""
CLOSE = 0.08
"""Shares that differ by less give the same pages."""


def next_share(counts: Mapping[float, int], wish: PageWish) -> float | None:
    """The share of the price of area to try next; None when there is nothing left to try.

    Args:
        counts: of pages, by the shares that were tried.
        wish: what is wanted.
    """
    if any(wish.meets(count) for count in counts.values()):
        return None
    wanted = min((wish.nearest(count) for count in counts.values()), key=lambda n: min(_gaps(counts, n)))
    long = [share for share, count in counts.items() if count > wanted]
    short = [share for share, count in counts.items() if count < wanted]
    if not short:
        return next((share for share in LADDER if share > max(long)), None)
    if not long:
        return next((share for share in reversed(LADDER) if share < min(short)), None)
    low, high = max(long), min(short)
    if not low + CLOSE < high:
        return None
    middle = (low * high) ** 0.5 if low > 0 else (low + high) / 2
    return round(middle, 4)


def _gaps(counts: Mapping[float, int], wanted: int) -> list[int]:
    return [abs(count - wanted) for count in counts.values()]
