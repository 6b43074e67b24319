"""The tags of a finished file, read back: each story one article with all its words, whole paragraphs, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

import pikepdf
from pikepdf import Array, Dictionary

from bulletin.errors import Finding, Place
from bulletin.fields import roles
from bulletin.fields.layout import LINE_FORMS
from bulletin.fields.roles import PAGINATION, kind_of
from bulletin.layout.laid import DrawingSlot, Laid, PhotoSlot, TextSlot
from bulletin.lazy import dataclass
from bulletin.pdf.walk.drawn import PageFacts
from bulletin.preflight.proofs import rules

_LEAVES = frozenset(["P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "LI", "TH", "TD"])
_RUN = frozenset([roles.BODY, roles.SUBHEAD, *(roles.in_form(roles.BODY, form) for form in (roles.LIST, *LINE_FORMS))])
_KINDS = {
    roles.HEADLINE: "H",
    roles.SUBHEAD: "H",
    roles.BOX_TITLE: "H",
    roles.CONTENTS_TITLE: "H",
    roles.BRIEFS_HEAD: "H",
    roles.MASTHEAD_NAME: "H",
    roles.CAPTION: "Caption",
    roles.TABLE_HEAD: "TH",
    roles.TABLE_HEAD_AGAIN: "TH",
    roles.TABLE: "TD",
}
Texts = Mapping[tuple[int, int], str]
"""The words of a marked content sequence by page (from 1) and number."""
Piece = tuple[str, str]
"""The kind of an element (`H` for all headings) and its words, one space apart."""


@dataclass(slots=True)
class _Art:
    """The text elements of an article, or of what is outside of all articles."""

    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class _Tree:
    """What a walk over the tree finds."""

    furniture: _Art = field(default_factory=_Art)
    articles: list[_Art] = field(default_factory=list)
    figures: list[tuple[str, bool]] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)


def texts_of(pages: Mapping[int, PageFacts]) -> Texts:
    """The words of all marked content, from pages that were read."""
    texts: dict[tuple[int, int], str] = {}
    for number, facts in pages.items():
        for run in facts.runs:
            if run.mark is not None:
                texts[number, run.mark] = texts.get((number, run.mark), "") + run.text
    return texts


def prove_tags(pdf: pikepdf.Pdf, language: str, laid: Laid, texts: Texts | None) -> Iterator[Finding]:
    """Tagged, in the right language, with every word in its place.

    Args:
        pdf: the finished file.
        language: of the whole document.
        laid: what was laid out.
        texts: of all pages; None when only some were read, then words are not compared.
    """
    root = pdf.Root
    tree, marked = root.get("/StructTreeRoot"), root.get("/MarkInfo")
    if not isinstance(tree, Dictionary) or not isinstance(marked, Dictionary) or not marked.get("/Marked"):
        yield _fault("StructTreeRoot")
        return
    if str(root.get("/Lang", "")) != language:
        yield _fault(f"Lang {language}")
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield _fault("DisplayDocTitle")
    found = _Reader(pdf, texts or {}).read(tree)
    yield from _figures(found, laid)
    if (found.levels and found.levels[0] != 1) or any(
        b > a + 1 for a, b in zip(found.levels, found.levels[1:], strict=False)
    ):
        yield _fault("H1–H6: " + " ".join(map(str, found.levels[:12])))
    if texts is not None:
        yield from _words(found, laid.slots)


def _figures(found: _Tree, laid: Laid) -> Iterator[Finding]:
    described = Counter(alt for alt, _ in found.figures)
    if described[""]:
        yield _fault("Figure/Alt")
    if not all(placed for _, placed in found.figures):
        yield _fault("Figure/BBox")
    shown: tuple[PhotoSlot | DrawingSlot, ...] = (*laid.photos, *laid.drawings)
    for photo in shown:
        if photo.alt and described[photo.alt] <= 0:
            yield Finding(
                rules.ALT_LOST, Place(page=photo.box.page), photo.alt, {"photo": photo.photo, "words": photo.alt}
            )
        described[photo.alt] -= 1


def _words(found: _Tree, slots: Sequence[TextSlot]) -> Iterator[Finding]:
    """Compare the words under every article with those that were laid out for its story."""
    wanted = _wanted(slots)
    stories = [story for story in wanted if story is not None]
    if len(found.articles) != len(stories):
        yield _fault(f"Art: {len(found.articles)} ≠ {len(stories)}")
        return
    for story, article in zip(stories, found.articles, strict=True):
        shared = [slot.parts for slot in slots if slot.story == story and slot.parts]
        yield from _compared(story, wanted[story], _Art(list(_captions_joined(article.pieces, shared))))
    yield from _compared("–", wanted.get(None, []), found.furniture)


def _captions_joined(pieces: Sequence[Piece], shared: Sequence[tuple[str, ...]]) -> Iterator[Piece]:
    """The pieces of an article, the parts of a caption under several photos as the one that was laid out."""
    wanted = [tuple(("Caption", _spaced(words)) for words in parts) for parts in shared]
    at = 0
    while at < len(pieces):
        found = next((parts for parts in wanted if tuple(pieces[at : at + len(parts)]) == parts), None)
        yield pieces[at] if found is None else ("Caption", " ".join(words for _, words in found))
        at += len(found or (0,))


def _compared(name: str, wanted: list[tuple[str, Piece]], found: _Art) -> Iterator[Finding]:
    planned, have = Counter(piece for _, piece in wanted), Counter(found.pieces)
    for kind, words in [*(planned - have), *(have - planned)][:1]:
        yield _fault(f"{name}: {kind} “{words[:40]}”")
        return
    run = [piece for role, piece in wanted if role in _RUN]
    at = iter(found.pieces)
    for piece in run:
        if not any(other == piece for other in at):
            yield _fault(f"{name}: {piece[0]} “{piece[1][:40]}” ↓")
            return


def _wanted(slots: Sequence[TextSlot]) -> dict[str | None, list[tuple[str, Piece]]]:
    """Role and piece of every element of each story, paragraphs that were cut joined again."""
    wanted: dict[str | None, list[tuple[str, Piece]]] = {}
    open_at: dict[tuple[str | None, str], int] = {}
    open_word: dict[tuple[str | None, str], bool] = {}
    for slot in slots:
        if kind_of(slot.role) in PAGINATION or not slot.text.strip():
            continue
        pieces = wanted.setdefault(slot.story, [])
        key, words = (slot.story, slot.role), _spaced(slot.text)
        if not slot.begins and key in open_at:
            role, (kind, before) = pieces[open_at[key]]
            pieces[open_at[key]] = role, (kind, before + ("" if open_word.get(key) else " ") + words)
        else:
            open_at[key] = len(pieces)
            pieces.append((slot.role, (_kind(slot.role), words)))
        open_word[key] = slot.split
        if slot.ends:
            del open_at[key]
    return wanted


def _kind(role: str) -> str:
    return (
        _KINDS.get(role)
        or _KINDS.get(kind_of(role) if kind_of(role) == roles.HEADLINE else "")
        or ("LI" if roles.is_list(role) else "P")
    )


def _spaced(text: str) -> str:
    """The words with one space between them: a missing space at a line's end makes one word of two."""
    return " ".join(text.split())


def _fault(what: str) -> Finding:
    return Finding(rules.TAGS, quote=what, values={"what": what})


class _Reader:
    """Walks the tree in order; a hostile file must not make it walk for ever."""

    def __init__(self, pdf: pikepdf.Pdf, texts: Texts) -> None:
        self.texts = texts
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        self.tree = _Tree()
        self.seen: set[tuple[int, int]] = set()

    def read(self, root: pikepdf.Object) -> _Tree:
        for kid in _kids(root):
            self._element(kid, self.tree.furniture, "")
        return self.tree

    def _element(self, element: pikepdf.Object | int, art: _Art, parent: str) -> None:
        if not isinstance(element, Dictionary) or "/S" not in element or not self._new(element):
            return
        kind = str(element.S)[1:]
        if kind == "Art":
            art = _Art()
            self.tree.articles.append(art)
        elif kind == "Figure":
            placed = isinstance(element.get("/A"), Dictionary) and "/BBox" in element.A
            self.tree.figures.append((str(element.get("/Alt", "")), placed))
        elif kind in _LEAVES or parent == "Reference":
            heading = kind[0] == "H" and kind[1:].isdigit()
            if heading:
                self.tree.levels.append(int(kind[1:]))
            stray = kind == "Caption" and parent != "Figure"
            name = "H" if heading else "P" if parent == "Reference" else "Caption?" if stray else kind
            words = _spaced("".join(self._texts(element, 0, art)))
            if words:
                art.pieces.append((name, words))
            return
        for kid in _kids(element):
            self._element(kid, art, kind)

    def _texts(self, element: pikepdf.Object, page: int, art: _Art) -> Iterator[str]:
        page = self._page(element, page)
        for kid in _kids(element):
            if isinstance(kid, int):
                yield self.texts.get((page, kid), "")
            elif kid.get("/Type") == "/MCR":
                yield self.texts.get((self._page(kid, page), int(kid.MCID)), "")
            elif kid.get("/S") == "/Figure":
                self._element(kid, art, "")
            elif "/S" in kid and self._new(kid):
                yield from self._texts(kid, page, art)

    def _page(self, item: pikepdf.Object, outer: int) -> int:
        return self.pages.get(item.Pg.objgen, 0) if "/Pg" in item else outer

    def _new(self, element: pikepdf.Object) -> bool:
        if not element.is_indirect:
            return True
        fresh = element.objgen not in self.seen
        self.seen.add(element.objgen)
        return fresh


def _kids(element: pikepdf.Object) -> Iterator[pikepdf.Object | int]:
    kids = element.get("/K")
    yield from kids if isinstance(kids, Array) else () if kids is None else (kids,)
