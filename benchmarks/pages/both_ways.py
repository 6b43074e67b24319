"""Pages set twice: by the page setter alone, and with the words drawn by us. Letters are read by PDFium."""

from __future__ import annotations

import ctypes
import re
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from benchmarks.pages.generate import write_issue
from benchmarks.pages.opened import open_issue
from bulletin.build.run import BuildRun
from bulletin.build.stages import compose
from bulletin.errors import BulletinError
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.pages.compose import ComposedPage
from bulletin.layout.setting.referee import page_setter, placeholders
from bulletin.layout.setting.result import SetPages

NEAR_PT = 0.5
"""WeasyPrint sets a space that is alone between two faces narrower than the others, and such a line ends too early."""

_ACTUAL_TEXT = re.compile(rb"/ActualText<\w+>")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter on its page, and where its pen is, pt from the bottom left corner."""

    page: int
    text: str
    x: float
    y: float


def letters(pdf: bytes) -> list[Letter]:
    """All letters of a file in the order of its content; spaces left out.

    PDFium shares the room of a word with an `ActualText` out among its letters, so it is not shown any.
    """
    found: list[Letter] = []
    document = pdfium.PdfDocument(_ACTUAL_TEXT.sub(lambda hit: b" " * len(hit[0]), pdf))
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            x, y = ctypes.c_double(), ctypes.c_double()
            for at in range(text.count_chars()):
                sign = chr(raw.FPDFText_GetUnicode(text.raw, at) or 0x20)
                if not sign.isspace() and raw.FPDFText_IsGenerated(text.raw, at) != 1:
                    raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
                    found.append(Letter(number + 1, sign, x.value, y.value))
            text.close()
            page.close()
    finally:
        document.close()
    return found


def set_both_ways(engine: LayoutEngine, composed: Composed) -> tuple[SetPages, SetPages]:
    """The same pages with the words drawn by us, and with all of them set by WeasyPrint, which spaces no letters."""
    setter = page_setter(engine).setter
    pages = tuple(map(_untracked, composed.pages))
    done = []
    for ours in (True, False):
        setter.draws_words = ours
        done.append(setter.set_pages(composed.head, pages, placeholders(pages)))
    setter.draws_words = True
    return done[0], done[1]


def _untracked(page: ComposedPage) -> ComposedPage:
    """A page whose lines have no letter-spacing."""
    planned = tuple(tuple(replace(line, tracking=0.0) for line in lines) for lines in page.planned)
    return replace(page, planned=planned)


def farthest(ours: Sequence[Letter], theirs: Sequence[Letter]) -> tuple[float, str]:
    """How far apart the same letters are at most (pt), with the words around; the letters must be the same."""
    assert [(a.page, a.text) for a in ours] == [(b.page, b.text) for b in theirs]
    worst, where = 0.0, 0
    for at, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        gap = max(abs(a.x - b.x), abs(a.y - b.y))
        if gap > worst:
            worst, where = gap, at
    return worst, "".join(a.text for a in ours[max(0, where - 20) : where + 20])


# --- random issues ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetTwice:
    """A random issue set both ways.

    `drawn` and `kept` count slots, `gap_pt` is how far apart the same letters are at most. `why` says what differs, or
    why nothing was set.
    """

    seed: int
    layout: str
    pages: int = 0
    letters: int = 0
    drawn: int = 0
    kept: int = 0
    gap_pt: float = 0.0
    why: str = ""


@contextmanager
def exact_kerning() -> Iterator[None]:
    """WeasyPrint cuts every kerning to a thousandth of the size; inside of the block it does not."""
    import weasyprint.draw.text as drawing

    drawing.int = lambda value: round(value, 3)
    try:
        yield
    finally:
        del drawing.int


def set_twice(wanted: tuple[int, str], work: Path) -> SetTwice:
    """Write the issue of a seed, set it in a layout both ways and compare words, lines and places."""
    seed, layout = wanted
    folder = work / f"twice-{seed:03d}-{layout}"
    write_issue(folder, seed)
    try:
        with exact_kerning():
            return _compared(wanted, folder, work / "cache")
    except BulletinError as error:
        return SetTwice(seed, layout, why=", ".join(sorted({finding.rule.id for finding in error.findings})))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _compared(wanted: tuple[int, str], folder: Path, cache: Path) -> SetTwice:
    run = BuildRun(cache)
    opened = open_issue(run, folder, wanted[1])
    pages = compose(run, opened.engine, opened.issue, opened.seen)
    ours, theirs = set_both_ways(opened.engine, pages)
    page_setter(opened.engine).close()
    mine, others = letters(ours.pdf), letters(theirs.pdf)
    done = SetTwice(*wanted, len(pages.pages), len(mine), ours.words.drawn, len(ours.words.kept))
    if ours.misfits or theirs.misfits:
        return replace(done, why=f"lines differ: {[*ours.misfits, *theirs.misfits][0]}")
    if [(a.page, a.text) for a in mine] != [(b.page, b.text) for b in others]:
        return replace(done, why="other letters, or in another order")
    gap, where = farthest(mine, others)
    return replace(done, gap_pt=gap, why=f"{gap:.2f} pt apart: {where}" if gap >= NEAR_PT else "")


def set_all_twice(wanted: Sequence[tuple[int, str]], work: Path, jobs: int) -> Iterator[SetTwice]:
    """Several random issues, in their order."""
    work.mkdir(parents=True, exist_ok=True)
    if jobs == 1:
        yield from map(partial(set_twice, work=work), wanted)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(set_twice, work=work), wanted)
