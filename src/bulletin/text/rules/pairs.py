"""Which curly quotation marks of a text open and close, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.lazy import pattern

_PARAGRAPH = pattern(r"[ \t]*\n(?:[ \t]*\n)+|\n(?=[ \t]*(?:[-*+•–]|#{1,6}|\d{1,3}[.)])[ \t])|\n(?=[ \t]*(?:\||:::))")
_CURLY = pattern("[“”]")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every paragraph, item and row of a table."""
    at = 0
    for match in _PARAGRAPH.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def opening_quotes(text: str) -> frozenset[int]:
    """The `“` that open a quotation: not those inside of an open one, which are closed wrongly or nested."""
    return frozenset(
        at for at, depth in _depths(text) if text[at] == "“" and depth == 0 and not text[max(0, at - 1) : at].isalnum()
    )


def closing_quotes(text: str) -> frozenset[int]:
    """The `”` that close a quotation which is open."""
    return frozenset(at for at, depth in _depths(text) if text[at] == "”" and depth > 0)


def _depths(text: str) -> Iterator[tuple[int, int]]:
    """Every curly quotation mark, with the number of quotations open before it."""
    for start, end in paragraphs(text):
        depth = 0
        for match in _CURLY.finditer(text, start, end):
            yield match.start(), depth
            depth = depth + 1 if match.group() == "“" else max(0, depth - 1)
