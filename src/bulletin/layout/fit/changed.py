"""CHANGED ISSUES: an issue with words cut, words added or a photo left out, to find out what would make it fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bulletin.model import Block, Entry, Issue, Paragraph, PhotoRef, Span, plain

LEAST_LEFT = 0.6
"""Share of a story's words that a proposed cut leaves, at least."""


def words_of(entry: Entry) -> int:
    """Words of the paragraphs of an entry, which are what can be cut."""
    return sum(len(plain(block.inline).split()) for block in entry.blocks if isinstance(block, Paragraph))


def shared(issue: Issue, words: int) -> dict[int, int]:
    """How many words to cut from which entries, the longest first; less in sum when so much cannot be cut."""
    cuts: dict[int, int] = {}
    for n in sorted(range(len(issue.entries)), key=lambda n: (-words_of(issue.entries[n]), n)):
        take = min(words, int(words_of(issue.entries[n]) * (1 - LEAST_LEFT)))
        if take > 0:
            cuts[n] = take
            words -= take
    return cuts


def with_words(issue: Issue, change: Mapping[int, int]) -> Issue:
    """The issue with so many words more (or less, below 0) in some entries."""
    entries = list(issue.entries)
    for n, words in change.items():
        entry = entries[n]
        blocks = _shorter(entry.blocks, -words) if words < 0 else _longer(entry.blocks, words)
        entries[n] = replace(entry, blocks=blocks)
    return replace(issue, entries=tuple(entries))


def spare_photo(entry: Entry) -> int | None:
    """The number, from 0, of the photo to leave out first: the last that nobody marked; None where there is none.

    A photo is marked when its width was typed, or its place in the text.
    """
    placed = {block.id for block in entry.blocks if isinstance(block, PhotoRef)}
    spare = [n for n, photo in enumerate(entry.article.photos) if photo.width is None and photo.id not in placed]
    return spare[-1] if spare else None


def without_photo(issue: Issue, index: int, photo: str) -> Issue:
    """The issue with a photo of an entry left out."""
    entry = issue.entries[index]
    photos = tuple(one for one in entry.article.photos if one.id != photo)
    blocks = tuple(block for block in entry.blocks if not (isinstance(block, PhotoRef) and block.id == photo))
    entries = list(issue.entries)
    entries[index] = replace(entry, article=replace(entry.article, photos=photos), blocks=blocks)
    return replace(issue, entries=tuple(entries))


def spares_of(issue: Issue) -> tuple[tuple[int, int], ...]:
    """The photos that may be left out, by entry and number from 0: last ones first, those of later stories before."""
    found = ((n, at) for n, entry in enumerate(issue.entries) for at, p in enumerate(entry.article.photos) if p.spare)
    return tuple(sorted(found, key=lambda one: (-one[1], -one[0])))


def without_spares(issue: Issue, count: int) -> Issue:
    """The issue without so many of the photos that may be left out."""
    for index, number in spares_of(issue)[:count]:
        issue = without_photo(issue, index, issue.entries[index].article.photos[number].id)
    return issue


def _shorter(blocks: tuple[Block, ...], words: int) -> tuple[Block, ...]:
    """The blocks with so many words taken from the end of the last paragraphs."""
    found: list[Block] = []
    for block in reversed(blocks):
        if not isinstance(block, Paragraph) or words <= 0:
            found.append(block)
            continue
        typed = plain(block.inline).split()
        if words < len(typed):
            found.append(replace(block, inline=(Span(" ".join(typed[: len(typed) - words])),)))
        words -= min(words, len(typed))
    return tuple(reversed(found))


def _longer(blocks: tuple[Block, ...], words: int) -> tuple[Block, ...]:
    """The blocks with paragraphs of so many of their own words more at the end."""
    own = [block for block in blocks if isinstance(block, Paragraph) and block.form == "prose"]
    added: list[Block] = []
    while own and words > 0:
        for block in own:
            typed = plain(block.inline).split()[:words]
            words -= len(typed)
            if typed:
                added.append(replace(block, inline=(Span(" ".join(typed)),)))
    return (*blocks, *added)
