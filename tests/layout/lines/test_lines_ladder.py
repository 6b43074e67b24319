"""The ladder of heads: sizes follow slot, width and length of the title, and no word of a title is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from formal_kit import FormalWriter, titles
from layout_issues import composed, issue_of

from bulletin.assets.fonts.load import FontSet
from bulletin.fields import roles
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.lines.setter import SetText
from bulletin.layout.spec import layout_names, load_layout
from bulletin.layout.stories.heads import HeadSetter
from bulletin.model import Entry
from bulletin.preflight.proofs.words import prove_issue
from bulletin.text.sense import torn

TITLES = tuple(titles(240))
FEW = 0.03

Heads = Callable[[str, int, int], list[tuple[SetText, ...]]]


def headline(head: tuple[SetText, ...]) -> SetText:
    (found,) = (text for text in head if roles.kind_of(text.role_name) == roles.HEADLINE)
    return found


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Entry, ...]]:
    @cache
    def made(slot: str) -> tuple[Entry, ...]:
        writer = FormalWriter(2)
        articles = [
            {"id": f"b{n}", "title": title, "body": "Hết.", **({"lead": writer.sentence()} if n % 2 else {})}
            for n, title in enumerate(TITLES)
        ]
        return issue_of(tmp_path_factory.mktemp(slot), articles, [slot] * len(articles)).entries

    return made


@pytest.fixture
def heads(engine: LayoutEngine, entries: Callable[[str], tuple[Entry, ...]]) -> Heads:
    setter = HeadSetter(engine.setter)
    return lambda slot, columns, area: [setter.head(entry, columns, area) for entry in entries(slot)]


@pytest.mark.parametrize("name", layout_names())
def test_every_layout_has_a_ladder_of_five_steps(name: str) -> None:
    spec = load_layout(name)
    sizes = [spec.role(role).size_pt for role in spec.heads.ladder]
    assert len(set(sizes)) >= 5
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(("slot", "columns"), [("lead", 3), ("story", 3), ("story", 2)])
def test_long_titles_step_down_until_they_fit(heads: Heads, slot: str, columns: int) -> None:
    found = [headline(head) for head in heads(slot, columns, 90)]
    assert sum(len(text.lines) > 3 for text in found) <= FEW * len(found)
    assert sum(bool(torn(t.text, [line.end for line in t.lines[:-1]])) for t in found) <= FEW * len(found)
    assert len({text.role.size_pt for text in found}) >= 2


def test_a_lead_is_larger_than_a_story_of_the_same_title(heads: Heads) -> None:
    sizes = [
        [headline(head).role.size_pt for head in heads(*kind, 90)] for kind in (("lead", 3), ("story", 2), ("story", 1))
    ]
    assert all(lead >= wide >= narrow for lead, wide, narrow in zip(*sizes, strict=True))


def test_a_short_story_gets_a_smaller_head(heads: Heads) -> None:
    large = sum(headline(head).role.size_pt for head in heads("story", 2, 120))
    small = sum(headline(head).role.size_pt for head in heads("story", 2, 20))
    assert small < large


def test_a_title_is_whole_in_kicker_headline_and_deck(heads: Heads) -> None:
    for title, head in zip(TITLES, heads("story", 1, 60), strict=True):
        words = " ".join(text.text for text in head)
        assert " ".join(title.split()) in words


LONG = {
    "id": "bai",
    "title": "Trung tâm Phục vụ hành chính công phường Bình Hải triển khai Kế hoạch số 12/KH-UBND về chuyển đổi số "
    "và cải cách hành chính gắn với nâng cao trách nhiệm của người đứng đầu các cơ quan, đơn vị trên địa bàn",
    "short_title": "Một cửa, một lần nhập",
    "body": "Hết bài.",
}


def head_of(engine: LayoutEngine, folder: Path, columns: int, **fields: Any) -> dict[str, str]:
    (entry,) = issue_of(folder, [{**LONG, **fields}], ["story"]).entries
    return {roles.kind_of(text.role_name): text.text for text in HeadSetter(engine.setter).head(entry, columns, 60)}


def test_a_title_that_stays_too_long_gives_way_to_the_short_one_with_the_full_one_below(
    engine: LayoutEngine, tmp_path: Path
) -> None:
    head = head_of(engine, tmp_path, 1)
    assert head["headline"] == LONG["short_title"]
    assert head["subtitle"] == LONG["title"]


def test_what_is_before_a_colon_becomes_the_kicker(engine: LayoutEngine, tmp_path: Path) -> None:
    title = (
        "Trung tâm Phục vụ hành chính công: Triển khai Kế hoạch thực hiện chuyển đổi số và cải cách hành chính năm 2026"
    )
    head = head_of(engine, tmp_path, 1, title=title, short_title="Một cửa")
    assert head["kicker"] == "Trung tâm Phục vụ hành chính công:"
    assert head["headline"].startswith("Triển khai")


@pytest.mark.parametrize(
    ("after", "parted"),
    [("mỗi nhà", False), ("“mỗi nhà", False), ("“Mỗi nhà", True), ("120 nhà", True), ("Mỗi nhà", True)],
)
def test_what_goes_on_in_a_small_letter_is_not_cut_at_its_colon(
    after: str, parted: bool, engine: LayoutEngine, tmp_path: Path
) -> None:
    title = (
        f"Trung tâm Phục vụ hành chính công: {after} triển khai Kế hoạch thực hiện chuyển đổi số"
        " và cải cách hành chính năm 2026"
    )
    head = head_of(engine, tmp_path, 1, title=title, short_title="Xe điện ra bãi")
    assert ("kicker" in head) is parted
    if parted:
        assert head["headline"].startswith(after)


def test_a_layout_without_a_ladder_keeps_its_size(fonts: FontSet, tmp_path: Path) -> None:
    spec = load_layout("tuan-tin")
    plain = LayoutEngine(replace(spec, heads=replace(spec.heads, ladder=())), fonts)
    assert head_of(plain, tmp_path, 1)["headline"] == LONG["title"]


@pytest.mark.parametrize("slots", [["lead", "story", "story"], ["story", "brief", "brief"]])
def test_the_proof_finds_every_word_of_every_title(slots: list[str], engine: LayoutEngine, tmp_path: Path) -> None:
    articles = [
        {**LONG, "id": f"bai-{n}", "kicker": "Chuyện phường", "title": title}
        for n, title in enumerate(
            (LONG["title"], "Tổ dân phố số 10: " + LONG["title"], "Công an phường: Sáng đường, sạch ngõ")
        )
    ]
    issue = issue_of(tmp_path, articles, slots)
    made = composed(engine, issue)
    slots_of = [slot for page in made.pages for slot in page.slots]
    assert prove_issue(issue, slots_of) == ()
