"""Documents as JSON values and back, for the answer of the process that reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from bulletin.importing.document import (
    Origin,
    PictureFile,
    SourceBlock,
    SourceBreak,
    SourceCell,
    SourceDocument,
    SourceItem,
    SourceNote,
    SourceParagraph,
    SourcePicture,
    SourceRun,
    SourceTable,
)

_BLOCKS: dict[str, type] = {"p": SourceParagraph, "i": SourcePicture, "t": SourceTable, "b": SourceBreak}
_FIELDS = {
    kind: tuple(item.name for item in fields(kind))
    for kind in (*_BLOCKS.values(), Origin, PictureFile, SourceCell, SourceDocument, SourceItem, SourceNote, SourceRun)
}
_LETTERS = {kind: letter for letter, kind in _BLOCKS.items()}


def to_wire(document: SourceDocument) -> list[Any]:
    """A document as lists of its fields, in their order."""
    made: list[Any] = _packed(document)
    return made


def _packed(value: Any) -> Any:
    kind = type(value)
    names = _FIELDS.get(kind)
    if names is not None:
        made = [_packed(getattr(value, name)) for name in names]
        return [_LETTERS[kind], *made] if kind in _LETTERS else made
    if kind is tuple:
        return [_packed(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _packed(item) for key, item in value.items()}
    return value


def from_wire(value: list[Any]) -> SourceDocument:
    """The document again."""
    kind, file, digest, blocks, pictures, meta, address, encoding, notes = value
    return SourceDocument(
        kind, file, digest, _blocks(blocks), {key: PictureFile(*one) for key, one in pictures.items()},
        {key: tuple(one) for key, one in meta.items()}, address, encoding,
        tuple(_note(*one) for one in notes),
    )  # fmt: skip


def _note(evidence: Any, encoding: str, typed: str, meant: str, origin: list[str]) -> SourceNote:
    return SourceNote(evidence, encoding, typed, meant, Origin(*origin))


def _run(*values: Any) -> SourceRun:
    text, font, bold, italic, href, not_printed, names, guess = values
    return SourceRun(text, font, bold, italic, href, not_printed, tuple(names), guess)


def _blocks(values: list[Any]) -> tuple[SourceBlock, ...]:
    return tuple(_block(value) for value in values)


def _block(value: list[Any]) -> SourceBlock:
    letter, *parts = value
    if letter == "p":
        runs, origin, heading, item, align, size, names = parts
        made = tuple(_run(*one) for one in runs)
        return SourceParagraph(
            made, Origin(*origin), heading, SourceItem(*item) if item else None, align, size, tuple(names)
        )
    if letter == "i":
        key, origin, name, alt, caption, href, names = parts
        return SourcePicture(key, Origin(*origin), name, alt, caption, href, tuple(names))
    if letter == "t":
        rows, origin, names = parts
        cells = tuple(tuple(SourceCell(_blocks(cell[0]), *cell[1:]) for cell in row) for row in rows)
        return SourceTable(cells, Origin(*origin), tuple(names))
    return SourceBreak(parts[0], Origin(*parts[1]))
