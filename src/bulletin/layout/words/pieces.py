"""The words of a slot as the templates printed them, cut where their element changes and where a line ends.

Works on a parsed page, whatever parsed it. White space is collapsed as CSS does it (CSS Text 3, 4.1).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from bulletin.lazy import dataclass

INLINE = frozenset(("a", "abbr", "b", "cite", "em", "i", "small", "span", "strong", "time"))
"""Elements inside a line that are drawn."""
INITIAL_PATH = "span.initial"
"""The path of an initial, whose size is its own."""
PART_PATH = "span.of."
"""How the path of a part of a caption under several photos begins (`pages.html.PART`)."""
_FILLER = re.compile(r"(padding|margin)-(left|right):-?[\d.]+pt")
_SPACE = re.compile(r"[ \t\f\r]+")
_AROUND = re.compile(r" ?\n ?")


class UndrawnError(Exception):
    """A slot holds what we do not draw; the text says what."""


@dataclass(frozen=True, slots=True)
class WordPiece:
    """Characters of one element: its path inside the slot and the `href` around it."""

    text: str
    path: str = ""
    href: str = ""


def slots_of(body: Element) -> Iterator[Element]:
    """The elements that hold a slot; one inside another is no slot of its own."""
    if body.get("data-slot") is not None:
        yield body
        return
    for child in body:
        yield from slots_of(child)


def inline_elements(slot: Element) -> Iterator[tuple[Element, str, str]]:
    """The elements inside a slot with their paths and the `href` around them.

    Raises:
        UndrawnError: there is one that we do not draw.
    """
    yield from _inside(slot, "", "")


def _inside(parent: Element, path: str, href: str) -> Iterator[tuple[Element, str, str]]:
    for child in parent:
        name = child.tag if isinstance(child.tag, str) else "comment"
        if name not in INLINE:
            raise UndrawnError(f"<{name}>")
        if _is_filler(child):
            continue
        known = ".".join((name, *sorted(child.get("class", "").split())))
        allowed = {"class", "href", "style"} if known == INITIAL_PATH else {"class", "href"}
        if set(child.keys()) - allowed:
            raise UndrawnError(f"<{name} {min(set(child.keys()) - allowed)}>")
        if name == "a" and href:
            raise UndrawnError("<a> in <a>")
        here, target = f"{path}/{known}" if path else known, child.get("href", "") if name == "a" else href
        yield child, here, target
        yield from _inside(child, here, target)


def _is_filler(element: Element) -> bool:
    """Whether an element is the white that `html_lines` prints beside a line; the plan says the same in numbers."""
    style = element.get("style", "")
    return element.tag == "span" and not len(element) and not element.text and bool(_FILLER.fullmatch(style))


def pieces_of(slot: Element) -> list[WordPiece]:
    """All characters of a slot in their order, as printed."""
    return [piece for piece in _pieces(slot, "", "") if piece.text]


def _pieces(element: Element, path: str, href: str) -> Iterator[WordPiece]:
    yield WordPiece(element.text or "", path, href)
    for child in element:
        if not _is_filler(child):
            name = ".".join((str(child.tag), *sorted(child.get("class", "").split())))
            here = f"{path}/{name}" if path else name
            yield from _pieces(child, here, child.get("href", "") if child.tag == "a" else href)
        yield WordPiece(child.tail or "", path, href)


def lines_of_pieces(pieces: list[WordPiece], keeps_newlines: bool, boxes: Container[str] = ()) -> list[list[WordPiece]]:
    """The pieces of each line, white space collapsed; `boxes` are the paths of pieces that are boxes of their own."""
    lines: list[list[WordPiece]] = [[]]
    for piece in pieces:
        text = _SPACE.sub(" ", piece.text if keeps_newlines else piece.text.replace("\n", " "))
        first, *others = _AROUND.sub("\n", text).split("\n")
        _append(lines[-1], replace(piece, text=first), boxes)
        for other in others:
            _trim(lines[-1])
            lines.append([])
            _append(lines[-1], replace(piece, text=other), boxes)
    _trim(lines[-1])
    return lines


def _append(line: list[WordPiece], piece: WordPiece, boxes: Container[str]) -> None:
    """Add a piece; a space at the start of a line, or behind another space, is dropped."""
    if piece.path in boxes:
        if text := piece.text.strip(" "):
            line.append(replace(piece, text=text))
        return
    before = line[-1].text if line else ""
    text = piece.text.lstrip(" ") if not before or before.endswith(" ") else piece.text
    if text:
        line.append(replace(piece, text=text))


def _trim(line: list[WordPiece]) -> None:
    """Take the space at the end of a line away."""
    while line and not (text := line[-1].text.rstrip(" ")):
        line.pop()
    if line:
        line[-1] = replace(line[-1], text=text)


def check_characters(text: str) -> None:
    """Stop at a character whose place in a line is more than an advance.

    Raises:
        UndrawnError: a control or format character, a space of another kind, a letter that runs from right to left.
    """
    if text.isascii() and text.isprintable():
        return
    for sign in text:
        if sign != " " and (not sign.isprintable() or unicodedata.bidirectional(sign) in ("R", "AL", "AN")):
            raise UndrawnError(f"U+{ord(sign):04X}")


def strip_words(slot: Element) -> None:
    """Take everything out of a slot's element."""
    for child in list(slot):
        slot.remove(child)
    slot.text = None
