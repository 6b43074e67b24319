"""WeasyPrint lays out pages without the words of the slots that we draw; where they belong, a place is kept for them.

Beside `page_setter.py` the only module that knows WeasyPrint. It goes between its steps: styles are computed for the
whole page, then words are taken out, then boxes are built, and each slot without words gets a box as high as its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from bulletin.layout.setting.style_sheets import StyleSheets
from bulletin.layout.setting.weasy_import import lean_import
from bulletin.layout.words.codes import SVG, Module, code_of, content_of, without_path
from bulletin.layout.words.decide import Decider
from bulletin.layout.words.insert import marker

with lean_import():
    from weasyprint import DEFAULT_OPTIONS, HTML
    from weasyprint.css import InitialStyle
    from weasyprint.css.properties import INHERITED, INITIAL_VALUES, Dimension
    from weasyprint.document import Document, DocumentMetadata, Page
    from weasyprint.formatting_structure import boxes
    from weasyprint.formatting_structure.build import build_formatting_structure
    from weasyprint.html import get_html_metadata
    from weasyprint.layout import layout_document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.text.line_break import strut
    from weasyprint.urls import get_link

Heights = Mapping[Element, tuple[str, float]]
"""The slots that we draw: the name of each, and the height of its lines in px."""
Chooser = Callable[[Element, Decider], Heights]
"""Decides on the slots of a document, and takes the words of those that we draw out of it."""


class _Place:
    """Kept for the words of a slot: paints a comment with its name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[None, None, None]:
        return None, None, None

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        stream.stream.append(marker(self.name))


class _Code:
    """A QR code, in place of the drawing that WeasyPrint would make of its SVG."""

    def __init__(self, drawing: Any, modules: tuple[Module, ...], side: float) -> None:
        self.drawing, self.modules, self.side = drawing, modules, side

    def get_intrinsic_size(self, resolution: float, font_size: float) -> Any:
        return self.drawing.get_intrinsic_size(resolution, font_size)

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        stream.stream.append(content_of(self.modules, (width / self.side, height / self.side)))


def render_bare(html: HTML, sheets: StyleSheets, choose: Chooser, faces: frozenset[tuple[str, int, str]]) -> Document:
    """Lay out a document without the words of the slots that `choose` names.

    Args:
        html: the document.
        sheets: of the page setter, with its fonts.
        choose: gets the root element and what decides on its slots.
        faces: that can be drawn.
    """
    context, counters = sheets.context(html)
    root = html.etree_element
    codes = _take_codes(root)
    parents = {child: parent for parent in root.iter() for child in parent}
    decider = Decider(
        context.style_for, INITIAL_VALUES, frozenset(INHERITED), strut, lambda href: get_link(href, html.base_url),
        parents, faces,
    )  # fmt: skip
    heights = choose(root, decider)
    box = build_formatting_structure(
        root, context.style_for, context.get_image_from_uri, html.base_url, context.target_collector, counters,
        context.footnotes,
    )  # fmt: skip
    _furnish(box, heights, codes, _PlaceStyles(sheets.fonts))
    pages = [Page(page) for page in layout_document(html, box, context)]
    metadata = DocumentMetadata(**get_html_metadata(html))
    document = Document(pages, metadata, html.url_fetcher, sheets.fonts, {}, DEFAULT_OPTIONS["output_intent"])
    document._html = html
    return document


def _take_codes(root: Element) -> dict[Element, tuple[tuple[Module, ...], float]]:
    """The QR codes of a document; their paths are taken out of it."""
    found: dict[Element, tuple[tuple[Module, ...], float]] = {}
    for svg in root.iter(f"{SVG}svg"):
        code = code_of(svg)
        if code is not None:
            found[svg] = code
            without_path(svg)
    return found


class _PlaceStyles:
    """Styles of the boxes that keep a place: initial but for the height, and one for all boxes of a height."""

    def __init__(self, fonts: FontConfiguration) -> None:
        self._fonts = fonts
        self._made: dict[tuple[float, str], Any] = {}

    def of(self, height: float, page: str) -> Any:
        """The style of a place; `page` is what its slot asks for, since another kind of page would be a break."""
        style = self._made.get((height, page))
        if style is None:
            style = self._made[height, page] = InitialStyle(self._fonts)
            style["page"] = page
            style["display"], style["width"] = ("block", "flow"), Dimension(100, "%")
            style["height"] = Dimension(height, "px")
            for edge in ("top", "right", "bottom", "left"):
                style[f"border_{edge}_width"] = 0
            style["outline_width"] = 0
        return style


def _furnish(
    root: Any, heights: Heights, codes: Mapping[Element, tuple[tuple[Module, ...], float]], styles: _PlaceStyles
) -> None:
    """Give each slot without words a box of its height, as wide as its own, and each code its own drawing."""
    for box in root.descendants():
        element = box.element
        if element is None:
            continue
        if element in heights and isinstance(box, boxes.BlockContainerBox) and not box.children:
            name, height = heights[element]
            box.children = [
                boxes.BlockReplacedBox(box.element_tag, styles.of(height, box.style["page"]), element, _Place(name))
            ]
        elif element in codes and isinstance(box, boxes.ReplacedBox):
            box.replacement = _Code(box.replacement, *codes[element])


def places_of(page_box: Any) -> dict[str, tuple[float, float, float]]:
    """Where the slots without words are on a laid out page: left, top and width in px, by name."""
    return {
        box.replacement.name: (box.content_box_x(), box.content_box_y(), box.width)
        for box in page_box.descendants(placeholders=True)
        if isinstance(box, boxes.BlockReplacedBox) and isinstance(box.replacement, _Place)
    }
