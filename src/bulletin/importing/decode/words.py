"""Decoding without fonts: neighbouring words that are no syllables as typed and all are when decoded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from bulletin.importing.document import SourceRun
from bulletin.text.vietnamese.unreadable import Encoding, Unreadable, find_unreadable, is_vietnamese

_MOST_GUESSED = 6
"""So few decoded words inside of Unicode text are a guess; a whole paragraph is none."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one line: offset and end as typed, what they mean, and whether only weak evidence says so."""

    start: int
    end: int
    meant: str
    encoding: Encoding
    guess: bool


def changes(text: str, mixed: bool) -> tuple[Change, ...]:
    """What is to be changed in a text, in order.

    Args:
        text: the text of a paragraph, or of several joined by line breaks.
        mixed: whether Unicode text is around it, so that few words are a guess.
    """
    made: list[Change] = []
    offset = 0
    found = {id(line): line for line in find_unreadable(text)}
    lines = list(found.values())
    for row in text.splitlines(keepends=True):
        bare = row.rstrip("\r\n")
        line = next((one for one in lines if offset <= one.start < offset + max(len(row), 1)), None)
        if line is not None:
            guess = not line.certain or (mixed and line.count <= _MOST_GUESSED and _has_unicode(bare, line))
            made += _differences(bare, line.repaired, offset, line.encoding, guess)
        offset += len(row)
    return tuple(made)


def _has_unicode(bare: str, line: Unreadable) -> bool:
    """Whether the line has words with marks that are right as typed and stay."""
    kept = set(_WORD.findall(line.repaired)) & set(_WORD.findall(bare))
    return any(not word.isascii() and is_vietnamese(word) for word in kept)


def _differences(typed: str, meant: str, offset: int, encoding: Encoding, guess: bool) -> Iterator[Change]:
    """The places where two lines differ, grown to whole words, neighbours joined."""
    pieces = [(a, b, c, d) for tag, a, b, c, d in SequenceMatcher(None, typed, meant, False).get_opcodes()
              if tag != "equal"]  # fmt: skip
    grown: list[tuple[int, int, int, int]] = []
    for a, b, c, d in pieces:
        left = len(re.search(r"\S*\Z", typed[:a]).group()) if a else 0  # type: ignore[union-attr]
        right = len(re.match(r"\S*", typed[b:]).group())  # type: ignore[union-attr]
        grown.append((a - left, b + right, c - left, d + right))
    joined: list[tuple[int, int, int, int]] = grown[:1]
    for one in grown[1:]:
        last = joined[-1]
        if not typed[last[1] : one[0]].strip():
            joined[-1] = (last[0], max(last[1], one[1]), last[2], max(last[3], one[3]))
        else:
            joined.append(one)
    for a, b, c, d in joined:
        yield Change(offset + a, offset + b, unicodedata.normalize("NFC", meant[c:d]), encoding, guess)


def applied(runs: tuple[SourceRun, ...], found: tuple[Change, ...], begin: int) -> tuple[SourceRun, ...]:
    """The runs with the changes made.

    Args:
        runs: the printed runs of one paragraph.
        found: changes with offsets in a text in which the paragraph begins at `begin`.
        begin: see there.

    A changed word takes the look of its first letter. A guess is a run of its own.
    """
    made: list[SourceRun] = []
    at = begin
    for run in runs:
        end = at + len(run.text)
        made += _cut(run, at, end, found)
        at = end
    return tuple(one for one in made if one.text)


def _cut(run: SourceRun, begin: int, end: int, found: tuple[Change, ...]) -> Iterator[SourceRun]:
    at = begin
    for change in found:
        if change.end <= begin or change.start >= end:
            continue
        if change.start >= begin:
            yield replace(run, text=run.text[at - begin : change.start - begin])
            typed = run.text[change.start - begin : change.end - begin]
            yield replace(run, text=change.meant, font=None, guess=typed if change.guess else run.guess)
        at = min(change.end, end)
    yield replace(run, text=run.text[at - begin :])


def neighbours(offsets: list[int], length: int) -> list[tuple[int, int]]:
    """Begin and end of each part of a text that begins at the offsets."""
    return list(pairwise([*offsets, length]))
