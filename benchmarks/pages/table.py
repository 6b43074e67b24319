"""The table: every figure of the page-quality list, stored figures beside those of the installed planner."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean, median

from benchmarks.pages.measure import Measured
from bulletin.layout.quality.score import TERMS, Figure
from bulletin.layout.quality.tally import added

STORED = Path(__file__).with_name("figures.json")
"""Figures of earlier planners: name → commit, seeds, and for each layout the figures by id."""
Figures = dict[str, float | None]

EXTRA = {
    "planned": "issues planned",
    "refused": "issues refused",
    "pages": "pages, mean",
    "multiples": "page count a multiple of 4, %",
    "cut-faces": "faces cut by over 3 %, %",
    "cost": "cost of the plan, mean",
    "cpu-median": "CPU s to measure, plan and compose, median",
    "cpu-most": "the same, most",
}


def figures_of(measured: Sequence[Measured]) -> Figures:
    """Return all figures of several issues in one layout, by id."""
    done = [item for item in measured if not item.refused]
    found: Figures = {"planned": len(done), "refused": len(measured) - len(done)}
    if not done:
        return found
    tally = added(item.tally for item in done)
    found["pages"] = mean(item.pages for item in done)
    found["multiples"] = 100 * mean(item.pages % 4 == 0 for item in done)
    for term in TERMS:
        for figure in term.figures:
            found[figure_id(term.id, figure)] = figure.value(tally)
    if tally.counts.get("faces"):
        found["cut-faces"] = 100 * tally.counts["cut_faces"] / tally.counts["faces"]
    found["cost"] = mean(item.cost for item in done)
    found["cpu-median"] = median(item.cpu_s for item in done)
    found["cpu-most"] = max(item.cpu_s for item in done)
    return {name: value if value is None else round(value, 3) for name, value in found.items()}


def figure_id(term: str, figure: Figure) -> str:
    """Return the name of a figure in the stored file."""
    return f"{term}.{figure.id}"


def table(layout: str, today: Figures, here: Figures, stored_as: str) -> str:
    """Return the lines of the table of one layout."""
    rows = [(name, EXTRA[name], "", "") for name in ("planned", "refused", "pages", "multiples")]
    for number, term in enumerate(TERMS, 1):
        rows.append(("", f"{number}. {term.name.en}", "", ""))
        for figure in term.figures:
            name = figure_id(term.id, figure)
            label = f"   {figure.name.en}" + (f", {figure.unit}" if figure.unit else "")
            rows.append((name, label, _target(figure), _verdict(figure, here.get(name))))
    rows += [(name, EXTRA[name], "", "") for name in ("cut-faces", "cost", "cpu-median", "cpu-most")]
    head = f"{layout:54} {stored_as[-14:]:>14} {'here':>10} {'target':>9}"
    lines = [head, "-" * len(head)]
    for name, label, target, verdict in rows:
        old, new = (_shown(today.get(name)), _shown(here.get(name))) if name else ("", "")
        lines.append(f"{label:54} {old:>14} {new:>10} {target:>9} {verdict}".rstrip())
    return "\n".join(lines) + "\n"


def _target(figure: Figure) -> str:
    if figure.at_most is not None:
        return f"≤ {figure.at_most:g}"
    return f"≥ {figure.at_least:g}" if figure.at_least is not None else ""


def _verdict(figure: Figure, value: float | None) -> str:
    if value is None or not _target(figure):
        return ""
    return "" if figure.met(value) else "×"


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:.2f}"


def stored(name: str, seeds: str) -> tuple[str, Mapping[str, Figures]]:
    """Return the stored figures of a planner by layout, and the seeds they are of: the largest set for other seeds."""
    if not STORED.exists():
        return "", {}
    sets: Mapping[str, Mapping[str, Figures]] = json.loads(STORED.read_text("utf-8")).get(name, {}).get("seeds", {})
    if not sets:
        return "", {}
    chosen = seeds if seeds in sets else max(sets, key=lambda key: sets[key]["tuan-tin"]["planned"] or 0)
    return chosen, sets[chosen]


def store(name: str, commit: str, seeds: str, figures: Mapping[str, Figures]) -> None:
    """Keep the figures of a planner under a name; other names and other seeds stay."""
    kept = json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}
    entry = kept.setdefault(name, {"commit": commit, "seeds": {}})
    entry["commit"] = commit
    entry["seeds"].setdefault(seeds, {}).update(figures)
    STORED.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
