"""All slots of some pages on their way through the page setter: chosen, stripped, set in their boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from bulletin.layout.laid import FaceWords, WordFacts
from bulletin.layout.words.decide import Decider
from bulletin.layout.words.lines import WordSetter, text_of_lines
from bulletin.layout.words.pieces import (
    UndrawnError,
    WordPiece,
    check_characters,
    lines_of_pieces,
    pieces_of,
    slots_of,
    strip_words,
)
from bulletin.layout.words.plan import PlannedLine
from bulletin.layout.words.runs import DrawnSlot, SlotStyle
from bulletin.layout.words.shaping import Shapers
from bulletin.lazy import dataclass

if TYPE_CHECKING:
    from bulletin.layout.pages.compose import ComposedPage


@dataclass(frozen=True, slots=True)
class ChosenSlot:
    """A slot that we draw: its style, the pieces of each line, and what the plan says of each."""

    name: str
    style: SlotStyle
    lines: tuple[tuple[WordPiece, ...], ...]
    planned: tuple[PlannedLine, ...]


@dataclass(frozen=True, slots=True)
class _Planned:
    """What was composed for a slot."""

    lines: tuple[str, ...]
    planned: tuple[PlannedLine, ...]


@dataclass(slots=True)
class SlotWords:
    """Which slots of some pages we draw, and which keep their words in the HTML, with the reason."""

    setter: WordSetter
    composed: Mapping[str, _Planned]
    kept: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, ChosenSlot] = field(default_factory=dict)

    def choose(self, root: Element, decider: Decider) -> dict[Element, tuple[str, float]]:
        """Take the words of the slots that we draw out of a document.

        Returns:
            The element of each, with its name and the height of its lines.
        """
        self.chosen = {}
        found: dict[Element, tuple[str, float]] = {}
        elements = list(slots_of(root))
        count = Counter(element.get("data-slot", "") for element in elements)
        for element in elements:
            name = element.get("data-slot", "")
            if name in self.kept:
                continue
            try:
                if name not in self.composed or count[name] > 1:
                    raise UndrawnError("a slot that was not asked for")
                chosen = self._chosen(name, element, decider)
            except UndrawnError as reason:
                self.kept[name] = str(reason)
                continue
            self.chosen[name] = chosen
            found[element] = name, self.setter.height(chosen.style, chosen.lines)
        for element in found:
            strip_words(element)
        return found

    def _chosen(self, name: str, element: Element, decider: Decider) -> ChosenSlot:
        style = decider.style(element)
        composed = self.composed[name]
        lines = lines_of_pieces(pieces_of(element), style.keeps_newlines, style.marks)
        if text_of_lines(style, lines) != composed.lines:
            raise UndrawnError("other words than planned")
        for line in lines:
            for piece in line:
                check_characters(piece.text)
                self.setter.check(style, piece)
        return ChosenSlot(name, style, tuple(map(tuple, lines)), composed.planned)

    def set(self, widths: Mapping[str, float]) -> dict[str, DrawnSlot]:
        """The chosen slots in their boxes; one that does not fit is kept from now on, and the pages are set again."""
        drawn: dict[str, DrawnSlot] = {}
        for name, slot in self.chosen.items():
            if name not in widths:
                self.kept[name] = "no box"
                continue
            try:
                drawn[name] = self.setter.slot(name, slot.style, slot.lines, slot.planned, widths[name])
            except UndrawnError as reason:
                self.kept[name] = str(reason)
        return drawn

    def facts(self) -> WordFacts:
        """Who set which slots, and in which faces those are that we draw."""
        chosen = {name: slot for name, slot in self.chosen.items() if name not in self.kept}
        return WordFacts({name: self._faces(slot) for name, slot in chosen.items()}, tuple(self.kept.items()))

    def _faces(self, slot: ChosenSlot) -> FaceWords:
        found: list[tuple[str, str]] = []
        for piece in (piece for line in slot.lines for piece in line):
            face = self.setter.shapers.of(slot.style.of(piece.path).face).face.pdf_name
            words = piece.text.replace(" ", "")
            if found and found[-1][0] == face:
                found[-1] = face, found[-1][1] + words
            elif words:
                found.append((face, words))
        return tuple(found)


def slot_words(shapers: Shapers, pages: Sequence[ComposedPage], kept: Collection[str] = ()) -> SlotWords:
    """The words of the slots of some pages; those named in `kept` stay in the HTML."""
    composed = {
        f"{page.number}.{at}": _Planned(lines, page.planned[at] if at < len(page.planned) else ())
        for page in pages
        for at, lines in enumerate(page.lines)
    }
    return SlotWords(WordSetter(shapers), composed, dict.fromkeys(kept, "as asked"))
