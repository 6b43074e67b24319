"""PHOTO SHAPES: photos of one and a half columns, over the first columns, beside bands, in rests and in leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from layout_checks import check_frames
from layout_issues import SHAPES, Words, article, issue_of, layout

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.pages.frames import PhotoFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.plan.forms import Formed, Rest, forms_of
from bulletin.layout.plan.judged.photo_groups import photo_spots
from bulletin.layout.plan.planned import Piece, PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.photo_bands import parts_of, places, shapes
from bulletin.layout.stories.story import BandSet, PhotoFloat, Story
from bulletin.model import Issue

COLUMNS = 3
Made = Callable[..., tuple[Story, Issue]]


@pytest.fixture
def made(fonts: FontSet, tmp_path: Path) -> Made:
    """Measures one story with these photos."""

    def measure(
        photos: Sequence[str], paragraphs: int = 5, columns: int = COLUMNS, slot: str = "story", **fields: object
    ) -> tuple[Story, Issue]:
        words = Words(7)
        shots = [words.photo(n, name) for n, name in enumerate(photos, 1)]
        record = article(words, 0, body=words.body(paragraphs), photos=shots, **fields)
        issue = issue_of(tmp_path / f"{len(list(tmp_path.iterdir()))}", [record], [slot])
        engine = LayoutEngine(layout(COLUMNS), fonts)
        measurer = Measurer(engine.setter, {f"photos/{name}": size for name, size in SHAPES.items()}, {})
        return measurer.story(0, issue.entries[0], columns), issue

    return measure


def _every(story: Story, rest: Rest | None = None) -> list[Formed]:
    found = forms_of(ColumnFiller(story, 2), rest or Rest(story.index))
    return [formed for rows, formed in found.items() if rows <= layout(COLUMNS).rows]


def _forced(story: Story, wanted: Callable[[BandSet], bool]) -> list[Formed]:
    """The forms of a story that may have no bands but these, so that no cheaper form hides them."""
    bands = tuple(found for found in story.bands if wanted(found))
    return [formed for formed in _every(replace(story, bands=bands, wides=())) if formed.filling.bands]


def _photos(formed: Formed) -> list[PhotoFrame]:
    page = PlannedPage(2, (Piece(formed.story, formed.filling, 0, 0, False),), (), (), formed.filling.rows, False)
    items = Placer(layout(COLUMNS)).page(page).stories[0].items
    return [item for item in items if isinstance(item, PhotoFrame)]


def _sound(formed: Formed, issue: Issue) -> None:
    """No word is lost, nothing is over another, and columns are even."""
    page = PlannedPage(2, (Piece(formed.story, formed.filling, 0, 0, False),), (), (), formed.filling.rows, False)
    check_frames(Placer(layout(COLUMNS)).page(page), layout(COLUMNS), issue)
    columns = formed.filling.columns
    assert (columns[0].start, columns[-1].end) == (0, len(formed.story.slices))
    assert all(one.end == other.start for one, other in pairwise(columns))
    assert all(column.slack <= 1 for column in columns[:-1])
    printed = sorted(item.item.photo.id for item in _photos(formed))
    assert printed == sorted(photo.id for photo in formed.story.entry.article.photos)


def test_two_photos_share_the_middle_column(made: Made) -> None:
    story, issue = made(["ngang.jpg", "ngang.jpg"])
    found = _forced(story, lambda bands: any(photo.shared for band in bands.every for _, photo in band.photos))
    assert found
    for formed in found:
        _sound(formed, issue)
        left, right = _photos(formed)
        assert left.frame.w == pytest.approx(right.frame.w)
        assert left.frame.h == pytest.approx(right.frame.h)
        assert right.frame.x - left.frame.x - left.frame.w == pytest.approx(layout(COLUMNS).gutter_mm)
        assert left.frame.w + right.frame.w + layout(COLUMNS).gutter_mm == pytest.approx(layout(COLUMNS).text_width_mm)
        assert left.item.columns == right.item.columns == 2


@pytest.mark.parametrize("columns", [2, 3, 4, 5])
def test_the_photos_of_every_band_fill_its_columns(columns: int) -> None:
    spec = layout(columns)
    for shape in shapes(columns):
        assert sum(shape) == parts_of(columns)
        found = places(spec, columns, shape)
        gutters = (len(found) - 1) * spec.gutter_mm
        widths = sum(at.width_pt for at in found) / 72 * 25.4
        assert widths + gutters == pytest.approx(spec.span_mm(columns))
        assert found[-1].column + found[-1].columns == columns


def test_a_portrait_may_be_a_third_beside_a_landscape_of_two_thirds_in_two_columns(made: Made) -> None:
    story, _issue = made(["ngang.jpg", "doc.jpg"], columns=2)
    pairs = [band for found in story.bands for band in found.above if len(band.photos) == 2]
    widths = {tuple(round(photo.width_pt) for _, photo in band.photos) for band in pairs}
    assert any(wide > 1.8 * narrow for wide, narrow in widths)


def test_a_wide_photo_may_be_over_the_first_columns_or_under_them(made: Made) -> None:
    story, issue = made(["ngang.jpg"])
    sides = [found.side for found in story.bands if found.side]
    assert {(side.column, side.low) for side in sides} == {(0, False), (1, False), (0, True)}
    places_seen = set()
    for bands in (found for found in story.bands if found.side and not found.above and not found.below):
        for formed in _forced(story, lambda found, only=bands: found is only):  # type: ignore[misc]
            _sound(formed, issue)
            (photo,) = _photos(formed)
            top = formed.filling.bands[0].row == formed.filling.body_top
            places_seen.add((round(photo.frame.x), top))
            for column in range(COLUMNS):
                taken = formed.filling.over(column) + formed.filling.under(column)
                room = formed.filling.rows - formed.filling.body_top - taken
                assert taken == 0 or room == 0 or room >= SEARCH.stub_rows
    left = round(layout(COLUMNS).left_mm(2, 0))
    assert {(left, True), (left, False)} <= places_seen


def test_photos_at_the_side_have_six_rows_of_text_between_them_and_a_band(made: Made) -> None:
    story, issue = made(["ngang.jpg", "rong.jpg"], paragraphs=8)
    found = [f for f in _forced(story, lambda _: True) if f.filling.side_over and len(f.filling.bands) > 1]
    sides = [bands for bands in story.bands if bands.side and (bands.above or bands.below)]
    assert sides
    for formed in found:
        _sound(formed, issue)
        body = formed.filling.rows - formed.filling.body_top - formed.filling.below_rows
        for column in range(COLUMNS):
            taken = formed.filling.over(column) + formed.filling.under(column)
            assert not taken or body - taken >= SEARCH.stub_rows


def test_two_portraits_may_be_a_strip_over_two_of_three_columns(made: Made) -> None:
    story, issue = made(["doc.jpg", "doc.jpg"])
    strips = [found for found in story.bands if found.side and len(found.side.band.photos) == 2]
    assert strips
    for formed in _forced(story, lambda found: found in strips):
        _sound(formed, issue)
        one, two = _photos(formed)
        assert (one.frame.y, one.frame.h) == pytest.approx((two.frame.y, two.frame.h))


def test_a_photo_without_focus_is_not_cut_further_in_a_band_than_elsewhere(made: Made) -> None:
    story, _issue = made(["vuong.jpg", "rong.jpg"])
    for bands in story.bands:
        for band in bands.every:
            for _, photo in band.photos:
                assert all(cost >= 1 for rows, cost in photo.heights.items() if _loss(photo, rows) > 0.121), photo.file


def _loss(photo: PhotoFloat, rows: int) -> float:
    spec = layout(COLUMNS)
    height = rows * spec.row_pt - photo.caption_pt - spec.spaces.caption_gap_pt - spec.spaces.float_gap_pt
    change = photo.width_pt / height / (photo.size_px[0] / photo.size_px[1])
    return 0.0 if photo.whole else 1 - min(change, 1 / change)


def test_the_rest_of_a_story_may_open_with_a_band(made: Made) -> None:
    story, _issue = made(["ngang.jpg", "ngang.jpg", "ngang.jpg"], paragraphs=14)
    filler = ColumnFiller(story, 2)
    parts = (filler.fill_part(rows) for rows in range(16, 44))
    part = next(part for part in parts if part and part.next_float == 1)
    found = _every(story, Rest(0, part.next_slice, 1))
    assert any(formed.filling.bands for formed in found)
    for formed in found:
        columns = formed.filling.columns
        assert (columns[0].start, columns[-1].end) == (part.next_slice, len(story.slices))
        assert len(_photos(formed)) == 2


def test_a_lead_opens_with_its_first_wide_photo(made: Made) -> None:
    story, issue = made(["doc.jpg", "vuong.jpg", "ngang.jpg"], slot="lead")
    assert story.opening is issue.entries[0].article.photos[2]
    plain, issue = made(["doc.jpg", "ngang.jpg"])
    assert plain.opening is issue.entries[0].article.photos[0]
    for formed in _every(story):
        assert len(_photos(formed)) == 3
    spots = (spot for formed in _every(story) for spot in photo_spots(formed.story, formed.filling))
    assert any(spot.photo.columns > 1 for spot in spots)
