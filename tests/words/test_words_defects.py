"""Seeded defects: whatever goes wrong between the words that were chosen and the file, a proof says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from layout_issues import Words as Sentences
from layout_issues import article, composed, composing, issue_of, layout

from bulletin.assets.fonts.load import FontSet
from bulletin.build.meta import meta_of
from bulletin.editions.screen import write_screen
from bulletin.errors import Finding, ProofError
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.setting import page_setter as module
from bulletin.layout.setting.referee import set_composed
from bulletin.layout.words import insert
from bulletin.layout.words.parts import PagePart
from bulletin.layout.words.runs import DrawnSlot, GlyphRun
from bulletin.layout.words.shaping import Shapers
from bulletin.model import Issue
from bulletin.preflight.proofs.prove import prove

Damage = Callable[[DrawnSlot], DrawnSlot]


@pytest.fixture(scope="session")
def pages(fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> tuple[LayoutEngine, Issue, Composed]:
    source = {"name": "Cổng thông tin phường", "url": "https://doson.example/tin/1"}
    record = article(Sentences(4), 0, source=source, body=f"Một câu **đậm cả câu** rồi thôi.\n\n{Sentences(5).body(3)}")
    engine = LayoutEngine(layout(3), fonts)
    issue = issue_of(tmp_path_factory.mktemp("damaged"), [record], ["story"])
    return engine, issue, composed(engine, issue)


def slot_name(pages: Composed, role: str, lines: int = 1) -> str:
    """The first slot of a role that has so many lines."""
    return next(
        f"{p.number}.{n}"
        for p in pages.pages
        for n, slot in enumerate(p.slots)
        if slot.role == role and len(p.lines[n]) >= lines
    )


def proved(
    pages: tuple[LayoutEngine, Issue, Composed], monkeypatch: pytest.MonkeyPatch, name: str, damage: Damage
) -> set[str]:
    """The rules that say something of a file in which one slot was damaged on its way in."""
    engine, issue, made = pages
    real = insert.complete

    def damaged(bare: bytes, slots: Mapping[str, DrawnSlot], shapers: Shapers) -> PagePart:
        assert name in slots
        return real(bare, {**slots, name: damage(slots[name])}, shapers)

    monkeypatch.setattr(module, "complete", damaged)
    laid = set_composed(engine, made, composing(issue)).laid
    try:
        found: tuple[Finding, ...] = prove(write_screen(laid, {}, meta_of(issue)), laid)
    except ProofError as error:
        found = error.findings
    return {finding.rule.id for finding in found}


def on_run(change: Callable[[GlyphRun], tuple[GlyphRun, ...]], line: int = 0, at: int = 0) -> Damage:
    def damage(slot: DrawnSlot) -> DrawnSlot:
        runs = slot.lines[line].runs
        changed = replace(slot.lines[line], runs=(*runs[:at], *change(runs[at]), *runs[at + 1 :]))
        return replace(slot, lines=(*slot.lines[:line], changed, *slot.lines[line + 1 :]))

    return damage


def without_first_word(run: GlyphRun) -> tuple[GlyphRun, ...]:
    cut = run.texts.index(" ") + 1
    return (
        replace(
            run, x=run.x + sum(run.advances[:cut]), glyphs=run.glyphs[cut:], advances=run.advances[cut:],
            texts=run.texts[cut:], offsets=run.offsets[cut:],
        ),
    )  # fmt: skip


def first_glyph_of_another(run: GlyphRun) -> tuple[GlyphRun, ...]:
    """The first letter has the shape of one further on, and still says its own."""
    other = next(glyph for glyph, text in zip(run.glyphs, run.texts, strict=True) if text not in (run.texts[0], " "))
    return (replace(run, glyphs=(other, *run.glyphs[1:])),)


def in_italics(run: GlyphRun) -> tuple[GlyphRun, ...]:
    return (replace(run, style=replace(run.style, style="italic")),)


def not_bold(run: GlyphRun) -> tuple[GlyphRun, ...]:
    return (replace(run, style=replace(run.style, weight=400)),)


BODY = {
    "nothing": (lambda slot: slot, set()),
    "a word lost": (on_run(without_first_word), {"proof.text-lost"}),
    "a word twice": (on_run(lambda run: (run, run)), {"proof.text-extra"}),
    "a line lost": (lambda slot: replace(slot, lines=slot.lines[:-1]), {"proof.text-lost"}),
    "two lines changed": (lambda slot: replace(slot, lines=slot.lines[::-1]), {"proof.text-order"}),
    "wrong glyph": (on_run(first_glyph_of_another), {"proof.glyph-other"}),
    "wrong face": (on_run(in_italics), {"proof.face-other"}),
    "bold lost": (on_run(not_bold, at=1), {"proof.face-other"}),
    "a line out of its frame": (on_run(lambda run: (replace(run, x=run.x + 60),), 1), {"proof.text-outside-slot"}),
}  # fmt: skip


@pytest.mark.parametrize("what", BODY)
def test_a_damaged_paragraph_is_found(
    pages: tuple[LayoutEngine, Issue, Composed], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    damage, wanted = BODY[what]
    found = proved(pages, monkeypatch, slot_name(pages[2], "body", 3 if "line" in what else 1), damage)
    assert wanted <= found if wanted else not found


def test_a_link_off_its_word_is_found(
    pages: tuple[LayoutEngine, Issue, Composed], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = insert._rectangles
    monkeypatch.setattr(
        insert, "_rectangles", lambda slot, part: [(a + 40, b, c + 40, d) for a, b, c, d in real(slot, part)]
    )
    assert proved(pages, monkeypatch, slot_name(pages[2], "address"), lambda slot: slot) == {"proof.link-off"}


def test_a_link_lost_is_found(pages: tuple[LayoutEngine, Issue, Composed], monkeypatch: pytest.MonkeyPatch) -> None:
    name = slot_name(pages[2], "address")
    plain = proved(pages, monkeypatch, name, lambda slot: replace(slot, links=(None,) * len(slot.links)))
    assert plain <= {"proof.link-lost"}  # the code beside it leads there too


def test_words_in_the_place_of_another_slot_are_found(
    pages: tuple[LayoutEngine, Issue, Composed], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The element says which slot it prints; a place with another number is no place of this slot."""
    real = insert.marker
    other = slot_name(pages[2], "body")
    monkeypatch.setattr(
        "bulletin.layout.setting.bare_pages.marker", lambda name: real("9.9" if name == other else name)
    )
    with pytest.raises(insert.UnplacedError, match=r"9\.9"):
        proved(pages, monkeypatch, other, lambda slot: slot)


def test_the_judge_takes_ligatures_and_pages_as_they_are(tmp_path: Path, fonts: FontSet) -> None:
    """A clean file of every kind of slot has none of the new findings."""
    engine = LayoutEngine(layout(2), fonts)
    record = article(
        Sentences(8), 0, body="- Việc một ffi fl\n- Việc **hai**\n\n| Ngày | Việc |\n| --- | --: |\n| 20/11 | Họp |"
    )
    issue = issue_of(tmp_path, [record], ["story"])
    laid = set_composed(engine, composed(engine, issue), composing(issue)).laid
    assert laid.words.kept == ()
    assert prove(write_screen(laid, {}, meta_of(issue)), laid) == ()
