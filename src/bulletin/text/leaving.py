"""What rules of house style leave as typed in an issue: titles of documents, and what comments name."""

from __future__ import annotations

from bulletin.model import Issue
from bulletin.text.style.rule import Leave

_SHORTEST_TITLE = 12
"""Characters. A title of one word or two would keep rules away from ordinary sentences."""


class Leaving:
    """Tells for every value of one file what its rules of style leave."""

    def __init__(self, issue: Issue, file: str) -> None:
        self._issue = issue
        self._file = file
        self._ignores = [ignore for ignore in issue.ignores if ignore.file == file]
        documents = next((entry.article.documents for entry in issue.entries if entry.file == file), ())
        titles = (document.title for document in documents)
        self.titles = tuple(Leave(title) for title in titles if title and len(title) >= _SHORTEST_TITLE)

    def of(self, path: tuple[str | int, ...]) -> tuple[Leave, ...]:
        """What is left as typed in the value at a path."""
        if not self._ignores:
            return self.titles
        line = self._issue.place(self._file, *path).line
        found = list(self.titles)
        for ignore in self._ignores:
            if ignore.words:
                found.append(Leave(ignore.words, frozenset(ignore.rules)))
            elif ignore.whole_file or ignore.target == line:
                found.append(Leave(None, frozenset(ignore.rules)))
        return tuple(found)
