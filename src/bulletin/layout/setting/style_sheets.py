"""The style sheet of a layout parsed once for all pages that are set with it.

Each page is a document of its own with the same head. WeasyPrint parses a style sheet anew for every document: 20 ms,
as long as all else that the styles of a page need.
"""

from __future__ import annotations

import copy
import functools
import logging
from typing import Any

from bulletin.layout.setting.weasy_import import lean_import
from bulletin.lazy import dataclass

with lean_import():
    from weasyprint import CSS, DEFAULT_OPTIONS, HTML
    from weasyprint.css import StyleFor
    from weasyprint.css.counters import CounterStyle
    from weasyprint.css.targets import TargetCollector
    from weasyprint.document import Document
    from weasyprint.images import get_image_from_uri
    from weasyprint.layout import LayoutContext
    from weasyprint.text.fonts import FontConfiguration

_LOGGER = logging.getLogger("weasyprint")


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
        style_for = StyleFor(html, [*sheets, (parsed.css, "author", None)], False, self.fonts, targets)
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
