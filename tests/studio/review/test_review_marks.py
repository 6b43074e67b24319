"""Where remarks are drawn on the pictures of pages: at a field, a module or the page, each one to be seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bulletin.fields.issue import ReviewRemark
from bulletin.studio.review.marks import RemarkMark, marks_of, story_boxes

PLANNED = {
    "plan": {
        "trim_mm": [200, 100], "pages": 2,
        "stories": {"ben-ca": {"boxes": [[1, 10, 10, 100, 40], [2, 0, 0, 200, 100]]}},
    },
    "spots": {
        "ben-ca": [
            {"page": 1, "box": [10, 10, 80, 8], "field": "title", "block": None},
            {"page": 1, "box": [10, 30, 40, 8], "field": "body", "block": 0},
            {"page": 2, "box": [20, 50, 40, 8], "field": "body", "block": 1},
            {"page": 2, "box": [60, 20, 40, 30], "field": "photos.1", "block": None},
        ]
    },
}  # fmt: skip


def one(page: int | None = None, story: str | None = None, field: str | None = None) -> ReviewRemark:
    return ReviewRemark(id="a", by="Hạnh", text="Xem lại.", page=page, story=story, field=field)


def mark(page: int | None = None, story: str | None = None, field: str | None = None) -> RemarkMark | None:
    return marks_of([one(page, story, field)], PLANNED)[0]


def test_a_mark_is_as_near_as_the_remark_says() -> None:
    assert mark(page=2) == RemarkMark(2, 2, 4)
    assert mark(story="ben-ca") == RemarkMark(1, 53, 14), "the right corner: the head begins at the left one"
    assert mark(story="ben-ca", page=2) == RemarkMark(2, 98, 4)
    assert mark(story="ben-ca", field="title") == RemarkMark(1, 3, 14)
    assert mark(story="ben-ca", field="body", page=2) == RemarkMark(2, 8, 54)
    assert mark(story="ben-ca", field="photos.1.caption") == RemarkMark(2, 28, 24)
    assert mark(story="ben-ca", field="photos") == RemarkMark(2, 28, 24)
    assert mark(story="ben-ca", field="notes") == RemarkMark(1, 53, 14), "a field that is on no page"


def test_what_is_on_no_page_has_no_mark() -> None:
    assert mark() is None
    assert mark(page=3) is None
    assert mark(story="khac") is None
    assert mark(story="khac", page=1) == RemarkMark(1, 2, 4)
    assert marks_of([one(page=1)], None) == [None]
    assert marks_of([one(page=1)], {"ok": False, "plan": None}) == [None]


@given(st.lists(st.sampled_from(["title", "body", None]), max_size=30))
def test_no_mark_hides_another_one(fields: list[str | None]) -> None:
    marks = [found for found in marks_of([one(story="ben-ca", field=name) for name in fields], PLANNED) if found]
    assert len(marks) == len(fields)
    places = [(found.page, found.left * 2, found.top) for found in marks]
    for number, (page, x, y) in enumerate(places):
        assert 0 <= x <= 200
        assert 0 <= y <= 100
        assert not [one for one in places[:number] if one[0] == page and abs(one[1] - x) < 10 and abs(one[2] - y) < 10]


def test_modules_are_told_in_shares_of_the_page() -> None:
    assert story_boxes(PLANNED, "ben-ca") == [[1, 5, 10, 50, 40], [2, 0, 0, 100, 100]]
    assert story_boxes(PLANNED, "khac") == story_boxes(None, "ben-ca") == []
