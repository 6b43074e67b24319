"""Composed pages become `Laid`: the page setter is asked, its lines are compared, misfits are refereed.

A paragraph whose lines come out otherwise than planned is set by WeasyPrint alone, its own lines are taken into the
plan, and the issue is composed again; a second misfit is an error.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from bulletin.assets.placeholder import placeholder
from bulletin.errors import BulletinError, Finding, InputError, Place
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.laid import Laid
from bulletin.layout.pages.compose import ComposedPage
from bulletin.layout.pages.html import placeholder_name, referee_html
from bulletin.layout.setting.composing import Composing
from bulletin.layout.setting.kept import KeptSetter
from bulletin.layout.setting.own_layout import explained, failed
from bulletin.layout.setting.result import LINES_DIFFER, Misfit, SetPages
from bulletin.lazy import dataclass

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class RefereedPages:
    """The pages as they were set, the composed pages that they were set from, and the findings on the setting."""

    laid: Laid
    composed: Composed
    findings: tuple[Finding, ...]


def set_composed(
    engine: LayoutEngine,
    composed: Composed,
    composing: Composing | None,
    only: tuple[ComposedPage, ...] | None = None,
) -> RefereedPages:
    """Set the pages once and compare; refereed paragraphs cost another round.

    Args:
        engine: the layout, whose setter remembers refereed paragraphs.
        composed: the pages.
        composing: what the pages were composed from, to compose them again after the referee's decision; None for a
            preview, whose misfits are reported and not refereed.
        only: the pages that are wanted, with `set_together` all or none; without it all.
    """
    engine.use_grid(composed.fit.fit if composed.fit else None)
    setter = page_setter(engine)
    refereed = 0
    for _ in range(ROUNDS):
        result = _pages_set(engine, setter, composed, only)
        if not result.misfits or composing is None:
            break
        if not engine.setter.has_texts:
            composing.compose(engine)  # the plan came from another process; the referee needs the texts here
        found = _referee(engine, setter, composed, result.misfits)
        if not found:
            break
        refereed += found
        engine.forget_stories()
        composed = composing.compose(engine)
    findings = (*result.findings, *_misfit_findings(result))
    if engine.spec.files.own:
        findings = tuple(explained(engine.spec.files, engine.composer.style_offset, finding) for finding in findings)
    shown = composed if only is None else replace(composed, pages=only)
    return RefereedPages(laid_from(engine, shown, result, refereed), composed, findings)


def _pages_set(
    engine: LayoutEngine, setter: KeptSetter, composed: Composed, only: tuple[ComposedPage, ...] | None
) -> SetPages:
    """The pages as the page setter sets them.

    Raises:
        InputError: it fails on what an office's own layout asks for; with a shipped layout a failure is a bug.
    """
    try:
        pages = composed.pages if only is None else only
        partial = len(pages) < len(composed.pages)
        return setter.set_pages(composed.head, pages, placeholders(composed.pages), partial)
    except (BulletinError, MemoryError):
        raise
    except Exception as error:
        if not engine.spec.files.own:
            raise
        raise InputError([failed(engine.spec.files, error)]) from error


def pays_apart(engine: LayoutEngine, composed: Composed) -> bool:
    """Whether so many pages must be set that a second process does well to set the last ones."""
    return page_setter(engine).pays_apart(composed.head, composed.pages, placeholders(composed.pages))


def set_from_the_end(engine: LayoutEngine, composed: Composed) -> None:
    """Set and keep the last pages in a second process, beside one that does `set_composed` with the same pages."""
    with closing(page_setter(engine)) as setter:
        setter.set_from_the_end(composed.head, composed.pages, placeholders(composed.pages))


def page_setter(engine: LayoutEngine) -> KeptSetter:
    """The engine's page setter behind the cache."""
    if engine.page_setter is None:
        engine.page_setter = KeptSetter(engine.fonts, engine.faces, engine.cache)
    return engine.page_setter


def placeholders(pages: tuple[ComposedPage, ...]) -> dict[str, bytes]:
    """A picture of one pixel for every frame, whose comment segment says for which; drawings as they are."""
    photos = {
        placeholder_name(slot.story, slot.photo): placeholder(slot.marker) for page in pages for slot in page.photos
    }
    return photos | {slot.address: slot.svg for page in pages for slot in page.drawings}


def laid_from(engine: LayoutEngine, composed: Composed, result: SetPages, refereed: int) -> Laid:
    """What the proofs compare the finished file with."""
    spec, pages = engine.spec, composed.pages
    return Laid(
        pdf=result.pdf, page_count=len(pages), trim_mm=spec.trim_mm, bleed_mm=spec.bleed_mm,
        slots=tuple(s for p in pages for s in p.slots), photos=tuple(s for p in pages for s in p.photos),
        qr_codes=tuple(s for p in pages for s in p.qr_codes),
        fonts={face.pdf_name: face.name for face in engine.fonts.faces},
        links=tuple(dict.fromkeys(url for p in pages for url in p.links)),
        outline=tuple((title, n) for n, p in enumerate(pages, 1) for title in p.outline),
        lines=replace(composed.lines, refereed=refereed), drawings=tuple(s for p in pages for s in p.drawings),
        words=result.words,
    )  # fmt: skip


def _referee(engine: LayoutEngine, setter: KeptSetter, composed: Composed, misfits: tuple[Misfit, ...]) -> int:
    """Let WeasyPrint break the paragraphs that came out otherwise; returns how many lines were learnt."""
    texts = {}
    for misfit in misfits:
        for text in engine.setter.texts_with(misfit.planned):
            texts[id(text)] = text
    todo = list(texts.values())
    lines = setter.natural_lines(composed.head, [(referee_html(t), t.width_pt) for t in todo])
    return sum(engine.setter.use_lines(text, found) for text, found in zip(todo, lines, strict=True))


def _misfit_findings(result: SetPages) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            LINES_DIFFER,
            Place(page=m.page),
            " / ".join(m.planned)[:200],
            {"page": str(m.page), "wanted": " / ".join(m.planned)[:120], "got": " / ".join(m.set)[:120]},
        )
        for m in result.misfits
    )
