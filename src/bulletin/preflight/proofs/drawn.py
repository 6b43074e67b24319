"""Words that we drew, read back: each in its face, each glyph the letter that it says, each link on its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

import pikepdf
from pikepdf import Array, Dictionary

from bulletin.errors import Finding, Place
from bulletin.geometry import PT_PER_MM, Rect
from bulletin.layout.laid import FaceWords, TextSlot
from bulletin.lazy import dataclass
from bulletin.pdf.text.cmaps import letters_of
from bulletin.pdf.text.fonts import FontUses, descendant_of, program_of
from bulletin.pdf.text.tounicode import plain
from bulletin.pdf.walk.drawn import PageFacts, Run
from bulletin.preflight.proofs import rules
from bulletin.preflight.proofs.fonts import SUBSET, name_letters

_NEAR_MM = 0.4
"""A link is as high as its type, and its words are measured by their capitals."""


def prove_faces(
    page: int, facts: PageFacts, slots: Sequence[TextSlot], faces: Mapping[str, FaceWords]
) -> Iterator[Finding]:
    """The first slot of a page whose words are in another face than the one that their style asks for.

    Args:
        page: its number from 1.
        facts: what the page shows; its words are known to be those of the slots.
        slots: of the page, in the order of the file.
        faces: for slots that we drew, by page and number: what each face shows, in order.
    """
    runs = iter([run for run in facts.runs if run.text.strip()])
    for number, slot in enumerate(slots):
        found = list(_faces(runs, len("".join(slot.text.split()))))
        wanted = faces.get(f"{page}.{number}")
        if wanted is not None and found != [(name_letters(face), words) for face, words in wanted]:
            box = slot.box.x, slot.box.y, slot.box.width, slot.box.height
            values = {"page": str(page), "words": slot.text[:80]}
            yield Finding(rules.FACE_OTHER, Place(page=page, box_mm=box), slot.text[:80], values)
            return


def _faces(runs: Iterator[Run], length: int) -> Iterator[tuple[str, str]]:
    """The next runs until so many letters are read: what follows one another in one face, as one."""
    last, words = "", ""
    while length > 0:
        run = next(runs, None)
        if run is None:
            break
        letters = "".join(run.text.split())
        length -= len(letters)
        tagged = SUBSET.fullmatch(run.font)
        face = name_letters(tagged.group(1) if tagged else run.font)
        if words and face != last:
            yield last, words
            words = ""
        last, words = face, words + letters
    if words:
        yield last, words


def prove_glyphs(fonts: FontUses) -> Iterator[Finding]:
    """Glyphs that the font itself knows as other letters than the file says."""
    for font in fonts.fonts.values():
        program = program_of(descendant_of(font.dictionary)) if font.wide else None
        known = letters_of(program) if program else {}
        wrong = sorted(font.text[code] for code in font.used if code in known and _other(font.text[code], known[code]))
        if wrong:
            letters = "".join(wrong)
            yield Finding(rules.GLYPH_OTHER, quote=letters, values={"font": font.name, "letters": letters})


def _other(text: str, letters: frozenset[str]) -> bool:
    return len(text) == 1 and plain(text) not in {plain(letter) for letter in letters}


@dataclass(slots=True)
class _Link:
    """A link: its annotations by page, and the marks of its words."""

    boxes: list[tuple[int, Rect]] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


def prove_link_places(pdf: pikepdf.Pdf, pages: Mapping[int, PageFacts]) -> Iterator[Finding]:
    """Words of a link that none of its annotations covers, in a tagged file.

    Args:
        pdf: the finished file.
        pages: all its pages, read.
    """
    runs: dict[tuple[int, int], list[Run]] = {}
    for number, facts in pages.items():
        for run in facts.runs:
            if run.mark is not None and run.text.strip():
                runs.setdefault((number, run.mark), []).append(run)
    for link in _links(pdf):
        for mark in link.marks:
            for run in runs.get(mark, ()):
                if not any(page == mark[0] and _shows(box, run.box) for page, box in link.boxes):
                    words = run.text.strip()[:80]
                    yield Finding(rules.LINK_OFF, Place(page=mark[0]), words, {"page": str(mark[0]), "words": words})
                    return


def _links(pdf: pikepdf.Pdf) -> Iterator[_Link]:
    """The links of the tag tree that hold words."""
    tree = pdf.Root.get("/StructTreeRoot")
    if not isinstance(tree, Dictionary):
        return
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    trims = {number: [float(value) for value in page.trimbox] for number, page in enumerate(pdf.pages, start=1)}
    seen: set[tuple[int, int]] = set()
    stack = [tree]
    while stack:
        element = stack.pop()
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        kids = element.get("/K")
        listed = list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]
        stack += [kid for kid in listed if isinstance(kid, Dictionary) and "/S" in kid]
        if element.get("/S") == "/Link":
            yield _read(element, listed, pages, trims)


def _read(
    element: pikepdf.Object, kids: Sequence[pikepdf.Object | int], pages: Mapping[tuple[int, int], int],
    trims: Mapping[int, list[float]],
) -> _Link:  # fmt: skip
    link = _Link()
    for kid in kids:
        holder = element if isinstance(kid, int) or "/Pg" not in kid else kid
        page = pages.get(holder.Pg.objgen, 0) if "/Pg" in holder else 0
        if isinstance(kid, int):
            link.marks.append((page, kid))
        elif kid.get("/Type") == "/MCR":
            link.marks.append((page, int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR" and page in trims and "/Rect" in kid.Obj:
            left, low, right, high = (float(value) for value in kid.Obj.Rect)
            trim = trims[page]
            across = sorted(((left - trim[0]) / PT_PER_MM, (right - trim[0]) / PT_PER_MM))
            down = sorted(((trim[3] - high) / PT_PER_MM, (trim[3] - low) / PT_PER_MM))
            link.boxes.append((page, (across[0], down[0], across[1], down[1])))
    return link


def _shows(box: Rect, words: Rect) -> bool:
    """Whether words are inside a box, but for what is not to be seen."""
    return (
        box[0] - _NEAR_MM <= words[0] and words[2] <= box[2] + _NEAR_MM
        and box[1] - _NEAR_MM <= words[1] and words[3] <= box[3] + _NEAR_MM
    )  # fmt: skip
