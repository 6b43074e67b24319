"""CHOOSE HEADS: which head each story of a page has, so that one is the largest and none bumps into its neighbour.

The places of the stories are known. Every story comes out in its place under one head or several; the page takes those
that together cost least.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.layout.plan.forms import Rest
from bulletin.layout.plan.judge import head_size, heads_cost
from bulletin.layout.plan.planned import Piece
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.lazy import dataclass

_ROUNDS = 3
"""Changes of the heads of a page, at most: where more would have to be, another page is better."""


@dataclass(frozen=True, slots=True)
class HeadedPiece:
    """A story at its place under one of its heads: what it costs, and what of the story is left for another page."""

    cost: float
    piece: Piece
    rest: Rest | None = None


def chosen_heads(
    options: Sequence[Sequence[HeadedPiece]], others: Sequence[Piece], rows: int
) -> tuple[tuple[HeadedPiece, ...], float]:
    """The heads of a page, and what they cost beyond the cheapest of every story.

    Args:
        options: for each story of the page the ways to head it, the cheapest first.
        others: pieces of the page that have one head.
        rows: all of the page.
    """
    taken = [0] * len(options)
    best = _price(options, taken, others, rows)
    # What costs nothing beyond the cheapest heads cannot become better.
    for _ in range(_ROUNDS if best > sum(every[0].cost for every in options) else 0):
        tries = [(_price(options, changed, others, rows), changed) for changed in _changes(options, taken)]
        better = min(tries, key=lambda one: one[0], default=(best, taken))
        if better[0] >= best:
            break
        best, taken = better
    found = tuple(every[number] for every, number in zip(options, taken, strict=True))
    return found, sum(one.cost - every[0].cost for one, every in zip(found, options, strict=True))


def _changes(options: Sequence[Sequence[HeadedPiece]], taken: Sequence[int]) -> Iterator[list[int]]:
    """Every way to change one head, alone or with all those that would then be too large beside it."""
    for at, every in enumerate(options):
        for number, one in enumerate(every):
            alone = [*taken[:at], number, *taken[at + 1 :]]
            if number != taken[at]:
                yield alone
            most = head_size(one.piece) / SEARCH.dominant
            below = [_within(other, most, alone[n]) if n != at else number for n, other in enumerate(options)]
            if below != alone and None not in below:
                yield [n for n in below if n is not None]


def _within(every: Sequence[HeadedPiece], most: float, taken: int) -> int | None:
    """The head that is taken where it is not too large, else the cheapest that is not; None where all are."""
    fine = (n for n, one in enumerate(every) if head_size(one.piece) <= most)
    return taken if head_size(every[taken].piece) <= most else next(fine, None)


def _price(options: Sequence[Sequence[HeadedPiece]], taken: Sequence[int], others: Sequence[Piece], rows: int) -> float:
    here = [every[number] for every, number in zip(options, taken, strict=True)]
    return sum(one.cost for one in here) + heads_cost([*(one.piece for one in here), *others], rows)
