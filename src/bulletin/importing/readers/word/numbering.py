"""Lists of Word: which paragraphs are items, their level, and the number that Word prints in front of them."""

from __future__ import annotations

import re
from dataclasses import field

from bulletin.importing.document import SourceItem
from bulletin.importing.readers.markup import Element, attr, children, number, value_of
from bulletin.importing.readers.word.parts import WordParts
from bulletin.lazy import dataclass

_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACE = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a file, and how far each has been counted."""

    parts: WordParts
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        found = self.parts.related("numbering")
        if found is None:
            return
        root, links = found[1], {}
        for element in children(root, "abstractNum"):
            key = attr(element, "abstractNumId") or ""
            self._levels[key] = dict(_levels(element))
            if (name := value_of(element, "styleLink")) is not None:
                links[name] = key
        for element in children(root, "abstractNum"):
            name = value_of(element, "numStyleLink")
            if name in links:
                self._levels[attr(element, "abstractNumId") or ""] = self._levels[links[name]]
        for element in children(root, "num"):
            self._read_number(element)

    def _read_number(self, element: Element) -> None:
        key = attr(element, "numId") or ""
        self._abstract[key] = value_of(element, "abstractNumId") or ""
        for override in children(element, "lvlOverride"):
            level = number(attr(override, "ilvl"), 0) or 0
            start = number(value_of(override, "startOverride"))
            if start is not None:
                self._starts[key, level] = start

    def item(self, key: str | None, level: int) -> SourceItem | None:
        """The item of a list (`w:numId`) at a level, counted; None for none."""
        if key is None or key == "0" or key not in self._abstract or not 0 <= level < _LEVELS:
            return None
        levels = self._levels.get(self._abstract[key], {})
        at = levels.get(level)
        if at is None or at.format == "none":
            return None
        count = self._count(key, level, at.start)
        if at.format == "bullet":
            return SourceItem(False, level, None, at.text if at.text.isprintable() and len(at.text) < 3 else "")
        counts = self._counts[self._abstract[key]]
        label = _PLACE.sub(lambda found: _shown(int(found.group(1)) - 1, counts, levels), at.text)
        return SourceItem(True, level, count, label)

    def _count(self, key: str, level: int, start: int) -> int:
        """The next number of a list; a new list that says where it begins starts again."""
        counts = self._counts.setdefault(self._abstract[key], {})
        if key not in self._begun:
            self._begun.add(key)
            for (name, below), first in self._starts.items():
                if name == key:
                    counts[below] = first - 1
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return counts[level]


def _levels(element: Element) -> list[tuple[int, _Level]]:
    return [
        (
            number(attr(level, "ilvl"), 0) or 0,
            _Level(
                value_of(level, "numFmt") or "decimal",
                value_of(level, "lvlText") or "",
                number(value_of(level, "start"), 1) or 0,
            ),
        )
        for level in children(element, "lvl")
    ]


def _shown(level: int, counts: dict[int, int], levels: dict[int, _Level]) -> str:
    at = levels.get(level)
    value = counts.get(level, at.start if at else 1)
    return written(value, at.format if at else "decimal")


def written(value: int, form: str) -> str:
    """A number as a list shows it (`3`, `c`, `iii`)."""
    if form in ("lowerLetter", "upperLetter") and value > 0:
        made = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 % 10 + 1)
        return made.upper() if form == "upperLetter" else made
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        made, left = "", value
        for worth, letters in _ROMAN:
            made += letters * (left // worth)
            left %= worth
        return made.upper() if form == "upperRoman" else made
    return f"{value:02d}" if form == "decimalZero" else str(value)
