"""What was measured, as tables for a terminal and as Markdown for `docs/speed.md`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.costs import Figures, cpu, machine_line, wall
from benchmarks.figures import Spread, Target, spread, table
from benchmarks.regimes import TITLES

Table = tuple[Sequence[str], list[Sequence[str]]]
IN_DOCS = ("cold", "cached", "unchanged", "edit-build")
"""The regimes whose stages `docs/speed.md` shows side by side."""


def regimes_table(figures: Figures, name: str) -> Table:
    """The regimes of one issue side by side; ratios are to the plain template of the same round and photos."""
    heads = ("", "pages", "wall s", "CPU s", "peak MiB", "PDF MB", "wall ratio", "CPU ratio", "n")
    rows: list[Sequence[str]] = []
    for regime, costs in ((r, figures.timed(name, r)) for r in figures.issues[name]):
        size, peak = figures.last(name, regime, "pdf_mb"), figures.peak(name, regime)
        to = "plain-small" if regime in ("engine", "plain-small") else "plain"
        rows.append((
            TITLES[regime], str(figures.last(name, regime, "pages")), shown(spread(map(wall, costs))),
            shown(spread(map(cpu, costs))), "–" if peak is None else f"{peak:.0f}", f"{size:.2f}" if size else "–",
            shown(figures.ratio(name, regime, wall, to)), shown(figures.ratio(name, regime, cpu, to)), str(len(costs)),
        ))  # fmt: skip
    return heads, rows


def stages_table(figures: Figures, name: str, regimes: Iterable[str] | None = None) -> Table:
    """Median CPU and wall seconds of every stage, a column for each regime; `–` where a regime has no such stage."""
    chosen = [r for r in regimes or figures.issues[name] if r in figures.issues[name]]
    stages = dict.fromkeys(s for r in chosen for c in figures.timed(name, r) for s in c.facts.get("stages", ()))
    rows: list[Sequence[str]] = [
        (stage, *(_seconds(c.facts["stages"].get(stage) for c in figures.timed(name, r)) for r in chosen))
        for stage in stages
    ]
    return ("CPU s (wall s)", *(TITLES[r] for r in chosen)), rows


def _seconds(found: Iterable[Any]) -> str:
    parts = [part for part in found if part]
    middle = {kind: spread(p[kind] for p in parts if kind in p) for kind in ("cpu", "wall")}
    return " ".join(
        f"({s.median:.2f})" if kind == "wall" else f"{s.median:.2f}" for kind, s in middle.items() if s
    ) or "–"  # fmt: skip


def commands_table(figures: Figures) -> Table:
    """The commands that lay nothing out."""
    rows = [(name, shown(spread(map(cpu, c))), shown(spread(map(wall, c)))) for name, c in figures.commands.items()]
    return ("", "CPU s", "wall s"), list(rows)


def shown(found: Spread | None) -> str:
    return "–" if found is None else str(found)


def issue_report(figures: Figures, name: str) -> str:
    """One issue: its regimes, then where the time goes."""
    title = (
        f"\n== {name}: {figures.photos[name]} photos; median (least–greatest); ratio to the plain template beside it"
    )
    stages = [stages_table(figures, name, group) for group in _groups(list(figures.issues[name]))]
    return "\n".join([title, table(*regimes_table(figures, name)), *("\n" + table(*s) for s in stages)])


def _groups(regimes: list[str], width: int = 3) -> list[list[str]]:
    """Regimes whose columns fit a terminal."""
    return [regimes[at : at + width] for at in range(0, len(regimes), width)]


def commands_report(figures: Figures) -> str:
    """The commands that lay nothing out, under their title."""
    note = "== commands that lay nothing out (each also ran once where importing WeasyPrint fails)"
    return f"\n{note}\n" + table(*commands_table(figures))


def targets_report(figures: Figures, verdicts: Sequence[Target]) -> str:
    """✓ or ✗ for every target, and on what kind of machine it was taken."""
    met = sum(target.met for target in verdicts)
    return "\n".join(["\n== targets", *map(str, verdicts), f"{met} of {len(verdicts)} met", machine_line(figures)])


def markdown(figures: Figures, verdicts: Sequence[Target]) -> str:
    """The same as Markdown: regimes and stages of every issue, commands, targets."""
    parts = [machine_line(figures)]
    for name in figures.issues:
        parts += [f"### {name}: {figures.photos[name]} photos", _markdown(*regimes_table(figures, name))]
        parts.append(_markdown(*stages_table(figures, name, IN_DOCS)))
    if figures.commands:
        parts += ["### Commands that lay nothing out", _markdown(*commands_table(figures))]
    rows = [(t.name, t.value_shown, f"≤ {t.limit:g} {t.unit}".rstrip(), "✓" if t.met else "✗") for t in verdicts]
    return "\n\n".join([*parts, "### Targets", _markdown(("target", "measured", "limit", ""), rows)]) + "\n"


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
