"""Signs hang outside the measure in heads and pull quotes: no word moves, no rule is touched, the proofs know it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flight_kit import HEIGHT, WIDTH, drawn, words
from layout_issues import Words as Invented
from layout_issues import article, composed, issue_of

from bulletin.assets.fonts.load import FontSet
from bulletin.geometry import PT_PER_MM
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.laid import PageBox, TextSlot
from bulletin.layout.lines.hanging import hung
from bulletin.layout.lines.setter import LineSetter
from bulletin.layout.lines.units import Spans
from bulletin.layout.pages.frames import QuoteFrame, TextFrame
from bulletin.layout.pages.html import html_lines, planned_lines
from bulletin.layout.pages.place import RULE_AIR_MM, Placer
from bulletin.layout.spec import layout_names, load_layout
from bulletin.model import Span
from bulletin.preflight.proofs.text import prove_text

TITLE = "“Muốn bơi được, trước hết phải biết nổi”, thầy Khải nói với học trò bên bể bơi"


@pytest.mark.parametrize("em", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_what_hangs_is_the_sign_and_at_most_what_the_role_allows(setter: LineSetter, em: float, align: str) -> None:
    made = setter.set(TITLE, "headline", 200.0)
    role = replace(made.role, hang_em=em, align=align)
    lines = hung(made.lines, Spans(made.inline), role, setter.shaper)
    sign = setter.shaper.word("“", setter.shaper.face(role), role.size_pt)
    assert len(lines) > 1
    assert lines[0].hang_start == (0.0 if align == "right" else pytest.approx(min(sign, em * role.size_pt)))
    assert all(line.hang_start == 0.0 for line in lines[1:])
    for line in lines:
        ends = made.text[line.start : line.end][-1] in "”,"
        assert (line.hang_end > 0) == (ends and align != "left")
        assert line.hang_end <= em * role.size_pt


@pytest.mark.parametrize("name", layout_names())
def test_heads_and_quotes_hang_in_every_layout_and_keep_their_lines(name: str, fonts: FontSet) -> None:
    spec = load_layout(name)
    plain = replace(spec, roles={key: replace(role, hang_em=0.0) for key, role in spec.roles.items()})
    one, other = (LayoutEngine(made, fonts).setter for made in (spec, plain))
    for role in ("headline-story-1", "headline-lead-2", "quote"):
        for text in (TITLE, f"Thầy Khải nói: {TITLE}"):
            width = spec.column_mm * PT_PER_MM
            hanging, still = one.set(text, role, width), other.set(text, role, width)
            assert [(a.start, a.end, a.gap) for a in hanging.lines] == [(b.start, b.end, b.gap) for b in still.lines]
            opens = [text[line.start] == "“" for line in hanging.lines]
            assert [line.hang_start >= 0.25 * hanging.role.size_pt for line in hanging.lines] == opens


def test_between_columns_nothing_hangs_as_far_as_the_rule(engine: LayoutEngine, tmp_path: Path) -> None:
    quotes = [{"text": "Phải biết nổi trước đã.", "by": "Thầy Khải"}]
    records = [article(Invented(n), n, title=TITLE, quotes=quotes, body=Invented(n).body(6)) for n in range(5)]
    spec = engine.spec
    spaces = replace(spec.spaces, hang_max_mm=6.0)
    placer, seen = Placer(replace(spec, spaces=spaces)), 0
    for plan in composed(engine, issue_of(tmp_path, records, ["lead", *["story"] * 4])).planned:
        for story in placer.page(plan).stories:
            pulls = [item.text for item in story.items if isinstance(item, QuoteFrame)]
            for piece in (*story.head, *pulls):
                room = clear_mm(placer, plan.number, piece)
                assert max((line.hang_start for line in planned_lines(piece)), default=0) / PT_PER_MM <= room + 1e-6
                seen += bool(piece.text.lines[0].hang_start)
    assert seen > 5


def clear_mm(placer: Placer, page: int, piece: TextFrame) -> float:
    """From a piece to the middle of the gutter left of it, less the air; in the first column the layout's own limit."""
    spec = placer.spec
    column = round((piece.frame.x - spec.left_mm(page, 0)) // (spec.column_mm + spec.gutter_mm))
    if column == 0:
        return spec.spaces.hang_max_mm
    return piece.frame.x - spec.left_mm(page, column) + spec.gutter_mm / 2 - RULE_AIR_MM


def test_the_page_setter_is_told_the_same(setter: LineSetter) -> None:
    made = setter.set((Span("“Một"),), "quote", 200.0)
    frame = Placer(setter.spec)._stack([made], 20.0, 30.0, 60.0, (3.0, 0.0))[0]
    assert made.lines[0].hang_start > 3.0 == planned_lines(frame)[0].hang_start
    assert "margin-left:-3.000pt" in html_lines(frame)
    assert "margin" not in html_lines(replace(frame, beside_pt=(0.0, 0.0)))


@pytest.mark.parametrize(
    ("text", "left", "wrong"),
    [
        ("“Mot", 18.0, []),
        ("“Mot", 16.0, ["proof.text-outside-slot"]),
        ("Mot", 18.0, ["proof.text-outside-slot"]),
        ("Mot", 20.0, []),
    ],
)
def test_a_sign_may_be_outside_its_box_and_a_letter_may_not(text: str, left: float, wrong: list[str]) -> None:
    page = drawn(words(text.replace("“", "'"), at=(left, 40)))
    slot = TextSlot("bai", "headline", text.replace("“", "'"), PageBox(1, 20, 30, 60, 15), hang_mm=(2.0, 0.0))
    assert [finding.rule.id for finding in prove_text(1, page, [slot], (WIDTH, HEIGHT))] == wrong
