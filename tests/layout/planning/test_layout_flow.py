"""Pages of one column: paragraphs in a line more or fewer, and what a page of a book may end with."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.flow.bands import blank
from bulletin.layout.lines.linebreak import Gaps, LineUnit, total_fit
from bulletin.layout.lines.runs import LEAST_LAST, WIDEST_GAP, breaks_by_count
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.spec import load_layout

GAPS = Gaps(2.5, 1.9)
WIDTHS = (150.0, 160.0)
SHORT = 0.2  # of the measure
TEXT = "ai ra bến sớm thì có cá to mà ăn " * 50


def _units(widths: list[float]) -> list[LineUnit]:
    return [LineUnit(n * 5, n * 5 + 4, width) for n, width in enumerate(widths)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(8, 40), min_size=1, max_size=80))
def test_every_number_of_lines_keeps_its_gaps_and_all_units(widths: list[float]) -> None:
    units = _units(widths)
    for count, (_, breaks) in breaks_by_count(units, WIDTHS, GAPS).items():
        assert len(breaks) == count
        assert breaks[-1] == len(units)
        for n, (first, end) in enumerate(zip((0, *breaks), breaks, strict=False)):
            ink, gaps, width = sum(widths[first:end]), end - first - 1, WIDTHS[1 if n else 0]
            assert first < end
            assert ink + gaps * GAPS.least <= width + 1e-5
            if end < len(units):
                assert ink + gaps * GAPS.natural * WIDEST_GAP >= width - 1e-5
            else:
                assert ink + gaps * GAPS.natural >= LEAST_LAST * width - 1e-5


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(8, 24), min_size=20, max_size=60))
@example([8.0] * 4 + [11.0] + [24.0] * 3 + [8.0] * 6 + [24.0] * 3 + [23.0] + [8.0] * 2)
@example([8.0] * 6 + [14.0, 24.0, 24.0, 23.0] + [8.0] * 5 + [22.0, 24.0, 24.0] + [8.0] * 2)
def test_the_cheapest_of_all_numbers_is_that_of_the_total_fit(widths: list[float]) -> None:
    """Where no line is too loose for the search, and its last line not short, which has a price in one of them only."""
    units = _units(widths)
    best = total_fit(units, WIDTHS, GAPS)
    loosest = max((line.gap for line in best if line.spaces), default=0.0)
    tail = best[-1].width + best[-1].spaces * GAPS.natural
    # A last line has the measure of the first only when it is the first.
    if tail < SHORT * WIDTHS[1 if len(best) > 1 else 0]:
        return
    if loosest > WIDEST_GAP * GAPS.natural or any(not line.spaces for line in best):
        return
    found = breaks_by_count(units, WIDTHS, GAPS)
    breaks = min(found.values())[1]
    last = units[breaks[-2] if len(breaks) > 1 else 0 :]
    if sum(unit.width for unit in last) + (len(last) - 1) * GAPS.natural < SHORT * WIDTHS[1 if len(breaks) > 1 else 0]:
        return
    # Equal demerits in another number of lines are as good.
    demerits, same = found[len(best)]
    assert demerits == min(found.values())[0]
    assert [units[end - 1].end for end in same] == [line.end for line in best]


@pytest.fixture
def setter(fonts: FontSet) -> LineSetter:
    return LineSetter(load_layout("so-tay"), Shaper(fonts))


def _with_runs(setter: LineSetter) -> SetText:
    """A long paragraph of short words that may have another number of lines: some have, not each."""
    words = TEXT.split()
    texts = (setter.set(" ".join(words[:count]) + ".", "body", 270.0) for count in range(120, len(words), 2))
    return next(text for text in texts if setter.runs(text))


def test_a_long_paragraph_has_a_run_in_another_number_of_lines(setter: LineSetter) -> None:
    text = _with_runs(setter)
    runs = setter.runs(text)
    for run in runs:
        assert len(run.text.lines) == len(text.lines) + run.more != len(text.lines)
        assert run.text.words() == text.words()
    assert setter.runs(text) is runs


def test_no_run_where_the_referee_has_set_the_paragraph(setter: LineSetter) -> None:
    text = _with_runs(setter)
    lines = [text.text[line.start : line.end] for line in text.lines]
    assert setter.use_lines(text, lines) == len(lines)
    assert setter.runs(setter.set(text.inline, "body", 270.0)) == ()


def test_four_blank_rows_are_much_worse_than_two() -> None:
    assert blank(0) == 0
    assert blank(4) > 2.5 * blank(2)
