"""A document for WeasyPrint whose tree is made by the quicker of two parsers."""

from __future__ import annotations

from typing import Any

from bulletin.layout.setting.html_parser import page_tree
from bulletin.layout.setting.weasy_import import lean_import

with lean_import():
    from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
    from weasyprint import HTML


class PageHTML(HTML):  # type: ignore[misc]
    """WeasyPrint's document, read by expat where that gives the same tree."""

    def __init__(self, string: str, base_url: str, url_fetcher: Any) -> None:
        root = page_tree(string)
        if root is None:
            super().__init__(string=string, base_url=base_url, url_fetcher=url_fetcher)
            return
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element
