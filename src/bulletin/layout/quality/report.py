"""The page-quality report as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.layout.quality.score import Figure, Scored, total
from bulletin.layout.quality.tally import Offence

MOST_PAGES = 12
"""Pages that are named after a term."""


def report(scored: Sequence[Scored], lang: str, every: bool = False) -> list[str]:
    """Return the score by term with the pages that offend; with `every`, a line for each offence."""
    lines: list[str] = []
    for number, item in enumerate(scored, 1):
        name = item.term.name.vi if lang == "vi" else item.term.name.en
        lines.append(f"{number:2}. {name}: {number_told(item.cost, lang)}{_pages(item.offences, lang)}")
        lines += [f"      {figure_line(figure, value, lang)}" for figure, value in item.figures]
        if every:
            lines += [f"      - {_place(o, lang)}: {o.what.vi if lang == 'vi' else o.what.en}" for o in item.offences]
    cost = "Tổng điểm trừ" if lang == "vi" else "Cost of the plan"
    return [*lines, f"{cost}: {number_told(total(scored), lang)}"]


def figure_line(figure: Figure, value: float | None, lang: str) -> str:
    """Return a figure with its name and what is wanted."""
    name = figure.name.vi if lang == "vi" else figure.name.en
    if value is None:
        return f"{name}: –"
    sign = "" if figure.met(value) else " ×"
    wanted = ""
    if figure.at_most is not None:
        wanted = f" (≤ {number_told(figure.at_most, lang)})"
    elif figure.at_least is not None:
        wanted = f" (≥ {number_told(figure.at_least, lang)})"
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{name}: {number_told(round(value, 1), lang)}{unit}{wanted}{sign}"


def _pages(offences: Sequence[Offence], lang: str) -> str:
    pages = sorted({offence.page for offence in offences})
    if not pages:
        return ""
    word = "trang" if lang == "vi" else "pages"
    more = ", …" if len(pages) > MOST_PAGES else ""
    return f" – {word} " + ", ".join(str(page) for page in pages[:MOST_PAGES]) + more


def _place(offence: Offence, lang: str) -> str:
    word = "trang" if lang == "vi" else "page"
    return f"{word} {offence.page}" + (f", {offence.story}" if offence.story else "")


def number_told(value: float, lang: str) -> str:
    """A figure with the decimal sign of the language."""
    text = f"{value:g}"
    return text.replace(".", ",") if lang == "vi" else text
