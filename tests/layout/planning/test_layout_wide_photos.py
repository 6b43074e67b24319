"""WIDE PHOTOS: a second photo over several columns: under the first columns, under the text, at the head of a rest."""

from __future__ import annotations

import pytest
from layout_checks import check_frames
from layout_issues import SHAPES, Words, article, issue_of, layout

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.pages.frames import EndFrame, PhotoFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.plan.forms import Formed, Rest, forms_of
from bulletin.layout.plan.planned import Piece, PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.story import Story
from bulletin.model import Issue

COLUMNS = 3


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Issue:
    """Stories of 4 to 14 paragraphs with two or three landscape photos."""
    words = Words(7)
    records = [
        article(
            words, n, body=words.body(4 + n % 11), authors=["Minh Khuê"], source={"name": "Cổng phường", "url": "https://cong.example/bai"},
            photos=[words.photo(k + 1, "rong.jpg") for k in range(2 + n % 2)],
        )
        for n in range(16)
    ]  # fmt: skip
    return issue_of(tmp_path_factory.mktemp("issue"), records, ["story"] * len(records))


@pytest.fixture(scope="module")
def stories(fonts: FontSet, issue: Issue) -> list[Story]:
    engine = LayoutEngine(layout(COLUMNS), fonts)
    sizes = {f"photos/{name}": size for name, size in SHAPES.items()}
    measurer = Measurer(engine.setter, sizes, {"https://cong.example/bai": 16.0})
    return [measurer.story(i, entry, COLUMNS) for i, entry in enumerate(issue.entries)]


def _filler(story: Story) -> ColumnFiller:
    return ColumnFiller(story, 2)


def _formed(stories: list[Story]) -> list[Formed]:
    found = [formed for story in stories for formed in forms_of(_filler(story), Rest(story.index)).values()]
    assert found
    return [formed for formed in found if formed.filling.rows <= layout(COLUMNS).rows]


def _photos(formed: Formed) -> list[PhotoFrame]:
    return [item for item in _placed(formed) if isinstance(item, PhotoFrame)]


def _placed(formed: Formed) -> tuple[object, ...]:
    page = PlannedPage(2, (Piece(formed.story, formed.filling, 0, 0, False),), (), (), formed.filling.rows, False)
    return Placer(layout(COLUMNS)).page(page).stories[0].items


def test_every_form_prints_each_photo_once_and_nothing_over_another(stories: list[Story], issue: Issue) -> None:
    for formed in _formed(stories):
        page = PlannedPage(2, (Piece(formed.story, formed.filling, 0, 0, False),), (), (), formed.filling.rows, False)
        check_frames(Placer(layout(COLUMNS)).page(page), layout(COLUMNS), issue)
        printed = sorted(item.item.photo.id for item in _photos(formed))
        assert printed == sorted(photo.id for photo in formed.story.entry.article.photos)


def test_two_wide_photos_are_above_the_last_and_under_the_first_columns(stories: list[Story]) -> None:
    found = [formed for formed in _formed(stories) if formed.filling.low]
    assert found
    for formed in found:
        high, low = sorted(_photos(formed), key=lambda item: item.frame.y)[:: len(_photos(formed)) - 1]
        assert high.frame.x > low.frame.x
        assert high.item.columns == low.item.columns == COLUMNS - 1


def test_photos_under_the_text_are_read_before_the_end_of_the_story(stories: list[Story]) -> None:
    found = [formed for formed in _formed(stories) if formed.filling.below_rows]
    assert found
    for formed in found:
        items = _placed(formed)
        below = formed.filling.bands[-1]
        assert below.row + below.rows == formed.filling.rows
        assert isinstance(items[-1], EndFrame)
        assert isinstance(items[-2], PhotoFrame)


def test_columns_at_a_wide_photo_have_room_for_six_rows_or_none(stories: list[Story]) -> None:
    tried = 0
    for formed in _formed(stories):
        filling = formed.filling
        for column in range(COLUMNS):
            high = filling.wide_rows if filling.wide and column >= COLUMNS - filling.wide.columns else 0
            low = filling.low_rows if filling.low and column < filling.low.columns else 0
            if high or low:
                room = filling.rows - filling.body_top - filling.below_rows - high - low
                assert room == 0 or room >= SEARCH.stub_rows
                tried += 1
    assert tried


def test_the_rest_of_a_story_may_open_with_a_wide_photo(stories: list[Story]) -> None:
    opened = 0
    for story in stories:
        filler = _filler(story)
        part = next((part for rows in range(20, 40) if (part := filler.fill_part(rows)) and part.next_float == 1), None)
        if part is None or len(story.floats) < 2:
            continue
        rests = filler.all_heights(part.next_slice, part.next_float)
        opened += any(rest.wide and rest.wide.photo is not story.opening for rest in rests.values())
    assert opened
