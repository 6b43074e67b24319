"""Verse that was typed as common paragraphs: its lines are kept, but its stanzas are not parted nor its turns indented.

Only metre and rhyme together make verse: lists of names, of places, timetables and addresses have lines as short.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bulletin.lazy import dataclass
from bulletin.model import Block, Paragraph, PhotoRef, plain
from bulletin.text.vietnamese.syllable import is_syllable, rhymes

_FEWEST_LINES = 4
"""Lines of the shortest poem: one stanza."""
_METRES = range(4, 9)
"""Syllables of a line, where all lines are alike."""
_SIX, _EIGHT = 6, 8
"""Syllables of the two lines of a couplet of `lục bát`."""
_REGULAR = 0.8
"""Share of the lines that keep the metre."""
_RHYMED = 0.25
"""Share of the lines whose end rhymes with one of the two lines before."""
_OUTER = ".,;:!?…“”‘’\"'()–—-*_"


@dataclass(frozen=True, slots=True)
class Verse:
    """Verse in a body: its first line, and whether it is all that there is."""

    first: str
    whole: bool


def verse_in(blocks: Sequence[Block | None]) -> tuple[Verse, ...]:
    """Every run of paragraphs that is verse; None is what was declared to be something."""
    runs: list[list[Paragraph]] = [[]]
    for block in blocks:
        if isinstance(block, Paragraph) and block.form == "lines":
            runs[-1].append(block)
        else:
            runs.append([])
    found = [run for run in runs if run and is_verse([line for stanza in run for line in _lines(stanza)])]
    words = [block for block in blocks if not isinstance(block, PhotoRef)]
    whole = len(found) == 1 and len(found[0]) == len(words)
    return tuple(Verse(_lines(run[0])[0], whole) for run in found)


def is_verse(lines: Sequence[str]) -> bool:
    """Whether lines keep a metre and rhyme."""
    syllables = [_syllables(line) for line in lines]
    if len(lines) < _FEWEST_LINES or not all(syllables):
        return False
    if any(sign.isdecimal() for line in lines for sign in line):
        return False
    later = [word for line in syllables for word in line[1:]]
    if 2 * sum(word[0].isupper() for word in later) > len(later):  # people or places
        return False
    return _couplets(syllables) or _even(syllables)


def _even(lines: Sequence[Sequence[str]]) -> bool:
    """Lines of equal length (four to eight syllables), the ends of some of which rhyme."""
    most = max(_METRES, key=lambda metre: sum(len(line) == metre for line in lines))
    if sum(len(line) == most for line in lines) < _REGULAR * len(lines):
        return False
    ends = [line[-1] for line in lines]
    rhymed = sum(
        any(rhymes(end, before) for before in ends[max(0, number - 2) : number]) for number, end in enumerate(ends)
    )
    return rhymed >= max(1, _RHYMED * len(lines))


def _couplets(lines: Sequence[Sequence[str]]) -> bool:
    """Six and eight syllables in turn, the sixth of both rhyming."""
    pairs = [(six, eight) for six, eight in pairwise(lines) if (len(six), len(eight)) == (_SIX, _EIGHT)]
    rhymed = sum(rhymes(six[-1], eight[_SIX - 1]) for six, eight in pairs)
    return 2 * len(pairs) >= _REGULAR * len(lines) and 2 * rhymed >= len(pairs)


def _syllables(line: str) -> list[str]:
    """The syllables of a line; none if it has a word that is no Vietnamese syllable."""
    words = [word.strip(_OUTER) for word in line.split()]
    words = [word for word in words if word]
    return words if all(map(is_syllable, words)) else []


def _lines(block: Paragraph) -> list[str]:
    return plain(block.inline).split("\n")
