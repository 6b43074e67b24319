"""Pieces of a text that are remembered for many measures are those that each measure gives by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.layout.lines.setter import LineSetter
from bulletin.layout.lines.units import UnitCutter
from bulletin.model import Span

WORDS = st.sampled_from([
    "phường", "Bến", "Vọng", "ngày", "18", "tháng", "11", "năm", "2026", "và", "Trần", "Thị", "B.", "5", "km", "–",
    "1234/QĐ-UBND-VP-2026/LS-TC", "https://benvong.example/tin/chuyen-muc/0123456789-abcdefghij", "nghiêngghêmngh" * 6,
])  # fmt: skip
MEASURES = st.lists(st.one_of(st.floats(15, 300), st.sampled_from([40.0, 80.0, 160.0])), min_size=2, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join), st.sampled_from(["body", "headline-major"]), MEASURES)
@settings(max_examples=120, deadline=None)
def test_what_is_remembered_is_what_the_measure_gives(
    setter: LineSetter, text: str, role_name: str, measures: list[float]
) -> None:
    inline, role, cutter = (Span(text),), setter.spec.role(role_name), UnitCutter(setter.shaper)
    for measure in measures:
        assert list(cutter.units(inline, role, measure)) == list(UnitCutter(setter.shaper).units(inline, role, measure))
    widest = max(unit.width for measure in measures for unit in cutter.units(inline, role, measure))
    assert cutter.units(inline, role, widest + 999.0) is cutter.units(inline, role, widest + 2000.0)
