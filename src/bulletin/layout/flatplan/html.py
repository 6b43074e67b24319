"""The plan as one HTML page: the picture, the score by term, the pages that offend. It asks no server for anything."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bulletin.errors import Text
from bulletin.layout.flatplan.shapes import PlanSheet
from bulletin.layout.flatplan.svg import svg_of
from bulletin.layout.quality.report import figure_line
from bulletin.layout.quality.score import Scored, total

STYLE = """\
body { font: 15px/1.5 sans-serif; margin: 2em; color: #1d2733; background: #f6f7f9 }
svg { max-width: 100%; height: auto } table { border-collapse: collapse; background: #fff }
td, th { padding: .3em .8em; border: 1px solid #d5dbe1; text-align: left; vertical-align: top }
.bad { color: #b3202a } summary { cursor: pointer }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_of(title: str, sheet: PlanSheet, scored: Sequence[Scored], lang: str) -> str:
    """Return the page."""
    heading = said(Text("Bản đồ trang", "Flatplan"), lang)
    cost = said(Text("Tổng điểm trừ", "Cost of the plan"), lang)
    names = [said(text, lang) for text in (Text("Mục", "Term"), Text("Số đo", "Figures"), Text("Trừ", "Cost"))]
    rows = "\n".join(_row(item, lang) for item in scored)
    return f"""<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(title)}</title>
<style>{STYLE}</style>
<h1>{heading}: {escape(title)}</h1>
{svg_of(sheet)}
<p>{cost}: {total(scored):g}</p>
<table><tr>{"".join(f"<th>{name}</th>" for name in names)}</tr>
{rows}
</table>
</html>
"""


def _row(item: Scored, lang: str) -> str:
    figures = "<br>".join(_figure(item, number, lang) for number in range(len(item.figures)))
    where = "".join(
        f"<li>{said(Text('trang', 'page'), lang)} {o.page}{f' ({escape(o.story)})' if o.story else ''}: "
        f"{escape(said(o.what, lang))}</li>"
        for o in item.offences
    )
    more = f"<details><summary>{len(item.offences)}</summary><ul>{where}</ul></details>" if where else ""
    return f"<tr><td>{escape(said(item.term.name, lang))}{more}</td><td>{figures}</td><td>{item.cost:g}</td></tr>"


def _figure(item: Scored, number: int, lang: str) -> str:
    figure, value = item.figures[number]
    words = escape(figure_line(figure, value, lang))
    return words if value is None or figure.met(value) else f'<span class="bad">{words}</span>'


def said(text: Text, lang: str) -> str:
    """Return the words in a language."""
    return text.vi if lang == "vi" else text.en
