"""A column's name is a head of its own above each of its stories; figures of tables line up."""

from __future__ import annotations

from pathlib import Path

import pytest
from layout_issues import Words, article, composed, issue_of

from bulletin.assets.fonts.load import FontSet
from bulletin.desk.printed import printed_texts
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.spec import layout_names, load_layout
from bulletin.model import Issue

SECTIONS = {
    "sections": [
        {"id": "ban-doc", "name": "Bạn đọc viết", "colour": "luc", "standing": True},
        {"id": "doi-song", "name": "Đời sống", "colour": "cam"},
    ]
}
KICKERS = ["Ngõ nhỏ", None, "Bạn đọc viết", None, "Ngõ nhỏ", None]
SLOTS = ["lead", "story", "story", "brief", "story", "brief"]


@pytest.fixture
def issue(tmp_path: Path) -> Issue:
    records = [
        article(Words(n), n, section="ban-doc" if n < 4 else "doi-song", **({"kicker": kicker} if kicker else {}))
        for n, kicker in enumerate(KICKERS)
    ]
    return issue_of(tmp_path, records, SLOTS, SECTIONS)


@pytest.mark.parametrize("name", layout_names())
def test_the_name_of_a_column_is_above_each_of_its_stories(name: str, issue: Issue, fonts: FontSet) -> None:
    engine = LayoutEngine(load_layout(name), fonts)
    pages = composed(engine, issue)
    found = {slot.story: slot for page in pages.pages for slot in page.slots if slot.role.startswith("kicker")}
    assert [found[f"bai-{n}"].text for n in range(5)] == [
        "Bạn đọc viết · Ngõ nhỏ", "Bạn đọc viết", "Bạn đọc viết", "Bạn đọc viết", "Ngõ nhỏ",
    ]  # fmt: skip
    assert "bai-5" not in found
    standing = [found[f"bai-{n}"].role.startswith("kicker-standing-") for n in range(5)]
    assert standing == [True, True, True, True, False]
    plain, large = engine.spec.role("kicker"), engine.spec.role("kicker-standing-story-1")
    assert large.size_pt > 1.1 * plain.size_pt
    html = "".join(page.html for page in pages.pages)
    assert html.count('section-luc standing"') == sum(
        len({slot.box.page for page in pages.pages for slot in page.slots if slot.story == f"bai-{n}"})
        for n in range(4)
    )


def test_the_desk_asks_the_face_of_the_head_for_the_letters_of_a_column(issue: Issue) -> None:
    found = {text.path: text.roles for text in printed_texts(issue, 3) if text.path[0] == "sections"}
    assert "kicker-standing-brief-1" in found["sections", 0, "name"]
    assert "kicker-standing-lead-3" in found["sections", 0, "name"]
    assert found["sections", 1, "name"] == ("running-section",), "its stories have kickers of their own"


@pytest.mark.parametrize("name", layout_names())
@pytest.mark.parametrize("role", ["table", "table-head"])
def test_figures_are_of_one_width_where_they_are_below_one_another(name: str, role: str, fonts: FontSet) -> None:
    spec, shaper = load_layout(name), Shaper(fonts)
    wanted = spec.role(role)
    for bold in (False, True) if role == "table" else (False,):
        widths = {shaper.word(figure, shaper.face(wanted, bold), 100.0) for figure in "0123456789"}
        assert max(widths) - min(widths) < 0.25
        assert shaper.word("1", shaper.face(wanted, bold), 100.0) * 4 == pytest.approx(
            shaper.word("1117", shaper.face(wanted, bold), 100.0), abs=0.25
        )
