"""The tree of a page's HTML read by expat, where that gives the very tree that the HTML parser gives.

What our templates print is well-formed XML once void tags are closed, and expat, which is C, reads it in a tenth of the
time. But XML and HTML differ in many corners (implied end tags, tables, entities, raw text, letter case). So this reads
a small part of HTML, in which both agree, and answers None for everything else: a layout of an office may print
anything, and then the HTML parser reads it.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement
from xml.parsers import expat

_HEAD = re.compile(r'<!doctype html>(<html lang="[a-z-]+"><head>(?:<meta [^<>]*>|<title>[^<>]*</title>)*)<style>')
_STYLE, _BODY = "<style>", "</style></head><body>"
_END_OF_CSS = re.compile(r"</style|\]\]>|[\r\0]", re.IGNORECASE)
_VOID = re.compile(r'<((?:meta|col|img|br|hr)(?=[ >])(?:[^<>"]|"[^"]*")*)(?<!/)>')
_CLOSED_TAG = re.compile(r'<(?:meta|col|img|br|hr|path)(?=[ /])(?:[^<>"]|"[^"]*")*/>')
"""The tags that HTML too takes for closed."""
_FOREIGN_TO_XML = re.compile(
    r"[\r\0]|<!|<\?"  # line ends and signs that only one of them knows
    r"|&(?!(?:amp|lt|gt|quot|#34|#39|#x27|#38|#60|#62);)"  # numbers below 160 mean letters of Windows in HTML
    r"|=\s*\"[^\"]*[\n\t]|=\s*'[^']*[\n\t]"  # XML makes blanks of them
)
_SPACE = " \t\n\f"

_SECTIONS = frozenset((
    "address", "article", "aside", "blockquote", "div", "figcaption", "figure", "footer", "header", "main", "nav", "ol",
    "section", "ul",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENDS_P = _SECTIONS | _HEADINGS | {"p", "li", "table", "hr"}
"""Tags that end an open paragraph in HTML."""
_FORMATTING = frozenset(("a", "b", "code", "em", "i", "small", "strong", "u"))
_PLAIN = frozenset(("abbr", "bdi", "br", "cite", "img", "mark", "q", "span", "sub", "sup", "time"))
_IN_FLOW = _ENDS_P - {"li"} | _FORMATTING | _PLAIN | {"svg"}
_ROW_PARTS = frozenset(("td", "th"))
_CHILDREN = {
    "html": frozenset(("head", "body")),
    "head": frozenset(("meta", "title", "style")),
    "table": frozenset(("colgroup", "thead", "tbody")),
    "colgroup": frozenset(("col",)),
    "thead": frozenset(("tr",)),
    "tbody": frozenset(("tr",)),
    "tr": _ROW_PARTS,
    "ul": frozenset(("li",)),
    "ol": frozenset(("li",)),
    "svg": frozenset(("title", "path")),
    **dict.fromkeys(("title", "style", "meta", "col", "img", "br", "hr", "path"), frozenset()),
}
"""What an element may have in it; all others may have what flows."""
_WITHOUT_TEXT = frozenset(("html", "head", "table", "colgroup", "thead", "tbody", "tr", "svg"))
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_ATTRIBUTES = frozenset(("xmlns", "width", "height", "viewBox", "d", "fill"))
_XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9-]*")


class _OtherError(Exception):
    """Something in which HTML may differ from XML."""


def page_tree(html: str) -> Any | None:
    """The root element of a document of ours; None where only an HTML parser can say what it means."""
    head = _HEAD.match(html)
    css, found, body = html[head.end() :].partition(_BODY) if head else ("", "", "")
    if head is None or not found or not body.endswith("</body></html>") or _END_OF_CSS.search(css):
        return None
    before = head.group(1)
    if _FOREIGN_TO_XML.search(before) or _FOREIGN_TO_XML.search(body):
        return None
    if body.count("/>") != len(_CLOSED_TAG.findall(body)):
        return None
    tree = _Tree()
    try:
        tree.read(f"{_closed(before)}{_STYLE}<![CDATA[{css}]]>{_BODY}{_closed(body)}")
    except (_OtherError, expat.ExpatError, UnicodeError):
        return None
    return tree.root


def _closed(html: str) -> str:
    """The same with its void tags closed."""
    return _VOID.sub(r"<\1/>", html)


class _Tree:
    """Builds the tree, and stops at whatever the HTML parser might read otherwise."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._tags: list[str] = []
        self._last: Element | None = None

    def read(self, source: str) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(source, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        in_svg = "svg" in self._tags or tag == "svg"
        self._check_place(tag)
        if in_svg:
            attributes = _svg_attributes(attributes)
        elif not all(map(_ATTRIBUTE.fullmatch, attributes)) or "xmlns" in attributes:
            raise _OtherError
        name = f"{_SVG}{tag}" if in_svg else tag
        if self._open:
            element = SubElement(self._open[-1], name, attributes)
        else:
            element = self.root = Element(name, attributes)
        self._open.append(element)
        self._tags.append(tag)
        self._last = None

    def _check_place(self, tag: str) -> None:
        """Raise where HTML would end another element first, move this one, or read what follows in another way."""
        tags = self._tags
        if not tags:
            if tag != "html":
                raise _OtherError
            return
        if tag not in _CHILDREN.get(tags[-1], _IN_FLOW):
            raise _OtherError
        if tag in _ENDS_P and "p" in tags:
            raise _OtherError
        if tag in _HEADINGS and not _HEADINGS.isdisjoint(tags):
            raise _OtherError
        if tag == "a" and "a" in tags:
            raise _OtherError
        if tag == "table" and ("table" in tags or not _FORMATTING.isdisjoint(tags)):
            raise _OtherError

    def _end(self, tag: str) -> None:
        self._last = self._open.pop()
        self._tags.pop()

    def _text(self, text: str) -> None:
        if self._tags[-1] in _WITHOUT_TEXT and (self._tags[-1] in ("html", "head") or text.strip(_SPACE)):
            raise _OtherError
        if self._last is None:
            self._open[-1].text = (self._open[-1].text or "") + text
        else:
            self._last.tail = (self._last.tail or "") + text


def _svg_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes of a drawing as the HTML parser names them."""
    if not attributes.keys() <= _SVG_ATTRIBUTES:
        raise _OtherError
    return {_XMLNS if name == "xmlns" else name: value for name, value in attributes.items()}
