"""The tag tree as the page setter wrote it, read into blocks of text and pictures in the order of the document.

Of that tree only three things are taken: which marked content belongs to one element, which elements stand in one
container, and which link annotation belongs to which words. Everything else is known better from the layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

import pikepdf
from pikepdf import Array, Dictionary

from bulletin.geometry import MM_PER_PX
from bulletin.layout.laid import TextSlot
from bulletin.lazy import dataclass
from bulletin.pdf.document import annots
from bulletin.pdf.links import address_of

_BLOCKS = frozenset(["/P", "/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Caption", "/LI", "/TH", "/TD"])
_CELLS = frozenset(["/TH", "/TD"])
Annot = tuple[int, int]
"""A link annotation: page from 1 and its index among the page's annotations."""
Kid = pikepdf.Object | int
Container = tuple[str, int]
"""A raw element around a block: its tag and a number that no other element has."""


@dataclass(slots=True)
class Words:
    """One marked content sequence, and the link around it (-1 for none; a number from the element's `links`)."""

    mcid: int
    link: int = -1


@dataclass(slots=True)
class TaggedText:
    """An element that holds text, its `slot` once it is known, and the containers around it from the outside."""

    page: int
    tag: str
    path: tuple[Container, ...]
    words: list[Words] = field(default_factory=list)
    links: list[list[Annot]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    slot: TextSlot | None = None


@dataclass(slots=True)
class Picture:
    """A figure: its description and its box (left, top, width, height) in mm from the trim's top left corner."""

    page: int
    path: tuple[Container, ...]
    mcids: list[int]
    alt: str
    box: tuple[float, float, float, float]
    links: list[Annot]


Item = TaggedText | Picture


class UnreadableTagsError(ValueError):
    """The raw tree is not what the page setter is known to write."""


def read_items(pdf: pikepdf.Pdf) -> list[Item]:
    """All blocks and pictures in the order of the document.

    Raises:
        UnreadableTagsError: there is no tree, or it names pages or annotations that the file does not have.
    """
    tree = pdf.Root.get("/StructTreeRoot")
    if not isinstance(tree, Dictionary):
        raise UnreadableTagsError("StructTreeRoot")
    reader = _Reader(pdf)
    for element in _kids(tree):
        if isinstance(element, Dictionary):
            reader.element(element, (), [])
    return reader.items


def give_slots(items: list[Item], slots: tuple[TextSlot, ...]) -> None:
    """Tell every block of text which slot of the layout it prints; both stand in the order of the document.

    Raises:
        UnreadableTagsError: a page has more or fewer blocks of text than the layout.
    """
    waiting: dict[int, list[TextSlot]] = {}
    for slot in reversed(slots):
        if slot.text.strip():
            waiting.setdefault(slot.box.page, []).append(slot)
    for item in items:
        if isinstance(item, TaggedText) and item.words:
            left = waiting.get(item.page)
            if not left:
                raise UnreadableTagsError(f"page {item.page}: more text elements than planned")
            item.slot = left.pop()
    for page, left in sorted(waiting.items()):
        if left:
            raise UnreadableTagsError(f"page {page}: no element for “{left[-1].text[:40]}”")


class _Reader:
    """Walks the raw tree; element numbers and annotations are known by the objects of the file."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.items: list[Item] = []
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        self._annots = {
            annot.objgen: (number, at)
            for number, page in enumerate(pdf.pages, start=1)
            for at, annot in enumerate(annots(page))
        }
        self._addresses = {
            (number, at): address_of(annot) or str(annot.get("/Dest", ""))
            for number, page in enumerate(pdf.pages, start=1)
            for at, annot in enumerate(annots(page))
        }
        self._count = 0

    def element(self, element: pikepdf.Object, path: tuple[Container, ...], links: list[Annot]) -> None:
        tag = str(element.S)
        if tag == "/Figure":
            self._figure(element, path, links)
            return
        kids = list(_kids(element))
        if tag in _BLOCKS or any(isinstance(kid, int) or kid.get("/S") == "/Span" for kid in kids):
            block = TaggedText(self._page(element), tag, path)
            self._inline(kids, block, path, -1)
            if block.words or tag in _CELLS:
                self.items.append(block)
            return
        if tag == "/Link":
            links = links + list(self._targets(kids))
        self._count += 1
        here = (*path, (tag, self._count))
        for kid in kids:
            if isinstance(kid, Dictionary) and "/S" in kid:
                self.element(kid, here, links)

    def _inline(self, kids: list[Kid], block: TaggedText, path: tuple[Container, ...], link: int) -> None:
        for kid in kids:
            if isinstance(kid, int):
                block.words.append(Words(kid, link))
            elif kid.get("/S") == "/Figure":
                self._figure(kid, path, [])
            elif kid.get("/S") == "/Link":
                inner = list(_kids(kid))
                self._inline(inner, block, path, self._link(list(self._targets(inner)), block))
            elif "/S" in kid:
                self._inline(list(_kids(kid)), block, path, link)

    def _link(self, found: list[Annot], block: TaggedText) -> int:
        """The number of a link in its block; a link that runs over several lines comes once for each and is one."""
        target = next((self._addresses[annot] for annot in found), "")
        if block.words and block.words[-1].link >= 0 and block.targets[block.words[-1].link] == target:
            block.links[block.words[-1].link] += found
            return block.words[-1].link
        block.links.append(found)
        block.targets.append(target)
        return len(block.links) - 1

    def _figure(self, element: pikepdf.Object, path: tuple[Container, ...], links: list[Annot]) -> None:
        kids = list(_kids(element))
        attributes = element.get("/A")
        box = attributes.get("/BBox") if isinstance(attributes, Dictionary) else None
        left, top, right, foot = (float(v) * MM_PER_PX for v in box) if box is not None else (0.0, 0.0, 0.0, 0.0)
        self.items.append(
            Picture(
                self._page(element), path, [kid for kid in kids if isinstance(kid, int)], str(element.get("/Alt", "")),
                (left, top, right - left, foot - top), [*links, *self._targets(kids)],
            )
        )  # fmt: skip

    def _targets(self, kids: list[Kid]) -> Iterator[Annot]:
        for kid in kids:
            if not isinstance(kid, int) and kid.get("/Type") == "/OBJR":
                found = self._annots.get(kid.Obj.objgen)
                if found is not None:
                    yield found

    def _page(self, element: pikepdf.Object) -> int:
        page = element.get("/Pg")
        number = self._pages.get(page.objgen) if page is not None else None
        if number is None:
            raise UnreadableTagsError(f"{element.S}/Pg")
        return number


def _kids(element: pikepdf.Object) -> Iterator[Kid]:
    """The kids of an element: elements, references to annotations, and marked content as plain numbers."""
    kids = element.get("/K")
    yield from kids if isinstance(kids, Array) else () if kids is None else (kids,)
