"""Is every word that was typed on the pages? The source of each story against the slots that were laid out.

The proofs on the file compare the PDF with the slots; this one compares the slots with the source, so that a word that
was lost before the layout is found too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bulletin.errors import Finding
from bulletin.layout.pages import TextSlot
from bulletin.model import Block, Entry, Issue, ListBlock, Paragraph, PhotoRef, Subhead, plain
from bulletin.preflight import proof_rules as rules
from bulletin.preflight.proof_text import shorten

_USED = "\0"
_TELLING = (
    20  # characters: shorter texts (a date in a table) may stand in several places, so their order proves nothing
)


def required_texts(issue: Issue) -> dict[str, tuple[str, ...]]:
    """What must be printed of every story, in source order: head, blocks, boxes, captions with credits, quotes.

    The issue must have been set (`Entry.blocks`). Marks such as list numbers, labels and quotation marks, which a
    layout adds, are not asked for.
    """
    return {entry.article.id: tuple(text for text in _entry(entry) if text.strip()) for entry in issue.entries}


def _entry(entry: Entry) -> Iterator[str]:
    article = entry.article
    yield from (text for text in (article.kicker, article.title, article.subtitle, article.lead) if text)
    yield from _blocks(entry.blocks)
    for box, blocks in zip(article.boxes, entry.box_blocks, strict=False):
        if box.title:
            yield box.title
        yield from _blocks(blocks)
    for photo in article.photos:
        yield photo.caption
        if photo.credit:
            yield photo.credit
    for quote in article.quotes:
        yield quote.text
    if article.source:
        yield article.source.name


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Subhead):
            yield plain(block.inline)
        elif isinstance(block, ListBlock):
            yield from map(plain, block.items)
        elif not isinstance(block, PhotoRef):
            for row in (block.head, *block.rows):
                yield from map(plain, row)


def prove_words(required: Mapping[str, Sequence[str]], slots: Sequence[TextSlot]) -> tuple[Finding, ...]:
    """Findings for every required text that the slots of its story do not hold in full.

    A text may be cut over several slots (columns, pages) with other slots in between; it must be whole otherwise. Each
    slot's characters serve once, so a paragraph typed twice must be printed twice. Case is ignored, since a layout may
    print a kicker in capitals. Texts found in slots of the same role must keep the order of `required`.

    Args:
        required: story id to its texts (`required_texts`), in source order.
        slots: all slots of the issue, in the order of the file.
    """
    return tuple(
        finding
        for story, texts in required.items()
        for finding in _story(story, texts, _Ledger([slot for slot in slots if slot.story == story]))
    )


def _story(story: str, texts: Sequence[str], ledger: _Ledger) -> Iterator[Finding]:
    firsts = ledger.take_all([_bare(text) for text in texts])
    last: dict[str, int] = {}
    for text, first in zip(texts, firsts, strict=True):
        if first is None:
            yield _finding(story, ledger.missing(text), text)
        elif len(_bare(text)) >= _TELLING:
            role = ledger.roles[first]
            if first < last.get(role, 0):
                yield _order(story, text)
            last[role] = max(first, last.get(role, 0))


def _bare(text: str) -> str:
    """The characters alone: NFC, without spaces, case folded."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


@dataclass(slots=True)
class _Part:
    """Characters of one slot that a text takes."""

    slot: int
    start: int
    end: int


class _Ledger:
    """The slots of one story; characters that a text has taken are struck out."""

    def __init__(self, slots: Sequence[TextSlot]) -> None:
        self.texts = [_bare(slot.text) for slot in slots]
        self.roles = [slot.role for slot in slots]
        self._words = [_bare(word) for slot in slots for word in slot.text.split()]

    def take_all(self, texts: Sequence[str]) -> list[int | None]:
        """Strike out every text; the first slot of each, None for a text that is not there in full.

        Texts that fill a slot come first, then the longest, so that a short one never takes a piece out of a long one.
        """
        found: dict[int, list[_Part]] = {}
        for number, text in enumerate(texts):
            if text in self.texts:
                found[number] = self._strike([_Part(self.texts.index(text), 0, len(text))])
        for number in sorted(set(range(len(texts))) - set(found), key=lambda at: -len(texts[at])):
            found[number] = self._strike(self._whole(texts[number]) or self._cut(texts[number]))
        return [found[number][0].slot if found[number] else None for number in range(len(texts))]

    def _strike(self, parts: list[_Part]) -> list[_Part]:
        for part in parts:
            old = self.texts[part.slot]
            self.texts[part.slot] = old[: part.start] + _USED * (part.end - part.start) + old[part.end :]
        return parts

    def _whole(self, text: str) -> list[_Part]:
        for number, held in enumerate(self.texts):
            at = held.find(text)
            if at >= 0:
                return [_Part(number, at, at + len(text))]
        return []

    def _cut(self, text: str) -> list[_Part]:
        """The text as the end of one slot, whole slots after it and the start of a last one; the closest such slots."""
        ways: list[list[_Part]] = []
        for number, held in enumerate(self.texts):
            start = held.find(text[0], max(0, len(held) - len(text)))
            while start >= 0:
                if text.startswith(held[start:]):
                    rest = self._continue(text[len(held) - start :], number, self.roles[number])
                    if rest is not None:
                        ways.append([_Part(number, start, len(held)), *rest])
                start = held.find(text[0], start + 1)
        return min(ways, key=lambda parts: parts[-1].slot - parts[0].slot, default=[])

    def _continue(self, text: str, after: int, role: str) -> list[_Part] | None:
        if not text:
            return []
        later = range(after + 1, len(self.texts))
        for number in sorted(later, key=lambda at: self.roles[at] != role):  # the same role first
            held = self.texts[number]
            if held and held.startswith(text):
                return [_Part(number, 0, len(text))]
            if held and text.startswith(held):
                rest = self._continue(text[len(held) :], number, role)
                if rest is not None:
                    return [_Part(number, 0, len(held)), *rest]
        return None

    def missing(self, text: str) -> list[str]:
        """The words of a text that stand nowhere in the story; all of them when it is only torn apart."""
        left = set(self._words)
        words = text.split()
        return [word for word in words if _bare(word) not in left] or words


def _finding(story: str, words: Sequence[str], text: str) -> Finding:
    return Finding(rules.STORY_LOST, quote=shorten(text.split()), values={"story": story, "words": shorten(words)})


def _order(story: str, text: str) -> Finding:
    quote = shorten(text.split())
    return Finding(rules.STORY_ORDER, quote=quote, values={"story": story, "words": quote})
