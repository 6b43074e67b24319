"""Display items: greetings, notices and advertisements are framed modules in one piece, as wide as is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from layout_checks import check_issue
from layout_issues import Words, composed, layout, random_articles, write_folder

from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.plan.planned import Piece
from bulletin.model import Issue
from bulletin.sources import load_issue
from bulletin.text.setting import normalise_issue

pytestmark = pytest.mark.no_cover
EngineOf = Callable[[int], LayoutEngine]
BANNER = {
    "title": "Chúc mừng năm mới",
    "form": "greeting",
    "body": "Kính chúc bà con mạnh khỏe, thuyền đầy cá.\n\nĐảng ủy – HĐND – UBND phường",
}


def issue_with(
    folder: Path, records: list[dict[str, Any]], slots: list[str], asked: dict[int, dict[str, int]]
) -> Issue:
    """An issue with some lines of the flatplan that say more."""
    write_folder(folder, records, slots)
    typed = yaml.safe_load((folder / "issue.yaml").read_text("utf-8"))
    for number, more in asked.items():
        typed["flatplan"][number] |= more
    (folder / "issue.yaml").write_text(yaml.safe_dump(typed, allow_unicode=True), "utf-8")
    loaded = load_issue(folder)
    assert loaded.issue is not None, loaded.findings
    return normalise_issue(loaded.issue).issue


def pieces(pages: Composed, index: int) -> list[tuple[int, Piece]]:
    return [(page.number, p) for page in pages.planned for p in page.pieces if p.story.index == index]


def placed(pages: Composed, index: int) -> Piece:
    """The one piece of an item."""
    ((_, piece),) = pieces(pages, index)
    return piece


def with_item(seed: int, **fields: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """Nine random stories, the fourth of them an item."""
    records, slots = random_articles(seed, 9, slots=("lead", "story"))
    records[3], slots[3] = {"id": "muc", **BANNER, **fields}, "story"
    return records, slots


@pytest.mark.parametrize(("form", "columns"), [("greeting", 2), ("notice", 1), ("notice", 3), ("advertisement", 2)])
@pytest.mark.parametrize("seed", range(2))
def test_an_item_is_in_one_piece_as_wide_as_is_asked_for(
    engine_of: EngineOf, tmp_path: Path, form: str, columns: int, seed: int
) -> None:
    long = "\n\n".join(Words(seed).sentence() for _ in range(4))
    records, slots = with_item(seed, form=form, body=long)
    issue = issue_with(tmp_path, records, slots, {3: {"columns": columns}})
    pages = composed(engine_of(3), issue)
    check_issue(pages, issue, layout(3))
    item = placed(pages, 3)
    assert item.story.columns == columns
    at = next(page.number for page in pages.planned if any(p is item for p in page.pieces))
    frame = f'class="story slot-story span-{columns} display form-{form}'
    assert frame in pages.pages[at - 1].html
    kicker = [slot.text for slot in pages.pages[at - 1].slots if slot.role.startswith("kicker") and slot.story == "muc"]
    assert kicker == (["Quảng cáo"] if form == "advertisement" else [])


def test_more_columns_than_a_page_has_are_all_of_them(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = with_item(2)
    pages = composed(engine_of(3), issue_with(tmp_path, records, slots, {3: {"columns": 8}}))
    assert placed(pages, 3).story.columns == 3


def test_an_item_that_is_pinned_to_page_1_does_not_open_it(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = with_item(2)
    pages = composed(engine_of(3), issue_with(tmp_path, records, slots, {3: {"columns": 3, "page": 1}}))
    assert [number for number, _ in pieces(pages, 3)] == [1]
    assert pages.planned[0].pieces[0].story.index == 0
    contents = [slot.text for slot in pages.pages[0].slots if slot.role.startswith(("contents", "teaser"))]
    assert not any("năm mới" in text for text in contents)


def test_a_wanted_height_is_met_where_it_can_be(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = with_item(2, form="notice", body="\n\n".join(Words(2).sentence() for _ in range(14)))
    rows = {
        asked: placed(
            composed(engine_of(3), issue_with(tmp_path / str(asked), records, slots, {3: {"rows": asked}})), 3
        )
        for asked in (11, 30)
    }
    assert (rows[11].filling.rows, rows[11].story.columns) == (11, 2)
    assert rows[30].story.columns == 1  # as near as its words come


def test_a_greeting_is_set_over_its_whole_width_in_the_middle(engine_of: EngineOf, tmp_path: Path) -> None:
    records, slots = with_item(2)
    pages = composed(engine_of(3), issue_with(tmp_path, records, slots, {3: {"columns": 3}}))
    own = [slot for page in pages.pages for slot in page.slots if slot.story == "muc" and slot.role.startswith("body")]
    assert {slot.role for slot in own} == {"body-centre"}
    assert len({(slot.box.x, slot.box.width) for slot in own}) == 1


@pytest.mark.parametrize("form", ["greeting", "advertisement"])
@pytest.mark.parametrize("paragraphs", [2, 30])
def test_an_issue_of_items_alone_is_planned(engine_of: EngineOf, tmp_path: Path, form: str, paragraphs: int) -> None:
    body = "\n\n".join(Words(2).paragraph() for _ in range(paragraphs))
    records = [{"id": f"muc-{n}", **BANNER, "form": form, "body": body} for n in range(3)]
    issue = issue_with(tmp_path, records, ["story"] * 3, {})
    pages = composed(engine_of(3), issue)
    check_issue(pages, issue, layout(3))
    assert pages.planned[0].pieces
    assert all(pieces(pages, n) for n in range(3))


@pytest.mark.parametrize("seed", range(4))
def test_an_advertisement_is_on_page_1_only_where_it_is_pinned_to_it(
    engine_of: EngineOf, tmp_path: Path, seed: int
) -> None:
    records, slots = with_item(seed, form="advertisement")
    records, slots = [records[3], *records[:3]], ["story"] * 4
    free = composed(engine_of(3), issue_with(tmp_path / "a", records, slots, {}))
    pinned = composed(engine_of(3), issue_with(tmp_path / "b", records, slots, {0: {"page": 1}}))
    assert [number for number, _ in pieces(pinned, 0)] == [1]
    (at,) = [number for number, _ in pieces(free, 0)]
    assert at > 1  # in one piece, on whichever page it closes best
