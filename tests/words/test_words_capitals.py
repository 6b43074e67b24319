"""Abbreviations in capitals: which they are, how wide they are measured, and that nothing but their size changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from benchmarks.pages.both_ways import letters, set_both_ways
from hypothesis import given
from hypothesis import strategies as st
from layout_issues import Words as Invented
from layout_issues import article, composed, issue_of

from bulletin.assets.fonts.load import FontSet
from bulletin.fields.layout import Role
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.lines.units import Spans, UnitCutter
from bulletin.layout.spec import load_layout
from bulletin.model import Span
from bulletin.text.vietnamese.capitals import abbreviations, parted


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("Chủ tịch UBND, HĐND phường", ["UBND", "HĐND"]),
        ("(UBND) “THCS” TP.HCM UBND-HĐND THCS&THPT", ["UBND", "THCS", "TP", "HCM", "UBND", "HĐND", "THCS", "THPT"]),
        ("Nghị quyết số 28-NQ/TU, 126/2025/QH15, 12/KH-UBND", []),
        ("quý I, quý II, khóa XIV, thế kỷ XX", []),
        ("TS. Lan ở Hải Phòng, ông A, WiFi, COVID-19, A@EXAMPLE", ["TS"]),
        ("ĐẢNG BỘ", ["ĐẢNG", "BỘ"]),
        ("", []),
    ],
)
def test_abbreviations_are_capitals_that_are_no_part_of_a_number(text: str, small: list[str]) -> None:
    assert [text[start:end] for start, end in abbreviations(text)] == small


@given(st.text(st.sampled_from("aUBĐ .-/1(I"), max_size=24), st.data())
def test_the_pieces_of_a_text_are_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pieces = list(parted(text, start, end))
    assert "".join(text[a:b] for a, b, _ in pieces) == text[start:end]
    whole = {at for first, last in abbreviations(text) for at in range(first, last)}
    assert all({at in whole for at in range(a, b)} == {small} for a, b, small in pieces)
    if start < end:
        assert Spans((Span(text),)).abbreviated(start, end) == any(small for _, _, small in pieces)


def test_an_abbreviation_is_measured_at_its_own_size(engine: LayoutEngine) -> None:
    cutter, role = UnitCutter(engine.shaper), replace(engine.spec.role("body"), capitals=0.94)
    plain = replace(role, capitals=1.0)

    def width(text: str, role: Role) -> float:
        return cutter.ink(Spans((Span(text),)), role, 0, len(text))

    small = width("(", plain) + 0.94 * width("UBND", plain) + width(").", plain)
    assert width("(UBND).", role) == pytest.approx(small)
    assert width("12/KH-UBND", role) == width("12/KH-UBND", plain)
    assert width("phường", role) == width("phường", plain)


BODY = (
    "Chủ tịch UBND phường và **HĐND** phường họp với Trường THCS, Trường THPT và MTTQ về việc của *UBMTTQ* (UBND)."
    " Nghị quyết số 28-NQ/TU giao UBND, HĐND, MTTQ cùng các trường THCS lo việc này trong quý II."
)


def test_only_the_size_of_abbreviations_changes(fonts: FontSet, tmp_path: Path) -> None:
    """The words that any program reads are the same, in the same order, and lines are on the grid whoever sets them."""
    records = [article(Invented(n), n, body=f"{BODY}\n\n{Invented(n).body(2)}\n\n{BODY}") for n in range(3)]
    issue = issue_of(tmp_path, records, ["story"] * 3)
    read = {}
    for size in (1.0, 0.94):
        spec = load_layout("tuan-tin")
        roles = {**spec.roles, "body": replace(spec.role("body"), capitals=size)}
        engine = LayoutEngine(replace(spec, roles=roles), fonts)
        ours, theirs = set_both_ways(engine, composed(engine, issue))
        assert (ours.misfits, theirs.misfits, ours.words.kept) == ((), (), ())
        read[size] = [letter.text for letter in letters(ours.pdf)], words(ours.pdf), baselines(ours.pdf, spec.row_pt)
    assert read[1.0][:2] == read[0.94][:2]
    assert {"UBND", "HĐND", "(UBND)."} <= set(read[0.94][1])
    assert read[1.0][2] == read[0.94][2]


def words(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [word for page in document for word in page.get_textpage().get_text_range().split()]
    finally:
        document.close()


def baselines(pdf: bytes, row_pt: float) -> set[float]:
    """Where the lines with an abbreviation are between two rows of the grid, pt."""
    every = letters(pdf)
    found = {round(a.y % row_pt, 1) for a, b, c in zip(every, every[1:], every[2:], strict=False)
             if a.text + b.text + c.text in ("UBN", "HĐN", "THC")}  # fmt: skip
    assert found
    return found
