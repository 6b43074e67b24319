"""Where the words of a story are on the pages, and which field, and which block of a body, they are from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from bulletin.fields import roles
from bulletin.layout.laid import PhotoSlot, TextSlot
from bulletin.lazy import dataclass
from bulletin.model import Article, Block, ListBlock, PhotoRef, Table
from bulletin.studio.story.nodes import body_nodes
from bulletin.text.body.markup import parse_body

_FIELDS = {
    roles.KICKER: "kicker", roles.HEADLINE: "title", roles.SUBTITLE: "subtitle", roles.STANDFIRST: "lead",
    roles.DATELINE: "place", roles.QUOTE: "quotes", roles.QUOTE_BY: "quotes", roles.AUTHOR: "authors",
    roles.SOURCE: "source", roles.ADDRESS: "qr", roles.QR_CAPTION: "qr", roles.BOX_TITLE: "boxes",
    roles.CAPTION: "photos",
}  # fmt: skip
_FLOWING = frozenset({roles.BODY, roles.SUBHEAD})


@dataclass(frozen=True, slots=True)
class TextSpot:
    """Words or a photo on a page: its box in millimetres, its field, and the number of its block of words in a body."""

    page: int
    box: tuple[float, float, float, float]
    field: str
    block: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The shape that the window reads."""
        return {"page": self.page, "box": list(self.box), "field": self.field, "block": self.block}


@dataclass(slots=True)
class _Stream:
    """The blocks of words of one kind in the order in which they are set."""

    places: Sequence[tuple[str, int]]
    at: int = -1

    def next(self, begins: bool) -> tuple[str, int] | None:
        """The place of the next piece: a new block, or the rest of one that a column has cut."""
        self.at += begins or self.at < 0
        return self.places[self.at] if self.at < len(self.places) else None


def spots_of(article: Article, texts: Iterable[TextSlot], photos: Iterable[PhotoSlot] = ()) -> tuple[TextSpot, ...]:
    """The places of the words and photos of one story.

    Args:
        article: as typed.
        texts: all slots of the issue in the order of the pages.
        photos: all of the issue.
    """
    flowing, cells = _places("body", article.body)
    inside = [_places(f"boxes.{number}.body", box.body) for number, box in enumerate(article.boxes)]
    streams = {
        "body": _Stream(flowing),
        "box": _Stream([place for part in inside for place in part[0]]),
        "table": _Stream([*cells, *(place for part in inside for place in part[1])]),
    }
    made = [spot for slot in texts if slot.story == article.id for spot in _text(slot, streams)]
    numbers = {photo.id: number for number, photo in enumerate(article.photos)}
    made += [
        TextSpot(slot.box.page, _box(slot), f"photos.{numbers[slot.photo]}")
        for slot in photos
        if slot.story == article.id and slot.photo in numbers
    ]
    return tuple(made)


def _text(slot: TextSlot, streams: dict[str, _Stream]) -> Iterator[TextSpot]:
    kind = roles.kind_of(slot.role)
    if slot.role in (roles.RELATED, roles.MACHINE):
        yield TextSpot(slot.box.page, _box(slot), "related" if slot.role == roles.RELATED else "ai")
        return
    if slot.role.startswith((roles.BOX_TITLE, roles.QUOTE_BY, roles.TABLE_HEAD_AGAIN)) or slot.role in roles.PAGINATION:
        name = _FIELDS.get(slot.role)
    else:
        stream = streams.get("body" if kind in _FLOWING else kind)
        place = stream.next(slot.begins) if stream is not None else None
        if place is not None:
            yield TextSpot(slot.box.page, _box(slot), *place)
            return
        name = _FIELDS.get(slot.role) or _FIELDS.get(kind)
    if name is not None:
        yield TextSpot(slot.box.page, _box(slot), name)


def _box(slot: TextSlot | PhotoSlot) -> tuple[float, float, float, float]:
    box = slot.box
    return round(box.x, 2), round(box.y, 2), round(box.width, 2), round(box.height, 2)


@lru_cache(maxsize=400)  # an edit changes one body, and the places of all are asked for
def _places(field: str, body: str) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """The blocks of words of a body as they are set: those in the text, and the cells of its tables.

    Each is the field with the number of the block of words in the editor, where a block that is shown as its source is
    one block, however many it makes on the page.
    """
    flowing: list[tuple[str, int]] = []
    cells: list[tuple[str, int]] = []
    number = 0
    for block in body_nodes(body)["blocks"]:
        source = block["nodes"][0]["type"] == "source"
        for part in parse_body(block["markdown"]).blocks:
            count = _words(part)
            places = [(field, number if source else number + n) for n in range(count)]
            (cells if isinstance(part, Table) else flowing).extend(places)
            number += 0 if source else count
        number += source
    return tuple(flowing), tuple(cells)


def _words(block: Block) -> int:
    """How many blocks of words a block is."""
    if isinstance(block, PhotoRef):
        return 0
    if isinstance(block, ListBlock):
        return len(block.items)
    return len(block.head) * (1 + len(block.rows)) if isinstance(block, Table) else 1
