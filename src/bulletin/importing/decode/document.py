"""A document in Unicode: every paragraph, caption and value of the header decoded, with a note for each change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from typing import Literal

from bulletin.errors import Finding
from bulletin.importing import rules
from bulletin.importing.decode.fonts import by_font
from bulletin.importing.decode.words import Change, applied, certain_lines, changes, single_words
from bulletin.importing.document import (
    Origin,
    SourceBlock,
    SourceDocument,
    SourceNote,
    SourceParagraph,
    SourcePicture,
    SourceRun,
    SourceTable,
)
from bulletin.importing.limits import finding
from bulletin.lazy import dataclass

_SHOWN = 120
_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MOST_ROUNDS = 4
_NAMES = {"tcvn3": "TCVN3", "vni": "VNI", "viscii": "VISCII", "utf-8": "UTF-8 đọc nhầm / misread UTF-8"}


def decode_document(document: SourceDocument) -> SourceDocument:
    """The document with its text in Unicode (NFC). Decoded runs lose the font that proved their encoding."""
    decoder = _Decoder()
    blocks = tuple(decoder.fonts(block) for block in document.blocks)
    # What proves its encoding alone comes first, then the rest by all of it together, one encoding a round.
    for search in (certain_lines, *[changes] * _MOST_ROUNDS, decoder.single):
        if decoder.measure(blocks, search):
            blocks = tuple(decoder.words(block) for block in blocks)
    blocks = tuple(decoder.captions(block) for block in blocks)
    meta = {key: tuple(decoder.value(value) for value in values) for key, values in document.meta.items()}
    return replace(document, blocks=blocks, meta=meta, notes=document.notes + tuple(decoder.notes))


def findings_of(document: SourceDocument) -> tuple[Finding, ...]:
    """What is to be said about the decoding of a document: one line for each encoding, one for each guess."""
    made = []
    for encoding in sorted({note.encoding for note in document.notes if note.evidence != "guess"}):
        count = sum(note.encoding == encoding and note.evidence != "guess" for note in document.notes)
        made.append(finding(rules.LEGACY, document.file, count=str(count), encoding=_NAMES[encoding]))
    for note in document.notes:
        if note.evidence == "guess":
            values = {"typed": note.typed[:_SHOWN], "meant": note.meant[:_SHOWN], "encoding": _NAMES[note.encoding]}
            made.append(finding(rules.LEGACY_GUESS, document.file, note.typed[:_SHOWN], **values))
    return tuple(made)


@dataclass
class _Decoder:
    notes: list[SourceNote] = field(default_factory=list)
    _found: dict[int, tuple[tuple[Change, ...], int]] = field(default_factory=dict)
    """Paragraph (by identity) → the changes in its text, and where its text begins."""

    # --- by fonts -----------------------------------------------------------------------------------------------

    def fonts(self, block: SourceBlock) -> SourceBlock:
        """The block with the runs decoded whose fonts prove an encoding."""
        if isinstance(block, SourceTable):
            rows = tuple(
                tuple(replace(cell, blocks=tuple(self.fonts(inner) for inner in cell.blocks)) for cell in row)
                for row in block.rows
            )
            return replace(block, rows=rows)
        if not isinstance(block, SourceParagraph):
            return block
        runs, used = by_font(block.runs)
        made = replace(block, runs=runs)
        for encoding in sorted(used):
            self.notes.append(SourceNote("font", encoding, block.text[:_SHOWN], made.text[:_SHOWN], block.origin))
        return made

    # --- by words -----------------------------------------------------------------------------------------------

    def single(self, text: str) -> tuple[Change, ...]:
        """Single words in the encodings that were proved."""
        return single_words(text, {note.encoding for note in self.notes if note.evidence != "guess"})

    def measure(self, blocks: tuple[SourceBlock, ...], search: Callable[[str], tuple[Change, ...]]) -> bool:
        """Look at all paragraphs together, since what proves an encoding in one is evidence for its neighbours.

        Returns whether anything is to be changed; `search` looks in a text whose lines are the paragraphs.
        """
        paragraphs = list(_paragraphs(blocks))
        text = "\n".join(_one_line(block.text) for block in paragraphs)
        found = search(text)
        self._found = {}
        begin = at = 0
        for block in paragraphs:
            end = begin + len(block.text)
            first = at
            while at < len(found) and found[at].start < end:
                at += 1
            if at > first:
                self._found[id(block)] = (found[first:at], begin)
            begin = end + 1
        return bool(found)

    def words(self, block: SourceBlock) -> SourceBlock:
        """The block with the words decoded that only make sense so."""
        if isinstance(block, SourceTable):
            rows = tuple(
                tuple(replace(cell, blocks=tuple(self.words(inner) for inner in cell.blocks)) for cell in row)
                for row in block.rows
            )
            return replace(block, rows=rows)
        if not isinstance(block, SourceParagraph) or id(block) not in self._found:
            return block
        found, begin = self._found[id(block)]
        for change in found:
            typed = block.text[change.start - begin : change.end - begin]
            evidence: Literal["guess", "words"] = "guess" if change.guess else "words"
            self._note(SourceNote(evidence, change.encoding, typed, change.meant, block.origin))
        runs: list[SourceRun] = []
        at = begin
        for run in block.runs:
            if run.not_printed is not None:
                runs.append(run)
                continue
            runs += applied(run, at, found)
            at += len(run.text)
        return replace(block, runs=tuple(runs))

    def captions(self, block: SourceBlock) -> SourceBlock:
        """The block with the words decoded that belong to pictures."""
        if isinstance(block, SourceTable):
            rows = tuple(
                tuple(replace(cell, blocks=tuple(self.captions(inner) for inner in cell.blocks)) for cell in row)
                for row in block.rows
            )
            return replace(block, rows=rows)
        if not isinstance(block, SourcePicture):
            return block
        return replace(block, caption=self.value(block.caption, block.origin), alt=self.value(block.alt))

    def value(self, text: str, origin: Origin | None = None) -> str:
        """A caption or a value of the header."""
        made = unicodedata.normalize("NFC", text)
        if text.isascii():
            return made
        for change in reversed(changes(made)):
            if origin is not None:
                typed = made[change.start : change.end]
                self._note(SourceNote("words", change.encoding, typed, change.meant, origin))
            made = made[: change.start] + change.meant + made[change.end :]
        return made

    def _note(self, note: SourceNote) -> None:
        last = self.notes[-1] if self.notes else None
        same = last is not None and (last.evidence, last.encoding, last.origin) == (
            note.evidence, note.encoding, note.origin,
        )  # fmt: skip
        if same and note.evidence == "words" and last is not None:
            self.notes[-1] = replace(last, typed=f"{last.typed} … {note.typed}"[: 2 * _SHOWN],
                                     meant=f"{last.meant} … {note.meant}"[: 2 * _SHOWN])  # fmt: skip
        else:
            self.notes.append(note)


def _paragraphs(blocks: tuple[SourceBlock, ...]) -> Iterator[SourceParagraph]:
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if isinstance(block, SourceParagraph):
            yield block
        elif isinstance(block, SourceTable):
            waiting += reversed([inner for row in block.rows for cell in row for inner in cell.blocks])


def _one_line(text: str) -> str:
    """A paragraph's text without what divides lines, at the same length."""
    return _BREAKS.sub(" ", text)
