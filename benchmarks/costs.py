"""All costs that one call of the benchmark measured, and what is asked of them."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.figures import Spread, ratios, spread
from benchmarks.measure import Cost

QUIET = 0.1
"""The most of the machine that others may use; above it a ratio depends on who else worked."""


def wall(cost: Cost) -> float:
    return cost.wall_s


def cpu(cost: Cost) -> float:
    return cost.cpu_s


@dataclass(slots=True)
class Figures:
    """Costs by issue and regime (the memory round first), by command, and the photos of each issue."""

    issues: dict[str, dict[str, list[Cost]]] = field(default_factory=dict)
    commands: dict[str, list[Cost]] = field(default_factory=dict)
    photos: dict[str, int] = field(default_factory=dict)

    def timed(self, name: str, regime: str) -> list[Cost]:
        """The rounds that count."""
        return self.issues.get(name, {}).get(regime, [])[1:]

    def peak(self, name: str, *regimes: str) -> float | None:
        """The greatest memory that any run of these regimes was seen with, MiB."""
        found = [c.peak_mib for r in regimes for c in self.issues.get(name, {}).get(r, []) if c.peak_mib is not None]
        return max(found, default=None)

    def ratio(self, name: str, regime: str, of: Callable[[Cost], float], to: str = "plain") -> Spread | None:
        """A regime over another (the plain template), round by round; None where one of them was not measured."""
        ours, theirs = self.timed(name, regime), self.timed(name, to)
        return ratios([of(c) for c in ours], [of(c) for c in theirs]) if ours and theirs else None

    def last(self, name: str, regime: str, fact: str) -> Any:
        """What the last run said of itself."""
        found = self.issues.get(name, {}).get(regime, [])
        return found[-1].facts.get(fact) if found else None

    def cpu_a_page(self, name: str, regime: str) -> float | None:
        """CPU seconds a page, median."""
        found = spread(c.cpu_s / c.facts["pages"] for c in self.timed(name, regime))
        return found.median if found else None

    def others(self) -> Spread | None:
        """The share of all cores that others used, over the runs that count."""
        costs = [c for name, by in self.issues.items() for regime in by for c in self.timed(name, regime)]
        return spread(c.others for c in [*costs, *(c for found in self.commands.values() for c in found)])

    def as_dict(self) -> dict[str, Any]:
        """Everything, for programs."""
        return {
            "machine": {
                "python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count(),
                "load": os.getloadavg(),
            },
            "issues": {n: {r: [asdict(c) for c in costs] for r, costs in by.items()} for n, by in self.issues.items()},
            "commands": {n: [asdict(c) for c in costs] for n, costs in self.commands.items()},
        }  # fmt: skip


def machine_line(figures: Figures) -> str:
    """How much others used the machine, and whether the figures can be compared with those of another day."""
    found, load = figures.others(), " ".join(f"{n:.1f}" for n in os.getloadavg())
    if found is None:
        return f"machine: nothing measured; load {load}"
    used = f"others used {found.median:.0%} of {os.cpu_count()} cores (least {found.low:.0%}, most {found.high:.0%})"
    verdict = "quiet" if found.median <= QUIET else "NOT QUIET: ratios below say little about another machine or day"
    return f"machine: {used}; load now {load}: {verdict}"
