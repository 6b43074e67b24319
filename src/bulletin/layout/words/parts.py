"""Values: pages with their words that were set as one document, before they are joined with the others of an issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bulletin.lazy import dataclass

FaceKey = tuple[str, int, str]
"""A face by family, weight and style."""


@dataclass(frozen=True, slots=True)
class PageFont:
    """A font that pages ask for: its name in their resources, its face, and the text of each glyph that they show."""

    name: str
    face: FaceKey
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: its page, counted from 0, its level from 1, and where on the page it leads, pt."""

    page: int
    level: int
    title: str
    x: float
    y: float
    closed: bool = False


@dataclass(frozen=True, slots=True)
class PagePart:
    """Pages of an issue with their words.

    Attributes:
        pdf: the tagged pages; the fonts of our words are missing in it.
        fonts: those fonts.
        targets: names of places that its links lead to; they may be on other pages.
        bookmarks: in the order of the pages.
        strangers: names of places that its file has only so that links to other pages were written.
    """

    pdf: bytes
    fonts: tuple[PageFont, ...] = ()
    targets: tuple[str, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    strangers: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        """All but the file, as JSON can hold it."""
        return {
            "fonts": [[font.name, font.face, list(font.texts.items())] for font in self.fonts],
            "targets": self.targets,
            "bookmarks": [[b.page, b.level, b.title, b.x, b.y, b.closed] for b in self.bookmarks],
            "strangers": self.strangers,
        }


def part_of(pdf: bytes, facts: Mapping[str, Any]) -> PagePart:
    """The pages again from what `PagePart.facts` gave."""
    return PagePart(
        pdf,
        tuple(PageFont(name, (face[0], face[1], face[2]), dict(texts)) for name, face, texts in facts["fonts"]),
        tuple(facts["targets"]),
        tuple(Bookmark(*values) for values in facts["bookmarks"]),
        tuple(facts["strangers"]),
    )
