"""Where words and single letters of a value are in the typed files: line and column, for every occurrence."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Place
from bulletin.model import Issue

Path = tuple[str | int, ...]


class Spots:
    """Finds what was typed in the files of one issue; each file is cut into lines once."""

    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._lines: dict[str, list[str]] = {}
        self._starts: dict[str, list[tuple[int, int, tuple[str, ...]]]] = {}

    def first(self, file: str, path: Path, words: str) -> Place:
        """The first place of `words` in a value, or where the value begins (it may be typed as an escape)."""
        return next(self.all(file, path, words), None) or self._issue.place(file, *path)

    def all(self, file: str, path: Path, words: str) -> Iterator[Place]:
        """Every place of `words` (without line breaks) in a value, in order."""
        mark = self._issue.place(file, *path)
        if mark.line is None or not words:
            return
        lines = self.lines(file)
        for number in range(mark.line, min(self._end(file, path, mark), len(lines)) + 1):
            line = lines[number - 1]
            column = line.find(words, (mark.column or 1) - 1 if number == mark.line else 0)
            while column >= 0:
                yield Place(file, number, column + 1)
                column = line.find(words, column + len(words))

    def line(self, place: Place) -> str:
        """The typed line of a place; empty when there is none."""
        lines = self.lines(place.file or "")
        return lines[place.line - 1] if place.line is not None and 0 < place.line <= len(lines) else ""

    def lines(self, file: str) -> list[str]:
        """The lines of a file as typed."""
        if file not in self._lines:
            text = self._issue.sources.get(file, b"").decode("utf-8-sig", "replace")
            self._lines[file] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self._lines[file]

    def _end(self, file: str, path: Path, mark: Place) -> int:
        """The last line of a value: that before the next value that does not belong to it."""
        if file not in self._starts:
            self._starts[file] = sorted(
                (place.line, place.column or 1, key[1:])
                for key, place in self._issue.marks.items()
                if key[0] == file and place.line is not None
            )
        own = tuple(map(str, path))
        here = (mark.line or 1, mark.column or 1)
        later = (
            line - 1 if line > here[0] else line
            for line, column, key in self._starts[file]
            if (line, column) > here and key[: len(own)] != own
        )
        return next(later, len(self.lines(file)))
