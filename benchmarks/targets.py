"""The figures that a build is held to, each with its limit; a figure that was not measured is not met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.costs import Figures, cpu, wall
from benchmarks.figures import Target, spread
from benchmarks.regimes import TITLES


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that wall time and CPU of a regime may be of another regime's, which is the plain template mostly."""

    wall: float | None
    cpu: float | None
    to: str = "plain"


RATIOS = {
    "cold": Limits(0.48, 0.78),
    "cached": Limits(0.35, 0.42),
    "edit-build": Limits(0.32, 0.38),
    "unchanged": Limits(0.26, 0.30),
    "after-preview": Limits(0.26, 0.30),
    "engine": Limits(0.65, 0.85, "plain-small"),
    "edit": Limits(0.06, None),
    "all-cached": Limits(None, 0.77),
}
"""For the issue of 8 pages."""
CACHED_32 = 0.26
ALL_TO_SCREEN = 1.9
CPU_A_PAGE = 0.7
SCREEN_MIB = {"8": 110.0, "32": 130.0, "128": 200.0}
ALL_MIB = {"8": 180.0, "32": 220.0, "128": 300.0}
REPORT_MB_A_PAGE, MB_A_PHOTO, COMMAND_CPU_S = 0.02, 0.2, 0.30


def targets(figures: Figures) -> list[Target]:
    """Every target that the measured issues and commands allow to judge."""
    return [*_of_time(figures), *of_memory(figures), *_of_size(figures), *_of_commands(figures)]


def _of_time(figures: Figures) -> Iterator[Target]:
    if "8" in figures.issues:
        for regime, limits in RATIOS.items():
            beside = "" if limits.to == "plain" else ", photos scaled beforehand"
            for kind, of, limit in (("wall", wall, limits.wall), ("CPU", cpu, limits.cpu)):
                if limit is not None:
                    ratio = figures.ratio("8", regime, of, limits.to)
                    value = ratio.median if ratio else None
                    yield Target(f"8: {TITLES[regime]}, {kind} / plain{beside}", value, limit)
        ratio = figures.ratio("8", "all-cached", cpu, "cached")
        value = ratio.median if ratio else None
        yield Target(f"8: {TITLES['all-cached']}, CPU / screen alone", value, ALL_TO_SCREEN)
    if "32" in figures.issues:
        ratio = figures.ratio("32", "cached", wall)
        yield Target(f"32: {TITLES['cached']}, wall / plain", ratio.median if ratio else None, CACHED_32)
    if {"8", "128"} <= figures.issues.keys():
        small, large = figures.cpu_a_page("8", "cached"), figures.cpu_a_page("128", "cached")
        value = large / small if small and large else None
        yield Target(f"CPU a page at 128 / at 8, {TITLES['cached']}", value, CPU_A_PAGE)


def of_memory(figures: Figures) -> Iterator[Target]:
    for name in figures.issues:
        if name in SCREEN_MIB:
            yield Target(
                f"{name}: peak of the process tree, screen",
                figures.peak(name, "cold", "cached"),
                SCREEN_MIB[name],
                "MiB",
            )
            peak = figures.peak(name, "all-cold", "all-cached")
            yield Target(f"{name}: peak of the process tree, all editions", peak, ALL_MIB[name], "MiB")


def _of_size(figures: Figures) -> Iterator[Target]:
    for name in figures.issues:
        size, photos = figures.last(name, "cold", "pdf_mb"), figures.photos[name]
        yield Target(f"{name}: screen.pdf a photo", size / photos if size and photos else None, MB_A_PHOTO, "MB")
        report, pages = figures.last(name, "cached", "report_mb"), figures.last(name, "cached", "pages")
        value = report / pages if report and pages else None
        yield Target(f"{name}: preflight.html a page", value, REPORT_MB_A_PAGE, "MB")


def _of_commands(figures: Figures) -> Iterator[Target]:
    for name, costs in figures.commands.items():
        middle = spread(map(cpu, costs))
        yield Target(f"{name}: CPU", middle.median if middle else None, COMMAND_CPU_S, "s")
