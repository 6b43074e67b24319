"""The typed files of an issue, each opened once: where the words of a value are, to the column."""

from __future__ import annotations

from bisect import bisect_right

from bulletin.errors import Place
from bulletin.model import Issue
from bulletin.sources.edits.tokens import TypedSign, aligned
from bulletin.sources.edits.typed_file import TypedFile, open_file
from bulletin.sources.schema.kinds import FileKind
from bulletin.text.setting import SHEET_FILE
from bulletin.text.typed import Typed

_QUOTED = 90


def kind_of(issue: Issue, file: str) -> FileKind:
    """Which kind of file this is."""
    return "publication" if file == issue.publication_file else "issue" if file == SHEET_FILE else "article"


class Opened:
    """Finds the places of words in the files of one issue."""

    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._files: dict[str, TypedFile | None] = {}
        self._tokens: dict[tuple[str, tuple[str | int, ...]], list[TypedSign] | None] = {}

    def file(self, name: str) -> TypedFile | None:
        """One file as typed."""
        if name not in self._files:
            self._files[name] = open_file(self._issue.sources.get(name, b""), kind_of(self._issue, name))
        return self._files[name]

    def place(self, typed: Typed, start: int) -> Place:
        """Line and column of a sign of a value; where the value begins when it cannot be told more exactly."""
        file, tokens = self.file(typed.file), self._aligned(typed)
        if file is None or not tokens:
            return self._issue.place(typed.file, *typed.path)
        number = bisect_right(tokens, start, key=lambda token: token.at) - 1
        token = tokens[max(number, 0)]
        offset = token.start if start < token.at + token.length else token.end
        line = bisect_right(file.starts, offset) - 1
        return Place(typed.file, line + 1, offset - file.starts[line] + 1)

    def quote(self, place: Place, words: str) -> str:
        """The words as far as they are on the line of a place."""
        file = self.file(place.file or "")
        if file is None or place.line is None or place.column is None:
            return " ".join(words.split())[:_QUOTED]
        line = file.lines[place.line - 1][place.column - 1 :]
        length = 0
        while length < min(len(line), len(words), _QUOTED) and line[length] == words[length]:
            length += 1
        return words[:length].rstrip() or " ".join(words.split())[:_QUOTED]

    def _aligned(self, typed: Typed) -> list[TypedSign] | None:
        key = (typed.file, typed.path)
        if key not in self._tokens:
            file = self.file(typed.file)
            node = file.node(typed.path) if file else None
            self._tokens[key] = aligned(file, node, typed.text) if file is not None and node is not None else None
        return self._tokens[key]
