"""Every text of an issue that is words for people, with the field it was typed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bulletin.lazy import dataclass
from bulletin.model import Issue
from bulletin.text.setting import PLAN, SHEET_FILE, Treatment

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A text and where it was typed: file and path of the value (`("photos", 0, "caption")`)."""

    file: str
    path: Path
    text: str
    treatment: Treatment

    @property
    def field(self) -> str:
        """The path in one word, numbers from 1 as people count: `photos.1.caption`."""
        return field_name(self.path)


def field_name(path: Path) -> str:
    """A path in one word, numbers from 1 as people count: `photos.1.caption`."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def typed_texts(issue: Issue) -> Iterator[Typed]:
    """The texts of publication, issue sheet and articles in the order of the fields."""
    yield from _texts(issue.publication, issue.publication_file, ())
    yield from _texts(issue.sheet, SHEET_FILE, ())
    for entry in issue.entries:
        yield from _texts(entry.article, entry.file, ())


def _texts(value: Any, file: str, path: Path) -> Iterator[Typed]:
    for name, treatment in PLAN[type(value)].items():
        yield from _field(getattr(value, name), treatment, file, (*path, name))


def _field(value: Any, treatment: Treatment, file: str, path: Path) -> Iterator[Typed]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _field(item, treatment, file, (*path, number))
    elif value is not None and treatment == "deep":
        yield from _texts(value, file, path)
    elif value:
        yield Typed(file, path, value, treatment)
