"""PHOTO GROUPS: no photo is right under another, and one of a group leads, or they are a strip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layout_checks import check_frames
from layout_issues import SHAPES, Words, article, issue_of, layout

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.pages.frames import PhotoFrame, RunFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.forms import Cut, Formed, Rest, cuts_at, forms_of
from bulletin.layout.plan.judged.photo_groups import is_grouped_well, photo_spots, piles_among
from bulletin.layout.plan.planned import Piece, PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.piles import last_at_foot, piled
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.photo_bands import shapes
from bulletin.layout.stories.story import Story
from bulletin.model import Issue

COLUMNS = 3
Made = Callable[..., tuple[Story, Issue]]


@pytest.fixture
def made(fonts: FontSet, tmp_path: Path) -> Made:
    """Measures one story with these photos."""
    engine = LayoutEngine(layout(COLUMNS), fonts)

    def measure(photos: Sequence[str], paragraphs: int, columns: int) -> tuple[Story, Issue]:
        words = Words(7)
        shots = [words.photo(n, name) for n, name in enumerate(photos, 1)]
        record = article(words, 0, body=words.body(paragraphs), photos=shots)
        issue = issue_of(tmp_path / f"{len(list(tmp_path.iterdir()))}", [record], ["story"])
        measurer = Measurer(engine.setter, {f"photos/{name}": size for name, size in SHAPES.items()}, {})
        return measurer.story(0, issue.entries[0], columns), issue

    return measure


def _every(story: Story) -> list[Formed]:
    return list(forms_of(ColumnFiller(story, 2), Rest(story.index)).values())


def _page(formed: Formed) -> PlannedPage:
    return PlannedPage(2, (Piece(formed.story, formed.filling, 0, 0, False),), (), (), formed.filling.rows, False)


def _rows_between(formed: Formed) -> list[int]:
    """Rows of text between each photo and those above it in the same columns."""
    spec = layout(COLUMNS)
    items = Placer(spec).page(_page(formed)).stories[0].items
    photos = [item.frame for item in items if isinstance(item, PhotoFrame)]
    runs = [item.frame for item in items if isinstance(item, RunFrame)]
    found = []
    for upper, lower in permutations(photos, 2):
        left, right = max(upper.x, lower.x), min(upper.x + upper.w, lower.x + lower.w)
        if lower.y > upper.y and right > left:
            text = [r for r in runs if upper.y < r.y < lower.y and r.x < right and left < r.x + r.w]
            found.append(round(min((r.h for r in text), default=0) / spec.row_mm))
    return found


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("photos", [("ngang.jpg", "doc.jpg"), ("doc.jpg", "doc.jpg", "ngang.jpg"), ("vuong.jpg",) * 4])
def test_photos_of_a_story_have_text_between_them(made: Made, photos: Sequence[str], columns: int) -> None:
    """In all forms of a story with text enough for it; nothing is printed over anything else."""
    story, issue = made(photos, 14, columns)
    forms = _every(story)
    assert forms
    for formed in forms:
        check_frames(Placer(layout(COLUMNS)).page(_page(formed)), layout(COLUMNS), issue)
        assert all(rows >= SEARCH.apart_text for rows in _rows_between(formed))


def test_a_photo_goes_under_the_text_of_its_column(made: Made) -> None:
    """Two photos in the first of two columns: in some form one is above the text and one under it."""
    story, _ = made(["doc.jpg"] * 3, 14, 2)
    assert any(_rows_between(formed) for formed in _every(story))


def test_photos_are_piled_where_there_is_no_other_way(made: Made) -> None:
    """Two photos in a story of one column that ends in it: dear, but printed."""
    story, _ = made(["ngang.jpg", "doc.jpg"], 1, 1)
    forms = _every(story)
    assert forms
    assert all(piles_among(list(photo_spots(formed.story, formed.filling)), 1) for formed in forms)
    assert all(formed.cost > COSTS.piled_photos for formed in forms)


@given(
    photos=st.integers(0, 3), others=st.integers(0, 2), text=st.integers(0, 30), above=st.booleans(),
    under=st.booleans(), closes=st.booleans(),
)  # fmt: skip
def test_a_pile_is_what_is_seen_in_the_column(
    photos: int, others: int, text: int, above: bool, under: bool, closes: bool
) -> None:
    """The count of piles is that of the column drawn from top to bottom: a photo is P, six rows of text are T."""
    foot = last_at_foot(photos, others, text, (above, under), closes)
    body = "T" if text >= SEARCH.apart_text else ""
    drawn = "P" * above + "P" * (photos - foot) + body + "P" * (foot + under)
    assert piled(photos, others, text, (above, under), closes) == sum(a == b == "P" for a, b in pairwise(drawn))


def test_one_photo_leads_or_all_are_a_strip(made: Made) -> None:
    """Of all forms of stories with room enough; the others are dear."""
    for photos in (["ngang.jpg", "doc.jpg"], ["ngang.jpg"] * 3):
        story, _ = made(photos, 12, 3)
        forms = _every(story)
        for formed in forms:
            spots = list(photo_spots(formed.story, formed.filling))
            assert len(spots) == len(photos)
            assert is_grouped_well(spots) or formed.cost > COSTS.no_main
        assert any(is_grouped_well(list(photo_spots(formed.story, formed.filling))) for formed in forms)


def test_a_strip_of_three_in_two_columns_is_wide_enough_to_be_seen(made: Made) -> None:
    """Thirds of two columns of this layout are 37 mm: no strip, only bands of one and two photos."""
    story, _ = made(["doc.jpg"] * 3, 6, 2)
    assert (4, 4, 4) in list(shapes(2))
    assert {len(band.photos) for bands in story.bands for band in bands.every} == {1, 2}


def test_a_pair_may_be_of_nearly_equal_widths(made: Made) -> None:
    """A square and a portrait side by side lose less than in thirds or halves."""
    story, _ = made(["vuong.jpg", "doc.jpg"], 6, 3)
    pairs = [bands.above[0].photos for bands in story.bands if bands.above and len(bands.above[0].photos) == 2]
    shares = {round(one.width_pt / (one.width_pt + other.width_pt), 1) for (_, one), (_, other) in pairs}
    assert 0.6 in shares


def test_a_rest_that_goes_on_again_opens_with_a_band(made: Made) -> None:
    """The second of three pages of a story: its next photo is over all columns, and text goes on."""
    story, _ = made(["ngang.jpg"] * 3, 60, 3)
    start = next(n for n in range(60, len(story.slices)) if story.breakable[n])
    cut = _cut_with_band(story, Rest(0, start, 1))
    assert cut.formed.filling.bands[0].band.photos[0][1].photo.id == story.floats[1].photo.id  # type: ignore[union-attr]
    assert (cut.formed.filling.columns[0].start, cut.rest.first_float) == (start, cut.formed.filling.next_float)
    assert cut.rest.first_float > 1


def _cut_with_band(story: Story, rest: Rest) -> Cut:
    filler = ColumnFiller(story, 2)
    cuts = (cut for rows in range(30, 55) for cut in cuts_at(filler, rest, rows, 1))
    return next(cut for cut in cuts if cut.formed.filling.bands)
