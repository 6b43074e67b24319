"""Sections with pages of their own, and stories that belong on one page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from layout_issues import composed, random_articles, write_folder

from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.plan.beam.page_rules import PageRules
from bulletin.model import Issue
from bulletin.sources import load_issue
from bulletin.text.setting import normalise_issue

EngineOf = Callable[[int], LayoutEngine]


def bound(folder: Path, lines: dict[int, dict[str, Any]], pages: str | None = None, seed: int = 31) -> Issue:
    """Nine stories; some lines of the flatplan say more, and the section `van-hoa` has pages of its own."""
    records, slots = random_articles(seed, 9, slots=("story",))
    write_folder(folder, records, slots)
    sheet = yaml.safe_load((folder / "issue.yaml").read_text("utf-8"))
    for number, more in lines.items():
        sheet["flatplan"][number] |= more
    (folder / "issue.yaml").write_text(yaml.safe_dump(sheet, allow_unicode=True), "utf-8")
    head = yaml.safe_load((folder / "publication.yaml").read_text("utf-8"))
    head["sections"] = [
        *head.get("sections", []),
        {"id": "van-hoa", "name": "Văn hóa"} | ({"pages": pages} if pages else {}),
    ]
    (folder / "publication.yaml").write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    loaded = load_issue(folder)
    assert loaded.issue is not None, loaded.findings
    return normalise_issue(loaded.issue).issue


def begins(pages: Composed) -> dict[int, int]:
    return {p.story.index: page.number for page in pages.planned for p in page.pieces if not p.continued}


def assert_whole(pages: Composed) -> None:
    """Every story is there from its first line to its end."""
    ends = {p.story.index for page in pages.planned for p in page.pieces if p.filling.done}
    assert sorted(begins(pages)) == sorted(ends) == list(range(9))


def missed(pages: Composed) -> list[str]:
    return [f.rule.id for f in pages.findings if f.rule.id.endswith("-missed")]


def test_stories_of_a_section_begin_on_its_pages_and_others_do_not(engine_of: EngineOf, tmp_path: Path) -> None:
    issue = bound(tmp_path, {0: {"section": "van-hoa"}, 1: {"section": "van-hoa"}}, "2")
    pages = composed(engine_of(3), issue)
    on = begins(pages)
    assert on[0] == on[1] == 2
    assert pages.planned[0].pieces[0].story.index not in (0, 1)
    assert missed(pages) == []
    assert_whole(pages)


def test_a_section_with_more_stories_than_room_is_told(engine_of: EngineOf, tmp_path: Path) -> None:
    issue = bound(tmp_path, {n: {"section": "van-hoa"} for n in range(9)}, "2")
    pages = composed(engine_of(3), issue)
    assert "layout.section-page-missed" in missed(pages)
    assert_whole(pages)


@pytest.mark.parametrize(("one", "other"), [(2, 6), (7, 0)])
def test_two_stories_that_belong_together_begin_on_one_page(
    engine_of: EngineOf, tmp_path: Path, one: int, other: int
) -> None:
    names = [f"bai-{n}" for n in range(9)]
    issue = bound(tmp_path, {one: {"beside": names[other]}})
    assert issue.entries[other].article.id == names[other]
    pages = composed(engine_of(3), issue)
    assert begins(pages)[one] == begins(pages)[other]
    assert missed(pages) == []
    assert_whole(pages)


def test_two_stories_that_pins_keep_apart_are_told(engine_of: EngineOf, tmp_path: Path) -> None:
    issue = bound(tmp_path, {1: {"beside": "bai-2", "page": 1}, 2: {"page": 2}})
    assert missed(composed(engine_of(3), issue)) == ["layout.beside-missed"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"beside": "bai-0"}, "itself"),
        ({"beside": "bai-77"}, "bai-7"),
        ({"beside": "bai-1", "slot": "brief"}, "pin both"),
    ],
)
def test_a_story_that_cannot_be_beside_another_is_told(tmp_path: Path, line: dict[str, Any], said: str) -> None:
    bound(tmp_path, {0: line})
    (found,) = [f for f in load_issue(tmp_path).findings if f.rule.id == "reference.not-beside"]
    assert found.place.file == "issue.yaml"
    assert said in found.remedy("en")


@given(
    st.dictionaries(st.integers(0, 7), st.integers(1, 4), max_size=3),
    st.dictionaries(st.integers(0, 7), st.sampled_from([(1, 1), (2, 3), (4, 4)]), max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(4, 7)), max_size=2),
)
def test_every_story_can_begin_on_some_page(
    pins: dict[int, int], own: dict[int, tuple[int, int]], beside: list[tuple[int, int]]
) -> None:
    """Page after page takes the most that may begin on it: nothing is left over, and nothing is too early."""
    rules = PageRules(pins, own, beside)
    left = tuple(range(8))
    for number in range(1, 30):
        window = rules.window(left, number, 8)
        while window and not rules.allowed(window, left, number):
            window = tuple(i for i in window if i in pins and pins[i] == number) or window[:-1]
            if not rules.allowed(window, left, number):
                window = window[:-1]
        assert all(number >= rules.earliest().get(i, 1) for i in window)
        left = tuple(i for i in left if i not in window)
    assert left == ()
