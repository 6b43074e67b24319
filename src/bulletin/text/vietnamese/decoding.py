"""Rubbish decoded: which encoding a text was written in, and what its words were (`unreadable.py` says when to ask)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from bulletin.lazy import dataclass, pattern
from bulletin.text.vietnamese.legacy import decode_legacy
from bulletin.text.vietnamese.readable import (
    CERTAIN_WORDS,
    LEAST_WORDS,
    LETTERS,
    TYPED_SIGNS,
    Encoding,
    Unreadable,
    is_vietnamese,
)

_Kind = Literal["proof", "open", "against"]
"""`proof`: a syllable only when decoded; `open`: it fits both readings; `against`: it fits Unicode only."""

_NEAR = 2
"""Words that fit both readings and may be between two neighbours."""
_MOST_TIMES = 3
"""How often a text may have been taken for Windows-1252: each time doubles its length, more was never seen."""

_COMMON_WORDS = 5
"""Different neighbours that are a suspicion where all of them have letters of western languages alone."""

_SIGNS = "\x00-/:-@\\[-`{-~"
_WORDS: dict[Encoding, re.Pattern[str]] = {
    "tcvn3": pattern(f"[^\\s{_SIGNS}{TYPED_SIGNS}]+"),
    "vni": pattern(f"[^\\s{_SIGNS}{TYPED_SIGNS}]+"),
    "viscii": pattern(f"[^ \t\r\n{_SIGNS}]+"),
    # `à` ends in a no-break space then, which editors turn into a plain one: `lÃ  `, `ngÃ y`, `hÃ ng`.
    "utf-8": pattern("[^ \t\r\n]*Ã (?:(?= )|(?:[oiuym]|n[gh]?)(?![^\\s.,;:!?â”’)]))|[^ \t\r\n]+"),
}
_COMMON = frozenset("éèêëàâçîïíôóöüûúùäåáñßÉÈÊËÀÂÇÎÏÍÔÓÖÜÛÚÙÄÅÁÑ")
"""Letters of the large western languages: words with no others may be French, Spanish or German."""
_ETH = str.maketrans("Ðð", "Đđ")
_UNIT = pattern("µ(?:m|g|l|s|F|A|V|W|Pa|mol)|[kdcm]?m[²³]")
_VNI_PAIR = pattern("[aeouyôö][ùøûõïâáàåãäêéèúüë]", re.IGNORECASE)


def _as_shown(code: int) -> str:
    """Every character that a byte may show as: that of Windows-1252 and that of Latin-1."""
    shown = bytes([code]).decode("cp1252", "ignore")
    return shown if shown in ("", chr(code)) else shown + chr(code)


_TAILS = {char: code for code in range(0x80, 0xC0) for char in (_as_shown(code) or chr(code))}
_TAIL = "[" + "".join(map(re.escape, _TAILS)) + "]"
_TAKEN_FOR_1252 = pattern(f"[\xc2-\xdf]{_TAIL}|[\xe0-\xef]{_TAIL}{{2}}|[\xf0-\xf4]{_TAIL}{{3}}")
# Five bytes show as nothing in Windows-1252, and many programs drop them.
_LOST_LETTERS = {"á»": "ềọỏờỐ", "Ä": "Đ", "Ã": "àÁÍÝ"}
_LOST_BYTE = pattern(f"(?:á»|Ä|Ã)(?!{_TAIL}| )")
_LOST = pattern(f"â€(?!{_TAIL})")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    typed: str
    decoded: str
    kind: _Kind


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text under the assumption of one encoding, with its longest run of neighbours that prove it."""

    encoding: Encoding
    words: tuple[_Word, ...]
    certain: bool
    proofs: int


def decode_lines(text: str) -> tuple[Unreadable, ...]:
    """The lines of a text that are unreadable, under the encoding that most of its words prove."""
    readings = [reading for reading in (_read(text, name) for name in _WORDS) if reading is not None]
    if not readings:
        return ()
    best = max(readings, key=lambda reading: (reading.certain, reading.proofs))
    return tuple(_lines(text, best))


def repair_line(line: str, encoding: Encoding) -> str:
    """A line of a file with the words mended that fit this encoding only; keys, numbers and English stay as they are.

    Args:
        line: as typed.
        encoding: what `find_unreadable` said of the text that the line belongs to.
    """
    return _mended(line, 0, _classified(line, encoding))


def decoded(word: str, encoding: Encoding) -> str:
    """A word as it was meant under an encoding."""
    return _undo_utf8(word) if encoding == "utf-8" else decode_legacy(word, encoding)


def _read(text: str, encoding: Encoding) -> _Reading | None:
    """The text under one encoding; None where too few neighbours prove it."""
    words = _classified(text, encoding)
    best, certain, total = 0, False, 0
    for run in _runs(words):
        total += len(run)
        strange = any(_strange(word.typed, encoding) for word in run)
        if len(run) >= LEAST_WORDS and (strange or len({word.typed for word in run}) >= _COMMON_WORDS):
            best = max(best, len(run))
            certain = certain or (strange and len(run) >= CERTAIN_WORDS)
    return _Reading(encoding, words, certain, total) if best else None


def _classified(text: str, encoding: Encoding) -> tuple[_Word, ...]:
    return tuple(
        _Word(match.start(), match.end(), match.group(), *_judged(match.group(), encoding))
        for match in _WORDS[encoding].finditer(text)
    )


@lru_cache(maxsize=8192)
def _judged(word: str, encoding: Encoding) -> tuple[str, _Kind]:
    """A word decoded, and what it says about the encoding."""
    if word.isascii() or _UNIT.fullmatch(word):
        return word, "open"
    if encoding != "utf-8" and any(ord(char) > 0xFF and char not in _TAILS for char in word):
        return word, "against"  # a letter that no byte can be
    meant = decoded(word, encoding)
    if meant.translate(_ETH) == word.translate(_ETH):
        return word, "open"  # the rule for look-alike letters mends it (R3)
    readable = _is_vietnamese(word)
    if meant != word and _is_vietnamese(meant):
        # A sign alone (`©`, `¶`) is a sign; as the word `ở` or `ý` it proves nothing.
        proof = (not readable or encoding == "utf-8") and len(meant) > 1
        return meant, "proof" if proof else "open"
    if encoding == "utf-8" and meant != word:
        return meant, "open"  # a quotation mark or a foreign name inside of such a text
    return word, "against" if LETTERS.search(word) else "open"


def _is_vietnamese(word: str) -> bool:
    """Whether a word has a letter with a mark and all its letters form syllables."""
    return not "".join(LETTERS.findall(word)).isascii() and is_vietnamese(word)


def _runs(words: tuple[_Word, ...]) -> Iterator[list[_Word]]:
    """The proving words that are neighbours: at most a few open ones between two of them, and none against."""
    run: list[_Word] = []
    between = 0
    for word in words:
        if word.kind == "proof":
            run.append(word)
            between = 0
            continue
        between += 1
        if run and (word.kind == "against" or between > _NEAR):
            yield run
            run = []
    if run:
        yield run


def _strange(word: str, encoding: Encoding) -> bool:
    """Whether no western language writes so."""
    if encoding == "vni":
        return _VNI_PAIR.search(word) is not None
    return any(char not in _COMMON for char in word if not char.isascii())


def _lines(text: str, reading: _Reading) -> Iterator[Unreadable]:
    offset = 0
    for line in text.splitlines(keepends=True):
        end = offset + len(line)
        words = tuple(word for word in reading.words if offset <= word.start < end)
        proofs = [word for word in words if word.kind == "proof"]
        if proofs:
            bare = line.rstrip("\r\n")
            chosen = _chosen(words)
            meant = tuple(word.decoded for word in words if word in chosen and word.start >= proofs[0].start)
            yield Unreadable(
                reading.encoding, proofs[0].start, proofs[0].typed.rstrip(" "), bare, _mended(bare, offset, words),
                meant, len(proofs), reading.certain,
            )  # fmt: skip
        offset = end


def _mended(line: str, offset: int, words: tuple[_Word, ...]) -> str:
    """The line with its words decoded.

    A word that fits both readings is decoded too, unless the line has words in Unicode: then only what proves to be
    rubbish is, and what is between two such words.
    """
    chosen = _chosen(words)
    out, at = "", 0
    for word in words:
        start, end = word.start - offset, word.end - offset
        if word in chosen:
            out += line[at:start] + word.decoded
            at = end
    return out + line[at:]


def _chosen(words: tuple[_Word, ...]) -> frozenset[_Word]:
    proofs = [number for number, word in enumerate(words) if word.kind == "proof"]
    if not any(word.kind == "against" for word in words):
        return frozenset(words) if proofs else frozenset()
    between = (words[a:b] for a, b in pairwise(proofs) if b - a <= _NEAR + 1)
    enclosed = (word for part in between for word in part if word.kind == "open")
    return frozenset({*(words[number] for number in proofs), *enclosed})


# --- UTF-8 taken for Windows-1252 -----------------------------------------------------------------------------


def _undo_utf8(word: str) -> str:
    """The word as it was before it was taken for Windows-1252 or Latin-1, once or several times."""
    text = word
    for _time in range(_MOST_TIMES):
        open_end = text[:-1] + "à" if text.endswith("Ã") else text.replace("Ã ", "à")
        made = _TAKEN_FOR_1252.sub(_sequence, open_end)
        if made == text:
            break
        text = made
    return _LOST.sub("”", _with_lost_byte(text)) if _LOST_BYTE.search(text) or _LOST.search(text) else text


def _with_lost_byte(text: str) -> str:
    """The word with letters whose last byte is gone: the only one that makes a syllable, or all that do: `h(ọ|ỏ)ng`."""
    found = _LOST_BYTE.search(text)
    if found is None:
        return text
    before, after = text[: found.start()], text[found.end() :]
    whole = [(letter, _with_lost_byte(before + letter + after)) for letter in _LOST_LETTERS[found.group()]]
    small = before[-1:].islower()
    fitting = [(letter, word) for letter, word in whole if _is_vietnamese(word) and not (small and letter.isupper())]
    if len(fitting) > 1:
        return f"{before}({'|'.join(letter for letter, _ in fitting)}){after}"
    return fitting[0][1] if fitting else text


def _sequence(match: re.Match[str]) -> str:
    shown = match.group()
    data = bytes([ord(shown[0]), *(_TAILS[char] for char in shown[1:])])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return shown
