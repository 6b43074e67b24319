"""SKYBOX: stories of other pages are teased under the masthead, with their pages, and not listed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from layout_checks import check_issue
from layout_issues import composed, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.pages.contents import contents_box
from bulletin.layout.spec import LayoutSpec
from bulletin.model import Issue

pytestmark = pytest.mark.no_cover
EngineOf = Callable[[int], LayoutEngine]


def teased(done: Composed) -> list[tuple[int, str]]:
    """The page and the words of every teaser of page 1."""
    slots = [slot for slot in done.pages[0].slots if slot.role.startswith("teaser")]
    numbers = [int(slot.text) for slot in slots if slot.role == "teaser-number"]
    return list(zip(numbers, [slot.text for slot in slots if slot.role == "teaser"], strict=True))


def check_teasers(done: Composed, issue: Issue, spec: LayoutSpec) -> int:
    """Teasers name stories where they begin, no story twice, and are on rows that no story has; how many there are."""
    begins = {
        entry.article.short_title or entry.article.title: page.number
        for page in done.planned
        for piece in page.pieces
        if not piece.continued
        for entry in [piece.story.entry]
    }
    found = teased(done)
    assert all(begins[words] == page > 1 for page, words in found)
    assert [page for page, _ in found] == sorted(page for page, _ in found)
    listed = [slot.text for slot in done.pages[0].slots if slot.role == "contents"]
    assert len(listed) != 1, "a box for one story"
    assert not {words for _, words in found} & set(listed)
    low = spec.margins_mm.top + (spec.furniture.masthead_rows + spec.furniture.skybox_rows) * spec.row_mm
    for slot in done.pages[0].slots:
        if slot.role.startswith("teaser"):
            assert slot.box.y + slot.box.height <= low
        elif slot.story is not None and found:
            assert slot.box.y >= low - 1e-6
    return len(found)


@pytest.mark.parametrize(("seed", "columns"), [(1, 3), (5, 3), (4, 4)])
def test_stories_of_other_pages_are_teased(engine_of: EngineOf, tmp_path: Path, seed: int, columns: int) -> None:
    records, slots = random_articles(seed, 14)
    for n, record in enumerate(records):
        record["short_title"] = f"Tít ngắn của bài {n}"
    issue = issue_of(tmp_path, records, slots)
    engine = engine_of(columns)
    done = composed(engine, issue)
    check_issue(done, issue, engine.spec)
    assert check_teasers(done, issue, engine.spec) in (2, 3)
    targets = {f"#{entry.article.id}" for entry in issue.entries}
    links = [
        part.split('"')[0]
        for part in done.pages[0].html.split('class="skybox"')[1].split("</nav>")[0].split('href="')[1:]
    ]
    assert len(links) == len(teased(done))
    assert set(links) <= targets


def test_an_issue_with_nothing_to_tease_gives_the_rows_to_its_stories(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = random_articles(2, 3, slots=("lead", "brief", "brief"))
    issue = issue_of(tmp_path, records, slots)
    engine = engine_of(3)
    done = composed(engine, issue)
    check_issue(done, issue, engine.spec)
    assert teased(done) == []
    assert min(piece.row for piece in done.planned[0].pieces) == engine.spec.furniture.masthead_rows


def test_a_name_of_three_lines_is_not_teased(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = random_articles(1, 12)
    for n, record in enumerate(records):
        record.pop("short_title", None)
        record["title"] = (
            f"Bài số {n} có tít rất dài, dài hơn hai dòng của một ô ở ngay dưới măng-sét, vì thế không giới thiệu được"
        )
    issue = issue_of(tmp_path, records, slots)
    done = composed(engine_of(3), issue)
    assert teased(done) == []


def test_a_layout_without_rows_for_them_has_none(fonts: FontSet, tmp_path: Path) -> None:
    records, slots = random_articles(1, 12)
    issue = issue_of(tmp_path, records, slots)
    spec = layout(3)
    spec = replace(spec, furniture=replace(spec.furniture, skybox_rows=0))
    assert teased(composed(LayoutEngine(spec, fonts), issue)) == []


def test_what_is_left_beside_teasers_is_listed_from_two_stories_on(engine_of: EngineOf, tmp_path: Path) -> None:
    records, _ = random_articles(1, 8)
    for n, record in enumerate(records):
        record["short_title"] = f"Tít ngắn của bài {n}"
    issue = issue_of(tmp_path, records, ["story"] * len(records))
    engine = engine_of(3)
    pages = composed(engine, issue).planned
    inner = [p.story.entry.article.id for page in pages[1:] for p in page.pieces if not p.continued]
    assert len(inner) > 2
    assert contents_box(engine.setter, pages, frozenset(inner[1:])) is None
    two = contents_box(engine.setter, pages, frozenset(inner[2:]))
    assert two is not None
    assert [entry.story for entry in two.entries] == inner[:2]
