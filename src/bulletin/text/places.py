"""In which line of the typed file some words stand.

The reader marks where a value begins. A body goes on for many lines, so the words themselves are looked for from there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from bulletin.errors import Place
from bulletin.lazy import pattern
from bulletin.model import Issue

_LOOK_AHEAD = 2000
_WORD = pattern(r"\S+")
_FOLDED_AT = 40
"""Shortest width in characters at which somebody folds a long value (`>-`) over several lines."""


class Locator:
    """Finds words of one file of an issue."""

    def __init__(self, issue: Issue, file: str) -> None:
        self._issue = issue
        self._file = file
        self._lines: list[str] | None = None
        self._followed: tuple[tuple[int, int, str], tuple[tuple[int, int, int], ...]] | None = None

    def at(self, path: tuple[str | int, ...], words: str, value: str) -> Place:
        """Line and column of `words` (as typed) inside of the value at `path`; or where the value begins."""
        mark = self._issue.place(self._file, *path)
        first_line = next((line for line in words.splitlines() if line.strip()), "").strip()
        return self._search(mark, first_line, value.count("\n") + len(value) // _FOLDED_AT + 1) or mark

    def line(self, path: tuple[str | int, ...], offset: int, words: str, value: str) -> Place:
        """The place of `words`, which stand `offset` lines below the first line of a body."""
        mark = self._issue.place(self._file, *path)
        body = value.split("\n")
        line = body[offset].strip() if offset < len(body) else ""
        found = self._search(mark, line, len(body)) if line else None
        if found is None or found.line is None or found.column is None:
            return self.at(path, words, value)
        column = line.find(words)
        return Place(found.file, found.line, found.column + max(column, 0))

    def offset(self, path: tuple[str | int, ...], value: str, at: int) -> Place:
        """The place of the character `at` of a value: its words are followed in the file in the order of the text.

        A word that was typed with escapes is not found; then the place is where the last word before it ends.
        """
        mark = self._issue.place(self._file, *path)
        if mark.line is None:
            return mark
        key = (mark.line, mark.column or 1, value)
        if self._followed is None or self._followed[0] != key:
            self._followed = (key, tuple(self._follow(mark.line - 1, (mark.column or 1) - 1, value)))
        places = self._followed[1]
        found = bisect_right(places, (at, 1 << 60, 1 << 60)) - 1
        if found < 0:
            return mark
        start, line, column = places[found]
        return Place(self._file, line + 1, min(column + at - start, len(self._source()[line])) + 1)

    def _follow(self, line: int, column: int, value: str) -> Iterator[tuple[int, int, int]]:
        """(offset in the value, line, column) of every word of a value that is found in the file, in order."""
        lines = self._source()
        last = min(len(lines), line + value.count("\n") * 2 + len(value) // _FOLDED_AT + 4, line + _LOOK_AHEAD)
        begun = False
        for match in _WORD.finditer(value):
            number, at = line, column
            while number < last:
                found = lines[number].find(match.group(), at)
                if found >= 0:
                    yield match.start(), number, found
                    line, column, begun = number, found + len(match.group()), True
                    break
                if lines[number][at:].strip() and begun:
                    break  # what is there was typed with escapes
                number, at = number + 1, 0

    def _search(self, mark: Place, words: str, value_lines: int) -> Place | None:
        if mark.line is None or not words:
            return None
        lines = self._source()
        last = min(len(lines), mark.line + value_lines + 2, mark.line + _LOOK_AHEAD)
        for number in range(mark.line - 1, last):
            column = lines[number].find(words)
            if column >= 0:
                return Place(self._file, number + 1, column + 1)
        return None

    def _source(self) -> list[str]:
        if self._lines is None:
            typed = self._issue.sources.get(self._file, b"")
            self._lines = typed.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self._lines
