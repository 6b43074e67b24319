"""Pages set one by one become one file: one tag tree, one outline, links between pages, one subset of each face."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin.layout.words.fonts import FileFonts
from bulletin.layout.words.insert import raw_bytes
from bulletin.layout.words.parts import Bookmark, FaceKey, PagePart
from bulletin.layout.words.shaping import Shapers
from bulletin.lazy import dataclass

_OURS = frozenset(("/Type", "/Pages", "/StructTreeRoot", "/Outlines", "/Names"))
"""Entries of the catalogue that are made anew; what a part has beside them is taken over."""
_SAID_ONCE = frozenset(("/Lang", "/MarkInfo", "/ViewerPreferences"))


@dataclass(frozen=True, slots=True)
class JoinedPages:
    """The raw file, and the names of places that links lead to and that it lacks."""

    pdf: bytes
    missing: tuple[str, ...] = ()


def join(parts: Sequence[PagePart], shapers: Shapers) -> JoinedPages:
    """The pages of all parts in their order; the same parts give the same bytes.

    Args:
        parts: as they were set or kept.
        shapers: the faces that their fonts are cut from.
    """
    with ExitStack() as opened, pikepdf.new() as pdf:
        sources = [opened.enter_context(pikepdf.open(io.BytesIO(part.pdf))) for part in parts]
        joiner = _Joiner(pdf, shapers)
        for part, source in zip(parts, sources, strict=True):
            joiner.add(part, source)
        joiner.finish()
        missing = [name for part in parts for name in part.targets if name not in joiner.places]
        return JoinedPages(raw_bytes(pdf), tuple(dict.fromkeys(missing)))


class _Joiner:
    """The file in the making."""

    def __init__(self, pdf: pikepdf.Pdf, shapers: Shapers) -> None:
        self.pdf = pdf
        self.fonts = FileFonts(shapers)
        self.places: dict[str, pikepdf.Object] = {}
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root))
        self._kids: list[pikepdf.Object] = []
        self._marks: list[pikepdf.Object] = []
        self._linked: list[tuple[pikepdf.Object, pikepdf.Object]] = []
        self._asked: list[tuple[pikepdf.Object, str, tuple[FaceKey, int]]] = []
        self._bookmarks: list[Bookmark] = []

    def add(self, part: PagePart, source: pikepdf.Pdf) -> None:
        """Add the pages of a part behind those that are there."""
        first = len(self.pdf.pages)
        for page in source.pages:
            self.pdf.pages.append(page)
        pages: list[pikepdf.Object] = [self.pdf.pages[number].obj for number in range(first, len(self.pdf.pages))]
        self._tags(pages, source)
        self._places(part, pages, source)
        self._others(source)
        if part.fonts:
            fonts = pages[0].Resources.Font  # all pages of a part share it
            self._asked += [(fonts, f"/{font.name}", self.fonts.add(font)) for font in part.fonts]
        self._bookmarks += [
            Bookmark(first + b.page, b.level, b.title, b.x, b.y, b.closed) for b in part.bookmarks
        ]  # fmt: skip

    def _tags(self, pages: list[pikepdf.Object], source: pikepdf.Pdf) -> None:
        tree = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        for element in tree.K[0].K:
            element.P = self._document
            self._kids.append(element)
        nums = tree.ParentTree.Nums
        behind = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
        for number, page in enumerate(pages):
            page.StructParents = len(self._marks)
            self._marks.append(behind[number])
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    self._linked.append((annotation, behind[int(annotation.StructParent)]))

    def _places(self, part: PagePart, pages: list[pikepdf.Object], source: pikepdf.Pdf) -> None:
        """Names of places; of two with one name the first counts."""
        numbers = {page.obj.objgen: number for number, page in enumerate(source.pages)}
        dests = source.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
        for at in range(0, len(dests), 2):
            name, place = str(dests[at]), list(dests[at + 1])
            if name not in part.strangers and name not in self.places:
                self.places[name] = Array([pages[numbers[place[0].objgen]], *place[1:]])

    def _others(self, source: pikepdf.Pdf) -> None:
        """Take over what else a catalogue has, so that the checks see it."""
        found = dict(source.Root.items())
        names = found.get("/Names", Dictionary())
        for key in found.keys() - _OURS:
            if key not in self.pdf.Root or key not in _SAID_ONCE:
                self.pdf.Root[key] = self._copied(found[key], source)
        for key in set(names.keys()) - {"/Dests"}:
            if "/Names" not in self.pdf.Root:
                self.pdf.Root.Names = Dictionary()
            self.pdf.Root.Names[key] = self._copied(names[key], source)

    def _copied(self, value: object, source: pikepdf.Pdf) -> object:
        if not isinstance(value, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)):
            return value
        return self.pdf.copy_foreign(value if value.is_indirect else source.make_indirect(value))

    def finish(self) -> None:
        """Write what is of the whole file."""
        written = self.fonts.write(self.pdf)
        for fonts, name, font in self._asked:
            fonts[name] = written[font]
        nums: list[pikepdf.Object | int] = []
        for number, elements in enumerate(self._marks):
            nums += [number, elements]
        for number, (annotation, element) in enumerate(self._linked, start=len(self._marks)):
            annotation.StructParent = number
            nums += [number, element]
        self._document.K = Array(self._kids)
        self._root.K = Array([self._document])
        self._root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(nums)))
        self.pdf.Root.StructTreeRoot = self._root
        if self.places:
            named = sorted((bytes(String(name)), String(name), place) for name, place in self.places.items())
            if "/Names" not in self.pdf.Root:
                self.pdf.Root.Names = Dictionary()
            self.pdf.Root.Names.Dests = Dictionary(Names=Array([item for _, *pair in named for item in pair]))
        if self._bookmarks:
            self.pdf.Root.Outlines = _outline(self.pdf, self._bookmarks)


class _Entry:
    """A bookmark in the tree; the root has none."""

    def __init__(self, bookmark: Bookmark | None = None) -> None:
        self.bookmark = bookmark
        self.kids: list[_Entry] = []


def _outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> pikepdf.Object:
    """The bookmarks as a tree; a level that is left out is no step in it."""
    branch = [_Entry()]
    for bookmark, depth in zip(bookmarks, _depths(bookmarks), strict=True):
        del branch[depth:]
        branch[-1].kids.append(_Entry(bookmark))
        branch.append(branch[-1].kids[-1])
    root = pdf.make_indirect(Dictionary())
    root.Count = _write_below(pdf, branch[0], root)
    return root


def _write_below(pdf: pikepdf.Pdf, entry: _Entry, parent: pikepdf.Object) -> int:
    """Write the entries below one; returns how many of them a reader sees when that one is open."""
    items: list[pikepdf.Object] = []
    seen = len(entry.kids)
    for kid in entry.kids:
        assert kid.bookmark is not None
        page = pdf.pages[kid.bookmark.page].obj
        place = Array([page, Name.XYZ, kid.bookmark.x, kid.bookmark.y, 0])
        item = pdf.make_indirect(Dictionary(Title=String(kid.bookmark.title), Dest=place, Parent=parent))
        below = _write_below(pdf, kid, item)
        item.Count = -below if kid.bookmark.closed else below
        seen += 0 if kid.bookmark.closed else below
        if items:
            item.Prev, items[-1].Next = items[-1], item
        items.append(item)
    if items:
        parent.First, parent.Last = items[0], items[-1]
    return seen


def _depths(bookmarks: Sequence[Bookmark]) -> Iterator[int]:
    """How deep each bookmark is in the tree, from 1."""
    left_out: list[int] = []
    before = 0
    for bookmark in bookmarks:
        level = bookmark.level
        if level > before:
            left_out.append(level - before - 1)
        else:
            at = level
            while at < before:
                at += 1 + left_out.pop()
            if at > before:
                left_out.append(at - before - 1)
        before = level
        yield len(left_out)
