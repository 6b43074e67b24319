"""Medians, ranges, ratios and the targets they are held to."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, least and greatest of `count` values."""

    median: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f}–{self.high:.2f})"


def spread(values: Iterable[float]) -> Spread | None:
    """None for no values."""
    found = sorted(values)
    return Spread(statistics.median(found), found[0], found[-1], len(found)) if found else None


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> Spread | None:
    """Ours over theirs, run by run: the runs of a pair stood next to each other, so both met the same machine.

    Raises:
        ValueError: the runs do not pair.
    """
    return spread(a / b for a, b in zip(ours, theirs, strict=True))


@dataclass(frozen=True, slots=True)
class Target:
    """A measured figure beside the most that it may be; a figure that was not measured is not met."""

    name: str
    value: float | None
    limit: float
    unit: str = ""

    @property
    def met(self) -> bool:
        return self.value is not None and self.value <= self.limit

    @property
    def value_shown(self) -> str:
        """Two digits behind the point, or as many more as the limit has."""
        digits = max(2, len(f"{self.limit:g}".partition(".")[2]) + 1)
        return "–" if self.value is None else f"{self.value:.{digits}f}"

    def as_dict(self) -> dict[str, object]:
        return asdict(self) | {"met": self.met}

    def __str__(self) -> str:
        limit = f"{self.limit:g} {self.unit}".rstrip()
        return f"{'✓' if self.met else '✗'} {self.name}: {self.value_shown}, limit {limit}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], width: Callable[[str], int] = len) -> str:
    """Columns of text, the first to the left and the others to the right."""
    lines = [list(heads), *(list(row) for row in rows)]
    widths = [max(width(line[n]) for line in lines) for n in range(len(heads))]
    out = [
        "  ".join(
            cell.ljust(w) if n == 0 else cell.rjust(w) for n, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
    out.insert(1, "  ".join("-" * w for w in widths))
    return "\n".join(line.rstrip() for line in out)
