"""Decoding by fonts: the name of the font proves the encoding of a run."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from bulletin.importing.document import SourceRun
from bulletin.text.vietnamese.legacy import Legacy, decode_legacy, is_capital_font, legacy_encoding
from bulletin.text.vietnamese.readable import is_vietnamese

_MARK = re.compile("[^\x00-\x7f]")
_MOST = 0.9
_BEYOND = re.compile("[\u0100-\u024f\u1e00-\u1eff\u0300-\u036f]")
"""Letters that only Unicode has: an old font over them means that somebody typed Unicode in it."""
_OF_1252 = frozenset(bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0))
"""Signs that bytes of an old encoding show as, `š` and `Œ` among them."""


def by_font(runs: tuple[SourceRun, ...]) -> tuple[tuple[SourceRun, ...], frozenset[Legacy]]:
    """The runs with those decoded whose font proves an encoding, and which encodings these were.

    A letter of VNI is two characters, and Word divides runs where it likes: neighbours of one encoding are decoded
    together, so that no letter is cut in two.
    """
    made: list[SourceRun] = []
    used: set[Legacy] = set()
    at = 0
    while at < len(runs):
        encoding = _encoding(runs[at])
        if encoding is None:
            made.append(_plain(runs[at]))
            at += 1
            continue
        end = at + 1
        while end < len(runs) and _encoding(runs[end]) == encoding:
            end += 1
        group, changed = _decoded(runs[at:end], encoding)
        made += group
        if changed:
            used.add(encoding)
        at = end
    return tuple(made), frozenset(used)


_of_font = lru_cache(maxsize=256)(legacy_encoding)


def _encoding(run: SourceRun) -> Legacy | None:
    """The encoding that the font of a run proves; None for Unicode that was typed in an old font."""
    encoding = None if run.font is None else _of_font(run.font)
    if encoding is None or any(char not in _OF_1252 for char in _BEYOND.findall(run.text)):
        return None
    return encoding


def _plain(run: SourceRun) -> SourceRun:
    """A run of Unicode text, in NFC."""
    if unicodedata.is_normalized("NFC", run.text):
        return run
    return replace(run, text=unicodedata.normalize("NFC", run.text))


def _decoded(runs: tuple[SourceRun, ...], encoding: Legacy) -> tuple[list[SourceRun], bool]:
    """The runs of one encoding, with letters that two of them share given to the first one."""
    if _is_unicode("".join(run.text for run in runs), encoding):
        return [_plain(run) for run in runs], False
    texts = [_as_bytes(run.text) for run in runs]
    if encoding == "vni":
        texts = _whole_letters(texts)
    made, changed = [], False
    for run, text in zip(runs, texts, strict=True):
        capitals = is_capital_font(run.font or "")
        meant = decode_legacy(text, encoding, capitals)
        changed = changed or meant != run.text
        made.append(replace(run, text=unicodedata.normalize("NFC", meant), font=None))
    return [run for run in made if run.text], changed


def _as_bytes(text: str) -> str:
    """The characters as code page 1252 shows them: fonts of symbols keep theirs in a private range (U+F020–F0FF)."""
    return "".join(chr(ord(char) - 0xF000) if 0xF020 <= ord(char) <= 0xF0FF else char for char in text)


def _whole_letters(texts: list[str]) -> list[str]:
    """Move a mark at the beginning of a run to the letter before it."""
    made = list(texts)
    for at in range(1, len(made)):
        before, text = made[at - 1], made[at]
        if not before or not text or not before[-1].isalpha() or _MARK.match(text) is None:
            continue
        alone, joined = decode_legacy(before[-1] + text[0], "vni"), decode_legacy(before[-1], "vni")
        if len(alone) == 1 and alone != joined:
            made[at - 1], made[at] = before + text[0], text[1:]
    return made


def _is_unicode(text: str, encoding: Legacy) -> bool:
    """Whether the words are Vietnamese as they are and are not when decoded: Unicode that was typed in an old font."""
    typed = share_of_syllables(text)
    return typed >= _MOST and typed > share_of_syllables(decode_legacy(_as_bytes(text), encoding))


def share_of_syllables(text: str) -> float:
    """How many of the words with marks are Vietnamese; 0 for text without any."""
    words = [word for word in text.split() if _MARK.search(word)]
    return sum(map(is_vietnamese, words)) / len(words) if words else 0.0
