"""What an issue asks of its plan: order, pins, a number of pages, notices that close gaps; and front pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from layout_checks import check_issue
from layout_issues import SHAPES, Words, article, composed, random_articles, write_folder

from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.plan.pins import brief_order
from bulletin.model import Issue, Slot
from bulletin.sources import load_issue
from bulletin.text.setting import normalise_issue

pytestmark = pytest.mark.no_cover
EngineOf = Callable[[int], LayoutEngine]


def issue_with(
    folder: Path, records: list[dict[str, Any]], slots: list[str], sheet: dict[str, Any], pages: dict[int, int],
    publication: dict[str, Any] | None = None,
) -> Issue:  # fmt: skip
    """An issue whose sheet says more, with some stories pinned to pages."""
    write_folder(folder, records, slots, publication)
    typed = yaml.safe_load((folder / "issue.yaml").read_text("utf-8"))
    for number, page in pages.items():
        typed["flatplan"][number]["page"] = page
    (folder / "issue.yaml").write_text(yaml.safe_dump({**typed, **sheet}, allow_unicode=True), "utf-8")
    loaded = load_issue(folder)
    assert loaded.issue is not None, loaded.findings
    return normalise_issue(loaded.issue).issue


def begins(pages: Composed) -> dict[int, int]:
    return {p.story.index: page.number for page in pages.planned for p in page.pieces if not p.continued}


def test_order_that_is_kept_is_law(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = random_articles(31, 9, slots=("story",))
    issue = issue_with(tmp_path, records, slots, {"order": "kept"}, {})
    pages = begins(composed(engine_of(3), issue))
    assert [pages[i] for i in range(9)] == sorted(pages.values())


def test_a_pinned_story_begins_on_its_page(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = random_articles(31, 9, slots=("story",))
    issue = issue_with(tmp_path, records, slots, {}, {5: 1, 1: 3})
    pages = composed(engine_of(3), issue)
    assert begins(pages)[5] == 1
    assert begins(pages)[1] == 3
    assert pages.planned[0].pieces[0].story.index == 5
    check_issue_but_order(pages, issue)


def test_pinned_briefs_are_on_their_pages(engine_of: EngineOf, tmp_path: Path) -> None:
    words = Words(7)
    records = [article(words, n) for n in range(6)] + [
        {"id": f"tin-{n}", "title": f"Tin ngắn số {n}", "body": words.paragraph(2)} for n in range(8)
    ]
    slots = ["story"] * 6 + ["brief"] * 8
    issue = issue_with(tmp_path, records, slots, {}, {6: 3, 7: 2, 11: 2})
    pages = composed(engine_of(3), issue)
    assert {n: page for n, page in begins(pages).items() if n in (6, 7, 11)} == {6: 3, 7: 2, 11: 2}
    assert [f for f in pages.findings if f.rule.id == "layout.pin-missed"] == []
    check_issue_but_order(pages, issue)


@pytest.mark.parametrize(
    ("pins", "order"),
    [
        ({}, (2, 3, 4, 5)),
        ({2: 3}, (3, 4, 2, 5)),
        ({2: 3, 5: 1}, (5, 3, 2, 4)),
        ({3: 2, 4: 1}, (4, 2, 3, 5)),
    ],
)
def test_a_pinned_brief_comes_as_far_back_as_its_page(pins: dict[int, int], order: tuple[int, ...]) -> None:
    slots: list[Slot] = ["story", "story", "brief", "brief", "brief", "brief"]
    assert brief_order(slots, pins) == order
    assert brief_order(slots, pins, kept=True) == (2, 3, 4, 5)


def test_a_pin_that_cannot_be_met_is_named(engine_of: EngineOf, tmp_path: Path) -> None:
    words = Words(4)
    issue = issue_with(tmp_path, [article(words, n) for n in range(3)], ["story"] * 3, {}, {2: 9})
    found = [f for f in composed(engine_of(3), issue).findings if f.rule.id == "layout.pin-missed"]
    assert len(found) == 1
    assert found[0].place.file == "issue.yaml"
    assert "trang: " in found[0].remedy("vi")


def test_a_wanted_number_of_pages_is_met_where_it_can_be(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = random_articles(12, 9, slots=("lead", "story", "photo"))
    plain = issue_with(tmp_path / "a", records, slots, {}, {})
    natural = len(composed(engine_of(3), plain).pages)
    wishes = {
        str(natural): (natural,),
        f"{natural - 1}-{natural}": (natural - 1, natural),
        f"{natural}–{natural + 3}": range(natural, natural + 4),
        "auto": (natural - 1, natural),
    }
    for number, (wanted, right) in enumerate(wishes.items()):
        wished = issue_with(tmp_path / f"b{number}", records, slots, {"pages": wanted}, {})
        assert len(composed(engine_of(3), wished).pages) in right, wanted


TEXT = "Mời bạn đọc gửi tin, ảnh về tòa soạn. " * 3
NOTICES = [{"title": f"Thông tin {n}", "text": TEXT, "columns": 3, "most_rows": 24} for n in range(4)]


def test_notices_close_gaps_and_are_printed_once(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = random_articles(8, 7, slots=("story",), photos=False)
    issue = issue_with(tmp_path, records, slots, {}, {}, {"fillers": NOTICES})
    pages = composed(engine_of(3), issue)
    printed = [box.title.text for page in pages.planned for _, box in page.notices if box.title]
    assert len(printed) == len(set(printed))
    for page in pages.planned:
        assert len(page.notices) <= (2 if page.last else 1)
        for area, _ in page.notices:
            for piece in page.pieces:
                beside = area.column + area.columns <= piece.column or piece.column + piece.story.columns <= area.column
                level = area.row + area.rows <= piece.row or piece.row + piece.filling.rows <= area.row
                assert beside or level
    words = {slot.text for page in pages.pages for slot in page.slots if slot.story is None}
    assert set(printed) <= words
    check_issue(pages, issue, engine_of(3).spec)


def test_a_front_page_has_several_stories_and_its_lead_on_top(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = random_articles(23, 14, slots=("story", "story", "brief"), paragraphs=10)
    records[0]["photos"] = [Words(1).photo(0, "ngang.jpg")]
    records[0]["body"] = Words(1).body(14)
    slots[0] = "lead"
    issue = issue_with(tmp_path, records, slots, {}, {})
    pages = composed(engine_of(3), issue, SHAPES)
    front = pages.planned[0]
    assert sum(not piece.continued for piece in front.pieces) >= 2
    assert front.pieces[0].story.index == 0
    assert front.pieces[0].story.columns >= 2
    assert sum(not piece.filling.done for piece in front.pieces) <= 2


def check_issue_but_order(pages: Composed, issue: Issue) -> None:
    """Every entry is there once, from its first line to its end."""
    for index in range(len(issue.entries)):
        mine = [p for page in pages.planned for p in page.pieces if p.story.index == index]
        assert [p.continued for p in mine] == [n > 0 for n in range(len(mine))]
        assert mine[-1].filling.done
