"""Several plans on one sheet and on one page, beside one another, the score of each by term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from bulletin.errors import Text
from bulletin.layout.flatplan.html import POLICY, STYLE, said
from bulletin.layout.flatplan.shapes import LABEL, MARGIN, Label, PlanSheet, Rect
from bulletin.layout.flatplan.svg import svg_of
from bulletin.layout.quality.report import number_told
from bulletin.layout.quality.score import Scored, total
from bulletin.lazy import dataclass

_TITLE = 15.0
_BESIDE = """\
.plans { display: flex; gap: 2em; overflow-x: auto } .plans section { flex: 0 0 46% } h2 { font-size: 1em }
"""


@dataclass(frozen=True, slots=True)
class DrawnPlan:
    """A plan to choose: what is said of it, its picture and its score."""

    name: str
    sheet: PlanSheet
    scored: tuple[Scored, ...]


def sheet_beside(plans: Sequence[DrawnPlan]) -> PlanSheet:
    """Return one sheet with all plans from left to right, the name of each above it."""
    shapes: list[Rect | Label] = []
    left = 0.0
    for plan in plans:
        shapes.append(Label(left + MARGIN, MARGIN + _TITLE / 2, plan.name, _TITLE, bold=True))
        shapes += [replace(shape, x=round(shape.x + left, 2), y=shape.y + LABEL) for shape in plan.sheet.shapes]
        left += plan.sheet.width
    height = max((plan.sheet.height for plan in plans), default=0.0) + LABEL
    return PlanSheet(round(left, 1), round(height, 1), tuple(shapes))


def html_beside(title: str, plans: Sequence[DrawnPlan], lang: str) -> str:
    """Return the page with all plans and a table of their scores."""
    heading = said(Text("Chọn bản đồ trang", "Choose a flatplan"), lang)
    sections = "\n".join(
        f"<section><h2>{escape(plan.name)}</h2>\n{svg_of(plan.sheet)}</section>" for plan in plans
    )  # fmt: skip
    names = [said(Text("Mục", "Term"), lang), *(str(number) for number in range(1, len(plans) + 1))]
    rows = "\n".join(_row(names, "th") for names in (names, *score_rows([plan.scored for plan in plans], lang)))
    return f"""<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(title)}</title>
<style>{STYLE}{_BESIDE}</style>
<h1>{heading}: {escape(title)}</h1>
<div class="plans">
{sections}
</div>
<table>
{rows}
</table>
</html>
"""


def score_rows(scores: Sequence[Sequence[Scored]], lang: str) -> list[list[str]]:
    """Return a row for each term and one for the sum: its name, and its cost in each plan."""
    rows = [
        [said(terms[0].term.name, lang), *(number_told(item.cost, lang) for item in terms)]
        for terms in zip(*scores, strict=True)
    ]
    return [
        *rows,
        [said(Text("Tổng điểm trừ", "Cost of the plan"), lang), *(number_told(total(s), lang) for s in scores)],
    ]


def _row(cells: Sequence[str], first: str) -> str:
    inner = f"<{first}>{escape(cells[0])}</{first}>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells[1:])
    return f"<tr>{inner}</tr>"
