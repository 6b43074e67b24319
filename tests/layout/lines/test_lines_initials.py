"""Initials are on the grid, the text is even around them, and a reader gets the whole word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from layout_issues import Words, article, composed, issue_of, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.editions.colour.content import _OUR_TAG
from bulletin.editions.tags.line_spaces import _MARKED
from bulletin.fields.layout import Initials
from bulletin.geometry import PT_PER_MM
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.lines.around import fit_around
from bulletin.layout.lines.initials import WIDEST, initial_of
from bulletin.layout.lines.linebreak import Gaps, LineUnit, Looseness, total_fit
from bulletin.layout.lines.setter import SetText
from bulletin.layout.pages.frames import RunFrame, StoryFrame, TextFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.setting.page_setter import SetPages
from bulletin.layout.setting.referee import page_setter, placeholders
from bulletin.layout.spec import load_layout
from bulletin.layout.stories.stream import StreamSetter, breakable
from bulletin.model import Paragraph, Span

GAPS = Gaps(2.2, 1.6)
TEXT = (
    "Chiếc thuyền đầu tiên cập bến lúc hai giờ kém mười. Không có tiếng còi, chỉ có tiếng máy nhỏ dần rồi tắt."
    " Trên bờ, hơn chục người đàn bà đội đèn, đi ủng quá gối, đã xếp rổ thành hàng và chờ giá treo lên bảng."
)


@pytest.fixture(scope="session")
def weekly(fonts: FontSet) -> LayoutEngine:
    return LayoutEngine(load_layout("tuan-tin"), fonts)


def opened(engine: LayoutEngine, text: str) -> SetText:
    return engine.setter.opened((Span(text),), "body", engine.spec.column_mm * PT_PER_MM)


# --- lines around something -------------------------------------------------------------------------------------------

widths = st.lists(st.floats(4, 40), min_size=1, max_size=40)


@given(widths, st.integers(1, 4), st.sampled_from([0.0, 0.02]))
def test_lines_of_equal_measures_are_those_of_a_plain_paragraph(inks: list[float], rows: int, tracking: float) -> None:
    units = [LineUnit(2 * n, 2 * n + 1, ink, letters=5) for n, ink in enumerate(inks)]
    loose = Looseness(9.0, tracking)
    plain = total_fit(units, (60.0, 60.0), GAPS, loose)
    assert fit_around(units, (60.0,) * (rows + 1), GAPS, loose) == plain


@given(widths, st.integers(1, 4), st.floats(41, 59))
def test_each_of_the_first_lines_fills_its_own_measure(inks: list[float], rows: int, narrow: float) -> None:
    units = [LineUnit(2 * n, 2 * n + 1, ink) for n, ink in enumerate(inks)]
    lines = fit_around(units, (*[narrow] * rows, 60.0), GAPS, Looseness(9.0))
    assert [line.start for line in lines] == [0, *(line.end + 1 for line in lines[:-1])]
    assert lines[-1].end == units[-1].end
    for number, line in enumerate(lines[:-1]):
        if line.spaces:
            assert line.natural == pytest.approx(narrow if number < rows else 60.0)
            assert line.gap >= GAPS.least - 1e-6


# --- which letters, and how large -------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["C", "H", "Đ", "O", "Â", "Ấ", "Ổ", "Ư"])
@pytest.mark.parametrize("rows", [2, 3])
def test_an_initial_fills_its_rows_from_capitals_to_baseline(weekly: LayoutEngine, letter: str, rows: int) -> None:
    spec, body, shaper = weekly.spec, weekly.spec.role("body"), weekly.shaper
    spec = replace(spec, initials=replace(spec.initials, rows=rows))
    found = initial_of((Span(f"{letter}n lành"),), body, spec, shaper, 150.0)
    assert found is not None
    top = shaper.ink(letter, found.role)[3]
    wanted = (rows - 1) * spec.row_pt + shaper.ink("H", body)[3]
    assert top == pytest.approx(wanted, rel=0.05)
    assert shaper.baseline(found.role) == pytest.approx((rows - 1) * spec.row_pt + shaper.baseline(body))


@pytest.mark.parametrize(
    "text", ["Quê biển", "Ạnh", "“Chiếc thuyền", "UBND phường", "Ở đây", "35 người", "chiếc", "Աբ", "Ô", ""]
)
def test_what_cannot_be_large_stays_in_its_line(weekly: LayoutEngine, text: str) -> None:
    assert opened(weekly, f"{text} {TEXT}".strip() if text else "").initial is None


def test_a_bold_or_short_paragraph_has_no_initial(weekly: LayoutEngine) -> None:
    width = weekly.spec.column_mm * PT_PER_MM
    assert weekly.setter.opened((Span(TEXT, bold=True),), "body", width).initial is None
    assert opened(weekly, "Chiếc thuyền cập bến.").initial is None
    assert opened(weekly, TEXT).initial is not None


def test_the_words_are_those_of_the_paragraph_and_the_lines_beside_are_narrower(weekly: LayoutEngine) -> None:
    made = opened(weekly, TEXT)
    initial = made.initial
    assert initial is not None
    assert initial.width < WIDEST * made.width_pt
    assert made.words() == TEXT
    assert [line.inset for line in made.lines] == [initial.width] * 3 + [0.0] * (len(made.lines) - 3)
    for line in made.lines[:-1]:
        assert line.inset + line.natural == pytest.approx(made.width_pt, abs=0.1)
    assert weekly.setter.runs(made) == ()


def test_no_column_ends_beside_an_initial_or_right_below_it(weekly: LayoutEngine) -> None:
    stream = StreamSetter(weekly.setter, lambda _: []).stream(
        (Paragraph((Span(TEXT),)), Paragraph((Span(TEXT),))), weekly.spec.column_mm * PT_PER_MM, True
    )
    allowed = breakable(stream.blocks, stream.slices, False)
    assert [block.text.initial is not None for block in stream.blocks] == [True, False]
    assert allowed[:6] == (True, False, False, False, True, True)
    assert allowed[len(stream.blocks[0].text.lines) + 2]


def test_the_referee_sets_a_paragraph_without_its_initial(fonts: FontSet) -> None:
    engine = LayoutEngine(load_layout("tuan-tin"), fonts)
    made = opened(engine, TEXT)
    lines = tuple(TEXT[line.start : line.end] for line in made.lines)
    assert engine.setter.texts_with(lines) == [made]
    assert engine.setter.use_lines(made, lines) == len(lines)
    assert opened(engine, TEXT).initial is None


# --- in the file ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def pages(weekly: LayoutEngine, tmp_path_factory: pytest.TempPathFactory) -> SetPages:
    records = [article(Words(n), n, body=f"{TEXT}\n\n{Words(n).body(3)}") for n in range(3)]
    issue = issue_of(tmp_path_factory.mktemp("so"), records, ["lead", "photo", "story"])
    made = composed(weekly, issue)
    done = page_setter(weekly).set_pages(made.head, made.pages, placeholders(made.pages))
    assert (done.misfits, done.findings, done.words.kept) == ((), (), ())
    return done


def test_only_stories_of_the_named_kinds_have_initials(pages: SetPages) -> None:
    assert len(re.findall(rb"/ActualText", pages.pdf)) == 2


def test_a_reader_gets_the_whole_word(pages: SetPages) -> None:
    document = pdfium.PdfDocument(pages.pdf)
    try:
        words = [word for page in document for word in page.get_textpage().get_text_range().split()]
    finally:
        document.close()
    assert words.count("Chiếc") == 3
    assert "hiếc" not in words


def test_editions_know_the_span_around_the_word(pages: SetPages) -> None:
    """One that keeps no tags drops both ends of it, and the search for a paragraph's words ends behind all of them."""
    streams = re.findall(rb"stream\n(.*?)endstream", pages.pdf, re.DOTALL)
    data = b"".join(page for page in streams if b"/ActualText" in page)
    bare = _OUR_TAG.sub(b"", data)
    assert b"BDC" not in bare
    assert b"EMC" not in bare
    held = [hit[2] for hit in _MARKED.finditer(data) if b"/ActualText" in hit[2]]
    assert len(held) == 2
    assert all(piece.count(b" TJ") > 6 and piece.count(b"BDC") == piece.count(b"EMC") == 1 for piece in held)


def test_a_layout_without_initials_has_no_role_for_them(weekly: LayoutEngine) -> None:
    assert "initial" in weekly.spec.roles
    assert "initial" not in load_layout("ban-tin-a4").roles
    assert load_layout("ban-tin-a4").initials == Initials()


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", [2, 7, 13])
def test_nothing_is_in_an_initial_but_its_own_lines(weekly: LayoutEngine, tmp_path: Path, seed: int) -> None:
    """No photo, quote or next line, on pages of random stories; and what it begins is longer than it is high."""
    records, _ = random_articles(seed, 9)
    records = [{**record, "body": f"{TEXT} {record['id']}.\n\n{record['body']}"} for record in records]
    issue = issue_of(tmp_path, records, ["lead", *["photo", "story"] * 4])
    seen = 0
    for planned in composed(weekly, issue).planned:
        page = Placer(weekly.spec).page(planned)
        for story in page.stories:
            for run, part, y in _opened_parts(story):
                seen += 1
                initial = part.text.initial
                assert initial is not None
                assert part.last - part.first >= initial.rows
                assert len(part.text.lines) > initial.rows
                wide, tall = initial.width / PT_PER_MM, initial.rows * weekly.spec.row_mm
                for other in (item for item in story.items if item is not run):
                    box = other.frame
                    apart = box.x >= part.frame.x + wide or box.x + box.w <= part.frame.x
                    assert apart or box.y >= y + tall - 1e-6 or box.y + box.h <= y + 1e-6, type(other).__name__
    assert seen > 0


def _opened_parts(story: StoryFrame) -> Iterator[tuple[RunFrame, TextFrame, float]]:
    """The paragraphs of a story that begin with an initial, with the run that they are in and their tops."""
    for run in story.items:
        if isinstance(run, RunFrame):
            y = run.frame.y
            for part in run.parts:
                if part.text.initial is not None and part.begins:
                    yield run, part, y
                y += part.frame.h
