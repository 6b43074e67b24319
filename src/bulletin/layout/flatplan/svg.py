"""The sheet of thumbnails as SVG: nothing in it is loaded from elsewhere."""

from __future__ import annotations

from html import escape

from bulletin.layout.flatplan.shapes import Label, PlanSheet, Rect


def svg_of(sheet: PlanSheet) -> str:
    """Return the picture."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width:g} {sheet.height:g}"'
    size = f'width="{sheet.width:g}" height="{sheet.height:g}" font-family="Liberation Sans Narrow, Arial, sans-serif">'
    body = "\n".join(_rect(shape) if isinstance(shape, Rect) else _label(shape) for shape in sheet.shapes)
    return f'{head} {size}\n<rect width="100%" height="100%" fill="#f6f7f9"/>\n{body}\n</svg>\n'


def _rect(shape: Rect) -> str:
    fill = shape.fill or "none"
    stroke = f' stroke="{shape.stroke}"' if shape.stroke else ""
    return f'<rect x="{shape.x:g}" y="{shape.y:g}" width="{shape.w:g}" height="{shape.h:g}" fill="{fill}"{stroke}/>'


def _label(shape: Label) -> str:
    weight = ' font-weight="700"' if shape.bold else ""
    place = f'x="{shape.x:.4g}" y="{shape.y:.6g}" font-size="{shape.size:g}" fill="{shape.colour}"'
    return f"<text {place}{weight}>{escape(shape.text)}</text>"
