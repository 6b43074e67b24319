"""Decoding without fonts: neighbouring words that are no syllables as typed and all are when decoded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate

from bulletin.importing.document import SourceRun
from bulletin.lazy import dataclass
from bulletin.text.vietnamese.legacy import Legacy, decode_legacy
from bulletin.text.vietnamese.readable import CERTAIN_WORDS, Encoding, Unreadable, is_vietnamese
from bulletin.text.vietnamese.unreadable import find_unreadable, legacy_word

_TOKEN = re.compile(r"\s+|\S+")
_EDGES = re.compile(r"\A[\"'(\[“‘]*(.*?)[\"')\].,;:!?…”’]*\Z", re.DOTALL)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LETTERS = re.compile(r"[^\W\d_]+")
_VISCII_CAPITALS = re.compile("[\x02\x05\x06\x14\x19\x1e]")
"""Control characters that are letters in VISCII (`Ẫ`, `Ỹ`) and nothing in any other text."""
_ETH = str.maketrans("Ðð", "Đđ")
_NAMED: dict[str, Legacy] = {"tcvn3": "tcvn3", "vni": "vni", "viscii": "viscii"}


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one line: offset and end as typed, what they mean, and whether only weak evidence says so."""

    start: int
    end: int
    meant: str
    encoding: Encoding
    guess: bool


def changes(text: str) -> tuple[Change, ...]:
    """What is to be changed in a text, in order; paragraphs are its lines.

    Three neighbours that only decode to syllables are sure, two are a guess.
    """
    made: list[Change] = []
    found = {line.start: line for line in find_unreadable(text)}
    starts = sorted(found)
    at = offset = 0
    for row in text.splitlines(keepends=True):
        end = offset + len(row)
        if at < len(starts) and starts[at] < end:
            line, bare = found[starts[at]], row.rstrip("\r\n")
            guess = not line.certain or (line.count < CERTAIN_WORDS and _keeps_words(bare, line))
            made += _differences(bare, line.repaired, offset, line.encoding, guess)
            at += 1
        offset = end
    return tuple(made)


def certain_lines(text: str) -> tuple[Change, ...]:
    """What is to be changed in paragraphs that prove their encoding alone, each in its own one."""
    made: list[Change] = []
    offset = 0
    for row in text.splitlines(keepends=True):
        found = changes(row)
        if found and not any(change.guess for change in found):
            made += (replace(one, start=one.start + offset, end=one.end + offset) for one in found)
        offset += len(row)
    return tuple(made)


def _keeps_words(bare: str, line: Unreadable) -> bool:
    """Whether words with marks are in a line that are right as typed."""
    kept = set(line.repaired.split()) & set(bare.split())
    return any(not word.isascii() and is_vietnamese(word) for word in kept)


def single_words(text: str, known: Iterable[str]) -> tuple[Change, ...]:
    """Single words that are none as typed and are syllables in an encoding that the document is known to use: guesses.

    Args:
        text: text that was decoded already.
        known: the encodings that were proved elsewhere in the document.
    """
    encodings = [_NAMED[name] for name in sorted(known) if name in _NAMED]
    made: list[Change] = []
    for token in _TOKEN.finditer(text) if encodings else ():
        bare = _EDGES.match(token.group())
        word = bare.group(1) if bare else ""
        if "viscii" in encodings and _VISCII_CAPITALS.search(word):
            begin = token.start() + token.group().index(word)
            made.append(Change(begin, begin + len(word), decode_legacy(word, "viscii"), "viscii", False))
            continue
        if not word or word.isascii() or is_vietnamese(word):
            continue
        for encoding in encodings:
            meant = legacy_word(word) if encoding == "tcvn3" and "\u00ad" in word else decode_legacy(word, encoding)
            if meant and meant != word and len(meant) > 1 and not meant.isascii() and is_vietnamese(meant):
                begin = token.start() + token.group().index(word)
                # An Icelandic eth for đ is no guess: nothing else in such a word differs.
                made.append(Change(begin, begin + len(word), meant, encoding, meant != word.translate(_ETH)))
                break
    return tuple(made)


def _differences(typed: str, meant: str, offset: int, encoding: Encoding, guess: bool) -> Iterator[Change]:
    """The words in which two lines differ; neighbours are one change."""
    before, after = _TOKEN.findall(typed), _TOKEN.findall(meant)
    ends = list(accumulate(map(len, before), initial=0))
    if len(before) == len(after):
        pieces = [
            (n, n + 1, n, n + 1) for n, (one, other) in enumerate(zip(before, after, strict=True)) if one != other
        ]
    else:
        codes = SequenceMatcher(None, before, after, False).get_opcodes()
        pieces = [(a, b, c, d) for name, a, b, c, d in codes if name != "equal"]
    joined: list[tuple[int, int, int, int]] = []
    for one in pieces:
        last = joined[-1] if joined else None
        if last is not None and not "".join(before[last[1] : one[0]]).strip():
            joined[-1] = (last[0], one[1], last[2], one[3])
        else:
            joined.append(one)
    for a, b, c, d in joined:
        meant = unicodedata.normalize("NFC", "".join(after[c:d]))
        yield Change(
            offset + ends[a], offset + ends[b], _capitals(meant) if encoding == "tcvn3" else meant, encoding, guess
        )


def _capitals(text: str) -> str:
    """The words whose letters without tones are capitals, at least two, in capitals: TCVN3 has none with tones.

    Such words were set in a font of capitals only (`.VnTimeH`), of which nothing is left.
    """
    made = text
    for found in _LETTERS.finditer(text):
        plain = [char for char in found.group() if not _TONES & set(unicodedata.normalize("NFD", char))]
        if len(plain) > 1 and "".join(plain).isupper():
            made = made[: found.start()] + found.group().upper() + made[found.end() :]
    return made


def applied(run: SourceRun, begin: int, found: tuple[Change, ...]) -> tuple[SourceRun, ...]:
    """What becomes of a run when the changes are made.

    A changed word takes the look of its first letter, also where it goes on in the next run. A guess is a run of its
    own.

    Args:
        run: a printed run.
        begin: where its text begins in the text of the changes.
        found: the changes, in order.
    """
    made: list[SourceRun] = []
    at, end = begin, begin + len(run.text)
    for change in found:
        if change.end <= begin or change.start >= end:
            continue
        if change.start >= begin:
            made.append(replace(run, text=run.text[at - begin : change.start - begin]))
            typed = run.text[change.start - begin : change.end - begin]
            made.append(replace(run, text=change.meant, font=None, guess=typed if change.guess else run.guess))
        at = min(change.end, end)
    made.append(replace(run, text=run.text[at - begin :]))
    return tuple(one for one in made if one.text)
