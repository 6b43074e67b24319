"""Checks of text exactly as it was typed: unreadable words, endless words.

They must see it before the text rules do, which take out no-break spaces and soft hyphens: both are letters in text
that was damaged by a wrong encoding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from bulletin.desk.typed_rules import LONG_WORD, PERHAPS_UNREADABLE, UNREADABLE
from bulletin.errors import Finding, Place
from bulletin.model import Issue
from bulletin.runtime.working import working_on
from bulletin.text.spots import Spots
from bulletin.text.typed import Typed, typed_texts
from bulletin.text.vietnamese.readable import Unreadable
from bulletin.text.vietnamese.unreadable import find_unreadable

LONGEST_WORD = 80
"""Characters. The longest word of the examples has 24; a column has room for 30 to 60."""
_SHOWN_WORDS = 8
_SHOWN_LINES = 12
"""Lines of one field that are reported; a whole text in an old encoding is converted at once, not line by line."""
_ENCODINGS = {
    "tcvn3": ("bảng mã TCVN3, phông .Vn…", "TCVN3, .Vn… fonts"), "vni": ("bảng mã VNI", "VNI"),
    "viscii": ("bảng mã VISCII", "VISCII"),
    "utf-8": ("chữ UTF-8 bị đọc nhầm thành Windows-1252", "UTF-8 taken for Windows-1252"),
}  # fmt: skip


def check_typed(issue: Issue) -> tuple[Finding, ...]:
    """Findings on the words of an issue as the reader gave it, in the order of the fields."""
    spots = Spots(issue)
    findings: list[Finding] = []
    for typed in typed_texts(issue):
        with working_on(typed.file):
            findings += (*_unreadable(typed, spots), *_long_words(typed, spots))
    return tuple(findings)


def explain_controls(folder: Path, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    r"""The findings of the reader with invisible control characters explained where they are part of damaged text.

    UTF-8 that was taken for Latin-1 is full of them (`Ä\x90` for `Đ`), and then the advice to delete them is wrong.
    """
    files = dict.fromkeys(f.place.file for f in findings if f.rule.id == "yaml.control-character" and f.place.file)
    reported: dict[tuple[str, int], Finding] = {}
    for file in files:
        for number, line in enumerate(_lines(folder / file), start=1):
            for found in find_unreadable(line):
                column = line.index(found.word) + 1
                reported[file, number] = _finding(found, Place(file, number, column), found.repaired)
    kept = [
        f for f in findings if f.rule.id != "yaml.control-character" or (f.place.file, f.place.line) not in reported
    ]
    return (*kept, *reported.values())


def _lines(path: Path) -> list[str]:
    """The lines of a file that the reader has read; none if it is gone meanwhile."""
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _unreadable(typed: Typed, spots: Spots) -> Iterator[Finding]:
    found = find_unreadable(typed.text)
    for line in found[:_SHOWN_LINES]:
        place = _place(typed, line, spots)
        source = spots.line(place)
        mend = _repaired(source, line) if line.word in source else line.repaired
        yield _finding(line, place, mend)


def _repaired(source: str, line: Unreadable) -> str:
    from bulletin.text.vietnamese.decoding import repair_line

    return repair_line(source, line.encoding)


def _place(typed: Typed, line: Unreadable, spots: Spots) -> Place:
    """Where the first unreadable word of a line is; a word that occurs several times is counted."""
    before = typed.text.count(line.word, 0, line.start)
    places = list(spots.all(typed.file, typed.path, line.word))
    return places[before] if before < len(places) else spots.first(typed.file, typed.path, line.word)


def _finding(line: Unreadable, place: Place, mend: str) -> Finding:
    encoding_vi, encoding_en = _ENCODINGS[line.encoding]
    count = line.count
    meant = " ".join(line.words[:_SHOWN_WORDS]) + (" …" if len(line.words) > _SHOWN_WORDS else "")
    values = {
        "word": line.word, "words": meant,
        "mend": mend.strip(), "encoding_vi": encoding_vi, "encoding_en": encoding_en,
        "more_vi": f" và {count - 1} chữ nữa trong dòng" if count > 1 else "",
        "more_en": f" and {count - 1} more in the line" if count > 1 else "",
    }  # fmt: skip
    return Finding(UNREADABLE if line.certain else PERHAPS_UNREADABLE, place, line.word, values)


def _long_words(typed: Typed, spots: Spots) -> Iterator[Finding]:
    if len(typed.text) <= LONGEST_WORD:
        return
    for word in _too_long(typed.text.split()):
        place = spots.first(typed.file, typed.path, word)
        yield Finding(LONG_WORD, place, word[:LONGEST_WORD], {"length": str(len(word)), "word": word[:24]})


def _too_long(words: Iterable[str]) -> Iterator[str]:
    """Different words that have no place to break for too long; addresses break after their signs."""
    for word in dict.fromkeys(words):
        if len(word) > LONGEST_WORD:
            from bulletin.text.glue import url_breaks

            ends = [0, *url_breaks(word), len(word)]
            if max(b - a for a, b in pairwise(ends)) > LONGEST_WORD:
                yield word
