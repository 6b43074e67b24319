"""The tail of a story: the author beside or right under his words, few rows, no code for a brief that asks for none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from formal_kit import FormalWriter
from layout_issues import composing, issue_of

from bulletin.assets.fonts.load import FontSet
from bulletin.geometry import PT_PER_MM
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.pages.frames import EndFrame, RunFrame, StoryFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.setting.referee import set_composed
from bulletin.layout.spec import load_layout
from bulletin.model import Issue

SOURCE = {"name": "Cổng thông tin phường", "url": "https://binhhai.example/tin/1"}


def articles(seed: int) -> list[dict[str, Any]]:
    writer = FormalWriter(seed)
    return [
        {
            "id": f"bai-{n}", "title": writer.title(), "lead": " ".join(writer.sentence() for _ in range(1 + n)),
            "body": "\n\n".join(writer.paragraph() for _ in range(3 + n)), "source": SOURCE,
            "authors": [{"name": "Minh Khuê"}],
        }
        for n in range(5)
    ]  # fmt: skip


def ends(engine: LayoutEngine, issue: Issue) -> Iterator[tuple[StoryFrame, EndFrame]]:
    placer = Placer(engine.spec)
    for plan in composing(issue).compose(engine).planned:
        for story in placer.page(plan).stories:
            yield from ((story, item) for item in story.items if isinstance(item, EndFrame))


def text_end(story: StoryFrame, end: EndFrame) -> float:
    """Where the last line of text above a tail ends, mm."""
    runs = [item for item in story.items if isinstance(item, RunFrame) and abs(item.frame.x - end.frame.x) < 0.1]
    return max(run.frame.y + run.frame.h for run in runs)


@pytest.mark.parametrize("seed", range(3))
def test_the_author_is_on_the_last_line_or_right_under_it(seed: int, tmp_path: Path, engine: LayoutEngine) -> None:
    issue, inline = issue_of(tmp_path, articles(seed), ["lead", "story", "story", "story", "brief"]), 0
    for story, end in ends(engine, issue):
        assert end.author is not None
        assert story.story.end is not None
        bottom, row = text_end(story, end), engine.spec.row_mm
        if story.story.end.inline:
            inline += 1
            assert bottom - row - 1e-6 <= end.author.frame.y < bottom
            last = story.story.blocks[-1].text
            line, width = last.lines[-1], engine.spec.column_mm * PT_PER_MM
            assert line.natural + end.author.text.lines[0].natural < width
        else:
            assert 0 <= end.author.frame.y - bottom < row
        assert story.story.end.rows <= 5
    assert inline, "no author fits on a last line, so this proves nothing"


def test_an_author_is_beside_the_code_where_that_saves_a_row(tmp_path: Path, engine: LayoutEngine) -> None:
    """Source and address are lower than the code here, and the last line of text has no room for a name."""
    record = articles(0)[0] | {
        "body": "\n\n".join(["Bà con dọn bãi biển " * 40, "Bà con ra khơi từ lúc sáng."]),
        "related": [{"title": "Lịch tiêm phòng tháng 11"}],
        "source": {"name": "Báo", "url": "https://b.example/1"}, "authors": [{"name": "Nguyễn Thị Minh Khuê"}],
    }  # fmt: skip
    tails = []
    for code in (True, False):
        source = record["source"] if code else {"name": "Báo"}
        issue = issue_of(tmp_path / str(code), [record | {"source": source}], ["story"])
        tails += [(story.story.end, end) for story, end in ends(engine, issue)]
    (own, end), (plain, _) = tails
    assert own is not None
    assert plain is not None
    assert own.author is not None
    assert not plain.aside
    assert own.aside
    assert end.author is not None
    assert end.qr is not None
    assert end.author.frame.x + end.author.frame.w <= end.qr.x
    assert all(end.author.frame.y + end.author.frame.h <= text.frame.y + 1e-6 for text in end.texts)
    below = own.height_pt + own.author.height_pt + own.author.role.after_pt
    assert own.rows <= engine.spec.rows_for(below)


@pytest.mark.parametrize("layout", ["tuan-tin", "so-tay"])
def test_tails_are_set_as_planned(layout: str, tmp_path: Path, fonts: FontSet) -> None:
    engine = LayoutEngine(load_layout(layout), fonts)
    issue = issue_of(tmp_path, articles(1), ["lead", "story", "story", "story", "brief"])
    made = composing(issue).compose(engine)
    done = set_composed(engine, made, composing(issue))
    assert not done.findings
    assert done.composed is made


def test_a_brief_has_a_code_only_if_it_asks(tmp_path: Path, engine: LayoutEngine) -> None:
    one, two = articles(4)[:2]
    two["qr"] = {"url": "https://binhhai.example/tin/2"}
    issue = issue_of(tmp_path, [one, two], ["brief", "brief"])
    codes = [code.url for page in composing(issue).compose(engine).pages for code in page.qr_codes]
    assert codes == ["https://binhhai.example/tin/2"]


def test_a_brief_without_a_code_keeps_its_link_on_a_screen(tmp_path: Path, engine: LayoutEngine) -> None:
    one, two = articles(4)[:2]
    one["source"] = {"name": "Cổng thông tin", "url": "https://binhhai.example/tin/1"}
    two |= {
        "source": {"name": "Cổng thông tin", "url": "https://binhhai.example/bai/2"},
        "qr": {"url": "https://binhhai.example/tin/2"},
    }
    issue = issue_of(tmp_path, [one, two], ["brief", "brief"])
    pages = composing(issue).compose(engine).pages
    links = [link for page in pages for link in page.links]
    assert links.count("https://binhhai.example/tin/1") == 1
    assert "https://binhhai.example/tin/2" in links
    assert "https://binhhai.example/bai/2" not in links
    assert "https://binhhai.example/tin/1" not in [code.url for page in pages for code in page.qr_codes]


def test_a_book_has_source_and_address_on_one_line(tmp_path: Path, fonts: FontSet) -> None:
    engine = LayoutEngine(load_layout("so-tay"), fonts)
    article = articles(2)[0] | {"source": {"name": "Bản tin phường", "url": "https://binhhai.example/1"}}
    ((_, end),) = ends(engine, issue_of(tmp_path, [article], ["story"]))
    source, address = end.texts
    assert source.frame.y == address.frame.y
    assert source.frame.x + source.frame.w < address.frame.x
    assert end.qr is not None
    assert address.frame.x + address.frame.w <= end.qr.x


def test_a_standfirst_of_many_lines_is_not_centred(tmp_path: Path, fonts: FontSet) -> None:
    engine = LayoutEngine(load_layout("so-tay"), fonts)
    issue = issue_of(tmp_path, articles(2), ["story"] * 5)
    seen = set()
    for plan in composing(issue).compose(engine).planned:
        for piece in plan.pieces:
            for text in piece.story.head:
                if text.role_name.startswith(("headline", "standfirst")):
                    assert (text.role.align == "center") == (len(text.lines) <= 4)
                    seen.add(text.role.align)
    assert seen == {"center", "left"}
