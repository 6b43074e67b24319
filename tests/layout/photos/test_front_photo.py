"""FRONT PHOTO: the beginning of a lead on page 1 shows its photo wherever a beginning of that height can."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from layout_issues import SHAPES, Words, article, composed, issue_of, layout

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.forms import Cut, Rest, cut_of, forms_of, opening
from bulletin.layout.plan.judged.jumps import is_enough, jump_cost
from bulletin.layout.plan.judged.photo_groups import photo_spots
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.spec import load_layout
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.story import Story

COLUMNS = 2
SIZES = {f"photos/{name}": size for name, size in SHAPES.items()}


def _lead(folder: Path, fonts: FontSet) -> Story:
    """A long lead of one landscape photo that belongs to its eighth paragraph."""
    words = Words(11)
    record = article(words, 0, body=words.body(16), photos=[words.photo(1, "rong.jpg")])
    issue = issue_of(folder, [record], ["lead"])
    engine = LayoutEngine(layout(COLUMNS), fonts)
    return Measurer(engine.setter, SIZES, {}).story(0, issue.entries[0], COLUMNS)


def _cut(filler: ColumnFiller, rows: int) -> Cut | None:
    return cut_of(filler, Rest(0), rows, SEARCH.jump_rows)


def _shows(cut: Cut | None) -> bool:
    return cut is not None and any(photo_spots(cut.formed.story, cut.formed.filling))


def test_the_lead_of_page_1_shows_its_photo_before_it_jumps(tmp_path: Path, fonts: FontSet) -> None:
    plain = ColumnFiller(_lead(tmp_path, fonts), 2)
    heights = range(10, layout(COLUMNS).rows)
    inside = {rows for rows in heights if _shows(_cut(plain, rows))}
    front = {rows for rows in heights if _shows(_cut(opening(plain), rows))}
    assert inside < front  # a story inside may jump before its photo where that is cheaper


def test_a_lead_with_a_tall_head_shows_its_photo_under_a_smaller_one(tmp_path: Path, fonts: FontSet) -> None:
    """The least height of a beginning is that under its smallest head: else none has room for head and photo."""
    words = Words(11)
    title = "Nhà văn hoá mở cửa buổi tối để các cháu ngồi học, bà con đọc báo"
    standfirst = "Từ đầu tháng, mỗi tối có hai người trông nhà và một tủ sách mở. " * 5
    records = [
        article(
            words, n, title=title if n == 0 else words.title(), lead=standfirst, body=words.body(20),
            photos=[words.photo(1, "rong.jpg")],
        )
        for n in range(3)
    ]  # fmt: skip
    issue = issue_of(tmp_path, records, ["lead", "story", "story"])
    done = composed(LayoutEngine(load_layout("tap-chi"), fonts), issue)
    begun = done.planned[0].pieces[0]
    assert begun.after
    assert any(photo_spots(begun.story, begun.filling))
    smaller = begun.story.head_rows
    wanted = Measurer(LayoutEngine(load_layout("tap-chi"), fonts).setter, SIZES, {}).story(0, issue.entries[0], COLUMNS)
    assert smaller < wanted.head_rows


def test_a_story_is_read_for_10_cm_before_it_jumps_in_every_layout(tmp_path: Path, fonts: FontSet) -> None:
    words = Words(11)
    issue = issue_of(tmp_path, [article(words, 0, body=words.body(3))], ["lead"])
    found = {}
    for name in ("tuan-tin", "ban-tin-a4", "tap-chi", "khong-gian"):
        engine = LayoutEngine(load_layout(name), fonts)
        before, after = Measurer(engine.setter, {}, {}).story(0, issue.entries[0], COLUMNS).around_jump
        assert 100 <= before * engine.spec.row_mm < 100 + engine.spec.row_mm
        assert abs(after * engine.spec.row_mm - 150) <= engine.spec.row_mm / 2
        found[name] = before
    assert found == {"tuan-tin": 23, "ban-tin-a4": 22, "tap-chi": 20, "khong-gian": 21}


def test_only_the_beginning_is_charged_for_a_photo_that_it_does_not_show(tmp_path: Path, fonts: FontSet) -> None:
    plain = ColumnFiller(_lead(tmp_path, fonts), 2)
    front = opening(plain)
    rows = next(rows for rows in range(layout(COLUMNS).rows) if _cut(plain, rows))
    inside, bare = _cut(plain, rows), _cut(front, rows)
    assert inside is not None
    assert bare is not None
    assert not _shows(bare)
    assert bare.formed.cost == inside.formed.cost + COSTS.no_front_photo
    rest = bare.rest
    forms = [forms_of(filler, rest, layout(COLUMNS).rows) for filler in (plain, front)]
    assert len({tuple((height, formed.cost) for height, formed in found.items()) for found in forms}) == 1


def test_page_1_shows_a_portrait_that_a_cheaper_beginning_would_leave_out(tmp_path: Path, fonts: FontSet) -> None:
    words = Words(11)
    record = article(words, 0, body=words.body(24), photos=[words.photo(1, "doc.jpg")])
    issue = issue_of(tmp_path, [record], ["lead"])
    story = Measurer(LayoutEngine(layout(COLUMNS), fonts).setter, SIZES, {}).story(0, issue.entries[0], COLUMNS)
    far = tuple(replace(item, ref=story.text_rows) for item in story.floats)
    plain = ColumnFiller(replace(story, floats=far, bands=(), wides=()), 2)  # in a column or nowhere
    seen = 0
    for rows in range(10, layout(COLUMNS).rows):
        part = plain.fill_part(rows - SEARCH.jump_rows, least_floats=1)
        if part is not None and part.next_float and is_enough(plain.story, part, part.next_slice):
            assert _shows(_cut(opening(plain), rows))
            seen += not _shows(_cut(plain, rows))
    assert seen  # a story inside is cut before its photo there


def test_photos_and_a_few_lines_are_a_dear_rest(tmp_path: Path, fonts: FontSet) -> None:
    story = _lead(tmp_path, fonts)
    filling = ColumnFiller(story, 2).fill_part(40)
    assert filling is not None
    few = next(n for n, rows in enumerate(story.cumulative) if story.text_rows - rows < SEARCH.rest_rows)
    assert jump_cost(story, filling, few, False) - jump_cost(story, filling, few - 1, False) == COSTS.short_rest
