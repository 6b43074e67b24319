"""Everything that the rules read, prepared once for an issue: its texts with sentences, words and quotations.

`Piece.words` has exactly the length of the typed text, so every offset in it is an offset in what was typed: signs of
Markdown and addresses are blanks, a line break inside of a paragraph is a blank, one between paragraphs stays.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from bulletin.desk.lint.earlier import EarlierText
from bulletin.lazy import pattern
from bulletin.model import Entry, Issue
from bulletin.text.body.forms import form_of, named
from bulletin.text.body.parts import FENCE
from bulletin.text.typed import Typed, typed_texts
from bulletin.text.vietnamese.tokens import addresses
from bulletin.text.vietnamese.unreadable import find_unreadable
from bulletin.text.vietnamese.words import UPPER

T = TypeVar("T")
Span = tuple[int, int]

PROSE = ("lead", "body", "boxes.body")
"""Roles of running text."""
HEADS = ("kicker", "title", "subtitle")
PRINTED = (*HEADS, *PROSE, "photos.caption", "quotes.text", "boxes.title")
"""Roles of what is printed of a story and was written for it."""

_MARKS = pattern(r"!\[\[[^\]\n]*\]\]|[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|^[ \t]*#{1,6}(?= )", 8)
_BREAK = pattern(r"(?<!\n)\n(?!\s*\n)(?![ \t]*(?:[-*+|•–]|\d{1,3}[.)]\s|#))")
_END = pattern(rf"[.!?…]+[”’\"')\]]*\s+(?=[“‘\"'(\[–-]*\s?[{UPPER}\d])|\n+")
_ABBREVIATED = pattern(r"(?:^|[\s(“])(?:[A-ZĐ]|TP|TX|Tp|ThS|TS|PGS|GS|BS|KS|LS|NSND|NSƯT|v\.v|tr)\.$")
_WORD = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ADDRESS_SIGNS = ("@", "://", "www.", ".vn", ".com", ".org", ".net", ".example", ".jpg")


class TypedWord(NamedTuple):
    """A run of letters: as typed, in small letters, and where."""

    text: str
    small: str
    start: int
    end: int


class TextPiece:
    """One typed text as the rules read it.

    Attributes:
        typed: the text and where it is.
        story: the number of the entry, -1 for publication and issue sheet.
        poem: whether it is the body of a poem.
    """

    def __init__(self, typed: Typed, story: int, *, poem: bool = False) -> None:
        self.typed = typed
        self.story = story
        self.poem = poem and typed.treatment == "body" and typed.path[:1] == ("body",)
        self.role = ".".join(part for part in typed.path if isinstance(part, str))

    @cached_property
    def words(self) -> str:
        """The text to read, in the length of what was typed; blank where letters and marks come apart (NFD)."""
        text = self.typed.text
        if not unicodedata.is_normalized("NFC", text):
            return " " * len(text)
        if self.typed.treatment == "body" and ("*" in text or "_" in text or "#" in text or "![[" in text):
            text = _MARKS.sub(lambda match: " " * len(match.group()), text)
        if "\n" in text:
            text = _BREAK.sub(" ", text)
        if any(sign in text for sign in _ADDRESS_SIGNS):
            for start, end in addresses(text):
                text = text[:start] + "\u0001" * (end - start) + text[end:]
        return text

    @cached_property
    def small(self) -> str:
        """`words` in small letters; no letter of Vietnamese changes its length."""
        small = self.words.lower()
        return small if len(small) == len(self.words) else self.words

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Where the sentences are."""
        text, start, found = self.words, 0, []
        for match in _END.finditer(text):
            if "\n" not in match.group() and _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start() + 1]):
                continue
            found.append((start, match.end()))
            start = match.end()
        found.append((start, len(text)))
        return tuple((b - len(text[a:b].lstrip()), b) for a, b in found if text[a:b].strip())

    @cached_property
    def tokens(self) -> tuple[TypedWord, ...]:
        """The runs of letters in order."""
        return tuple(TypedWord(m.group(), m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(self.words))

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Where words of others are: a poem, and inside of quotation marks, to the end of the paragraph at most."""
        verse = self._verse
        marked = self._marked
        if not verse:
            return marked
        return tuple(sorted([*verse, *(one for one in marked if not any(a <= one[0] < b for a, b in verse))]))

    @property
    def _verse(self) -> tuple[Span, ...]:
        """A poem, and the `::: thơ` blocks of another body; one that is not closed reaches to the end."""
        text = self.typed.text
        if self.poem:
            return ((0, len(text)),)
        if ":::" not in text or self.typed.treatment != "body":
            return ()
        found, start, at = [], -1, 0
        for line in text.splitlines(keepends=True):
            fence = FENCE.fullmatch(line.rstrip("\r\n"))
            if fence is not None:
                if start >= 0:
                    found.append((start, at))
                start = at if named(fence[1]) == "verse" else -1
            at += len(line)
        return tuple(found if start < 0 else [*found, (start, at)])

    @property
    def _marked(self) -> tuple[Span, ...]:
        text, found, opened = self.words, [], -1
        if "“" not in text and '"' not in text and "«" not in text:
            return ()
        for at, char in enumerate(text):
            if char in "“«" or (char == '"' and opened < 0):
                opened = at if opened < 0 else opened
            elif char in '”»"' and opened >= 0:
                found.append((opened, at + 1))
                opened = -1
            elif char == "\n":
                opened = -1
        return tuple(found)

    @cached_property
    def unreadable(self) -> tuple[Span, ...]:
        """The lines that `text.unreadable` reports as a whole; no rule of the desk names their words again."""
        text = self.typed.text
        ends = ((line.start, text.find("\n", line.start)) for line in find_unreadable(text))
        return tuple((start, end if end >= 0 else len(text)) for start, end in ends)

    def reported(self, at: int) -> bool:
        """Whether an offset is in a line that is reported as unreadable."""
        return any(start <= at < end for start, end in self.unreadable)

    def quoted(self, at: int) -> bool:
        """Whether an offset is inside of a quotation."""
        number = bisect_right(self.quotations, (at, 1 << 40)) - 1
        return number >= 0 and self.quotations[number][0] <= at < self.quotations[number][1]

    def sentence(self, at: int) -> Span:
        """The sentence that holds an offset."""
        number = bisect_right(self.sentences, (at, 1 << 40)) - 1
        return self.sentences[max(number, 0)] if self.sentences else (0, len(self.words))

    def sentence_text(self, at: int) -> str:
        """The words of the sentence that holds an offset."""
        start, end = self.sentence(at)
        return self.words[start:end]

    def paragraph(self, at: int) -> Span:
        """The paragraph that holds an offset."""
        start = self.words.rfind("\n", 0, at) + 1
        end = self.words.find("\n", at)
        return start, end if end >= 0 else len(self.words)


class DeskStory:
    """One article: its entry, its texts, the day it is about."""

    def __init__(self, number: int, entry: Entry, pieces: tuple[TextPiece, ...], issue_day: dt.date) -> None:
        self.number = number
        self.entry = entry
        self.article = entry.article
        self.pieces = pieces
        published = self.article.published_at
        self.day = self.article.event_date or (published.date() if published else issue_day)

    def of(self, *roles: str) -> Iterator[TextPiece]:
        """Its pieces in some roles."""
        return (piece for piece in self.pieces if piece.role in roles)


class DeskReading:
    """The issue as the rules read it, with the stories of earlier issues where they are given."""

    def __init__(self, issue: Issue, earlier: tuple[EarlierText, ...] = ()) -> None:
        self.issue = issue
        self.earlier = earlier
        self.publication = issue.publication
        self.day = issue.sheet.date
        numbers = {entry.file: number for number, entry in enumerate(issue.entries)}
        poems = {entry.file for entry in issue.entries if form_of(entry.article) == "poem"}
        self.pieces = tuple(
            TextPiece(typed, numbers.get(typed.file, -1), poem=typed.file in poems) for typed in typed_texts(issue)
        )
        of: dict[int, list[TextPiece]] = {}
        for piece in self.pieces:
            of.setdefault(piece.story, []).append(piece)
        self.stories = tuple(
            DeskStory(number, entry, tuple(of.get(number, ())), self.day) for number, entry in enumerate(issue.entries)
        )
        self._made: dict[Callable[[DeskReading], Any], Any] = {}

    def of(self, *roles: str) -> Iterator[TextPiece]:
        """The pieces of all stories in some roles."""
        return (piece for piece in self.pieces if piece.story >= 0 and piece.role in roles)

    def once(self, make: Callable[[DeskReading], T]) -> T:
        """What `make` gives for this reading, made at the first call and kept."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])
