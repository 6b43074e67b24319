"""SIDE BOXES: the box of a story in its last column, beside the text or with text under it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_checks import check_break
from layout_issues import SHAPES, Words, article, composed, issue_of, layout
from make_laid import pictures
from test_layout_pages import checked
from validators_kit import Judge

from bulletin.assets.fonts.load import FontSet
from bulletin.editions.identity.meta import Meta
from bulletin.editions.screen import write_screen
from bulletin.geometry import PT_PER_MM
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.pages.frames import BoxFrame, RunFrame
from bulletin.layout.pages.place import CAP_SHARE, Placer
from bulletin.layout.plan.forms import Formed, Rest, forms_of
from bulletin.layout.plan.pages import PagePlanner
from bulletin.layout.plan.planned import Piece
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.story import BoxFloat, Story
from bulletin.preflight.proofs.prove import Expected, prove
from bulletin.preflight.proofs.words import prove_issue

META = Meta(title="Bản tin thử", publisher="UBND phường", issue="Số 1", date=dt.date(2026, 3, 9))
BOX = "- Mang thẻ căn cước\n- Nộp đơn trước ngày 20/11\n- Nhận kết quả sau ba ngày tại bộ phận một cửa\n- Gọi số 1022"
UNDER, BESIDE = (3, 9), (7, 3)
"""Seed and paragraphs of a story that goes on under its box, and of one whose box is as high as its text."""


def _story(seed: int, paragraphs: int, photos: int = 0) -> dict[str, Any]:
    words = Words(seed)
    shots = [words.photo(n, "rong.jpg") for n in range(photos)]
    box = {"title": "Cần nhớ", "body": BOX}
    return article(words, 0, body=words.body(paragraphs), boxes=[box], photos=shots, authors=[{"name": "Hải An"}])


def _spec(side_boxes: bool = True) -> LayoutSpec:
    spec = layout(3)
    return replace(spec, forms=replace(spec.forms, side_boxes=side_boxes))


def _pieces(pages: Composed) -> list[Piece]:
    return [piece for page in pages.planned for piece in page.pieces]


def _measured(fonts: FontSet, folder: Path, seed: int, paragraphs: int, photos: int = 0) -> Story:
    engine = LayoutEngine(_spec(), fonts)
    issue = issue_of(folder, [_story(seed, paragraphs, photos)], ["story"])
    measurer = Measurer(engine.setter, {f"photos/{name}": size for name, size in SHAPES.items()}, {})
    return measurer.story(0, issue.entries[0], 3)


def _formed(story: Story) -> list[Formed]:
    """The forms of a story with its box beside the text."""
    forms = forms_of(ColumnFiller(story, 2), Rest(0), math.inf).values()
    return [formed for formed in forms if formed.filling.aside]


def _check(story: Story, formed: Formed) -> None:
    """No slice and no float is lost, the columns are level, and the box is whole and where its column begins."""
    filling, own = formed.filling, formed.story
    box = filling.aside
    assert box is not None
    assert box.box is story.side_box
    assert box.rows >= box.box.rows
    assert box.column == len(filling.columns) - 1 == story.columns - 1
    assert box.row == filling.body_top
    assert [item for item in own.floats if isinstance(item, BoxFloat)] == []
    assert {id(item) for item in own.floats} | {id(box.box)} == {id(item) for item in story.floats}
    area = filling.rows - filling.body_top - filling.below_rows
    at, next_float = 0, sum(len(placed.band.photos) for placed in filling.bands)
    for number, column in enumerate(filling.columns):
        assert column.start == at
        assert [item for item, _ in column.floats] == list(range(next_float, next_float + len(column.floats)))
        at, next_float = column.end, next_float + len(column.floats)
        rows = sum(rows for _, rows in column.floats) + (own.end_rows if number == filling.closing else 0)
        if column.start < column.end:
            rows += own.cumulative[column.end] - own.cumulative[column.start] - own.slices[column.start].skip
        if column.end < len(own.slices):
            check_break(own, column.end)
        rows += box.rows if number == box.column else 0
        assert rows + column.slack + column.opened == area
    assert (at, next_float) == (len(own.slices), len(own.floats))
    below = area - box.rows
    assert below == 0 if filling.is_boxed else below >= SEARCH.stub_rows


@pytest.mark.parametrize(("made", "boxed"), [(UNDER, False), (BESIDE, True)])
def test_a_box_has_the_last_column_and_is_read_last(
    fonts: FontSet, tmp_path: Path, judge: Judge, made: tuple[int, int], boxed: bool
) -> None:
    """On a page that is made for it; it is the page that was planned, and no word is lost or in another order."""
    issue = issue_of(tmp_path, [_story(*made)], ["story"])
    pages, laid = checked(LayoutEngine(_spec(), fonts), issue)
    (piece,) = _pieces(pages)
    assert piece.filling.aside is not None
    assert piece.filling.is_boxed is boxed
    assert prove_issue(issue, laid.slots) == ()
    pdf = write_screen(laid, pictures(laid, 72), META)
    found = [finding.quote for finding in prove(pdf, laid, Expected(ppi=(60.0, 400.0))) if "tags" in finding.rule.id]
    assert found == []
    roles = [slot.role.split("-")[0] for slot in laid.slots if slot.story]
    read = [role for n, role in enumerate(roles) if n == 0 or roles[n - 1] != role]
    assert read.index("headline") < read.index("body") < read.index("author") < read.index("box")
    judge.assert_good([(pdf, "ua1")])


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 99), st.integers(1, 12), st.integers(0, 3))
def test_beside_a_box_nothing_is_lost_and_columns_are_level(
    fonts: FontSet, tmp_path_factory: pytest.TempPathFactory, seed: int, paragraphs: int, photos: int
) -> None:
    story = _measured(fonts, tmp_path_factory.mktemp("issue"), seed, paragraphs, photos)
    for formed in _formed(story):
        _check(story, formed)


def test_a_box_is_beside_text_under_a_photo(fonts: FontSet, tmp_path: Path) -> None:
    formed = _formed(_measured(fonts, tmp_path, 5, 3, 1))
    assert {one.filling.is_boxed for one in formed if one.filling.bands} == {True}
    formed = _formed(_measured(fonts, tmp_path / "long", 5, 6, 1))
    assert {one.filling.is_boxed for one in formed if one.filling.bands} == {False}


@pytest.mark.parametrize("made", [UNDER, BESIDE])
def test_a_box_is_level_with_the_text_beside_it(fonts: FontSet, tmp_path: Path, made: tuple[int, int]) -> None:
    """Its edge is at the ink of the first line, its foot at that of the last, or apart from the text under it."""
    spec = _spec()
    pages = composed(LayoutEngine(spec, fonts), issue_of(tmp_path, [_story(*made)], ["story"]))
    (frame,) = Placer(spec).page(pages.planned[0]).stories
    (box,) = (item for item in frame.items if isinstance(item, BoxFrame))
    runs = [item.frame for item in frame.items if isinstance(item, RunFrame)]
    foot = box.frame.y + box.frame.h
    assert box.frame.y - min(run.y for run in runs) == pytest.approx(CAP_SHARE * spec.row_mm)
    under = [run.y for run in runs if run.x == pytest.approx(box.frame.x)]
    if under:
        white = (min(under) + CAP_SHARE * spec.row_mm - foot) * PT_PER_MM
        assert white == pytest.approx(spec.spaces.float_gap_pt, abs=0.5)
    else:
        assert foot == pytest.approx(frame.frame.y + frame.frame.h, abs=0.3 * spec.row_mm)


def test_a_layout_may_want_no_side_boxes(fonts: FontSet, tmp_path: Path) -> None:
    issue = issue_of(tmp_path, [_story(*UNDER)], ["story"])
    (piece,) = _pieces(composed(LayoutEngine(_spec(side_boxes=False), fonts), issue))
    assert piece.filling.aside is None
    assert any(isinstance(item, BoxFloat) for item in piece.story.floats)


def test_a_plan_with_a_side_box_is_kept(fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The story of such a plan is another one than was measured, and is found again all the same."""
    issue = issue_of(tmp_path / "issue", [_story(*UNDER)], ["story"])
    first = composed(LayoutEngine(_spec(), fonts, tmp_path / "cache"), issue)
    assert _pieces(first)[0].filling.aside is not None
    monkeypatch.setattr(PagePlanner, "plan", lambda self, beam=0: pytest.fail("planned anew"))
    assert composed(LayoutEngine(_spec(), fonts, tmp_path / "cache"), issue).planned == first.planned
