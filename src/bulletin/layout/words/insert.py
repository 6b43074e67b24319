"""Words are put into the bare pages: content, marks and links, at the places that the page setter left for them.

A bare page is tagged as if a slot held one picture. Where that picture would be painted, a comment names the slot; the
space there is the slot's own, in px from its top left corner. The fonts come when the pages are joined (`join.py`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin.layout.words.content import parts_of
from bulletin.layout.words.fonts import FontBook
from bulletin.layout.words.parts import PagePart
from bulletin.layout.words.runs import DrawnSlot, LinkTarget
from bulletin.layout.words.shaping import Shapers

_PLACE = re.compile(
    rb"/Figure\n<</MCID (\d+)>>\nBDC\n"
    rb"((?:(?!EMC\n).)*?1 0 0 1 (\S+) (\S+) cm\n(?:(?!EMC\n).)*?)%words (\S+)\n(.*?)EMC\n",
    re.DOTALL,
)
_FLIP = re.compile(rb"\s*1 0 0 -1 0 (\S+) cm\s+(?:q\s+)?(\S+) 0 0 \2 0 0 cm")
SLOT = Name("/BulletinSlot")
"""A key of the raw tag tree: which slot an element prints. The tree is written anew, so no edition has it."""


def marker(name: str) -> bytes:
    """The comment that a bare page has in place of the words of a slot."""
    return b"%words " + name.encode()


class UnplacedError(ValueError):
    """A slot has no place on its page, or two."""


def complete(bare: bytes, slots: Mapping[str, DrawnSlot], shapers: Shapers) -> PagePart:
    """The bare pages with the words of some slots, and what they need to be joined with others.

    Args:
        bare: as the page setter wrote them.
        slots: by name, in the order of the document.
        shapers: the faces.

    Raises:
        UnplacedError: there is not exactly one place for each slot.
    """
    with pikepdf.open(io.BytesIO(bare)) as pdf:
        book = FontBook(shapers, slots.values())
        parents = _parents(pdf)
        waiting = dict(slots)
        targets: list[str] = []
        for number, page in enumerate(pdf.pages):
            inserter = _Page(pdf, page.obj, parents[number], book, waiting)
            page.obj.Contents = pdf.make_stream(inserter.run(page.obj.Contents.read_bytes()))
            targets += inserter.targets
        if waiting:
            raise UnplacedError(f"no place for {min(waiting)}")
        return PagePart(raw_bytes(pdf), book.fonts(), tuple(dict.fromkeys(targets)))


def raw_bytes(pdf: pikepdf.Pdf) -> bytes:
    """A raw file, quickly written: nothing in it is packed."""
    out = io.BytesIO()
    pdf.save(
        out, min_version="1.7", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none,
        deterministic_id=True,
    )  # fmt: skip
    return out.getvalue()


def _parents(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The element behind each mark, page by page."""
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    found = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
    return [found[number] for number in range(len(pdf.pages))]


class _Page:
    """Puts the words of one page in."""

    def __init__(
        self, pdf: pikepdf.Pdf, page: pikepdf.Object, parents: pikepdf.Object, book: FontBook,
        waiting: dict[str, DrawnSlot],
    ) -> None:  # fmt: skip
        self.pdf, self.page, self.parents, self.book, self.waiting = pdf, page, parents, book, waiting
        self.targets: list[str] = []
        self.height = self.scale = 0.0

    def run(self, data: bytes) -> bytes:
        flip = _FLIP.match(data)
        if flip is None:
            raise UnplacedError("a page that begins otherwise")
        self.height, self.scale = float(flip[1]), float(flip[2])
        return _PLACE.sub(self._put, data)

    def _put(self, match: re.Match[bytes]) -> bytes:
        name = match[5].decode()
        slot = self.waiting.pop(name, None)
        if slot is None:
            raise UnplacedError(f"a second place for {name}")
        element = self.parents[int(match[1])]
        numbers, out = [int(match[1])], [match[2]]
        kids: list[pikepdf.Object | int] = []
        for part, content in parts_of(slot, self.book.fonts_of):
            number = numbers.pop() if numbers else self._next(element)
            out.append(b"/Span\n<</MCID %d>>\nBDC\n%sEMC\n" % (number, content))
            link = slot.links[part]
            where = float(match[3]), float(match[4])
            kids.append(number if link is None else self._link(element, number, slot, part, link, where))
        element.K = Array(kids)
        element[SLOT] = String(name)
        return b"".join((*out, match[6]))

    def _next(self, element: pikepdf.Object) -> int:
        """The number of a new mark of an element."""
        self.parents.append(element)
        return len(self.parents) - 1

    def _link(
        self, element: pikepdf.Object, number: int, slot: DrawnSlot, part: int, link: LinkTarget,
        where: tuple[float, float],
    ) -> pikepdf.Object:  # fmt: skip
        """The element of a link with an annotation for each of its lines."""
        if link.internal:
            self.targets.append(link.target)
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=element, Pg=self.page))
        self.parents[number] = made
        kids: list[pikepdf.Object | int] = [number]
        for rectangle in _rectangles(slot, part):
            annotation = self.pdf.make_indirect(self._annotation(link, rectangle, where))
            if "/Annots" not in self.page:
                self.page.Annots = Array()
            self.page.Annots.append(annotation)
            kids.append(self.pdf.make_indirect(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.page)))
        made.K = Array(kids)
        return made

    def _annotation(
        self, link: LinkTarget, rectangle: tuple[float, float, float, float], where: tuple[float, float]
    ) -> Dictionary:
        left, top, right, foot = rectangle
        (x, y), scale = where, self.scale
        across, down = [(x + left) * scale, (x + right) * scale], [(y + top) * scale, (y + foot) * scale]
        box = [across[0], self.height - down[1], across[1], self.height - down[0]]
        found = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([round(value, 4) for value in box]), BS=Dictionary(W=0),
            Contents=String(link.target),
        )  # fmt: skip
        if link.internal:
            found.Dest = String(link.target)
        else:
            found.A = Dictionary(Type=Name.Action, S=Name.URI, URI=String(link.target))
        return found


def _rectangles(slot: DrawnSlot, part: int) -> Iterator[tuple[float, float, float, float]]:
    """Where the words of a part are, line by line: as high as their size, in the middle of their line."""
    for line in slot.lines:
        runs = [run for run in line.runs if run.part == part]
        if runs:
            tops = [line.baseline - r.style.baseline + (r.style.height - r.style.size) / 2 for r in runs]
            feet = [top + run.style.size for top, run in zip(tops, runs, strict=True)]
            yield runs[0].x, min(tops), runs[-1].end, max(feet)
