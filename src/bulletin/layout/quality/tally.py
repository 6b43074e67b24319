"""TALLY: what a measure finds in one plan, so that plans can be added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field

from bulletin.errors import Text
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Offence:
    """A place where a page is not as it should be."""

    page: int
    story: str
    what: Text


@dataclass(frozen=True, slots=True)
class QualityTally:
    """Counts, largest values and all values by name, and the offences."""

    counts: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    offences: tuple[Offence, ...] = ()


def added(tallies: Iterable[QualityTally]) -> QualityTally:
    """Return one tally of several; offences are left behind, since they name pages of one plan."""
    counts: Counter[str] = Counter()
    most: dict[str, float] = {}
    values: dict[str, list[float]] = defaultdict(list)
    for tally in tallies:
        for name, count in tally.counts.items():
            counts[name] += count  # type: ignore[assignment]
        for name, value in tally.most.items():
            most[name] = max(most.get(name, value), value)
        for name, several in tally.values.items():
            values[name] += several
    return QualityTally(dict(counts), most, {name: tuple(several) for name, several in values.items()})


def offence(page: int, story: str, vi: str, en: str) -> Offence:
    """Return an offence in both languages."""
    return Offence(page, story, Text(vi, en))
