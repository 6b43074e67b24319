"""Lines: where each glyph is, where a line ends, and what fine typography does to it."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.layout.engine import LayoutEngine
from bulletin.layout.lines.linebreak import Line
from bulletin.layout.words.content import ShownFont, parts_of
from bulletin.layout.words.lines import PX_PER_PT, WordSetter
from bulletin.layout.words.pieces import UndrawnError, WordPiece, check_characters, lines_of_pieces, pieces_of
from bulletin.layout.words.plan import AS_IT_COMES, PlannedLine, planned_line
from bulletin.layout.words.runs import (
    Alignment,
    DrawnLine,
    DrawnSlot,
    GlyphRun,
    InkStyle,
    LinkTarget,
    MarkBox,
    SlotStyle,
)
from bulletin.layout.words.shaping import Shapers

TEXT = "Tổ dân phố số 7 góp được 35 suất quà"


@pytest.fixture(scope="session")
def ink(engine: LayoutEngine) -> InkStyle:
    role = engine.spec.role("body")
    face = engine.shaper.face(role)
    return InkStyle(face.family, face.weight, face.style, 12.0, (0.1, 0.1, 0.1), 16.0, 12.0)


def style(ink: InkStyle, align: Alignment = "left", **changes: object) -> SlotStyle:
    plain = SlotStyle(ink, {}, {}, {}, align, 0.0, 0.0, True, True, "vi")
    return replace(plain, **changes)  # type: ignore[arg-type]


def one_line(
    shapers: Shapers, slot: SlotStyle, plan: PlannedLine = AS_IT_COMES, width: float = 400.0, text: str = TEXT
) -> DrawnLine:
    return WordSetter(shapers).slot("1.0", slot, [[WordPiece(text)]], [plan], width).lines[0]


@pytest.mark.parametrize("width", [230.0, 260.0, 300.5])
def test_a_justified_line_ends_at_its_measure(shapers: Shapers, ink: InkStyle, width: float) -> None:
    line = one_line(shapers, style(ink, "justify"), width=width)
    assert line.right == pytest.approx(width, abs=1e-6)


def pen_end(slot: DrawnSlot, shapers: Shapers) -> float:
    """Where a viewer's pen is behind the last glyph, from the operators alone."""
    import re

    run = slot.lines[0].runs[0]
    shaper = shapers.of(run.style.face)

    def width(glyph: int) -> float:
        return round(shaper.advance(glyph) * 1000 / shaper.upem, 4)

    content = b"".join(data for _, data in parts_of(slot, lambda r: [(ShownFont("T0", width), 0, len(r.glyphs))]))
    size = float(re.search(rb"/T0 (\S+) Tf", content)[1])  # type: ignore[index]
    x = float(re.search(rb"1 0 0 -1 (\S+) ", content)[1])  # type: ignore[index]
    for code, back in re.findall(rb"<([0-9a-f]+)>|(-?[\d.]+)(?=[<\]])", content):
        if back:
            x -= float(back) * size / 1000
        for at in range(0, len(code), 4):
            x += width(int(code[at : at + 4], 16)) * size / 1000
    return x


@given(width=st.floats(240, 420), size=st.sampled_from([8.0, 12.666667, 19.0, 53.3]))
def test_rounding_never_adds_up_along_a_line(shapers: Shapers, ink: InkStyle, width: float, size: float) -> None:
    """A viewer ends each justified line within 0.02 pt of its measure."""
    width *= size / 12
    slot = style(replace(ink, size=size), "justify")
    drawn = WordSetter(shapers).slot("1.0", slot, [[WordPiece(TEXT)]], [AS_IT_COMES], width)
    assert pen_end(drawn, shapers) == pytest.approx(width, abs=0.02 * PX_PER_PT)


def test_a_line_wider_than_its_measure_is_not_ours_unless_it_never_wraps(shapers: Shapers, ink: InkStyle) -> None:
    with pytest.raises(UndrawnError, match="wider"):
        one_line(shapers, style(ink), width=50)
    assert one_line(shapers, style(ink, wraps=False), width=50).left == 0


@pytest.mark.parametrize(("align", "left"), [("left", 0.0), ("right", 1.0), ("center", 0.5)])
def test_ragged_lines_are_where_their_alignment_puts_them(
    shapers: Shapers, ink: InkStyle, align: Alignment, left: float
) -> None:
    line = one_line(shapers, style(ink, align))
    assert line.left == pytest.approx((400 - (line.right - line.left)) * left)


def test_the_last_line_of_a_justified_paragraph_keeps_its_gap(shapers: Shapers, ink: InkStyle) -> None:
    natural = one_line(shapers, style(ink))
    rest = planned_line(Line(0, len(TEXT), 150.0, 8, 3.0), "justify", 300.0, True).rest
    assert rest == pytest.approx(300 - 150 - 24)
    line = one_line(shapers, style(ink, "justify"), PlannedLine(rest=rest))
    assert line.right == pytest.approx(400 - rest * PX_PER_PT)
    assert planned_line(Line(0, 9, 150.0, 8, 3.0), "justify", 300.0, False).rest == 0
    assert natural.right != pytest.approx(line.right)


def test_tracking_is_behind_every_glyph_but_the_last(shapers: Shapers, ink: InkStyle) -> None:
    apart = one_line(shapers, style(ink, word_spacing=1e-9))
    tracked = one_line(shapers, style(ink), PlannedLine(tracking=0.75))
    assert tracked.right - apart.right == pytest.approx(len(TEXT) - 1, abs=1e-6)
    filled = one_line(shapers, style(ink, "justify"), PlannedLine(tracking=0.2))
    assert filled.right == pytest.approx(400)


def test_spaces_of_a_ragged_line_shrink(shapers: Shapers, ink: InkStyle) -> None:
    plain = one_line(shapers, style(ink, word_spacing=1e-9))
    shrunk = one_line(shapers, style(ink), PlannedLine(shrink=0.3))
    assert plain.right - shrunk.right == pytest.approx(TEXT.count(" ") * 0.3 * PX_PER_PT, abs=1e-6)


def test_punctuation_hangs_outside_the_measure(shapers: Shapers, ink: InkStyle) -> None:
    line = one_line(shapers, style(ink, "justify"), PlannedLine(hang_start=1.5, hang_end=3.0))
    assert (line.left, line.right) == (pytest.approx(-2.0), pytest.approx(404.0))


def test_indent_and_inset_are_before_the_first_line(shapers: Shapers, ink: InkStyle) -> None:
    setter = WordSetter(shapers)
    lines = [[WordPiece("một hai")], [WordPiece("ba bốn")]]
    drawn = setter.slot("1.0", style(ink, indent=10.0), lines, [PlannedLine(inset=3.0), AS_IT_COMES], 300)
    assert [line.left for line in drawn.lines] == [pytest.approx(14.0), 0.0]
    assert [(line.top, line.baseline) for line in drawn.lines] == [(0, 12), (16, 28)]


def test_a_mark_is_a_box_beside_the_words_and_a_part_of_its_own(shapers: Shapers, ink: InkStyle) -> None:
    slot = style(ink, inner={"span.mark": ink}, marks={"span.mark": MarkBox(14.0, -14.0, 0.0)})
    drawn = WordSetter(shapers).slot("1.0", slot, [[WordPiece("•", "span.mark"), WordPiece("một")]], [], 300)
    mark, words = drawn.lines[0].runs
    assert (mark.x, words.x, mark.part, words.part) == (-14.0, 0.0, 0, 1)
    assert drawn.text(drawn.lines[0]) == "một"


def test_a_link_over_two_lines_is_one_part(shapers: Shapers, ink: InkStyle) -> None:
    target = LinkTarget(False, "https://a.example/")
    slot = style(ink, inner={"a": ink}, links={"https://a.example/": target})
    lines = [
        [WordPiece("xem "), WordPiece("một", "a", "https://a.example/")],
        [WordPiece("hai", "a", "https://a.example/")],
    ]
    drawn = WordSetter(shapers).slot("1.0", slot, lines, [], 300)
    assert drawn.links == (None, target)
    assert [run.part for line in drawn.lines for run in line.runs] == [0, 1, 1]


def test_a_face_with_another_baseline_makes_its_line_higher(shapers: Shapers, ink: InkStyle) -> None:
    low = replace(ink, baseline=14.0)
    slot = style(ink, inner={"b": low})
    lines = [[WordPiece("một "), WordPiece("hai", "b")], [WordPiece("ba")]]
    assert WordSetter(shapers).height(slot, lines) == 18 + 16


def test_an_offset_moves_one_glyph_and_none_behind_it(ink: InkStyle) -> None:
    run = GlyphRun(ink, 0.0, (1, 2, 3), (6.0, 6.0, 6.0), ("a", "b", "c"), ((0, 0), (1.2, 3.0), (0, 0)))
    slot = DrawnSlot("1.0", (DrawnLine(0, 16, 12, (run,)),))
    ((_, content),) = parts_of(slot, lambda r: [(ShownFont("T0", lambda _: 500.0), 0, 3)])
    shown = content.split(b"Tf\n")[1].split(b"ET")[0].split(b"\n")
    assert shown == [b"[<0001>] TJ", b"3 Ts", b"[-100<0002>] TJ", b"0 Ts", b"[100<0003>] TJ", b""]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>một  hai\n ba </p>", [["một hai"], ["ba"]]),
        ("<p>một <b> hai</b></p>", [["một ", "hai"]]),
        ("<p><b>một </b> hai</p>", [["một ", "hai"]]),
        ('<p><span class="mark">• </span>hai</p>', [["•", "hai"]]),
        ('<p>một<span style="padding-right:3.20pt"></span></p>', [["một"]]),
        ("<p>một <b>\n</b>hai</p>", [["một"], ["hai"]]),
    ],
)
def test_white_space_is_collapsed_as_css_does_it(html: str, wanted: list[list[str]]) -> None:
    lines = lines_of_pieces(pieces_of(ElementTree.fromstring(html)), True, {"span.mark"})
    assert [[piece.text for piece in line] for line in lines] == wanted


@pytest.mark.parametrize("sign", ["\u00a0", "\u200b", "\u2060", "\u05d0", "\u0627", "\u00ad", "\ue000"])
def test_signs_whose_place_is_more_than_an_advance_are_left_to_the_page_setter(sign: str) -> None:
    with pytest.raises(UndrawnError, match=f"U\\+{ord(sign):04X}"):
        check_characters(f"một{sign}hai")
    check_characters("Đường Vọng Hải – “ế” 30 m²…")
