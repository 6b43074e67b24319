"""Links of a tagged file: each once, each said in words, those inside the file leading to a heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin.editions.tags.source import Annot
from bulletin.editions.tags.tree import Node
from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.laid import Laid, PageBox
from bulletin.pdf.document import annots
from bulletin.pdf.links import address_of

_ABOVE_PT = 6.0
"""How much of the page is shown above a heading that a link leads to."""
_TOUCH_PT = 1.0
"""Two lines of one link touch; the same link written twice covers itself."""


def rect_of(box: PageBox, trim: list[float]) -> tuple[float, float, float, float]:
    """A box in points from the page's origin."""
    left, top = trim[0] + box.x * PT_PER_MM, trim[3] - box.y * PT_PER_MM
    return left, top - box.height * PT_PER_MM, left + box.width * PT_PER_MM, top


def settle_links(pdf: pikepdf.Pdf, document: Node) -> None:
    """Drop links that stand twice on the same words or picture; what is left over becomes a link of the document."""
    used = set(_annots_of(document))
    for number, page in enumerate(pdf.pages, start=1):
        listed = list(annots(page))
        known = [listed[at] for at in range(len(listed)) if (number, at) in used]
        for at, annot in enumerate(listed):
            if (number, at) not in used and not any(_doubles(annot, other) for other in known):
                document.kids.append(Node("Link", [(number, at)]))
                used.add((number, at))
    _forget(pdf, document, used)


def _forget(pdf: pikepdf.Pdf, document: Node, used: set[Annot]) -> None:
    """Take the links that nobody uses off the pages; the others move up."""
    moved: dict[Annot, Annot] = {}
    for number, page in enumerate(pdf.pages, start=1):
        kept = [at for at in range(len(list(annots(page)))) if (number, at) in used]
        moved.update({(number, at): (number, new) for new, at in enumerate(kept)})
        if "/Annots" in page.obj:
            page.obj.Annots = Array([page.obj.Annots[at] for at in kept])
    _move(document, moved)


def _move(node: Node, moved: Mapping[Annot, Annot]) -> None:
    node.kids = [moved[kid] if isinstance(kid, tuple) else kid for kid in node.kids]
    for kid in node.kids:
        if isinstance(kid, Node):
            _move(kid, moved)


def _annots_of(node: Node) -> Iterator[Annot]:
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _annots_of(kid)
        elif isinstance(kid, tuple):
            yield kid


def _doubles(annot: pikepdf.Object, other: pikepdf.Object) -> bool:
    """Whether two annotations lead to the same place from the same place."""
    if _target(annot) != _target(other):
        return False
    (a, b), (c, d) = (sorted(float(annot.Rect[at]) for at in pair) for pair in ((0, 2), (1, 3)))
    (e, f), (g, h) = (sorted(float(other.Rect[at]) for at in pair) for pair in ((0, 2), (1, 3)))
    return min(b, f) - max(a, e) > _TOUCH_PT and min(d, h) - max(c, g) > _TOUCH_PT


def _target(annot: pikepdf.Object) -> str:
    return address_of(annot) or str(annot.get("/Dest", ""))


def describe_links(pdf: pikepdf.Pdf, laid: Laid) -> None:
    """Say in words where a link inside the file leads (ISO 14289-1, 7.18.5); web links say their address."""
    titles: dict[str, str] = {}
    for slot in laid.slots:
        if slot.story is not None and roles.kind_of(slot.role) == roles.HEADLINE:
            titles.setdefault(slot.story, slot.text)
    said = {name: f"Đến bài: {title}" for name, title in titles.items()}
    said |= {name: f"Đến phần tiếp theo, trang {box.page}" for name, box in rests(laid).items()}
    for page in pdf.pages:
        for annot in annots(page):
            target = address_of(annot)
            if target is None:
                name = str(annot.get("/Dest", "")) if isinstance(annot.get("/Dest"), String) else ""
                target = said.get(name, "Đến trang khác")
            annot.Contents = String(target)


def rests(laid: Laid) -> dict[str, PageBox]:
    """Return where the head of each continued part is, by the name of its place (`parts.html.j2`)."""
    heads = [slot for slot in laid.slots if slot.story and roles.kind_of(slot.role) == roles.CONTINUED]
    return {f"{slot.story}_{slot.box.page}": slot.box for slot in heads}


def aim(pdf: pikepdf.Pdf, headings: Mapping[str, PageBox]) -> None:
    """Let links inside the file lead to the heading of a story and not to the top of its page."""
    dests = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    if not isinstance(dests, Dictionary) or "/Names" not in dests:
        return
    listed = list(dests.Names)
    for at in range(0, len(listed) - 1, 2):
        box = headings.get(str(listed[at]))
        if box is not None:
            page = pdf.pages[box.page - 1]
            top = rect_of(box, [float(value) for value in page.trimbox])[3] + _ABOVE_PT
            listed[at + 1] = Array([page.obj, Name.XYZ, 0, round(top, 3), 0])
    dests.Names = Array(listed)
