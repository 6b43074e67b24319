"""XML and HTML from foreign files as trees: no entities, no network, no DTD; names without their namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from bulletin.importing import rules
from bulletin.importing.limits import refusal

_DECLARATIONS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_DECLARED_IN = 1 << 16
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
Element = Any
"""An element of lxml, which has no types."""


def parse_xml(data: bytes, file: str, kind: str) -> Element:
    """The root of an XML part of an office file.

    Raises:
        InputError: it is no well-formed XML, or it declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if any(mark in data[:_DECLARED_IN] for mark in _DECLARATIONS):
            raise refusal(rules.DOCTYPE, file) from error
        raise refusal(rules.UNREADABLE, file, kind=kind, reason=str(error)[:120]) from error
    if root.getroottree().docinfo.doctype:
        raise refusal(rules.DOCTYPE, file)
    return root


def parse_html(text: str) -> Element | None:
    """The root of a page as browsers would see it; None when there is no element at all."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=False, remove_pis=True)
    data = _CONTROLS.sub("", text).encode("utf-8", "replace")
    if not data.strip():
        return None
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def tag(element: Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attr(element: Element, name: str) -> str | None:
    """An attribute by its name without the namespace (`val` for `w:val`)."""
    value = element.get(name)
    if value is not None:
        return str(value)
    for key, given in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(given)
    return None


def number(value: str | None, default: int | None = None) -> int | None:
    """A whole number as XML writes it; the default for anything else."""
    try:
        return int(value) if value is not None and len(value) < 10 else default
    except ValueError:
        return default


def child(element: Element | None, *path: str) -> Element | None:
    """The first child by name, and on along a path; None when one of them is not there."""
    for name in path:
        if element is None:
            return None
        element = next((part for part in element if tag(part) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of this name."""
    if element is not None:
        yield from (part for part in element if tag(part) == name)


def value_of(element: Element | None, *path: str) -> str | None:
    """`val` of a child along a path."""
    found = child(element, *path)
    return None if found is None else attr(found, "val")
