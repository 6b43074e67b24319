"""The stories of the issues beside an issue, for finding one that was printed before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from bulletin.lazy import dataclass, pattern

_WORD = pattern(r"[^\W\d_]+")
_DAY = pattern(r"^(?:ngay|date)\s*:\s*[\"']?(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)/(\d\d?)/(\d{4}))", re.MULTILINE)
_MOST_ISSUES = 60
_MOST_BYTES = 400_000


@dataclass(frozen=True, slots=True)
class EarlierText:
    """The file of a story in another issue (`so-11/articles/le-hoi.yaml`), with its `plain_words`."""

    file: str
    words: str


def plain_words(text: str) -> str:
    """The words of a text in small letters, one blank between them; no figures and no signs."""
    return " ".join(_WORD.findall(text.lower()))


def earlier_texts(folder: Path, day: dt.date) -> tuple[EarlierText, ...]:
    """The stories of the issues in the folders beside an issue that came out before it, the latest first.

    Args:
        folder: of the issue.
        day: on which it comes out. Issues whose day cannot be read count as earlier ones.
    """
    folder = folder.absolute()
    dated = []
    for place in _folders(folder):
        when = _day(place / "issue.yaml")
        if when is None or when < day:
            dated.append((when or dt.date.min, place))
    latest = sorted(dated, reverse=True)[:_MOST_ISSUES]
    return tuple(text for _, place in latest for text in _texts(place))


def _folders(folder: Path) -> list[Path]:
    try:
        beside = [path for path in folder.parent.iterdir() if path.name != folder.name]
        return [path for path in beside if (path / "issue.yaml").is_file()]
    except OSError:
        return []


def _day(sheet: Path) -> dt.date | None:
    found = _DAY.search(_read(sheet))
    if found is None:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _texts(place: Path) -> Iterator[EarlierText]:
    try:
        paths = sorted((place / "articles").glob("*.yaml"))
    except OSError:
        return
    for path in paths:
        words = plain_words(_read(path))
        if words:
            yield EarlierText(f"{place.name}/articles/{path.name}", words)


def _read(path: Path) -> str:
    """The text of a file; empty where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
