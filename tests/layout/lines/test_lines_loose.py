"""Loose lines: numbers that may be parted, ties that give way, planned letter-spacing, paragraphs set ragged."""

from __future__ import annotations

from pathlib import Path

import pytest
from formal_kit import FormalWriter
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_issues import composing, issue_of

from bulletin.geometry import PT_PER_MM
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.lines.linebreak import Gaps, Line, LineUnit, Looseness, total_fit
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.layout.setting.referee import set_composed
from bulletin.text.glue import number_breaks

MOST = {2: 190, 3: 20, 5: 0}
"""Of 1,000 justified lines those that have gaps wider than so many natural ones."""
GAPS = Gaps(2.2, 1.6)


def natural(setter: LineSetter) -> float:
    role = setter.spec.role("body")
    return setter.shaper.space(setter.shaper.face(role), role.size_pt)


def column(setter: LineSetter, text: str) -> SetText:
    role = setter.spec.role("body")
    return setter.set(text, "body", setter.spec.column_mm * PT_PER_MM, indent_pt=role.indent_em * role.size_pt)


def words_of(text: SetText) -> list[str]:
    return [text.text[line.start : line.end] for line in text.lines]


def test_loose_lines_of_the_weekly_are_few(setter: LineSetter) -> None:
    writer, space = FormalWriter(5), natural(setter)
    texts = [column(setter, writer.paragraph()) for _ in range(400)]
    gaps = [line.gap / space for text in texts for line in text.lines[:-1] if line.spaces and not line.ragged]
    assert len(gaps) > 4000
    for times, most in MOST.items():
        assert sum(gap > times for gap in gaps) * 1000 / len(gaps) <= most, times
    ragged = sum(any(line.ragged for line in text.lines) for text in texts)
    assert ragged <= 0.1 * len(texts), "raggedness is the last resort"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("48/2026/TT-BVHTTDL", "48/ 2026/ TT-BVHTTDL"),
        ("(48/2026/TT-BVHTTDL),", "(48/ 2026/ TT-BVHTTDL),"),
        ("126/2025/QH15", "126/ 2025/ QH15"),
        ("09-HD/BTGDVTW", "09-HD/ BTGDVTW"),
        ("12345-KH/TU", "12345-KH/TU"),  # the last two letters do not go on alone
        ("12/KH-UBND", "12/KH-UBND"),  # ten characters are not many
        ("18/11/2026", "18/11/2026"),
        ("phuong.binhhai.example/tin-tuc/moi", "phuong.binhhai.example/ tin-tuc/ moi"),
        ("https://binhhai.example/tin", "https://binhhai.example/ tin"),
        ("nghị", "nghị"),
        ("và/hoặc", "và/hoặc"),
    ],
)
def test_where_a_long_number_may_be_parted(word: str, parts: str) -> None:
    at, found = 0, []
    for point in (*number_breaks(word), len(word)):
        found.append(word[at:point])
        at = point
    assert " ".join(found) == parts


def test_a_soft_tie_gives_way_only_to_a_hole(setter: LineSetter) -> None:
    """`ngày | 22/5/2026` is parted where the line before it would else be torn, and kept wherever it fits."""
    writer = FormalWriter(8)
    texts = [column(setter, writer.paragraph()) for _ in range(200)]
    parted = sum(line.endswith(" ngày") for text in texts for line in words_of(text))
    kept = sum(" ngày " in line for text in texts for line in words_of(text))
    assert parted <= 0.2 * kept


@given(
    st.lists(st.tuples(st.floats(3, 60), st.integers(0, 2)), min_size=1, max_size=40),
    st.floats(70, 160),
    st.sampled_from([0.0, 0.02]),
    st.sampled_from([3.0, 5.0]),
)
@settings(max_examples=200, deadline=None)
def test_spaced_lines_fill_the_measure_and_lose_no_unit(
    rows: list[tuple[float, int]], width: float, tracking: float, ragged: float
) -> None:
    units, at = list[LineUnit](), 0
    for ink, price in rows:
        letters = max(1, int(ink / 5))
        units.append(LineUnit(at, at + letters, ink, price=price * 1e6, letters=letters))
        at += letters + 1
    loose = Looseness(9.0, tracking, ragged)
    lines = total_fit(units, (width, width), GAPS, loose)
    assert [line.start for line in lines] == sorted({line.start for line in lines})
    assert lines[0].start == 0
    assert lines[-1].end == units[-1].end
    assert sum(line.end - line.start - line.spaces for line in lines) == sum(unit.letters for unit in units)
    for line in lines[:-1]:
        check(line, width, loose)


def check(line: Line, width: float, loose: Looseness) -> None:
    assert 0 <= line.tracking <= loose.tracking_em * loose.size_pt + 1e-9
    if line.ragged:
        assert line.gap == GAPS.natural
        assert not line.tracking
    elif line.spaces:
        assert line.natural == pytest.approx(width)
        assert line.gap <= loose.ragged_from * GAPS.natural + 1e-9
        if line.gap > 1.6 * GAPS.natural and loose.tracking_em:
            assert line.tracking == pytest.approx(loose.tracking_em * loose.size_pt), (
                "letters are spaced before gaps grow"
            )


def test_spaced_and_ragged_lines_are_set_as_planned(tmp_path: Path, engine: LayoutEngine) -> None:
    writer = FormalWriter(5)
    body = "\n\n".join(writer.paragraph() for _ in range(30))
    issue = issue_of(tmp_path, [{"id": "bai", "title": "Chuyện phường", "body": body}], ["story"])
    made = composing(issue).compose(engine)
    lines = [
        line for page in made.planned for piece in page.pieces for b in piece.story.blocks for line in b.text.lines
    ]
    assert any(line.tracking for line in lines)
    assert any(line.ragged for line in lines)
    done = set_composed(engine, made, composing(issue))
    assert not done.findings
    assert done.composed is made
