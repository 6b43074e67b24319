"""What content streams refer to by name, each read once for a file, and how much may be read of a file at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pikepdf

from bulletin.errors import Text
from bulletin.pdf.unpack import TooMuch, content_of, why_unreadable
from bulletin.pdf.walk.colour import ColourSpaces
from bulletin.pdf.walk.drawn import Layer, PaintState
from bulletin.pdf.walk.state import StateChange, read_change

MOST_TOKENS = 4_000_000
"""About 20 seconds; a bulletin of eight pages has 25,000."""


class Budget:
    """Tokens that may still be read; forms that call each other cannot use up more."""

    def __init__(self, left: int = MOST_TOKENS) -> None:
        self.left = left

    def spend(self, count: int) -> None:
        """Raises TooMuch when nothing is left."""
        self.left -= count
        if self.left < 0:
            raise TooMuch


class Resources:
    """A resource dictionary with what was read of it."""

    def __init__(self, source: pikepdf.Object) -> None:
        self.source = source
        self.spaces = ColourSpaces(source)
        self._changes: dict[str, StateChange | None] = {}
        self._looks: dict[tuple[PaintState, str], PaintState] = {}
        self._marks: dict[tuple[PaintState, bool, bool], PaintState] = {}

    def get(self, kind: str, name: object) -> pikepdf.Object | None:
        """An entry such as `/XObject`, `Im1`; None when there is none or it is no dictionary or stream."""
        listed = self.source.get(kind)
        if not isinstance(listed, pikepdf.Dictionary):
            return None
        item = listed.get(f"/{name}")
        return item if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) else None

    def change(self, name: str) -> StateChange | None:
        """What an ExtGState sets."""
        if name not in self._changes:
            found = self.get("/ExtGState", name)
            self._changes[name] = None if found is None else read_change(found)
        return self._changes[name]

    def changed(self, look: PaintState, name: str, change: StateChange) -> PaintState:
        """A look after an ExtGState."""
        key = (look, name)
        if key not in self._looks:
            self._looks[key] = change.on(look)
        return self._looks[key]

    def marked(self, look: PaintState, operands: Sequence[object]) -> PaintState:
        """A look inside marked content: artifacts, and parts that a reader may switch off."""
        tag = operands[0] if operands else None
        return self.unmarked(look, (look.artifact or tag == "Artifact", look.optional or tag == "OC"))

    def unmarked(self, look: PaintState, marks: tuple[bool, bool]) -> PaintState:
        """A look with other marks."""
        if (look.artifact, look.optional) == marks:
            return look
        key = (look, *marks)
        if key not in self._marks:
            self._marks[key] = replace(look, artifact=marks[0], optional=marks[1])
        return self._marks[key]


class Library:
    """The resources of a file: every dictionary and picture is read once, however many pages share it."""

    def __init__(self, budget: Budget | None = None) -> None:
        self.budget = budget or Budget()
        self._resources: dict[tuple[int, int], Resources] = {}
        self._pictures: dict[tuple[int, int], dict[str, Any]] = {}
        self._layers: dict[tuple[PaintState, Layer], PaintState] = {}
        self._empty = Resources(pikepdf.Dictionary())
        self._broken: set[tuple[int, int]] = set()
        self.unread: list[Text] = []
        """Why content was left out, in the order in which it was met."""

    def content(self, item: object) -> bytes:
        """The bytes of a content stream or of an array of them; nothing for what cannot be unpacked.

        Raises:
            TooMuch: they are too long, or too much was read before.
        """
        self.budget.spend(0)  # or each page of a file that went too far would unpack its bomb once more
        data = content_of(item, self._broken)
        if self._broken:
            parts = list(item) if isinstance(item, pikepdf.Array) else [item]
            streams = (part for part in parts if isinstance(part, pikepdf.Stream))
            self.unread += [why_unreadable(part) for part in streams if part.objgen in self._broken]
        self.budget.spend(len(data) // 64)
        return data

    def resources(self, source: object) -> Resources:
        """A resource dictionary; an empty one for anything else."""
        if not isinstance(source, pikepdf.Dictionary):
            return self._empty
        if not source.is_indirect:
            return Resources(source)
        if source.objgen not in self._resources:
            self._resources[source.objgen] = Resources(source)
        return self._resources[source.objgen]

    def picture(
        self, image: pikepdf.Stream, resources: Resources, read: Callable[[Any, ColourSpaces], dict[str, Any]]
    ) -> dict[str, Any]:
        """The facts of a picture."""
        if image.objgen not in self._pictures:
            self._pictures[image.objgen] = read(image, resources.spaces)
        return self._pictures[image.objgen]

    def layered(self, look: PaintState, layer: Layer) -> PaintState:
        """A look on another layer."""
        key = (look, layer)
        if key not in self._layers:
            self._layers[key] = replace(look, layer=layer)
        return self._layers[key]
