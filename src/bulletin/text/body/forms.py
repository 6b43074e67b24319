"""The forms of text whose line ends belong to it: verse, lines, a signature; and the articles that are made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bulletin.lazy import pattern
from bulletin.model import Article, Block, Form, Inline, Paragraph, PhotoRef, Span, TextForm, plain
from bulletin.text.fold import fold

_BLOCKS: dict[str, TextForm] = {
    "tho": "verse", "verse": "verse", "poem": "verse",
    "ky ten": "signature", "chu ky": "signature", "signature": "signature",
    "dong": "lines", "dia chi": "lines", "lines": "lines", "address": "lines",
    "giua": "centre", "centre": "centre", "center": "centre",
}  # fmt: skip
"""Name after `:::`, without marks and in small letters → what its lines are."""

_GENRES: tuple[tuple[str, Form], ...] = (
    ("tho", "poem"), ("chum tho", "poem"), ("bai tho", "poem"),
    ("thu", "letter"), ("thu ngo", "letter"), ("thu ban doc", "letter"), ("thu cam on", "thanks"),
    ("loi cam ta", "thanks"), ("cam ta", "thanks"), ("loi cam on", "thanks"), ("cam on", "thanks"),
    ("tin buon", "obituary"), ("cao pho", "obituary"), ("loi chia buon", "obituary"), ("chia buon", "obituary"),
)  # fmt: skip
_FORM_OF_GENRE = dict(_GENRES)

_LETTERS = frozenset({"letter", "thanks", "obituary"})
_CENTRED = frozenset({"thanks", "obituary", "greeting"})
_CLOSING = pattern(r"\s*(?:(?:TM|KT|TL|TUQ|Q)\.|T/M|K/T|T/L|THAY MẶT\b|Thay mặt\b)", re.UNICODE)
_PLACE_AND_DATE = pattern(r"[^,\n]{2,40}, (?:ngày|Ngày) \d{1,2}(?:/| tháng )[^\n]{1,24}")
_SENTENCE_END = pattern(r"[.!?…:;,][”’\"')\]]*\Z")
_LONGEST_LINE = 48
_MOST_LINES = 8


def form_of(article: Article) -> Form | None:
    """The form of an article: its `form`, else what its genre says (`the_loai: Thơ`)."""
    return article.form or _FORM_OF_GENRE.get(_key(article.genre or ""))


def named(name: str) -> TextForm | None:
    """The form of a `::: name` block; None for a name that is not known."""
    return _BLOCKS.get(_key(name))


def closed(blocks: Sequence[Block], form: Form | None) -> tuple[Block, ...]:
    """The blocks with the closing lines of a letter as its signature and the name of a notice centred.

    Lines at the end of any other text are a signature only if they begin as one does (`TM.`, place and date).
    """
    done = [_centred(block, form == "greeting") if form in _CENTRED else block for block in blocks]
    last = next((n for n in range(len(done) - 1, -1, -1) if not isinstance(done[n], PhotoRef)), -1)
    first = last + 1
    while first > 0 and _signs(done[first - 1], form):
        first -= 1
    signing = [block for block in done[first : last + 1] if isinstance(block, Paragraph)]
    whole = first == 0
    if not signing or whole or sum(plain(block.inline).count("\n") + 1 for block in signing) > _MOST_LINES:
        return tuple(done)
    spans: list[Span] = []
    for block in signing:
        spans += (*((Span("\n"),) if spans else ()), *block.inline)
    return (*done[:first], Paragraph(joined(spans), "signature"), *done[last + 1 :])


def joined(spans: Sequence[Span]) -> Inline:
    """The spans with neighbours in the same face made one."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is not None and (last.bold, last.italic) == (span.bold, span.italic):
            merged[-1] = Span(last.text + span.text, span.bold, span.italic)
        elif span.text:
            merged.append(span)
    return tuple(merged)


def _signs(block: Block, form: Form | None) -> bool:
    """Whether a block at the end of a text is part of a signature."""
    if not isinstance(block, Paragraph) or block.form not in ("prose", "lines", "centre"):
        return False
    lines = plain(block.inline).split("\n")
    if any(len(line) > _LONGEST_LINE for line in lines):
        return False
    if _CLOSING.match(lines[0]) or _PLACE_AND_DATE.fullmatch(lines[0]):
        return True
    return form in _LETTERS and not any(_SENTENCE_END.search(line) for line in lines)


def _centred(block: Block, plain_too: bool) -> Block:
    """A short paragraph, all in bold unless plain ones count too, as a centred line: the name in a notice of death."""
    if not isinstance(block, Paragraph) or block.form not in ("prose", "lines"):
        return block
    lines = plain(block.inline).split("\n")
    bold = plain_too or all(span.bold for span in block.inline if span.text.strip())
    return replace(block, form="centre") if bold and max(map(len, lines)) <= _LONGEST_LINE else block


def _key(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", fold(name).lower())).strip()
