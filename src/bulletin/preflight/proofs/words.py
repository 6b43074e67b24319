"""Is every word that was typed on the pages? The source of each story against the slots that were laid out.

The proofs on the file compare the PDF with the slots; this one compares the slots with the source, so that a word that
was lost before the layout is found too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from bulletin.errors import Finding, Rule
from bulletin.fields import roles
from bulletin.fields.roles import kind_of
from bulletin.layout.laid import TextSlot
from bulletin.lazy import dataclass
from bulletin.model import Block, Entry, Issue, ListBlock, Paragraph, PhotoRef, Subhead, plain
from bulletin.preflight.proofs import rules
from bulletin.preflight.proofs.furniture import FURNITURE_LOST, furniture_of, prove_furniture
from bulletin.preflight.proofs.text import shorten
from bulletin.text.fold import same_words

_USED = "\0"
_TELLING = 20
"""Characters. A shorter text (a date in a table) may well stand in several places; its place proves nothing."""


def required_texts(issue: Issue) -> dict[str | None, tuple[str, ...]]:
    """What must be printed of every story, in source order: head, blocks, boxes, captions with credits, quotes.

    Under None is what must be printed beside the stories (`furniture.furniture_of`).

    The issue must have been set (`Entry.blocks`). Marks such as list numbers, labels and quotation marks, which a
    layout adds, are not asked for.
    """
    stories = {entry.article.id: tuple(text for text in _entry(entry) if text.strip()) for entry in issue.entries}
    beside: dict[str | None, tuple[str, ...]] = {None: tuple(asked.words for asked in furniture_of(issue))}
    return beside | stories


def prove_issue(issue: Issue, slots: Sequence[TextSlot]) -> tuple[Finding, ...]:
    """Findings for all words of an issue, of its stories and beside them, that the slots do not hold."""
    stories = {story: texts for story, texts in required_texts(issue).items() if story is not None}
    return (*prove_words(stories, slots), *prove_furniture(issue, slots))


def _entry(entry: Entry) -> Iterator[str]:
    article = entry.article
    genre = None if article.kicker and same_words(article.kicker, article.genre or "") else article.genre
    yield from (text for text in (article.kicker, genre, article.title, article.subtitle, article.lead) if text)
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
        if quote.by:
            yield quote.by
    for author in article.authors:
        yield author.byline or author.name
    for related in article.related:
        yield related.title
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


def prove_words(
    required: Mapping[str, Sequence[str]] | Mapping[str | None, Sequence[str]], slots: Sequence[TextSlot]
) -> tuple[Finding, ...]:
    """Findings for every required text that the slots of its story do not hold in full, once and in order.

    A text may be cut over several slots (columns, pages) with other slots in between; it must be whole otherwise. Each
    slot's characters serve once, so a paragraph typed twice must be printed twice. Case is ignored, since a layout may
    print a kicker in capitals. Texts found in slots of the same role must keep the order of `required`. What is left
    over may be what a layout adds (labels, dates), but no longer text of the story again in a role that prints the
    story's texts, except at the head of a continuation (role `continued`). The head
    of a table above its rest (role `table-head-again`) is no text of the story.

    Args:
        required: story id to its texts (`required_texts`), in source order.
        slots: all slots of the issue, in the order of the file.
    """
    return tuple(
        finding
        for story, texts in required.items()
        for finding in (
            _beside(texts, slots)
            if story is None
            else _story(
                story, texts, [slot for slot in slots if slot.story == story and slot.role != roles.TABLE_HEAD_AGAIN]
            )
        )
    )


def _beside(texts: Sequence[str], slots: Sequence[TextSlot]) -> Iterator[Finding]:
    """Words beside the stories may be printed several times and in any order; each must be there."""
    held = [_bare(slot.text) for slot in slots if slot.story is None]
    for text in texts:
        if not any(_bare(text) in characters for characters in held):
            values = {"field": "–", "words": text, "where_vi": "trang báo", "where_en": "the pages"}
            yield Finding(FURNITURE_LOST, quote=text, values=values)


def _story(story: str, texts: Sequence[str], slots: Sequence[TextSlot]) -> Iterator[Finding]:
    ledger = _Ledger(slots)
    firsts = ledger.take_all([_bare(text) for text in texts])
    last: dict[str, int] = {}
    for text, first in zip(texts, firsts, strict=True):
        if first is None:
            yield _torn(story, text, slots)
        elif len(_bare(text)) >= _TELLING:
            role = ledger.roles[first]
            if kind_of(role) not in roles.FLOATING and first < last.get(role, 0):
                yield _finding(rules.STORY_ORDER, story, text.split())
            last[role] = max(first, last.get(role, 0))
    whole = [_bare(text) for text, first in zip(texts, firsts, strict=True) if first is not None]
    printed = {slot.role for slot, left in zip(slots, ledger.texts, strict=True) if _USED in left}
    for slot, left in zip(slots, ledger.texts, strict=True):
        if slot.role not in printed or slot.role.startswith(roles.CONTINUED):
            continue
        for rest in map(_inner, left.split(_USED)):
            if len(rest) >= _TELLING and any(rest in text for text in whole):
                yield _finding(rules.STORY_EXTRA, story, slot.text.split())


def _torn(story: str, text: str, slots: Sequence[TextSlot]) -> Finding:
    """Why a text is not whole: words lost, or other words in between; compared with the role that holds most of it."""
    wanted = text.split()
    lost, extra, best = wanted, [""][:0], -1
    for role in sorted({slot.role for slot in slots}):
        got = [word for slot in slots if slot.role == role for word in slot.text.split()]
        matcher = SequenceMatcher(None, [_bare(word) for word in wanted], [_bare(word) for word in got], autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        if sum(block.size for block in blocks) <= best:
            continue
        best = sum(block.size for block in blocks)
        taken = {at for block in blocks for at in range(block.a, block.a + block.size)}
        lost = [word for at, word in enumerate(wanted) if at not in taken]
        extra = [word for one, other in pairwise(blocks) for word in got[one.b + one.size : other.b]]
    if lost or not extra:
        return _finding(rules.STORY_LOST, story, lost or wanted)
    return _finding(rules.STORY_EXTRA, story, extra)


def _finding(rule: Rule, story: str, words: Sequence[str]) -> Finding:
    return Finding(rule, quote=shorten(words), values={"story": story, "words": shorten(words)})


def _inner(text: str) -> str:
    """Without quotation marks and other signs around it."""
    letters = [at for at, char in enumerate(text) if char.isalnum()]
    return text[letters[0] : letters[-1] + 1] if letters else ""


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
        # A credit that several photos share is printed once and serves for each of them.
        self.texts = ["".join(map(_bare, (slot.text, *(a for a in slot.again if a in slot.text)))) for slot in slots]
        self.roles = [slot.role for slot in slots]

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
        firsts = [found[number][0].slot if found[number] else None for number in range(len(texts))]
        for text in {text for text in texts if texts.count(text) > 1}:
            # Copies of one text cannot be distinguished, so the first that is printed is the first that was typed.
            copies = [number for number, other in enumerate(texts) if other == text]
            slots = sorted(
                (firsts[number] for number in copies), key=lambda slot: len(self.texts) if slot is None else slot
            )
            for number, slot in zip(copies, slots, strict=True):
                firsts[number] = slot
        return firsts

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
