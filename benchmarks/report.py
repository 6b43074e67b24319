"""What was measured, as tables, and the targets it is held to."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.figures import Spread, Target, ratios, spread, table
from benchmarks.measure import Cost

RATIO_LIMITS = {"cold": 0.45, "cached": 0.33, "edit": 0.12}
PEAK_MIB, MB_A_PHOTO, CPU_A_PAGE, COMMAND_CPU_S = 200.0, 0.2, 0.8, 0.30
TITLES = {
    "plain": "plain template", "cold": "screen, empty cache", "cached": "screen, photos cached",
    "all-cold": "all editions, empty cache", "all-cached": "all editions, photos cached", "edit": "one-word edit",
}  # fmt: skip
ALL_LIMITS = {"all-cold": ("cold", 2.5), "all-cached": ("cached", 1.6)}
"""CPU of all editions over that of the screen edition alone, the same caches being full or empty."""


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
        """A regime over another (the plain template), round by round."""
        return ratios([of(c) for c in self.timed(name, regime)], [of(c) for c in self.timed(name, to)])

    def last(self, name: str, regime: str, fact: str) -> Any:
        """What the last run said of itself."""
        found = self.issues.get(name, {}).get(regime, [])
        return found[-1].facts.get(fact) if found else None

    def cpu_a_page(self, name: str, regime: str) -> float | None:
        """CPU seconds a page, median."""
        found = spread(c.cpu_s / c.facts["pages"] for c in self.timed(name, regime))
        return found.median if found else None

    def as_dict(self) -> dict[str, Any]:
        """Everything, for programs."""
        return {
            "machine": {"python": platform.python_version(), "system": platform.platform()},
            "issues": {n: {r: [asdict(c) for c in costs] for r, costs in by.items()} for n, by in self.issues.items()},
            "commands": {n: [asdict(c) for c in costs] for n, costs in self.commands.items()},
            "targets": [asdict(t) | {"met": t.met} for t in targets(self)],
        }


def wall(cost: Cost) -> float:
    return cost.wall_s


def cpu(cost: Cost) -> float:
    return cost.cpu_s


def issue_report(figures: Figures, name: str) -> str:
    """One issue: its regimes side by side, then where the time goes."""
    heads = ("", "pages", "wall s", "CPU s", "peak MiB", "PDF MB", "MB a photo", "wall ratio", "CPU ratio", "n")
    rows = []
    for regime in figures.issues[name]:
        size, photos = figures.last(name, regime, "pdf_mb"), figures.photos[name]
        costs = figures.timed(name, regime)
        peak = figures.peak(name, regime)
        rows.append((
            TITLES[regime], str(figures.last(name, regime, "pages")), str(spread(map(wall, costs))),
            str(spread(map(cpu, costs))), "–" if peak is None else f"{peak:.0f}",
            f"{size:.2f}" if size else "–", f"{size / photos:.3f}" if size and photos else "–",
            str(figures.ratio(name, regime, wall)), str(figures.ratio(name, regime, cpu)), str(len(costs)),
        ))  # fmt: skip
    title = (
        f"\n== {name}: {figures.photos[name]} photos; median (least–greatest); ratio to the plain template of the round"
    )
    return "\n".join([title, table(heads, rows), "", stages_table(figures, name)])


def stages_table(figures: Figures, name: str) -> str:
    """Median seconds of every stage: wall, and CPU where the stage was asked for it."""
    rows = []
    for regime in figures.issues[name]:
        costs = figures.timed(name, regime)
        for stage in dict.fromkeys(s for c in costs for s in c.facts["stages"]):
            found = [c.facts["stages"][stage] for c in costs if stage in c.facts["stages"]]
            seconds = [spread(s[kind] for s in found if kind in s) for kind in ("wall", "cpu")]
            rows.append((f"{TITLES[regime]}: {stage}", *("–" if s is None else f"{s.median:.3f}" for s in seconds)))
    return table(("median by stage", "wall s", "CPU s"), rows)


def commands_report(figures: Figures) -> str:
    """The commands that lay nothing out."""
    rows = [(name, str(spread(map(cpu, c))), str(spread(map(wall, c)))) for name, c in figures.commands.items()]
    note = "== commands that lay nothing out (each also ran once where importing WeasyPrint fails)"
    return f"\n{note}\n" + table(("", "CPU s", "wall s"), rows)


def targets(figures: Figures) -> list[Target]:
    """Every target that the measured issues and commands allow to judge."""
    found: list[Target] = []
    for name in figures.issues:
        for regime, limit in RATIO_LIMITS.items():
            ratio = figures.ratio(name, regime, wall)
            found.append(Target(f"{name}: {TITLES[regime]}, wall / plain", ratio.median if ratio else None, limit))
        for regime, (alone, most) in ALL_LIMITS.items():
            ratio = figures.ratio(name, regime, cpu, alone)
            found.append(Target(f"{name}: {TITLES[regime]}, CPU / screen alone", ratio.median if ratio else None, most))
    for name in figures.issues:
        if name in {"8", "32"}:
            found.append(Target(f"{name}: peak memory", figures.peak(name, "cold", "cached"), PEAK_MIB, "MiB"))
        size = figures.last(name, "cold", "pdf_mb")
        found.append(Target(f"{name}: PDF a photo", size / figures.photos[name] if size else None, MB_A_PHOTO, "MB"))
    if {"8", "128"} <= set(figures.issues):
        for regime in ("cold", "cached"):
            small, large = figures.cpu_a_page("8", regime), figures.cpu_a_page("128", regime)
            value = large / small if small and large else None
            found.append(Target(f"CPU a page at 128 / at 8, {TITLES[regime]}", value, CPU_A_PAGE))
    for name, costs in figures.commands.items():
        middle = spread(map(cpu, costs))
        found.append(Target(f"{name}: CPU", middle.median if middle else None, COMMAND_CPU_S, "s"))
    return found


def targets_report(verdicts: Sequence[Target]) -> str:
    """✓ or ✗ for every target."""
    return "\n".join(["\n== targets", *map(str, verdicts)])
