"""A document in Unicode: every paragraph, caption and value of the header decoded, with a note for each change."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bulletin.errors import Finding
from bulletin.importing import rules
from bulletin.importing.decode.fonts import by_font
from bulletin.importing.decode.words import Change, applied, changes
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

_SHOWN = 120
_NAMES = {"tcvn3": "TCVN3", "vni": "VNI", "viscii": "VISCII", "utf-8": "UTF-8 đọc nhầm / misread UTF-8"}


def decode_document(document: SourceDocument) -> SourceDocument:
    """The document with its text in Unicode (NFC). Decoded runs lose the font that proved their encoding."""
    decoder = _Decoder()
    fonts = tuple(decoder.fonts(block) for block in document.blocks)
    decoder.measure(fonts)
    blocks = tuple(decoder.words(block) for block in fonts)
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
    mixed: bool = False
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

    def measure(self, blocks: tuple[SourceBlock, ...]) -> None:
        """Look at all paragraphs together: what proves an encoding in one is evidence for its neighbours."""
        paragraphs = list(_paragraphs(blocks))
        text = "\n".join(_one_line(block.text) for block in paragraphs)
        self.mixed = _mostly_unicode(paragraphs)
        found = changes(text, self.mixed)
        if not found:
            return
        begin = 0
        for block in paragraphs:
            end = begin + len(block.text)
            inside = tuple(one for one in found if begin <= one.start < end)
            if inside:
                self._found[id(block)] = (inside, begin)
            begin = end + 1

    def words(self, block: SourceBlock) -> SourceBlock:
        """The block with the words decoded that only make sense so."""
        if isinstance(block, SourceTable):
            rows = tuple(
                tuple(replace(cell, blocks=tuple(self.words(inner) for inner in cell.blocks)) for cell in row)
                for row in block.rows
            )
            return replace(block, rows=rows)
        if isinstance(block, SourcePicture):
            return replace(block, caption=self.value(block.caption, block.origin), alt=self.value(block.alt))
        if not isinstance(block, SourceParagraph) or id(block) not in self._found:
            return block
        found, begin = self._found[id(block)]
        for change in found:
            typed = block.text[change.start - begin : change.end - begin]
            evidence = "guess" if change.guess else "words"
            self._note(SourceNote(evidence, change.encoding, typed, change.meant, block.origin))  # type: ignore[arg-type]
        printed = [run for run in block.runs if run.not_printed is None]
        made = iter(_regrouped(printed, found, begin))
        runs: list[SourceRun] = []
        for run in block.runs:
            runs += [run] if run.not_printed is not None else next(made)
        return replace(block, runs=tuple(runs))

    def value(self, text: str, origin: Origin | None = None) -> str:
        """A caption or a value of the header."""
        made = unicodedata.normalize("NFC", text)
        if text.isascii():
            return made
        for change in reversed(changes(made, False)):
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


def _regrouped(runs: list[SourceRun], found: tuple[Change, ...], begin: int) -> Iterator[list[SourceRun]]:
    """For each run what became of it."""
    at = begin
    for run in runs:
        yield list(applied((run,), found, at))
        at += len(run.text)


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
    return "".join(" " if char in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029" else char for char in text)


def _mostly_unicode(paragraphs: list[SourceParagraph]) -> bool:
    """Whether letters that only Unicode has are in the text at all."""
    return any("\u1ea0" <= char <= "\u1ef9" for block in paragraphs for char in block.text)
