"""Write a file's tag tree anew, as `tag_tree` plans it; the content streams are only renumbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin.editions.tags.line_spaces import add_line_spaces
from bulletin.editions.tags.links import aim, describe_links, rect_of, rests, settle_links
from bulletin.editions.tags.rules import UNTAGGED
from bulletin.editions.tags.source import Annot, UnreadableTagsError, give_slots, read_items
from bulletin.editions.tags.tree import Mark, Node, TagPlan, plan_tree
from bulletin.errors import Finding, ProofError
from bulletin.layout.laid import Laid
from bulletin.lazy import pattern

_MARKED = pattern(rb"(EMC\n)?/\w+\n<</MCID (\d+)>>\nBDC\n")
Owners = Mapping[tuple[int, int], Node]


def retag(pdf: pikepdf.Pdf, laid: Laid) -> None:
    """Replace the raw file's tag tree by a right one, and make links and bookmarks fit it (ISO 14289-1).

    Call it before the pages are cropped. Takes about 0.1 CPU s for 8 pages.

    Args:
        pdf: the raw file, photos swapped or not.
        laid: what was laid out; the slots stand in the order of the file.

    Raises:
        ProofError: the file's marked content is not what the layout printed.
    """
    try:
        items = read_items(pdf)
        give_slots(items, laid.slots)
        add_line_spaces(pdf, items)
        plan = plan_tree(items, laid)
        settle_links(pdf, plan.document)
        numbers = _renumber(pdf, plan)
    except UnreadableTagsError as error:
        raise ProofError([Finding(UNTAGGED, quote=str(error), values={"what": str(error)})]) from error
    _Writer(pdf, numbers).write(plan.document)
    describe_links(pdf, laid)
    aim(pdf, plan.headings | rests(laid))


def _renumber(pdf: pikepdf.Pdf, plan: TagPlan) -> dict[tuple[int, int], int | None]:
    """Give marked content new numbers in the order of the stream; None for what went into the sequence before it.

    Lines of one element that follow one another become one sequence: a third of the tree is enough then.
    """
    owners = _owners(plan.document)
    numbers: dict[tuple[int, int], int | None] = {}
    for page_number, page in enumerate(pdf.pages, start=1):
        page.contents_coalesce()
        pass_ = _Pass(page_number, owners, plan.artifacts, numbers)
        data = _MARKED.sub(pass_.replace, page.obj.Contents.read_bytes())
        page.obj.Contents = pdf.make_stream(data.replace(b"/Artifact\nBMC\n", b"/Artifact\n<</Type/Layout>>\nBDC\n"))
    lost = owners.keys() - numbers.keys()
    if lost:
        raise UnreadableTagsError(f"page {min(lost)[0]}: MCID {min(lost)[1]}")
    return numbers


class _Pass:
    """Rewrites the marks of one page from its top to its end."""

    def __init__(
        self,
        page: int,
        owners: Owners,
        artifacts: Mapping[tuple[int, int], str],
        numbers: dict[tuple[int, int], int | None],
    ) -> None:
        self.page, self.owners, self.artifacts, self.numbers = page, owners, artifacts, numbers
        self.count = 0
        self.last: Node | None = None

    def replace(self, match: re.Match[bytes]) -> bytes:
        key = (self.page, int(match[2]))
        owner = self.owners.get(key)
        closing = match[1] or b""
        if owner is None:
            self.last = None
            kind = self.artifacts.get(key, "")
            return closing + b"/Artifact\n<<%s>>\nBDC\n" % _ARTIFACTS[kind]
        if closing and owner is self.last:
            self.numbers[key] = None
            return b""
        self.last = owner
        self.numbers[key] = self.count
        self.count += 1
        return closing + b"/%s\n<</MCID %d>>\nBDC\n" % (owner.kind.encode(), self.count - 1)


_ARTIFACTS = {
    "": b"/Type/Layout",
    "Header": b"/Type/Pagination/Subtype/Header/Attached[/Top]",
    "Footer": b"/Type/Pagination/Subtype/Footer/Attached[/Bottom]",
}


def _owners(node: Node) -> dict[tuple[int, int], Node]:
    owners: dict[tuple[int, int], Node] = {}
    for kid in node.kids:
        if isinstance(kid, Mark):
            owners[kid.page, kid.mcid] = node
        elif isinstance(kid, Node):
            owners.update(_owners(kid))
    return owners


class _Writer:
    """Makes the objects of the tree, the parent tree and the links' way back into it."""

    def __init__(self, pdf: pikepdf.Pdf, numbers: Mapping[tuple[int, int], int | None]) -> None:
        self.pdf = pdf
        self.numbers = numbers
        self.pages = [page.obj for page in pdf.pages]
        self.trims = [[float(value) for value in page.trimbox] for page in pdf.pages]
        self.parents: list[list[pikepdf.Object]] = [
            [None] * sum(n is not None for (p, _), n in numbers.items() if p == at)  # type: ignore[list-item]
            for at in range(1, len(self.pages) + 1)
        ]
        self.linked: list[pikepdf.Object] = []

    def write(self, document: Node) -> None:
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = self._element(document, root)
        nums: list[pikepdf.Object | int] = []
        for number, (page, parents) in enumerate(zip(self.pages, self.parents, strict=True)):
            page.StructParents, page.Tabs = number, Name.S
            nums += [number, self.pdf.make_indirect(Array(parents))]
        for number, element in enumerate(self.linked, start=len(self.pages)):
            nums += [number, element]
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(nums)))
        root.ParentTreeNextKey = len(self.pages) + len(self.linked)
        self.pdf.Root.StructTreeRoot = root

    def _element(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        element = self.pdf.make_indirect(Dictionary(S=Name(f"/{node.kind}"), P=parent))
        page = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        if page is not None:
            element.Pg = self.pages[page - 1]
        if node.alt:
            element.Alt = String(node.alt)
        if node.title:
            element.T = String(node.title)
        attributes = self._attributes(node)
        if attributes is not None:
            element.A = attributes
        kids = list(self._kids(node, element, page))
        if kids:
            element.K = kids[0] if len(kids) == 1 else Array(kids)
        return element

    def _kids(self, node: Node, element: pikepdf.Object, page: int | None) -> Iterator[pikepdf.Object | int]:
        for kid in node.kids:
            if isinstance(kid, Node):
                yield self._element(kid, element)
            elif isinstance(kid, Mark):
                number = self.numbers[kid.page, kid.mcid]
                if number is None:
                    continue
                self.parents[kid.page - 1][number] = element
                here = kid.page == page
                yield number if here else Dictionary(Type=Name.MCR, Pg=self.pages[kid.page - 1], MCID=number)
            else:
                yield self._reference(kid, element)

    def _reference(self, annot: Annot, element: pikepdf.Object) -> pikepdf.Object:
        page = self.pages[annot[0] - 1]
        link = page.Annots[annot[1]]
        link.StructParent = len(self.pages) + len(self.linked)
        self.linked.append(element)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=link)

    def _attributes(self, node: Node) -> pikepdf.Object | None:
        if node.box is not None:
            box = Array([round(value, 3) for value in rect_of(node.box, self.trims[node.box.page - 1])])
            return Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)
        if node.kind == "TH":
            return Dictionary(O=Name.Table, Scope=Name.Column)
        return Dictionary(O=Name.List, ListNumbering=Name(f"/{node.numbering}")) if node.numbering else None
