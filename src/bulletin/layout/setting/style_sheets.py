"""The style sheet of a layout parsed once for all pages that are set with it.

Each page is a document of its own with the same head. WeasyPrint parses a style sheet anew for every document: 20 ms,
as long as all else that the styles of a page need.
"""

from __future__ import annotations

import copy
import functools
import logging
import math
from typing import Any

from bulletin.layout.setting.weasy_import import lean_import
from bulletin.lazy import dataclass

with lean_import():
    from weasyprint import CSS, DEFAULT_OPTIONS, HTML
    from weasyprint.css import StyleFor, declaration_precedence
    from weasyprint.css.counters import CounterStyle
    from weasyprint.css.targets import TargetCollector
    from weasyprint.document import Document
    from weasyprint.images import get_image_from_uri
    from weasyprint.layout import LayoutContext
    from weasyprint.text.fonts import FontConfiguration

_LOGGER = logging.getLogger("weasyprint")
_RARE = frozenset(("marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"))
"""Pseudo-elements that few elements have."""
_Applied = tuple[CSS, str, Any]
"""A style sheet, whose it is, and the specificity of all its rules if they have none of their own."""


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A style sheet, the counter styles that it defines, and what was said of it."""

    css: CSS
    counters: CounterStyle
    said: tuple[tuple[int, str], ...]


class KeptLog(logging.Handler):
    """Keeps the level and the words of every warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.levelno, record.getMessage()))


class _Styles(StyleFor):  # type: ignore[misc]
    """WeasyPrint's styles of a document; those of list marks and notes are made when a box asks for them.

    WeasyPrint's own style sheet has rules for these pseudo-elements of every element, so that six styles of seven were
    made and never asked for.
    """

    def __init__(self, html: HTML, sheets: list[_Applied], fonts: FontConfiguration, targets: TargetCollector) -> None:
        self._html, self._whole, self._targets = html, sheets, targets
        self._late: set[tuple[Any, str]] = set()
        self._wrappers: dict[Any, Any] = {}
        lean = [(_lean(sheet), origin, specificity) for sheet, origin, specificity in sheets]
        super().__init__(html, lean, False, fonts, targets)

    def __call__(self, element: Any, pseudo_type: str | None = None) -> Any:
        if pseudo_type in _RARE and (element, pseudo_type) not in self._late:
            self._late.add((element, pseudo_type))
            self._make(element, pseudo_type)
        return super().__call__(element, pseudo_type)

    def _make(self, element: Any, pseudo_type: str) -> None:
        """Make the style of a pseudo-element from all rules for it, as `StyleFor` makes the others."""
        if not self._wrappers:
            self._wrappers = {found.etree_element: found for found in self._html.wrapper_element.iter_subtree()}
        cascaded: dict[str, Any] = {}
        for sheet, origin, own in self._whole if element in self._wrappers else ():
            for specificity, _, kind, (declarations, layer) in sheet.matcher.match(self._wrappers[element]):
                order = math.inf if layer is None else sheet.layers.index(layer)
                for name, values, importance in declarations if kind == pseudo_type else ():
                    weight = declaration_precedence(origin, importance), order, own or specificity
                    if name not in cascaded or cascaded[name][1] <= weight:
                        cascaded[name] = values, weight
        if cascaded:
            self._cascaded_styles[element, pseudo_type] = cascaded
            self.set_computed_styles(
                element, pseudo_type=pseudo_type, root=self._html.etree_element, parent=element,
                base_url=self._html.base_url, target_collector=self._targets,
            )  # fmt: skip
            del self._cascaded_styles[element, pseudo_type]  # WeasyPrint forgets them, too


@functools.lru_cache(maxsize=4)
def _lean(sheet: CSS) -> CSS:
    """A style sheet without its rules for rare pseudo-elements of every element."""
    lean = copy.copy(sheet)
    lean.matcher = copy.copy(sheet.matcher)
    lean.matcher.other_selectors = [entry for entry in sheet.matcher.other_selectors if entry[3] not in _RARE]
    return lean


class StyleSheets:
    """The last style sheet that pages were set with, and the fonts that it brought."""

    def __init__(self, fonts: FontConfiguration) -> None:
        self.fonts = fonts
        self._text: str | None = None
        self._parsed: _Parsed | None = None

    def context(self, html: HTML) -> tuple[LayoutContext, CounterStyle]:
        """What a document is laid out in: WeasyPrint's own, with a style sheet that was parsed before."""
        text = _only_style(html)
        if text is None:
            counters = CounterStyle()
            return Document._build_layout_context(html, self.fonts, counters, {}, dict(DEFAULT_OPTIONS)), counters
        parsed = self._known(text, html)
        counters, targets = copy.copy(parsed.counters), TargetCollector()
        sheets = [(sheet, "user agent", None) for sheet in html._ua_stylesheets(False) or []]
        style_for = _Styles(html, [*sheets, (parsed.css, "author", None)], self.fonts, targets)
        images = functools.partial(
            get_image_from_uri, cache={}, url_fetcher=html.url_fetcher, options=dict(DEFAULT_OPTIONS)
        )
        return LayoutContext(style_for, images, self.fonts, counters, targets), counters

    def _known(self, text: str, html: HTML) -> _Parsed:
        """The style sheet; what was said of it when it was parsed is said again for each document."""
        if self._parsed is not None and text == self._text:
            for level, message in self._parsed.said:
                _LOGGER.log(level, "%s", message)
            return self._parsed
        counters, log = CounterStyle(), KeptLog()
        for style in html._ua_counter_style():
            counters.update(style)
        _LOGGER.addHandler(log)
        try:
            css = CSS(
                string=text, base_url=html.base_url, url_fetcher=html.url_fetcher, media_type=html.media_type,
                font_config=self.fonts, counter_style=counters, color_profiles={}, page_rules=[], layers=[],
            )  # fmt: skip
        finally:
            _LOGGER.removeHandler(log)
        self._text, self._parsed = text, _Parsed(css, counters, tuple(log.lines))
        return self._parsed


def _only_style(html: Any) -> str | None:
    """The text of the one style sheet of a document; None where there are others, or one with conditions."""
    found = list(html.wrapper_element.query_all("style", "link"))
    element = found[0].etree_element if len(found) == 1 else None
    if element is None or element.tag != "style" or element.attrib or len(element):
        return None
    return element.text or ""
