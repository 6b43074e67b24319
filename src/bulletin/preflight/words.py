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
    findings: list[Finding] = []
    for story, texts in required.items():
        ledger = _Ledger([slot for slot in slots if slot.story == story])
        last: dict[str, int] = {}
        for text in texts:
            first = ledger.take(_bare(text))
            if first is None:
                findings.append(_finding(story, ledger.missing(text), text))
                continue
            role = ledger.roles[first]
            if first < last.get(role, 0):
                findings.append(_order(story, text))
            last[role] = max(first, last.get(role, 0))
    return tuple(findings)


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

    def take(self, text: str) -> int | None:
        """Strike a text out and return its first slot; None when it is not there in full."""
        parts = self._whole(text) or self._cut(text)
        for part in parts:
            old = self.texts[part.slot]
            self.texts[part.slot] = old[: part.start] + _USED * (part.end - part.start) + old[part.end :]
        return parts[0].slot if parts else None

    def _whole(self, text: str) -> list[_Part]:
        exact = [number for number, held in enumerate(self.texts) if held == text]
        for number in exact or range(len(self.texts)):
            at = self.texts[number].find(text)
            if at >= 0:
                return [_Part(number, at, at + len(text))]
        return []

    def _cut(self, text: str) -> list[_Part]:
        """The text as the end of one slot, whole slots after it, and the start of a last one."""
        for number, held in enumerate(self.texts):
            for start in range(max(0, len(held) - len(text)), len(held)):
                if text.startswith(held[start:]):
                    rest = self._continue(text[len(held) - start :], number, self.roles[number])
                    if rest is not None:
                        return [_Part(number, start, len(held)), *rest]
        return []

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
